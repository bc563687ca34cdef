"""How long something takes, or how much more there is of something, as a distribution over whole numbers.

It is read from a file and drawn with a seeded generator: lengths of time are whole seconds, whatever else is whole
steps of how finely it is written.

Every draw is made of whole numbers alone, so that the same seed gives the same seconds on every machine.
"""

from collections.abc import Callable
from datetime import timedelta
from math import isqrt
from random import Random

from respond._records import frozen
from respond.clock import parse_duration
from respond.errors import InputError, Place, Text, fault
from respond.plan import place_field

_BITS = 32
_WHOLE = 1 << _BITS
_FORM = Text(
    "`fixed`、`uniform`、`triangular`、`discrete`、`exponential` 之一",
    "one of `fixed`, `uniform`, `triangular`, `discrete`, `exponential`",
)
_ORDER = Text("{n}个，从小到大", "{n} of them, the least first")

Draw = Callable[[Random], int]
"""A whole number from a generator: seconds, or steps."""

Read = Callable[[str], int]
"""What a text in a distribution comes to."""


@frozen
class Weighted:
    """One of several lengths of time, or amounts, and how often it comes beside the others."""

    takes: str
    weight: int
    place: Place | None = place_field()


@frozen
class Exponential:
    """What is mostly short or little and sometimes very long or much, up to `most` where that is given."""

    mean: str
    most: str | None = None
    place: Place | None = place_field()


@frozen
class Spread:
    """A length of time or an amount, as it may turn out: exactly one of the five forms."""

    fixed: str | None = None
    uniform: tuple[str, ...] = ()
    triangular: tuple[str, ...] = ()
    """The least, the most frequent and the most."""
    discrete: tuple[Weighted, ...] = ()
    exponential: Exponential | None = None
    place: Place | None = place_field()


def drawing(given: str | Spread, read: Read | None = None) -> Draw:
    """Give the function that draws from a distribution; a text alone is a fixed length.

    `read` gives what each text in it comes to; lengths of time in seconds where it is left out. Raises InputError: E815
    for a distribution that cannot be, E816 for a length that differs from day to day, and what reading raises.

    >>> draw = drawing(Spread(triangular=("1 minute", "3 minutes", "10 minutes")))
    >>> [draw(Random(number)) for number in (1, 2, 3)]
    [153, 501, 185]
    """
    read = read or _seconds
    if not isinstance(given, Spread):
        return _always(read(given))
    forms = [
        name for name in ("fixed", "uniform", "triangular", "discrete", "exponential") if _has(given, name)
    ]
    if len(forms) != 1:
        raise InputError([fault("E815", given.place, found=", ".join(forms) or "—", expected=_FORM)])
    if given.fixed is not None:
        return _always(read(given.fixed))
    if given.uniform:
        low, high = _rising(given.uniform, 2, given.place, read)
        return lambda random: low + random.randrange(high - low + 1)
    if given.triangular:
        low, peak, high = _rising(given.triangular, 3, given.place, read)
        return lambda random: _triangular(random.getrandbits(_BITS), low, peak, high)
    if given.discrete:
        return _discrete(given.discrete, read)
    if given.exponential is not None:
        return _exponential(given.exponential, read)
    raise AssertionError


def _has(given: Spread, name: str) -> bool:
    value = getattr(given, name)
    return value is not None and value != ()


def _seconds(text: str) -> int:
    """Read a length of time that is the same on every day."""
    if "".join(str(text).split()) == "0":
        return 0
    found = parse_duration(text)
    if found.months or found.working_days or found.office_minutes:
        raise InputError([fault("E816", getattr(text, "place", None), found=text)])
    return (found.clocked + timedelta(days=found.days)) // timedelta(seconds=1)


def texts_of(given: str | Spread) -> tuple[str, ...]:
    """Give every text a distribution is written with."""
    if not isinstance(given, Spread):
        return (given,)
    fixed = (given.fixed,) if given.fixed is not None else ()
    mean = (given.exponential.mean,) if given.exponential is not None else ()
    most = (given.exponential.most,) if given.exponential is not None and given.exponential.most else ()
    return (*fixed, *given.uniform, *given.triangular, *(each.takes for each in given.discrete), *mean, *most)


def _rising(texts: tuple[str, ...], number: int, place: Place | None, read: Read) -> list[int]:
    found = [read(text) for text in texts]
    if len(found) != number or found != sorted(found):
        raise InputError([fault("E815", place, found=", ".join(texts), expected=_ORDER.fill(n=number))])
    return found


def _always(seconds: int) -> Draw:
    return lambda _: seconds


def _triangular(drawn: int, low: int, peak: int, high: int) -> int:
    """Turn a share of 2**32 into seconds by the inverse of the distribution, rounded towards the peak's side."""
    if drawn * (high - low) < (peak - low) << _BITS:
        return low + isqrt(drawn * (high - low) * (peak - low) >> _BITS)
    return high - isqrt((_WHOLE - drawn) * (high - low) * (high - peak) >> _BITS)


def _discrete(given: tuple[Weighted, ...], read: Read) -> Draw:
    ends: list[tuple[int, int]] = []
    total = 0
    for each in given:
        if each.weight < 1:
            expected = Text("正整数的权重", "a weight of one at least")
            raise InputError([fault("E815", each.place, found=each.weight, expected=expected)])
        total += each.weight
        ends.append((total, read(each.takes)))

    def draw(random: Random) -> int:
        drawn = random.randrange(total)
        return next(found for end, found in ends if drawn < end)

    return draw


def _exponential(given: Exponential, read: Read) -> Draw:
    mean = read(given.mean)
    most = read(given.most) if given.most is not None else None

    def draw(random: Random) -> int:
        found = mean * _neumann(random) >> _BITS
        return found if most is None else min(found, most)

    return draw


def _neumann(random: Random) -> int:
    """Draw an exponential of mean 2**32 by comparing alone (von Neumann 1951): no logarithm, so nothing is rounded.

    Numbers are drawn while they fall; where the run is of odd length, its first number is the part after the point.
    """
    whole = 0
    while True:
        first = last = random.getrandbits(_BITS)
        length = 1
        while (drawn := random.getrandbits(_BITS)) < last:
            last = drawn
            length += 1
        if length % 2:
            return (whole << _BITS) + first
        whole += 1
