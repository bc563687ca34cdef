"""What a report says, as whoever sent it entered it: whom it reached reads that, and nothing evaluators saw in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from respond._records import frozen
from respond.errors import LANGUAGES, Text
from respond.exercise.answering import done_by
from respond.exercise.scenario import Action
from respond.facts import Fact, read_value, show_value
from respond.plan import Item, Prepared
from respond.show import COLON, joined

_HOLDS: Final = Text("写明", "it holds")
_NUMBERS: Final = Text("数字", "numbers")
_NOT_ENTERED: Final = Text("没有写明报告内容", "what it holds was not entered")


@frozen
class SaidNumber:
    """A number a report tells, in words."""

    fact: str
    label: Text
    value: Text


@frozen
class SaidReport:
    """What of its contents a report holds, None where its sender did not enter that, and the numbers it tells."""

    contents: tuple[Text, ...] | None
    numbers: tuple[SaidNumber, ...]

    def lines(self) -> Iterator[Text]:
        """Say it, in a line each.

        >>> [line.en for line in SaidReport((), ()).lines()], [line.en for line in SaidReport(None, ()).lines()]
        (['it holds: nothing'], ['what it holds was not entered'])
        """
        if self.contents is not None:
            yield _line(_HOLDS, self.contents or (Text("无", "nothing"),))
        if self.numbers:
            yield _line(
                _NUMBERS,
                [
                    Text(*(f"{one.label.say(lang)}{COLON[lang]}{one.value.say(lang)}" for lang in LANGUAGES))
                    for one in self.numbers
                ],
            )
        if self.contents is None and not self.numbers:
            yield _NOT_ENTERED


def _line(head: Text, parts: Iterable[Text]) -> Text:
    said = [*parts]
    return Text(
        *(
            f"{head.say(lang)}{COLON[lang]}{joined([one.say(lang) for one in said], lang)}"
            for lang in LANGUAGES
        )
    )


@frozen(eq=False)
class ReportForms:
    """What the reports of some plans may say: what that of each duty may hold, and the facts it may tell."""

    contents: Mapping[str, tuple[Item, ...]]
    facts: Mapping[str, Fact]

    def said_by(self, action: Action) -> SaidReport | None:
        """Give what the report of an act says; None where it sent none."""
        items = [item for name in action.did for item in self.contents.get(str(name), ())]
        if not items and action.contains is None and not action.figures:
            return None
        words = {str(item.id): Text(item.zh, item.en) for item in items}
        told = held_in([action], items)
        held = None if told is None else tuple(words.get(name, Text(name, name)) for name in told)
        return SaidReport(held, tuple(self._numbers(action)))

    def _numbers(self, action: Action) -> Iterator[SaidNumber]:
        for name, node in action.figures.items():
            fact = self.facts[name]
            value = read_value(node, fact)
            yield SaidNumber(
                str(name), fact.label, Text(*(show_value(value, fact, lang) for lang in LANGUAGES))
            )


def contents_of(plans: Iterable[Prepared]) -> dict[str, tuple[Item, ...]]:
    """Give what the report of each duty has to contain, by `plan#duty`."""
    found: dict[str, tuple[Item, ...]] = {}
    for plan in plans:
        reports = {str(name): report.contents for name, report in plan.plan.reports.items()}
        for rule in plan.measures:
            name = rule.entry.report
            if name is not None:
                found.setdefault(f"{plan.origin(rule.id).id}#{rule.id}", reports.get(str(name), ()))
    return found


def holdable(plans: Sequence[Prepared]) -> dict[str, tuple[Item, ...]]:
    """Give what an act of each duty may be said to hold: what its report must, and those of duties it does too."""
    own = contents_of(plans)
    found: dict[str, dict[str, Item]] = {}
    for name, duties in done_by(plans).items():
        for duty in (each for each in duties if name in own or each in own):
            held = found.setdefault(duty, {str(item.id): item for item in own.get(duty, ())})
            for item in own.get(name, ()):
                held.setdefault(str(item.id), item)
    return {duty: tuple(held.values()) for duty, held in found.items()}


def report_forms(plans: Sequence[Prepared]) -> ReportForms:
    """Give what reports of some plans may say, the leading one first, by a duty's id and by that with its plan."""
    found: dict[str, tuple[Item, ...]] = {}
    for name, items in holdable(plans).items():
        found[name] = items
        found.setdefault(name.rpartition("#")[2], items)
    return ReportForms(found, plans[0].facts)


def _told_in(actions: Iterable[Action], items: Iterable[Item]) -> tuple[str, ...]:
    """Give what some acts are known to have told: what was noted, and each item that asks for a number they told."""
    sent = [*actions]
    noted = {str(name) for each in sent for name in each.contains or ()}
    numbers = {str(name) for each in sent for name in each.figures}
    asked = {str(item.id): item.fact in numbers for item in items}
    return tuple(dict.fromkeys([*(name for name in asked if name in noted or asked[name]), *sorted(noted)]))


def held_in(actions: Sequence[Action], items: Sequence[Item]) -> tuple[str, ...] | None:
    """Give what a report held that these acts sent; None where nobody noted it and its numbers are not all of it."""
    told = _told_in(actions, items)
    unnoted = all(each.contains is None for each in actions)
    return None if unnoted and not (items and {str(item.id) for item in items} <= {*told}) else told
