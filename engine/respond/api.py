"""The library's front door: what the command line does, as functions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, Protocol

from respond.errors import Fault, InputError, Language, Text, fault, nearest
from respond.facts import UNKNOWN, Ends, Exactly, Fact, Level, Plain, exact_value, shown_value
from respond.log import Assumed, IncidentFile, load_incident
from respond.plan import Library, PlanRef, Prepared, broken_constraints
from respond.reason import compile_given_level, names_of
from respond.situation import Situation, situate

if TYPE_CHECKING:
    from respond.exercise import Run, Scenario
    from respond.papers import Dossier
    from respond.tables import Batch

_INCIDENT = Text(
    "respond.incident(…)、respond.read_incident(内容) 或 pathlib.Path",
    "respond.incident(...), respond.read_incident(content), or a pathlib.Path",
)
_SCENARIO = Text(
    "respond.read_scenario(内容) 或 pathlib.Path", "respond.read_scenario(content), or a pathlib.Path"
)
_DECLARED = Text("级别、作出的机关、理由", "a level, the office that declares it, and its reason")
_ASSUMED = Text(
    "由 `事实=值` 组成的列表，或由事实到值的映射", "texts `fact=value`, or a mapping of facts to values"
)
_PLAN = Text("预案名，str", "the name of a plan, str")
_DAY = Text("datetime.date", "a datetime.date")
_FACTS = Text("由事实到值的映射", "a mapping of facts to values")
_DESK = Text("单位编号，str", "the id of a unit, str")
_FILES = Text("一个或几个文件的路径", "the path of a file, or several")
_FILE = Text("文件的路径", "the path of a file")
_FLAG = Text("True 或 False", "True or False")
_ENGINE = Text("引擎的名字", "the name of an engine")
_COLUMN = Text("列名或版本", "the name of a column, or of an edition")
_MAPS = Text("事实到列名的对照", "the columns by the facts they hold")
_LIBRARY = Text("respond.Library", "a respond.Library")


@cache
def default_library() -> Library:
    """Open the shipped plans and those of `RESPOND_PLANS`, once."""
    return Library.default()


def classify(
    incident: IncidentFile | Path,
    *,
    now: datetime,
    at: datetime | None = None,
    hindsight: bool = False,
    assume: Assumed = (),
    declare: tuple[Level | str, str, str] | None = None,
    desk: str | None = None,
    library: Library | None = None,
) -> Situation:
    """Work out the situation of an incident (or of the file a `Path` names).

    `now` is the caller's clock: the time left is counted from it. `at` asks for an earlier moment as it was known then,
    with `hindsight` as it was by what is known now. `assume` adds values, as a mapping or as texts (`"deaths=5"`);
    `declare` gives a level, the office that declares it and its reason; `desk` is the unit from whose seat the
    answer is given. Raises `InputError` for invalid input (of the arguments: E340, E719, E750, E751) and
    `CoverageError` when no edition of the plan is in force on that day.

    >>> import respond
    >>> from datetime import datetime
    >>> now = datetime.fromisoformat("2026-03-01T14:00+08:00")
    >>> incident = respond.incident("forest-fire", {"damaged_forest": 120}, occurred=now)
    >>> respond.classify(incident, now=now).level.certain
    II
    """
    _check_moments(now, at)
    faults = [
        *_wrong("incident", incident, (IncidentFile, Path), _INCIDENT),
        *_wrong("library", library, (Library, NoneType), _LIBRARY),
        *_wrong("desk", desk, (str, NoneType), _DESK),
        *_wrong_declaration(declare),
    ]
    listed = isinstance(assume, Iterable) and not isinstance(assume, str)
    if not isinstance(assume, Mapping) and not (listed and all(isinstance(value, str) for value in assume)):
        faults.append(fault("E750", name="assume", found=shown_value(assume), expected=_ASSUMED))
    if faults:
        raise InputError(faults)
    if isinstance(incident, Path):
        incident = load_incident(incident, (library or default_library()).zone)
    declared = None if declare is None else (str(declare[0]), declare[1], declare[2])
    return situate(
        incident,
        library or default_library(),
        now=now,
        at=at,
        hindsight=hindsight,
        assume=assume,
        declare=declared,
        desk=desk,
    )


def _check_moments(now: object, at: object) -> None:
    """Refuse what is not a time with its offset (E719), and a look back into the future (E751)."""
    faults = [
        fault("E719", name=name, found=moment)
        for name, moment in (("now", now), ("at", at))
        if not (name == "at" and moment is None)
        and (not isinstance(moment, datetime) or moment.utcoffset() is None)
    ]
    if not faults and isinstance(now, datetime) and isinstance(at, datetime) and at > now:
        faults = [fault("E751", at=at.isoformat(), now=now.isoformat())]
    if faults:
        raise InputError(faults)


def _wrong(name: str, found: object, kinds: tuple[type, ...], expected: Text) -> list[Fault]:
    if isinstance(found, kinds):
        return []
    return [fault("E750", name=name, found=shown_value(found), expected=expected)]


def _wrong_declaration(declare: object) -> list[Fault]:
    if declare is None:
        return []
    if isinstance(declare, tuple) and len(declare) == 3:
        level, *words = declare
        if isinstance(level, str | Level) and all(isinstance(word, str) and word.strip() for word in words):
            return []
    return [fault("E750", name="declare", found=shown_value(declare), expected=_DECLARED)]


class LevelFunction(Protocol):
    """From exact values by fact to the level; `facts` names those it needs, `plan` is the edition it grades by."""

    facts: tuple[str, ...]
    plan: PlanRef

    def __call__(self, facts: Mapping[str, object], /) -> Level:
        """Give the level; raise InputError (E301 to E342, E750 to E753) with everything that is wrong."""


def level_function(plan: str, *, on: date | None = None, library: Library | None = None) -> LevelFunction:
    """Make the fast path of one plan: exact values in, the level out.

    It takes a mapping with every fact the criteria use (others are passed by), as `incident` takes them but for texts,
    ranges and unknowns: a number counts in the unit the plan declares for the fact. It refuses what `classify`
    refuses, and facts of these that break a constraint of the plan (E755). `on` picks the edition in force that day.
    Raises `InputError` where the plan has no levels (E756) or they depend on events and time (E754).

    >>> level = level_function("forest-grassland-fire", on=date(2026, 1, 1))
    >>> quiet = {"damaged_grassland": 0, "deaths": 0, "serious_injuries": 0}
    >>> level({"damaged_forest": 5, **quiet}), level({"damaged_forest": 10, **quiet})
    (IV, III)
    """
    _check_plan(plan, on, library)
    shelf = library or default_library()
    compiled = shelf.prepared(shelf.find(plan, on), on)
    if not compiled.graded:
        raise InputError([fault("E756", name=compiled.ref)])
    steps = [(level, [condition]) for level, condition in compiled.ladder]
    needed = names_of(steps)
    other = [name for name in needed if name not in compiled.facts]
    if other:
        raise InputError([fault("E754", plan=compiled.ref, names=", ".join(other))])
    known = {name: compiled.facts[name] for name in needed}

    given = {name: each for name, each in compiled.constraints.items() if each.names <= known.keys()}

    def careful(facts: Mapping[str, object]) -> Level:
        values = _exact_values(facts, known, compiled)
        broken = broken_constraints(compiled, given, {name: Exactly(value) for name, value in values.items()})
        if broken:
            raise InputError(broken)
        return compiled.exact_level(values)

    # a function of its own for each caller, so that what it says of itself is its own too
    made: Any = compile_given_level(steps, known, careful, tuple(given.values()))
    made.facts = needed
    made.plan = compiled.ref
    function: LevelFunction = made
    return function


def _check_plan(plan: object, on: object, library: object) -> None:
    day = isinstance(on, date) and not isinstance(on, datetime)
    faults = [
        *_wrong("plan", plan, (str,), _PLAN),
        *([] if day else _wrong("on", on, (NoneType,), _DAY)),
        *_wrong("library", library, (Library, NoneType), _LIBRARY),
    ]
    if faults:
        raise InputError(faults)


def _exact_values(given: Any, known: Mapping[str, Fact], plan: Prepared) -> dict[str, Plain]:  # noqa: ANN401
    """Take every fact the levels use into base units, and tell all that is wrong at once.

    Whatever has names and values will do, such as a row of a database.
    """
    if not hasattr(given, "keys"):
        raise InputError([fault("E750", name="facts", found=shown_value(given), expected=_FACTS)])
    values: dict[str, Plain] = {}
    faults: list[Fault] = []
    strange = [name for name in given.keys() if isinstance(name, str) and name not in plan.facts]  # noqa: SIM118
    for name, fact in known.items():
        try:
            value = given[name]
        except LookupError:
            slip = nearest(name, strange)
            faults.append(
                fault("E701", suggestion=name, name=slip) if slip else fault("E752", name=name, plan=plan.ref)
            )
            continue
        if value is UNKNOWN or isinstance(value, Ends):
            shown = Text("未知", "unknown") if value is UNKNOWN else repr(value)
            faults.append(fault("E753", name=name, found=shown))
            continue
        try:
            values[name] = exact_value(value, fact)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return values


def dossier(
    incident: IncidentFile | Path,
    *,
    now: datetime,
    desk: str | None = None,
    library: Library | None = None,
) -> "Dossier":
    """Read an incident (or the file a `Path` names) for papers: `report` drafts from it, `respond.papers` prints it.

    `now` is the caller's clock, `desk` the unit from whose seat papers are made. Raises what `classify` raises.

    >>> import respond
    >>> from datetime import datetime
    >>> now = datetime.fromisoformat("2026-11-21T09:30+08:00")
    >>> incident = respond.incident("vaccine-quality", {"quality_suspected": True, "deaths": 3}, occurred=now)
    >>> draft = respond.report(respond.dossier(incident, now=now), "initial")
    >>> draft.kind, draft.changed, len(draft.missing) > 0
    ('initial', True, True)
    """
    from respond.papers import dossier_of  # noqa: PLC0415  only papers need it

    _check_moments(now, None)
    faults = [
        *_wrong("incident", incident, (IncidentFile, Path), _INCIDENT),
        *_wrong("library", library, (Library, NoneType), _LIBRARY),
        *_wrong("desk", desk, (str, NoneType), _DESK),
    ]
    if faults:
        raise InputError(faults)
    shelf = library or default_library()
    file = load_incident(incident, shelf.zone) if isinstance(incident, Path) else incident
    return dossier_of(file, shelf, now=now, unit=desk)


def _check_batch(
    files: object,
    maps: object,
    ranges: object,
    engine: object,
    *,
    names: Iterable[tuple[str, object]],
    paths: Iterable[tuple[str, object]],
) -> None:
    """Refuse what a table cannot be graded with; raises InputError (E750)."""
    faults = _wrong("table", files, (list, tuple), _FILES)
    if files in ([], ()):
        faults.append(fault("E750", name="table", found=shown_value(files), expected=_FILES))
    for name, each in names:
        faults += _wrong(name, each, (str, NoneType), _COLUMN)
    for name, each in paths:
        faults += _wrong(name, each, (str, Path, NoneType), _FILE)
    faults += _wrong("maps", maps, (Mapping, NoneType), _MAPS)
    for part in (part for pair in maps.items() for part in pair) if isinstance(maps, Mapping) else ():
        faults += _wrong("maps", part, (str,), _MAPS)
    faults += _wrong("ranges", ranges, (bool,), _FLAG)
    faults += _wrong("engine", engine, (str,), _ENGINE)
    if faults:
        raise InputError(faults)


def batch(  # noqa: PLR0913 - nearly all of them by name
    table: str | Path | Sequence[str | Path],
    plan: str,
    *,
    maps: Mapping[str, str] | None = None,
    on: date | None = None,
    day: str | None = None,
    place: str | None = None,
    ranges: bool = False,
    compare: str | None = None,
    output: str | Path | None = None,
    bad: str | Path | None = None,
    picture: str | Path | None = None,
    engine: str = "duckdb",
    lang: Language = "zh",
    library: Library | None = None,
) -> "Batch":
    r"""Grade every row of a table, each by the edition in force on its day, exactly as one incident is graded.

    `table` names files (CSV, Parquet, workbooks) or a pattern with `*`; `maps` gives the column of a fact that the
    table calls otherwise, `day` and `place` the columns of these. `output` takes the graded rows, `bad` those that
    were not, `picture` the summary as a picture (`.svg`). With `ranges` facts may stand in two columns (`deaths_lo`,
    `deaths_hi`). `compare` grades by another edition as well. `engine` says where it is worked out: `duckdb`, in this
    program, or `spark`, on the session that is active or one of its own, where `output` becomes a folder of parts; the
    master of a cluster, such as `spark://host:7077`, is Spark there.

    Raises InputError (E750, E754 to E785); MissingExtraError (E772) without the extra `batch`, or `spark`.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "in.csv").write_text("deaths,serious_injuries,direct_loss\n3,0,0\n2,0,0\n")
    >>> found = batch(folder / "in.csv", "production-accident", output=folder / "out.csv")
    >>> [(each.certain, each.rows) for each in found.levels]
    [('III', 1), ('IV', 1)]
    """
    from respond import tables  # noqa: PLC0415  only tables need it

    _check_plan(plan, on, library)
    files = [table] if isinstance(table, str | Path) else table
    _check_batch(
        files, maps, ranges, engine, names=(("day", day), ("place", place), ("compare", compare)),
        paths=(("output", output), ("bad", bad), ("picture", picture)),
    )  # fmt: skip
    asked = tables.Asked(plan, maps or {}, on, day, place, ranges, compare)
    return tables.batch(
        [str(each) for each in files],
        asked,
        library or default_library(),
        output=None if output is None else Path(output),
        bad=None if bad is None else Path(bad),
        picture=None if picture is None else Path(picture),
        lang=lang,
        engine=engine,
    )


def run_exercise(
    scenario: "Scenario | Path", *, variant: str | None = None, library: Library | None = None
) -> "Run":
    """Walk the injects of a scenario on its own clock and judge the recorded actions against the plan.

    `variant` names which of its variants is played, the first if absent. Raises `InputError` for what is wrong in it; a
    file is given as a `Path` (E750).
    """
    from respond.exercise import Scenario, load_scenario, run_scenario  # noqa: PLC0415  only exercises need it

    faults = [
        *_wrong("scenario", scenario, (Scenario, Path), _SCENARIO),
        *_wrong("library", library, (Library, NoneType), _LIBRARY),
    ]
    if faults:
        raise InputError(faults)
    made = load_scenario(scenario) if isinstance(scenario, Path) else scenario
    return run_scenario(made, library or default_library(), variant)
