"""The nearest values of one number at which the certain level is another, all else staying as it is.

Where no comparison weighs the number against something open, nothing changes within its cells, and they are gone
through. Else the level can change anywhere between thresholds, and the place is searched for.
"""

from collections.abc import Iterator, Sequence

from respond._records import frozen
from respond.facts import UNKNOWN, Between, Exactly, Level, Number, Value
from respond.reason.along import Along
from respond.reason.condition import Condition, Conditions, Seen
from respond.reason.effort import Priced, Steps, afford
from respond.reason.fact_use import Cell
from respond.reason.interval import Interval, Range
from respond.reason.known import but, given_in, tied
from respond.reason.memory import Memory
from respond.reason.search import Wants
from respond.reason.truth import Truth
from respond.reason.what_if import WhatIf, within


@frozen
class Nearest:
    """Where a level begins: at `edge`, or just past it if `strict`; `value` is known of the number beyond it.

    `upward` says which way the number, or the lower end of its range, is moved.
    """

    edge: Number
    strict: bool
    upward: bool
    level: Level
    value: Value


_FOUND: Priced[tuple[Conditions, tuple[Level, ...], Seen, str, bool], tuple[Nearest, ...]] = Memory()


def nearest(name: str, value: Exactly | Between, now: WhatIf) -> Iterator[Nearest]:
    """Give, up and down, the nearest place of each graver level, and the nearest where the level is milder.

    Of two levels that begin in one place only the graver counts. Of a range, the lower end is moved; beyond its upper
    end it is the number itself. What would take too long to tell is left out.
    """
    if now.stands_alone(name):
        yield from _by_cells(name, value, now)
        return
    conditions = (*[condition for _, condition, _ in now.judged], *given_in(now.values))
    seen = tuple([now.values.get(each) for condition in conditions for each in condition.needs])
    levels = tuple([level for level, _, _ in now.judged])
    for upward in (True, False):
        found = afford(
            _FOUND,
            conditions[0].kept,
            (conditions, levels, seen, name, upward),
            lambda steps, way=upward: tuple(_by_search(name, value, now, steps, way)),  # type: ignore[misc]
            len(seen),
        )
        yield from found or ()


def _start(value: Exactly | Between) -> Number:
    return value.value if isinstance(value, Exactly) else value.low  # type: ignore[return-value]


def _by_cells(name: str, value: Exactly | Between, now: WhatIf) -> Iterator[Nearest]:
    ordered, start = now.cells(name), _start(value)
    here = next((place for place, cell in enumerate(ordered) if cell.contains(start)), None)
    if here is None:  # no condition that can hold looks at it
        return
    yield from _through(ordered[here + 1 :], name, value, now, upward=True)
    yield from _through(ordered[:here][::-1], name, value, now, upward=False)


def _through(
    ordered: Sequence[Cell], name: str, value: Exactly | Between, now: WhatIf, *, upward: bool
) -> Iterator[Nearest]:
    base = gravest = now.level.certain
    fallen = False
    for cell in ordered:
        moved = _into(cell, value, upward=upward)
        if moved is None or not now.possible(name, moved):
            continue
        found = now.with_value(name, moved)
        if not found.exact:  # nothing further on is known to be the nearest
            return
        level = found.certain
        if level > gravest or (level < base and not fallen):
            yield _at(cell, upward, level, moved)
        gravest, fallen = max(gravest, level), fallen or level < base


def _into(cell: Cell, value: Exactly | Between, *, upward: bool) -> Value | None:
    """Give what is known when a number, or the lower end of its range, has been moved into a cell."""
    if isinstance(value, Exactly):
        return Exactly(cell.value)
    low = within(cell, value) if upward else cell.value
    return Exactly(cell.value) if low is None else Between(low, value.high)


def _at(span: Range, upward: bool, level: Level, value: Value) -> Nearest:  # noqa: FBT001 - the way it goes
    edge, strict = _near(span, upward=upward)
    return Nearest(edge, strict, upward, level, value)  # type: ignore[arg-type]


def _near(span: Range, *, upward: bool) -> tuple[Number | None, bool]:
    """Give the end of a span one comes to first, and whether it is open."""
    return (span.low, span.low_open) if upward else (span.high, span.high_open)


def _by_search(
    name: str,
    value: Exactly | Between,
    now: WhatIf,
    steps: Steps,
    upward: bool,  # noqa: FBT001 - the way it goes
) -> Iterator[Nearest]:
    levels = _Levels.of(name, now, steps)
    if levels is None:
        return
    start = _start(value)
    ahead: Range = Interval(start, None, True) if upward else Interval(None, start, False, True)  # noqa: FBT003
    if isinstance(value, Between):
        if upward:
            yield from _raised(levels, value)
        else:
            for span, level in levels.milder(ahead, upward=False):
                yield _at(span, False, level, Between(span.highest(), value.high))  # noqa: FBT003
        return
    for span, level in (*levels.graver(ahead, upward=upward), *levels.milder(ahead, upward=upward)):
        yield _at(span, upward, level, Exactly(span.lowest() if upward else span.highest()))


def _raised(levels: "_Levels", value: Between) -> Iterator[Nearest]:
    """Give the steps of a lower end within its range, and then those of a number beyond it."""
    gravest = levels.base
    for step in levels.raised(value):
        gravest = max(gravest, step.level)
        yield step
    if value.high is None:
        return
    beyond: Range = Interval(value.high, None, True)  # type: ignore[arg-type]  # noqa: FBT003
    for span, level in (*levels.graver(beyond, upward=True), *levels.milder(beyond, upward=True)):
        if not levels.base < level <= gravest:
            yield _at(span, True, level, Exactly(span.lowest()))  # noqa: FBT003


@frozen(eq=False)
class _Levels:
    """The levels along one number: one is certain where its criteria and those of graver ones cannot all fail."""

    along: Along
    ladder: Sequence[tuple[Level, Condition]]
    given: Wants
    base: Level

    @classmethod
    def of(cls, name: str, now: WhatIf, steps: Steps) -> "_Levels | None":
        """Put together what is asked along a number; None where nothing that can hold looks at it."""
        steps.take()
        values = but(now.values, {name: UNKNOWN})
        ladder = [
            (gravity, condition)
            for gravity, condition, _ in now.judged
            if condition.truth(values) is not Truth.NO
        ]
        names = {name}.union(*(condition.needs for _, condition in ladder))
        given = [(each, True) for each in tied(names, values)]
        conditions = [*(condition for _, condition in ladder), *(each for each, _ in given)]
        variable = next((each.variables[name] for each in conditions if name in each.variables), None)
        if variable is None:
            return None
        return cls(Along(variable, values, steps), ladder, given, now.level.certain)

    def failing(self, level: Level) -> Wants:
        """Give what must come true for the level to be milder than one."""
        return [*((condition, False) for own, condition in self.ladder if own >= level), *self.given]

    def steps_of(self, *, graver: bool) -> list[Level]:
        """Give the levels graver than the one certain now, or milder, the gravest first."""
        found = {own for own, _ in self.ladder if (own > self.base if graver else own < self.base)}
        return sorted(found, reverse=True)

    def graver(self, ahead: Range, *, upward: bool) -> Iterator[tuple[Range, Level]]:
        """Give the nearest place of each graver level; of two in one place that of the graver."""
        last = None
        for level in self.steps_of(graver=True):
            span = self._certain(level, ahead, upward=upward)
            if span is not None and (end := _near(span, upward=upward)) != last:
                last = end
                yield span, level

    def _certain(self, level: Level, ahead: Range, *, upward: bool) -> Range | None:
        """Give a stretch ahead where a level is certain and what is given can hold, none being nearer."""
        left: Range | None = ahead
        while left is not None:
            short = self.along.first(self.failing(level), left, upward=upward)
            gap = left if short is None else _short_of(left, short, upward=upward)
            found = None if gap is None else self.along.first(self.given, gap, upward=upward)
            if found is not None or short is None:
                return found
            left = _short_of(left, short, upward=not upward)
        return None

    def milder(self, ahead: Range, *, upward: bool) -> Iterator[tuple[Range, Level]]:
        """Give the nearest place at which the level is milder, and the level there."""
        span = self.along.first(self.failing(self.base), ahead, upward=upward) if self.base else None
        if span is None:
            return
        end = _near(span, upward=upward)
        for level in self.steps_of(graver=False):
            short = self.along.first(self.failing(level), ahead, upward=upward)
            if short is None or _near(short, upward=upward) != end:
                yield span, level
                return
        yield span, Level.scale.none

    def raised(self, value: Between) -> Iterator[Nearest]:
        """Give, for each graver level, how far the lower end of a range must rise for it to be certain."""
        known: Range = Interval(value.low, value.high)  # type: ignore[arg-type]
        last = None
        for level in self.steps_of(graver=True):
            short = self.along.first(self.failing(level), known, upward=False)
            rest = None if short is None else known.beyond(short)
            if rest is None or self.along.first(self.given, rest, upward=True) is None:
                continue
            rest = rest.whole() if self.along.variable.integer else rest
            if (end := _near(rest, upward=True)) != last:
                last = end
                yield _at(rest, True, level, Between(rest.lowest(), value.high))  # noqa: FBT003


def _short_of(span: Range, other: Range, *, upward: bool) -> Range | None:
    """Give the part of a span one passes before another range is reached."""
    return span.before(other) if upward else span.beyond(other)
