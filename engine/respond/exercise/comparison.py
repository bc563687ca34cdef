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
from respond.exercise.scenario import Scenario, Variant
from respond.exercise.score import Result
from respond.exercise.shares import Share
from respond.plan import Library
from respond.show import (
    MODE,
    Banner,
    Block,
    Bullet,
    Column,
    Line,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
    length,
)
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
    variant: Variant | None
    """The variant it played, where the scenario has several."""
    points: int
    most: int
    per_cent: str | None
    """What its objectives came to, each by its weight."""
    rating: Rating | None
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

    @property
    def alike(self) -> Annotated[bool, Placed(before="teams")]:
        """Say whether all teams played the same variant, so that their numbers go by the same injects."""
        return len({each.variant.id for each in self.teams if each.variant is not None}) <= 1


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
    results, share = Counter(each.result for each in run.outcomes), run.weighted
    curves = [each.curve for each in run.levels]
    delays = [delay for each in curves for _, delay in each.delays]
    return ComparedTeam(
        team, run.variant, run.points, run.most,
        None if share is None else Share(share.numerator, share.denominator).per_cent, run.rating,
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
    "variant": Text("变体", "variant"),
    "points": Text("得分", "points"),
    "per_cent": Text("各目的按权重", "objectives by their weights"),
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
_UNLIKE: Final = Text(
    "各队演的不是同一个变体，收到的信息和应办的事不同，下面的分和时长不能直接相比",
    "the teams played different variants, with other injects and other things to do: their points and times below do "
    "not compare",
)
_OTHER_TOTALS: Final = Text(
    "各队可得的总分不同：有些任务由一队自己的行动引起（回执、启动的响应、办了一步才有的下一步），或由只给它的信息引起；"
    "结束时还没到期的不计。比较时看得分率",
    "what could be reached differs: some duties come of what a team did itself (a receipt, a response it began, a step "
    "after another) or of injects given to it alone, and what was not due when it ended does not count; compare shares",
)
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
        if name != "variant" or any(each.variant is not None for each in teams)
    )
    blocks: list[Block] = [
        Banner(MODE["exercise"].say(lang)), Title(found.title.say(lang), (_HEAD.say(lang),)),
        *(() if found.alike else (Line(_UNLIKE.say(lang), "alarm"),)),
        *(() if len({each.most for each in teams}) <= 1 else (Line(_OTHER_TOTALS.say(lang), "notice"),)),
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
    if name == "variant":
        return Text(team.variant.zh, team.variant.en).say(lang) if team.variant is not None else "—"
    if name == "per_cent":
        return f"{team.rating} {team.per_cent} %" if team.rating is not None else "—"
    value = getattr(team, name)
    if isinstance(value, timedelta):
        return length(value, lang) if value else "—"
    return str(value)


def _rated(one: ComparedObjective) -> str:
    return f"{one.rating} {one.points}/{one.most}" if one.rating is not None else "—"
