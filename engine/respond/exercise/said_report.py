"""What a report says, as whoever sent it entered it: whom it reached reads that, and nothing evaluators saw in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from respond._records import frozen
from respond.errors import LANGUAGES, Text
from respond.exercise.run import contents_of
from respond.exercise.scenario import Action
from respond.facts import Fact, read_value, show_value
from respond.plan import Prepared
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
    """What the reports of some plans may say: what that of each duty has to contain, and the facts it may tell."""

    contents: Mapping[str, Mapping[str, Text]]
    facts: Mapping[str, Fact]

    def said_by(self, action: Action) -> SaidReport | None:
        """Give what the report of an act says; None where it sent none."""
        items = {
            item: words for name in action.did for item, words in self.contents.get(str(name), {}).items()
        }
        if not items and action.contains is None and not action.figures:
            return None
        held = (
            None
            if action.contains is None
            else tuple(items.get(str(each), Text(each, each)) for each in action.contains)
        )
        return SaidReport(held, tuple(self._numbers(action)))

    def _numbers(self, action: Action) -> Iterator[SaidNumber]:
        for name, node in action.figures.items():
            fact = self.facts[name]
            value = read_value(node, fact)
            yield SaidNumber(
                str(name), fact.label, Text(*(show_value(value, fact, lang) for lang in LANGUAGES))
            )


def report_forms(plans: Sequence[Prepared]) -> ReportForms:
    """Give what reports of some plans may say, the leading one first, by a duty's id and by that with its plan."""
    found: dict[str, Mapping[str, Text]] = {}
    for name, items in contents_of(plans).items():
        found[name] = {str(item.id): Text(item.zh, item.en) for item in items}
        found.setdefault(name.rpartition("#")[2], found[name])
    return ReportForms(found, plans[0].facts)
