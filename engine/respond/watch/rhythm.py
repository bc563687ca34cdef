"""When reminders come, as declared in a small file: shares of the time, lengths before and after, repeats."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, TypeVar

from attrs import evolve

from respond._records import frozen
from respond.clock import parse_duration
from respond.errors import Fault, InputError, Place, Text, fault
from respond.plan import place_field, structure
from respond.yaml import Source, parse, read_source

T = TypeVar("T")

_INTERVAL: Final = Text("提醒的间隔", "a time between reminders")


@frozen
class Rhythm:
    """When reminders come.

    `shares` are of the time from arising to the limit; `before` lengths ahead of it. `after` and `at_once` go from one
    reminder to the next, the last of them again and again. `acknowledged` is how long repeats are held back once all
    have acknowledged, `late_after` what counts as late, `sign_every` how often new entries are signed.
    """

    whose: Literal["ours", "all"]
    shares: tuple[Fraction, ...]
    before: tuple[timedelta, ...]
    after: tuple[timedelta, ...]
    at_once: tuple[timedelta, ...]
    acknowledged: timedelta
    late_after: timedelta
    sign_every: timedelta

    @property
    def plainer(self) -> "Rhythm":
        """Give the rhythm for what a plan leaves to the reader that has reminders of its own: nothing ahead of a limit.

        >>> [str(step) for step in default_rhythm().plainer.after]
        ['1 day, 0:00:00']
        """
        return evolve(self, shares=(), before=(), after=self.after[-1:], at_once=self.at_once[-1:])


@frozen
class _Written:
    """A rhythm as its author writes it."""

    respond: Literal["reminders/1"]
    whose: Literal["ours", "all"]
    shares: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    at_once: tuple[str, ...]
    acknowledged: str
    late_after: str
    sign_every: str
    place: Place | None = place_field()


@cache
def default_rhythm() -> Rhythm:
    """Give the rhythm that serves where none is named."""
    text = resources.files("respond.watch").joinpath("default.yaml").read_text("utf-8")
    return read_rhythm(Source("default.yaml", text))


def load_rhythm(path: Path) -> Rhythm:
    """Read the rhythm of a file; raises InputError with all faults (E870, E871 and those of any file)."""
    return read_rhythm(read_source(path))


def read_rhythm(source: Source) -> Rhythm:
    """Read a rhythm from a source already at hand.

    >>> default_rhythm().shares
    (Fraction(1, 2),)
    """
    written = structure(parse(source), _Written)
    faults: list[Fault] = []

    def each(read: Callable[[str], T], texts: Sequence[str]) -> tuple[T, ...]:
        found = []
        for text in texts:
            try:
                found.append(read(text))
            except InputError as error:
                faults.extend(error.faults)
        return tuple(found)

    def growing(texts: Sequence[str]) -> tuple[timedelta, ...]:
        lengths = each(_length, texts)
        if not texts or any(later < earlier for earlier, later in pairwise(lengths)):
            faults.append(fault("E871", written.place, found=", ".join(texts) or "[]"))
        return lengths

    made = [
        each(_share, written.shares), each(_length, written.before), growing(written.after),
        growing(written.at_once), each(_length, (written.acknowledged, written.late_after, written.sign_every)),
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    shares, before, after, at_once, single = made
    return Rhythm(written.whose, shares, before, after, at_once, *single)  # type: ignore[arg-type]


def _share(text: str) -> Fraction:
    """Read `1/2` or `50%`; raises InputError (E870)."""
    at = getattr(text, "place", None)
    try:
        whole = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        raise InputError([fault("E870", at, found=text)]) from None
    if not 0 < whole < 1:
        raise InputError([fault("E870", at, found=text)])
    return whole


def _length(text: str) -> timedelta:
    """Read a length that is the same at any time of any year; raises InputError (E865 and those of a duration)."""
    at = getattr(text, "place", None)
    found = parse_duration(text, at)
    if found.months or found.working_days or found.office_minutes:
        raise InputError([fault("E865", at, found=text, what=_INTERVAL)])
    return found.clocked + timedelta(days=found.days)
