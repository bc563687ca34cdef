"""A limit changed in one place: a length of time a step longer or shorter, one of several parts left out or moved.

The earliest of several is made the latest. A due moment is no longer put off, or to a minute earlier or later; what
counts from its start whatever came later is counted from the arising of the duty.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from attrs import evolve, fields

from respond.clock import TO_DAY_END, Duration, Roll, SameDay, parse_duration, read_within
from respond.errors import InputError
from respond.plan import Measure
from respond.prove.mutants.mutations import MOVES, Mutation

LimitMutation = tuple[Mutation, Measure]
"""One change, and the duty or measure as changed."""

_OTHER: Final = {"earliest": "latest", "latest": "earliest"}
_A_DAY: Final = 24 * 60
"""Minutes of a day."""

_FIGURES: Final = ("within", "at_least", "every")
"""The keys of limits that are one length of time."""

_FROM_START, _FROM_ARISING = "counted: from-start", "counted: from-arising"


def limit_mutations(measure: Measure) -> Iterator[LimitMutation]:
    """Go through every change of the limit of a duty or measure.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> duties = {rule.id: rule.entry for rule in library.prepared(library.find("example/severity")).measures}
    >>> for change, _ in limit_mutations(duties["first-post"]):
    ...     print(change.kind, change.was, "->", change.now or "nothing")
    swap earliest -> latest
    drop 15 minutes after graded -> nothing
    down 15 minutes after graded -> 14 minutes after graded
    up 15 minutes after graded -> 16 minutes after graded
    drop 30 minutes after discovered or received -> nothing
    down 30 minutes after discovered or received -> 29 minutes after discovered or received
    up 30 minutes after discovered or received -> 31 minutes after discovered or received
    swap 30 minutes after discovered or received, counted: from-start -> counted: from-arising
    """
    for key in measure.limits:
        if key in _OTHER:
            yield from _of_parts(measure, key)
        elif key in _FIGURES:
            yield from _of_figure(measure, key)
    if not measure.pieces and measure.counted == "from-start":
        yield _changed("swap", _FROM_START, _FROM_ARISING), evolve(measure, counted="from-arising")
    if measure.roll is not None:
        yield from _of_roll(measure, measure.roll)


def _changed(kind: Any, was: str, now: str) -> Mutation:  # noqa: ANN401 - a kind of change
    return Mutation(kind, was, now, was, now, now)


def _of_figure(measure: Measure, key: str) -> Iterator[LimitMutation]:
    """Have a length of time be a step longer or shorter."""
    length = str(getattr(measure, key))
    for kind, moved in _moves(length):
        changed: dict[str, Any] = {key: moved}
        yield _changed(kind, f"{key}: {length}", f"{key}: {moved}"), evolve(measure, **changed)


def _of_parts(measure: Measure, key: str) -> Iterator[LimitMutation]:
    """Swap earliest and latest, and change each part."""
    parts = measure.pieces
    other = _OTHER[key]
    swapped: dict[str, Any] = {key: (), other: parts}
    yield _changed("swap", key, other), evolve(measure, **swapped)
    for place, part in enumerate(parts):

        def instead(*new: Any, place: int = place) -> Measure:  # noqa: ANN401 - parts of a limit
            changed: dict[str, Any] = {key: (*parts[:place], *new, *parts[place + 1 :])}
            return evolve(measure, **changed)

        was = _words(part)
        yield _changed("drop", was, ""), instead()
        for kind, moved in _moves(str(part.within)):
            longer = evolve(part, within=moved)
            yield _changed(kind, was, _words(longer)), instead(longer)
        if (part.counted or measure.counted) == "from-start":
            change = Mutation("swap", _FROM_START, _FROM_ARISING, f"{was}, {_FROM_START}", _FROM_ARISING, was)
            yield change, instead(evolve(part, counted="from-arising"))


def _words(part: Any) -> str:  # noqa: ANN401 - a part of a limit
    return f"{part.within} after {' or '.join(part.afters)}"


def _moves(length: str) -> Iterator[tuple[Any, str]]:
    """Give a length of time a step longer and shorter; of one less another each of the two is so moved."""
    figure = length.removesuffix(TO_DAY_END)
    to_day_end = length.removeprefix(figure)
    whole, less, rest = figure.partition(" less ")
    for kind, sign in MOVES:
        moved = _moved(whole, sign), _moved(rest, sign) if rest else None
        texts = (moved[0] and f"{moved[0]}{less}{rest}", moved[1] and f"{whole}{less}{moved[1]}")
        for text in filter(None, texts):
            with suppress(InputError):  # nothing may be left
                read_within(f"{text}{to_day_end}")
                yield kind, f"{text}{to_day_end}"


def _moved(length: str, sign: int) -> str | None:
    """Give a length of time one more or fewer of its largest unit; None where nothing is left to change."""
    if SameDay.says(length):
        return None
    duration = parse_duration(length)
    largest = next(each.name for each in sorted(fields(Duration), key=_size) if getattr(duration, each.name))
    size = 60 if largest == "office_minutes" and duration.office_rest == 0 else 1
    moved = evolve(duration, **{largest: getattr(duration, largest) + sign * size})
    return None if moved == Duration() else moved.describe("en")


def _size(field: Any) -> int:  # noqa: ANN401 - a unit of a length of time
    return ("months", "working_days", "days", "hours", "minutes", "seconds", "office_minutes").index(
        field.name
    )


def _of_roll(measure: Measure, roll: Any) -> Iterator[LimitMutation]:  # noqa: ANN401 - how it is put off
    """Leave a due moment where it is, and put it off to a minute earlier or later."""
    yield _changed("drop", roll.to, ""), evolve(measure, roll=None)
    clock = Roll.read(roll.to).time
    for kind, sign in MOVES:
        minutes = clock.hour * 60 + clock.minute + sign
        if 0 <= minutes < _A_DAY:
            to = f"{minutes // 60:02}:{minutes % 60:02} next working day"
            yield _changed(kind, roll.to, to), evolve(measure, roll=evolve(roll, to=to))
