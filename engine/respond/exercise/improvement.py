"""What an exercise showed that has to be put right: an item for each unit and duty, the level, and what was noted."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from attrs import evolve

from respond._records import frozen
from respond.errors import LANGUAGES, InputError, Language, Text, fault, nearest
from respond.exercise.cast import leading
from respond.exercise.citing import cited
from respond.exercise.levels import Called
from respond.exercise.report_findings import SeenReport, contradictions, seen_reports
from respond.exercise.run import Run, plan_beside
from respond.exercise.score import Outcome, Result
from respond.facts import read_date
from respond.plan import Item
from respond.show import MODE, Banner, Block, Bullet, Line, Sheet, Title, clauses, joined, length, near_moment
from respond.situation import Obligation, Placed, UnitName

_WORDS: dict[Result, Text] = {
    "late": Text("迟办{by}", "done {by} late"),
    "incomplete": Text("没有报齐：{missing}", "not told: {missing}"),
    "overdue": Text("逾期{by}未办", "{by} overdue and not done"),
    "missed": Text("错过时机", "missed"),
    "omitted": Text("没有办", "not done"),
    "wrong": Text("定级有误", "the level called was wrong"),
    "broken": Text("没有做到", "not kept"),
}
_LEVEL = Text("判定级别", "calling the level")
_CALLED_LATE = Text("定错共{by}", "wrong for {by}")
_LOW = Text("{at}起未定或定低{by}", "none or too low for {by} from {at}")
_HIGH = Text("{at}起定高{by}", "too high for {by} from {at}")
_AT = Text("{at}起{how}", "from {at}: {how}")
_TITLE = Text("整改：{what}（{how}）", "put right: {what} ({how})")
_NOTED = Text("整改：{what}", "put right: {what}")
_FIGURE = Text(
    "报告数字前后矛盾（{label}先报{before}，后报{now}）",
    "numbers of reports that contradict ({label}: first {before}, then {now})",
)
_LACKED = Text("报告内容不全（{report}，缺：{items}）", "contents of a report ({report} lacked: {items})")
_HEAD = Text("{title}：整改清单", "{title}: what has to be put right")
_BY = Text("{due} 前完成", "by {due}")
_FROM = Text("{start} 至 {due}", "from {start} by {due}")
_NONE = Text("没有要整改的", "nothing has to be put right")


@frozen
class ImprovementItem:
    """One thing to be put right: what and how it went wrong, whose it is, the clauses, and what showed it."""

    id: str
    title: Text
    unit: UnitName | None
    """Whose it is; None where nobody is named for it, as for the level where the plan gives the call to nobody."""
    clauses: tuple[str, ...]
    basis: Text | None
    """These clauses as they are cited, each after the plan it is of where that does not lead; None without any."""
    expectations: tuple[str, ...]
    """What was expected and not done as it should be, by the names the report gives."""
    undertaker: str | None = None
    """Who was named to see to it, where somebody was; the unit does otherwise."""
    start: date | None = None
    due: date | None = None
    """From when and by when, where that was decided."""

    def cited(self, lang: Language) -> str:
        """Give the clauses as they are cited; nothing without any."""
        return self.basis.say(lang) if self.basis is not None else ""

    def owner(self, lang: Language) -> str:
        """Name who sees to it; nothing where nobody does."""
        return self.undertaker or (self.unit.name.say(lang) if self.unit is not None else "")


@frozen
class ImprovementPlan:
    """Everything an exercise showed that has to be put right, by unit."""

    scenario: str
    title: Text
    ended: datetime
    """When the exercise ended, on its own clock."""
    items: tuple[ImprovementItem, ...]

    @property
    def schema(self) -> Annotated[Literal["improvements/1"], Placed(before="scenario")]:
        """Give the name of the contract its JSON keeps."""
        return "improvements/1"


def improvement_plan(run: Run) -> ImprovementPlan:
    """Give what has to be put right: one item for several occasions of one duty of one unit.

    What another plan asks for as the same report belongs to the item of the one that gives the points. Behind these
    stand numbers that contradict an earlier report without a reason, what reports lacked, and the problems evaluators
    noted. Raises InputError (E651) where nobody has played.
    """
    if not run.played:
        raise InputError([fault("E651", run.scenario.place, name=run.scenario.id)])
    groups: dict[tuple[str, str], list[Outcome]] = {}
    outcomes = {outcome.id: outcome for outcome in run.outcomes}
    for outcome in run.outcomes:
        if outcome.failed:
            first = outcomes[outcome.counted_with or outcome.id]
            unit = _owner(first, run)
            name = first.id.rpartition("#")[0] or ("level" if first.kind == "level" else first.id)
            groups.setdefault((unit.id if unit else "", name), []).append(outcome)
    items = []
    for number, (_, found) in enumerate(sorted(groups.items()), 1):
        worst = next((each for each in found if each.counted_with is None), found[0])
        items.append(_item(number, worst, found, run))
    for what, by in _seen(run):
        items.append(_noted(len(items) + 1, what, by, run))
    return ImprovementPlan(run.scenario.id, run.scenario.title, run.final.at, tuple(items))


def _seen(run: Run) -> Iterator[tuple[Text, str | None]]:
    """Give what somebody noted that has to be put right, and of which unit."""
    for each in contradictions(run):
        if each.reason is None and each.by not in run.scenario.control_plays:
            yield _FIGURE.fill(label=each.label, before=each.before, now=each.now), each.by
    for what, lacking, by in _lacking(run):
        yield _LACKED.fill(report=what, items=_listed(lacking)), by
    for seen in run.scenario.observations:
        if seen.kind == "problem":
            yield seen.text, seen.unit


def _lacking(run: Run) -> Iterator[tuple[Text, Sequence[Item], str]]:
    """Give each report that lacked something with what and who sent it: once, however often it was owed by then."""
    sent: dict[tuple[object, ...], list[tuple[Text, Text, SeenReport]]] = {}
    for each in seen_reports(run):
        one = each.outcome.of
        if each.lacking and isinstance(one, Obligation):
            letter = (one.plan, one.duty, *(id(act.action) for act in each.acts))
            sent.setdefault(letter, []).append((one.label, each.outcome.label, each))
    for (label, numbered, report), *others in sent.values():
        yield label if others else numbered, report.lacking or (), report.acts[0].action.by


def _listed(items: Sequence[Item]) -> Text:
    zh, en = (joined([getattr(each, lang) for each in items], lang) for lang in LANGUAGES)
    return Text(zh, en)


def assigned(
    plan: ImprovementPlan,
    *,
    undertakers: Sequence[str] = (),
    dues: Sequence[str] = (),
    start: date | None = None,
) -> ImprovementPlan:
    """Name who is in charge and by when: `ITEM=...` for one item, else for each that has nobody, or no date, yet.

    Raises InputError for an item there is not (E657) and for what is no date.
    """
    names, days = _by_item(undertakers, plan), _by_item(dues, plan)
    due = {name: read_date(text, "due") for name, text in days.items()}
    items = [
        evolve(
            each,
            undertaker=names.get(each.id, names.get("") if each.unit is None else None),
            start=start,
            due=due.get(each.id, due.get("")),
        )
        for each in plan.items
    ]
    return evolve(plan, items=tuple(items))


def _by_item(given: Sequence[str], plan: ImprovementPlan) -> dict[str, str]:
    """Give what was given for each item, and under no name what was given for all others."""
    known = [each.id for each in plan.items]
    found, faults = {}, []
    for text in given:
        name, sign, said = text.partition("=")
        if sign and name not in known:
            faults.append(
                fault(
                    "E657", suggestion=nearest(name, known), name=name, known=known[0] if known else "item-01"
                )
            )
        found[name if sign else ""] = said if sign else text
    if faults:
        raise InputError(faults)
    return found


def _owner(outcome: Outcome, run: Run) -> UnitName | None:
    """Give the body of the plan whose it is to put something right, by its own name: no team outlasts an exercise."""
    if outcome.kind == "level":
        return run.caller
    unit = leading(outcome.units, run.scenario)
    return evolve(unit, name=run.bodies.get(unit.id, unit.name)) if unit is not None else None


def _item(number: int, worst: Outcome, found: list[Outcome], run: Run) -> ImprovementItem:
    what = _LEVEL if worst.kind == "level" else worst.label
    how = Text(*(_how_all(worst, found, run, lang) for lang in LANGUAGES))
    named = tuple(dict.fromkeys(clause for each in found for clause in each.clauses))
    title, basis = _TITLE.fill(what=what, how=how), _basis(found, run) if named else None
    names = tuple(each.id for each in found)
    return ImprovementItem(f"item-{number:02}", title, _owner(worst, run), named, basis, names)


def _basis(found: Sequence[Outcome], run: Run) -> Text:
    said = {
        lang: [cited(each.clauses, lang, plan_beside(each, run)) for each in found if each.clauses]
        for lang in LANGUAGES
    }
    return Text(*(clauses(list(dict.fromkeys(said[lang])), lang) for lang in LANGUAGES))


def _noted(number: int, what: Text, unit: str | None, run: Run) -> ImprovementItem:
    """Give an item for what was noted and no clause asks for in so many words."""
    whose = UnitName(unit, run.bodies.get(unit, Text(unit, unit))) if unit is not None else None
    return ImprovementItem(f"item-{number:02}", _NOTED.fill(what=what), whose, (), None, ())


def _how_all(worst: Outcome, found: Sequence[Outcome], run: Run, lang: Language) -> str:
    """Say what came of an item; of the level every stretch that was wrong, for one says nothing of the others."""
    if worst.kind != "level":
        return _how(worst, lang)
    return clauses([said for each in found for said in _stretch(each, run, lang)], lang)


def _stretch(outcome: Outcome, run: Run, lang: Language) -> Iterator[str]:
    """Say from when on the level called was wrong, for how long, and to which side."""
    of = outcome.of
    if not isinstance(of, Called):
        return
    here = run.scenario.start.astimezone(run.final.tz)
    at = near_moment(of.stretch.since.astimezone(here.tzinfo), here)
    astray = of.astray(run.final.at)
    told = [(words, by) for words, by in ((_LOW, astray.too_low), (_HIGH, astray.too_high)) if by]
    for words, by in told:
        yield words.fill(at=at, by=length(by, lang)).say(lang)
    if not told:
        yield _AT.fill(at=at, how=_how(outcome, lang)).say(lang)


def _how(outcome: Outcome, lang: Language) -> str:
    by = length(outcome.by, lang) if outcome.by is not None else ""
    missing = joined([name.say(lang) for name in outcome.missing], lang)
    said = _CALLED_LATE if outcome.kind == "level" and outcome.result == "late" else _WORDS[outcome.result]
    return said.fill(by=by, missing=missing).say(lang)


def _dates(each: ImprovementItem, lang: Language) -> str:
    if each.due is None:
        return ""
    if each.start is None:
        return _BY.fill(due=each.due).say(lang)
    return _FROM.fill(start=each.start, due=each.due).say(lang)


def improvement_sheet(found: ImprovementPlan, lang: Language) -> Sheet:
    """Give what has to be put right as a sheet."""
    points: list[Block] = [
        Bullet(
            f"{each.id} {each.title.say(lang)}",
            (
                clauses(
                    [part for part in (each.owner(lang), _dates(each, lang), each.cited(lang)) if part],
                    lang,
                ),
            ),
        )
        for each in found.items
    ]
    head = Title(_HEAD.fill(title=found.title).say(lang), (found.scenario,))
    return Sheet(
        (Banner(MODE["exercise"].say(lang)), head, *(points or [Line(_NONE.say(lang), "good")])), lang
    )
