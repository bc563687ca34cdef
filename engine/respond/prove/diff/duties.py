"""What two editions order: duties that come and go, limits, addressees and triggers that change."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final

from attrs import field

from respond._records import frozen
from respond.clock import Limit
from respond.errors import Language, Text
from respond.facts import TIME, Plain, show_number
from respond.language import DAY, MOMENT
from respond.plan import Prepared
from respond.prove.diff.fields import NONE, FieldChange, field_changes
from respond.prove.diff.pairing import paired
from respond.prove.diff.sides import KNOWN_EVENTS, IncidentCase, Owed, Side
from respond.prove.search.ground import Ground
from respond.prove.search.plain import plainest
from respond.prove.search.times import Length
from respond.prove.search.translate import in_days
from respond.prove.search.words import NOTHING, incident_words
from respond.reason import Variable
from respond.show import CHANNEL, MOOD

MOST: Final = 5
"""So many incidents show how the trigger of one duty changes, in each direction."""

_NO_LIMIT: Final = Text("未写时限", "no limit stated")
_ALWAYS: Final = Text("任何情形", "in every case")
_LANGUAGES: Final[tuple[Language, Language]] = ("zh", "en")


@frozen(eq=False)
class Shown:
    """One exact incident with its words."""

    case: IncidentCase
    words: Text


@frozen(eq=False)
class DutyChange:
    """One duty: added (`a` is None), removed (`b` is None), or in both editions with changes."""

    a: Owed | None
    b: Owed | None
    fields: tuple[FieldChange, ...] = ()
    only_a: tuple[Shown, ...] = field(default=(), repr=False)
    """Smallest incidents of the same level under both editions in which only the first owes it."""
    only_b: tuple[Shown, ...] = field(default=(), repr=False)

    @property
    def kind(self) -> str:
        """Give `added`, `removed` or `changed`."""
        return "added" if self.a is None else "removed" if self.b is None else "changed"

    @property
    def id(self) -> str:
        """Give the id of the entry, that of the second edition where it has another."""
        owed = self.b or self.a
        return owed.id if owed else ""


Pair = tuple[Owed, Owed]


def pairs_of(a: Side, b: Side) -> tuple[list[Pair], list[Owed], list[Owed]]:
    """Pair the duties of two editions by id, the rest by clause; give the pairs and what is left on each side."""
    return paired(a.owed, b.owed, _place if a.ref.id == b.ref.id else None)


def _place(owed: Owed) -> tuple[object, ...]:
    entry = owed.measure.entry
    return str(owed.plan.ref.id), str(entry.clause), entry.report, bool(entry.response)


def duty_changes(a: Side, b: Side) -> tuple[DutyChange, ...]:
    """Find what changes in the duties of two editions, those of plans alongside included."""
    pairs, gone, new = pairs_of(a, b)
    search = _Search(a, b, pairs)
    changed = []
    for pair in pairs:
        fields = tuple(_fields(*pair, wording=a.ref == b.ref))
        only_a, only_b = search.witnesses(pair)
        if fields:
            changed.append(DutyChange(*pair, fields, only_a, only_b))
    removed = [DutyChange(owed, None) for owed in gone]
    return (*(DutyChange(None, owed) for owed in new), *removed, *changed)


_TOLD: Final = frozenset({
    "when", "due", "within", "earliest", "latest", "roll", "at_least", "before", "every", "at", "each", "after", "unit",
    "units", "to", "copy", "channel", "mood", "response",
})  # fmt: skip
"""Fields of a duty that are compared by what they come to, not by how they are written."""


def _fields(a: Owed, b: Owed, *, wording: bool) -> Iterator[FieldChange]:
    one, other = a.measure.entry, b.measure.entry
    if _trigger(a) != _trigger(b):
        yield FieldChange("when", when_words(a), when_words(b))
    if a.measure.limit != b.measure.limit:
        yield FieldChange("limit", limit_words(a.measure.limit), limit_words(b.measure.limit))
    if a.measure.starts != b.measure.starts:
        yield FieldChange("start", _start(a), _start(b))
    for name in ("units", "to", "copy"):
        before, after = getattr(a, name), getattr(b, name)
        if before != after:
            yield FieldChange(name, names_words(before), names_words(after))
    if one.channel != other.channel:
        yield FieldChange(
            "channel", *(names_words([CHANNEL[each] for each in e.channel]) for e in (one, other))
        )
    if one.mood != other.mood:
        yield FieldChange("mood", MOOD[one.mood], MOOD[other.mood])
    if one.response != other.response:
        yield FieldChange("response", *(_levels(owed.measure.entry.response, owed.plan) for owed in (a, b)))
    counted = [[leg.from_start for leg in owed.measure.legs] for owed in (a, b)]
    told = _TOLD if counted[0] == counted[1] else _TOLD - {"earliest", "latest"}
    yield from field_changes(one, other, told, wording=wording)


def _trigger(owed: Owed) -> object:
    return owed.measure.condition.normal.form if owed.measure.conditional else None


def when_words(owed: Owed) -> Text:
    """Say when a duty arises."""
    trigger = owed.measure.condition
    if not owed.measure.conditional:
        levels = owed.measure.entry.response
        return _levels(levels, owed.plan) if levels else _ALWAYS
    return Text(trigger.words("zh"), trigger.words("en"))


def limit_words(limit: Limit | None) -> Text:
    """Say which limit a duty has."""
    return _NO_LIMIT if limit is None else limit.words


def names_words(names: Sequence[Text]) -> Text:
    """Give the names of a list, in words for none."""
    return Text.joined(names) if names else NONE


def _start(owed: Owed) -> Text:
    return Text.joined([owed.plan.start_label(name) for name in owed.measure.starts])


def _levels(levels: Sequence[str], plan: Prepared) -> Text:
    if not levels:
        return Text("不限响应级别", "under any response")
    words = Text.joined((plan.response_levels.named(level).words for level in levels), "、", " or ")
    return Text("{levels}响应", "response of {levels}").fill(levels=words)


class _Search:
    """Looks through the incidents in which one fact, or two of one trigger, are not at rest.

    Only incidents of the same level and response under both editions count: what follows from another level is
    told with the levels.
    """

    def __init__(self, a: Side, b: Side, pairs: Sequence[Pair]) -> None:
        self.a = a
        self.b = b
        self.differing = [pair for pair in pairs if _trigger(pair[0]) != _trigger(pair[1])]
        ids = {owed.id for pair in self.differing for owed in pair}
        conditions = [*a.conditions(ids), *b.conditions(ids)]
        self.ground = Ground([a.plan, b.plan], a.day, conditions)
        self.rest = {
            name: value
            for name, value in self.ground.rest.items()
            if self._is_fact(self.ground.variables[name])
        }

    def _is_fact(self, variable: Variable) -> bool:
        facts = {**self.a.plan.facts, **self.b.plan.facts}
        return variable.name in facts and variable.dimension not in {DAY, MOMENT}

    def witnesses(self, pair: Pair) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
        """Give the smallest incidents in which only one edition owes a duty, each confirmed by classifying it."""
        answers = self.a.plan.answers and self.b.plan.answers  # else no incident can be classified
        if not answers or not any(pair is each for each in self.differing):
            return (), ()
        found: tuple[list[Shown], list[Shown]] = ([], [])
        told: tuple[set[str], set[str]] = (set(), set())
        names = [name for owed in pair if owed.measure.condition for name in owed.measure.condition.variables]
        for parts, case in self._cases(sorted(set(names))):
            owes = self._owe(pair, case)
            if owes is None or owes[0] == owes[1]:
                continue
            side = 0 if owes[0] else 1
            if len(found[side]) < MOST and not told[side] & parts and self._confirmed(pair, case, owes):
                found[side].append(Shown(case, self._words(case)))
                told[side].update(parts)
        return tuple(found[0]), tuple(found[1])

    def _cases(self, names: Sequence[str]) -> Iterator[tuple[set[str], IncidentCase]]:
        """Go through incidents: nothing at all, one thing, two things; each with the names of what is not at rest."""
        yield set(), IncidentCase(self.rest)
        ways = {name: list(self._ways(name)) for name in names}
        for name in names:
            for way in ways[name]:
                yield {way[0]}, self._with([way])
        for index, one in enumerate(names):
            for other in names[index + 1 :]:
                for two in product(ways[one], ways[other]):
                    yield {way[0] for way in two}, self._with(two)

    def _ways(self, name: str) -> Iterator[tuple[str, Plain]]:
        """Give the values of a name that are not at rest, one for each cell between thresholds."""
        variable = self.ground.variables[name]
        if name in self.rest:
            rest = self.rest[name]
            if variable.choices:
                yield from ((name, choice) for choice in variable.choices if choice != rest)
                return
            for cell in variable.mildest_first(self.ground.along(name, self.rest)):
                value = next(plainest(cell, variable, self.ground.facts.get(name)), None)
                if value is not None and value != rest:
                    yield name, value
        elif name.startswith("elapsed("):
            for cell in self.ground.along(name, {}):
                yield "hours", next(plainest(cell, variable), 1)
        elif in_days(name):
            for cell in self.ground.along(name, {}):
                yield "hours", Length.of(name, next(plainest(cell, variable), 0)).hours
        elif name in {*self.a.plan.scope.events, *self.b.plan.scope.events} and name not in KNOWN_EVENTS:
            yield name, True

    def _with(self, ways: Iterable[tuple[str, Plain]]) -> IncidentCase:
        facts, events, hours = dict(self.rest), set(), 1
        for name, value in ways:
            if name == "hours":
                hours = value  # type: ignore[assignment]
            elif name in facts:
                facts[name] = value
            else:
                events.add(name)
        return IncidentCase(facts, frozenset(events), hours)

    def _words(self, case: IncidentCase) -> Text:
        """Say what is not at rest."""
        told = {name: value for name, value in case.facts.items() if value != self.rest[name]}
        told |= dict.fromkeys(sorted(case.events), True)
        parts = [incident_words(told, self.a.plan, self.b.plan)] if told else []
        if case.hours != IncidentCase({}).hours:
            zh, en = (show_number(case.hours, TIME, lang) for lang in _LANGUAGES)
            parts.append(Text(f"接报后{zh}", f"{en} after the call"))
        return Text.joined(parts, "，") if parts else NOTHING

    def _owe(self, pair: Pair, case: IncidentCase) -> tuple[bool, bool] | None:
        """Say which edition owes a duty; None where level or response differ."""
        one, other = self.a.frame(case), self.b.frame(case)
        given = [
            [str(level) for found in (own.level, own.called) for level in (found.certain, found.possible)]
            for own in (frame.plans[0] for frame in (one, other))
        ]
        if given[0] != given[1]:
            return None
        return self.a.owes(pair[0], one), self.b.owes(pair[1], other)

    def _confirmed(self, pair: Pair, case: IncidentCase, owes: tuple[bool, bool]) -> bool:
        """Classify an incident under both editions and see that the duty is owed as found."""
        for side, owed, owing in zip((self.a, self.b), pair, owes, strict=True):
            if (owed.id in side.owed_in(case)) is not owing:
                return False
        return True
