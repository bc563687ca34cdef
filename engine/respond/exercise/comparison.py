"""Several teams on one scenario, side by side: points, ratings, how fast the level was called right, what was late."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.errors import Language, Text
from respond.exercise.objectives import Rating
from respond.exercise.recording import Recording, with_recording
from respond.exercise.run import Run, run_scenario
from respond.exercise.scenario import Scenario
from respond.exercise.score import Result
from respond.plan import Library
from respond.show import MODE, Banner, Block, Bullet, Column, Section, Sheet, Table, TableRow, Title, length
from respond.situation import Placed

_UNDONE: Final[tuple[Result, ...]] = ("overdue", "missed", "omitted")


@frozen
class ComparedObjective:
    """What a team showed of one objective."""

    id: str
    rating: Rating | None
    points: int
    most: int


@frozen
class ComparedTeam:
    """What one team came to. Lengths are of the whole exercise; the delay is that of each right call, all together.

    Levels are those by every plan that grades by itself.
    """

    team: Text
    points: int
    most: int
    objectives: tuple[ComparedObjective, ...]
    right_after: timedelta
    """How long right calls took, all together, from when each level came to hold."""
    never_right: int
    """Levels that were never called right."""
    uncalled: timedelta
    too_low: timedelta
    too_high: timedelta
    late: int
    incomplete: int
    undone: int
    wrong: int


@frozen
class Compared:
    """Several teams on one scenario."""

    scenario: str
    title: Text
    objectives: tuple[Text, ...]
    teams: tuple[ComparedTeam, ...]

    @property
    def schema(self) -> Annotated[Literal["compared-teams/1"], Placed(before="scenario")]:
        """Give the name of the contract its JSON keeps."""
        return "compared-teams/1"


def compare_teams(scenario: Scenario, recordings: Sequence[Recording], library: Library) -> Compared:
    """Judge what several teams did in a scenario, each as a run of it would. Raises InputError as a run does."""
    runs = [
        (each.team, run_scenario(with_recording(scenario, each), library, each.variant))
        for each in recordings
    ]
    return Compared(
        scenario.id, scenario.title, tuple(Text(each.zh, each.en) for each in scenario.objectives),
        tuple(_team(team, run) for team, run in runs),
    )  # fmt: skip


def _team(team: Text, run: Run) -> ComparedTeam:
    results = Counter(each.result for each in run.outcomes)
    curves = [each.curve for each in run.levels]
    delays = [delay for each in curves for _, delay in each.delays]
    return ComparedTeam(
        team, run.points, run.most,
        tuple(ComparedObjective(each.objective.id, each.rating, each.points, each.most) for each in run.showings),
        _sum(delay for delay in delays if delay is not None),
        sum(delay is None for delay in delays), _sum(each.uncalled for each in curves),
        _sum(each.too_low for each in curves), _sum(each.too_high for each in curves),
        results["late"], results["incomplete"], sum(results[each] for each in _UNDONE),
        results["wrong"] + results["broken"],
    )  # fmt: skip


def _sum(spans: Iterable[timedelta]) -> timedelta:
    return sum(spans, timedelta(0))


_ROWS: Final = {
    "points": Text("得分", "points"),
    "right_after": Text("定级判对所用时间（合计）", "time until the level was called right (in all)"),
    "never_right": Text("始终没有判对的级别", "levels never called right"),
    "uncalled": Text("应定级而未定级", "a level held, none was called"),
    "too_low": Text("定得偏低", "called too low"),
    "too_high": Text("定得偏高", "called too high"),
    "late": Text("迟办", "late"),
    "incomplete": Text("不完整", "incomplete"),
    "undone": Text("未办", "left undone"),
    "wrong": Text("有误或违反", "wrong or broken"),
}
_HEAD: Final = Text("各队比较", "teams side by side")
_OBJECTIVES: Final = Text("演练目的", "objectives")
_NONE: Final = Text("没有队伍", "no team")


def comparison_sheet(found: Compared, lang: Language) -> Sheet:
    """Give teams as a sheet, a column each."""
    teams = found.teams
    columns = (Column("", "main"), *(Column(each.team.say(lang)) for each in teams))
    rows = tuple(
        TableRow((words.say(lang), *(_cell(name, each, lang) for each in teams)))
        for name, words in _ROWS.items()
    )
    blocks: list[Block] = [
        Banner(MODE["exercise"].say(lang)), Title(found.title.say(lang), (_HEAD.say(lang),)),
        Table(columns, rows, headed=True) if teams else Bullet(_NONE.say(lang)),
    ]  # fmt: skip
    if found.objectives and teams:
        shown = tuple(
            TableRow((words.say(lang), *(_rated(each.objectives[place]) for each in teams)))
            for place, words in enumerate(found.objectives)
        )
        blocks += [Section(_OBJECTIVES.say(lang)), Table(columns, shown, headed=True)]
    return Sheet(tuple(blocks), lang)


def _cell(name: str, team: ComparedTeam, lang: Language) -> str:
    if name == "points":
        return f"{team.points}/{team.most}"
    value = getattr(team, name)
    if isinstance(value, timedelta):
        return length(value, lang) if value else "—"
    return str(value)


def _rated(one: ComparedObjective) -> str:
    return f"{one.rating} {one.points}/{one.most}" if one.rating is not None else "—"
