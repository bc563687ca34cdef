"""What came to a unit in a play: injects given to it, and what other units told it; and what it can be asked to do."""

from collections.abc import Iterable, Iterator
from typing import Final

from respond._records import frozen
from respond.errors import Text
from respond.exercise.arrivals import groups_with
from respond.exercise.levels import graders
from respond.exercise.looking import SoFar
from respond.exercise.play import Acted
from respond.exercise.report_contents import SaidReport
from respond.exercise.run import labels_of
from respond.exercise.scenario import Action, Inject, InjectKind
from respond.facts import FactType, is_numeric
from respond.plan import Channel, Prepared, Rule
from respond.situation import UnitName, units_of

_DECLARED: Final = Text("宣布级别：{level}", "level declared: {level}")
_BY_PLAN: Final = Text("按《{plan}》{said}", "{said} by “{plan}”")
_TOLD: Final = Text("告知：{what}", "told: {what}")
ORDERED: Final = Text("命令：{what}", "order: {what}")
SAID: Final = Text("消息：{what}", "message: {what}")


@frozen
class Message:
    """Something that came to a unit: an inject by its id, or what another unit told it by the number of its act.

    `report` is what the report of such an act says.
    """

    at: str
    from_: Text | None
    via: Channel | None
    text: Text
    kind: InjectKind
    inject: str | None
    act: int | None
    acknowledged: bool
    report: SaidReport | None = None


@frozen
class ReportItem:
    """Something a report has to contain, or a number it may tell, by its id in the plan."""

    id: str
    label: Text


@frozen
class Task:
    """A duty or measure of a plan that units may have to carry out: what, whose, by which channels.

    `to` and `copy` are whom it tells and who gets a copy, `contents` what its report has to contain.
    """

    duty: str
    label: Text
    clause: str
    units: tuple[UnitName, ...]
    to: tuple[UnitName, ...]
    copy: tuple[UnitName, ...]
    channels: tuple[Channel, ...]
    contents: tuple[ReportItem, ...] = ()


def received(found: SoFar, unit: str) -> tuple[Message, ...]:
    """Give what came to a unit so far, in the order it came."""
    scenario, play = found.play.scenario, found.play
    read = {(each.inject, each.unit) for each in play.acknowledged}
    groups = groups_with(found.plans, unit)
    came = [
        (scenario.moment(each.at), 0, _given(each, (each.id, unit) in read))
        for each in found.given
        if {*each.to} & groups or (each.noticed and not each.to)
    ]
    came += [(scenario.moment(each.action.at), 1, _told(each, found, unit)) for each in told_to(found, unit)]
    return tuple(message for _, _, message in sorted(came, key=lambda each: each[:2]))


def told_to(found: SoFar, unit: str) -> tuple[Acted, ...]:
    """Give the acts by which others told a unit something; what did not go through told nobody."""
    return tuple(each for each in found.play.acts if unit in found.reached[each.number])


def tasks_of(plans: Iterable[Prepared], unit: str) -> tuple[Task, ...]:
    """Give all that some plans may have a unit do, whether it is owed or not."""
    plans = tuple(plans)
    groups = groups_with(plans, unit)
    return tuple(_task(plan, rule) for plan, rule in _ordered(plans) if {*rule.entry.owners} & groups)


def every_task(plans: Iterable[Prepared]) -> tuple[Task, ...]:
    """Give all that some plans order, whoever owes it."""
    return tuple(_task(plan, rule) for plan, rule in _ordered(tuple(plans)))


def _ordered(plans: tuple[Prepared, ...]) -> Iterator[tuple[Prepared, Rule]]:
    for plan in plans:
        for rule in plan.measures:
            if rule.entry.kind == "act":
                yield plan, rule


def _task(plan: Prepared, rule: Rule) -> Task:
    entry = rule.entry
    owners, to, copy = (units_of(plan, each) for each in (entry.owners, entry.to, entry.copy))
    label = Text(entry.zh, entry.en)
    report = plan.plan.reports.get(str(entry.report)) if entry.report is not None else None
    items = (
        tuple(ReportItem(str(each.id), Text(each.zh, each.en)) for each in report.contents) if report else ()
    )
    return Task(
        f"{plan.origin(rule.id).id}#{rule.id}", label, rule.clause, owners, to, copy, entry.channel, items
    )


def numbers_of(plan: Prepared) -> tuple[ReportItem, ...]:
    """Give the facts of a plan that are numbers, which a report may tell."""
    return tuple(ReportItem(str(name), fact.label) for name, fact in plan.facts.items() if is_numeric(fact))


def facts_of(plans: Iterable[Prepared]) -> tuple[ReportItem, ...]:
    """Give the facts of some plans that somebody can tell, by id; of one id in several plans the first."""
    found: dict[str, ReportItem] = {}
    for plan in plans:
        for name, fact in plan.facts.items():
            if name not in plan.formulas:
                found.setdefault(str(name), ReportItem(str(name), fact.label))
    return tuple(found.values())


def example_of(plan: Prepared) -> str:
    """Give how a fact of a plan is set, by the first of its facts that shows it best: a count, or a yes or no."""
    for kind, value in ((FactType.COUNT, "3+"), (FactType.FLAG, "yes")):
        name = next(
            (
                str(name)
                for name, fact in plan.facts.items()
                if fact.type is kind and name not in plan.formulas
            ),
            None,
        )
        if name is not None:
            return f"{name}={value}"
    return ""


def _told(acted: Acted, found: SoFar, unit: str) -> Message:
    """Give an act as whom it was told to hears of it."""
    action = acted.action
    labels = labels_of(found.plans)
    said = [labels.get(name, Text(name, name)) for name in action.did]
    parts = [_TOLD.fill(what=Text.joined(said))] if said else []
    if action.declares is not None:
        whose = [each.title for each in graders(found.plans) if each.beside and each.grades(action.plan)]
        said_level = _DECLARED.fill(level=action.declares)
        parts.append(_BY_PLAN.fill(plan=whose[0], said=said_level) if whose else said_level)
    parts += words_of(action)
    if action.note is not None:
        parts.append(action.note)
    text = Text.joined(parts, "；", "; ")
    return Message(
        action.at,
        unit_words(found, action.by),
        action.channel,
        text,
        "message",
        None,
        acted.number,
        found.acknowledged(acted, unit),
        found.forms.said_by(acted.sent),
    )


def words_of(action: Action) -> Iterator[Text]:
    """Give the order and the message an act holds, each called what it is."""
    for form, said in ((ORDERED, action.orders), (SAID, action.says)):
        if said is not None:
            yield Text(form.zh.format(what=said.zh), form.en.format(what=said.en))


def unit_words(found: SoFar, name: str) -> Text:
    """Give a unit as the cast calls it, else as its plan does."""
    played = found.play.scenario.cast.get(name)
    if played is not None:
        return played
    for plan in found.plans:
        entry = plan.plan.units.get(name) or plan.plan.groups.get(name)
        if entry is not None:
            return Text(entry.zh, entry.en)
    return Text(name, name)


def _given(inject: Inject, acknowledged: bool) -> Message:  # noqa: FBT001 - whether it was
    return Message(
        inject.at, inject.from_, inject.via, inject.text, inject.kind, inject.id, None, acknowledged
    )
