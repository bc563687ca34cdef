"""The level of an incident over time: by the plan as was known then, as declared, and the response that ran."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Literal

from respond._records import frozen
from respond.clock import local
from respond.desk.reading import Kept, kept
from respond.errors import Text
from respond.facts import Level
from respond.plan import Library, PlanRef
from respond.reason import LevelRange
from respond.situation import SPREAD, LevelThen, Placed, Situation, levels_then, look_on
from respond.store import Store


@frozen
class LevelPoint:
    """How things stood from a moment on; of a plan without levels `level` is the response called for."""

    at: datetime
    level: Annotated[LevelRange, SPREAD]
    declared: Level | None
    started: Level | None
    """The response that ran."""
    entry: int | None
    """The number of the last entry known then; null where nothing was entered, but a declared level ran out."""


@frozen
class LevelCurve:
    """The level over time, a point for each change; `levels` is the scale, gravest first.

    The last point is that of `now` or, of an incident that has ended, of its last entry.
    """

    store: str
    incident: str
    title: Text
    now: datetime
    plan: PlanRef
    graded: bool
    levels: tuple[Level, ...]
    points: tuple[LevelPoint, ...]

    @property
    def schema(self) -> Annotated[Literal["levels/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "levels/1"


def level_curve(store: Store, library: Library, incident: str, *, now: datetime) -> LevelCurve:
    """Give the level over time, each moment by what was known then; raises InputError (E845) and CoverageError."""
    return curve_of(kept(store, library, incident, now=now), store.called, library)


def curve_of(one: Kept, place: str, library: Library) -> LevelCurve:
    """Give the level over time of an incident that was read."""
    numbers = {row.known_at: row.number for row in one.rows}
    end = one.now if one.open else one.rows[-1].known_at
    moments = tuple(sorted({*numbers, *_ends(one)}))
    points = _points(one, library, moments, numbers)
    if end not in moments:
        points = [*points, _point(_now(one.situation), None)]
    plan = library.prepared(one.situation.leading_plan)
    scale = plan.levels if one.situation.graded else plan.response_levels
    levels = tuple(scale.named(name) for name in scale.gravest_first)
    return LevelCurve(
        place, one.id, one.situation.title, one.now, plan.ref, one.situation.graded, levels,
        tuple(_changes(points, local(end, one.situation.tz))),
    )  # fmt: skip


def _points(
    one: Kept, library: Library, moments: tuple[datetime, ...], numbers: Mapping[datetime, int]
) -> list[LevelPoint]:
    """Give what each moment gone by came to; it stays so while the incident is looked at and nothing more is told."""
    look = look_on(one.file, library, now=one.now, running=one.running)
    known: list[LevelPoint] | None = look.drawn.get(("levels", moments))
    if known is None:
        levels = levels_then(one.file, library, moments)
        known = [_point(each, numbers.get(at)) for at, each in zip(moments, levels, strict=True)]
        look.drawn["levels", moments] = known
    return known


def _ends(one: Kept) -> Iterator[datetime]:
    """Give the moments at which declared levels ran out."""
    declared = one.situation.declared
    for each in (*one.situation.expired, *(() if declared is None else (declared,))):
        if each.until is not None and one.rows[0].known_at <= each.until <= one.now:
            yield each.until


def _now(situation: Situation) -> LevelThen:
    response = situation.leading_response
    return LevelThen(
        situation.at, situation.level, situation.graded, situation.declared, response.called, response.started
    )


def _point(then: LevelThen, number: int | None) -> LevelPoint:
    return LevelPoint(
        then.at,
        then.level if then.graded else then.called,
        None if then.declared is None else then.declared.level,
        then.started,
        number,
    )


def _changes(points: list[LevelPoint], now: datetime) -> Iterator[LevelPoint]:
    """Leave out what says the same as the point before, but for the present."""
    before: tuple[object, ...] | None = None
    for each in points:
        says = (each.level.certain, each.level.possible, each.declared, each.started)
        if says != before or each.at == now:
            yield each
        before = says
