"""Values an inject would put back: it was written before something that is known already, and comes after it.

The director who holds an inject back, or gives another early, changes the order the author wrote them in. What is then
told last is what is known, though it is older news: 5 dead, and then 3.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from respond._records import frozen
from respond.errors import LANGUAGES, InputError, Text
from respond.exercise.scenario import Inject, Scenario
from respond.facts import Fact, Observation, read_observation, show_value
from respond.papers import contradicts, figure_of
from respond.plan import Prepared

_BACK: Final = Text("“{label}”从 {known}（{by}）改回 {says}", "“{label}” from {known} ({by}) back to {says}")


@frozen
class TurnedBack:
    """A fact an inject puts back: what is known of it, from which inject, and what this one says instead."""

    fact: str
    label: Text
    known: Text
    by: str
    says: Text

    @property
    def words(self) -> Text:
        """Say it in one line."""
        return _BACK.fill(label=self.label, known=self.known, by=self.by, says=self.says)


@frozen(eq=False)
class _Told:
    """A value as an inject tells it, and since when that is so."""

    inject: Inject
    seen: Observation
    at: datetime


class Order:
    """The order in which an author wrote injects, beside which what was given can be held."""

    def __init__(self, scenario: Scenario, plans: Sequence[Prepared]) -> None:
        """Take the scenario as it was written, and the plans it is played under."""
        self._scenario = scenario
        self._place = {each.id: place for place, each in enumerate(scenario.injects)}
        self._facts: dict[str, Fact] = {}
        for plan in plans:
            for name, fact in plan.facts.items():
                self._facts.setdefault(str(name), fact)

    def turned_back(self, inject: Inject, at: str, before: Sequence[Inject]) -> tuple[TurnedBack, ...]:
        """Give what an inject puts back that is given at an offset, after others that were given before."""
        return tuple(self._found(inject, at, self._known(before)))

    def _found(self, inject: Inject, at: str, known: Mapping[str, _Told]) -> Iterator[TurnedBack]:
        for name, told in self._told(inject, at):
            last = known.get(name)
            if last is None or told.at < last.at or told.seen.value == last.seen.value:
                continue
            if self._goes_back(name, last, told):
                fact = self._facts[name]
                said = [
                    Text(*(show_value(each.seen.value, fact, lang) for lang in LANGUAGES))
                    for each in (last, told)
                ]
                yield TurnedBack(name, fact.label, said[0], last.inject.id, said[1])

    def _goes_back(self, name: str, last: _Told, told: _Told) -> bool:
        """Say whether something was written to come before what is known; or, beside the script, cannot follow it."""
        written = [self._place.get(each.inject.id) for each in (told, last)]
        if written[0] is not None and written[1] is not None:
            return written[0] < written[1]
        fact = self._facts[name]
        before, now = (figure_of(fact, each.seen.value, each.at, stated=False) for each in (last, told))
        return before is not None and now is not None and contradicts(fact, before, now)

    def _known(self, given: Sequence[Inject]) -> Mapping[str, _Told]:
        found: dict[str, _Told] = {}
        for inject in given:
            for name, told in self._told(inject, inject.at):
                if name not in found or told.at >= found[name].at:
                    found[name] = told
        return found

    def _told(self, inject: Inject, at: str) -> Iterator[tuple[str, _Told]]:
        for written, node in inject.facts.items():
            name = str(written)
            if name in self._facts:
                try:
                    seen = read_observation(node, self._facts[name])
                except InputError:
                    continue  # whoever gives it is told what is wrong with it
                yield name, _Told(inject, seen, seen.as_of or self._scenario.moment(at))
