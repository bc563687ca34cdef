"""Which entry stands at which clause: the plan's own ledger first, then the ledger of each plan it adopts from."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from attrs import field

from respond._records import define, frozen
from respond.errors import RespondError
from respond.plan import EntryKind, Library, Plan, PlanRef, Prepared, covers

Sort = EntryKind | Literal["task"]

NAMED: tuple[EntryKind, ...] = (
    "fact", "derived", "condition", "constraint", "window", "event", "unit", "group", "grade", "below",
)  # fmt: skip
"""What is described in tables of its own, and only named at its clause."""

_SEPARATORS = re.compile(r"\s*[;,；，]\s*")
_SIGNS = "①②③④⑤⑥⑦⑧⑨⑩"


@frozen(eq=False)
class Located:
    """An entry under the name it goes by; what has a condition comes as compiled, a task under its unit's name."""

    sort: Sort
    name: str
    entry: Any
    clause: str
    anchor: str

    @property
    def own(self) -> Any:  # noqa: ANN401 - entries of every kind
        """Give the entry as the plan has it."""
        return getattr(self.entry, "entry", self.entry)


@define(eq=False)
class AtClause:
    """What stands at one clause: entries shown there, and those shown elsewhere that cite it too."""

    items: list[Located] = field(factory=list)
    also: list[Located] = field(factory=list)


@frozen(eq=False)
class Cited:
    """A plan whose clauses are walked through: the plan itself, or one it adopts from, with a sign to cite it by."""

    ref: PlanRef
    plan: Plan
    prefix: str
    sign: str
    places: Mapping[str, AtClause]

    def home(self, citation: str) -> str | None:
        """Give the clause of the ledger a citation belongs to, the finest that covers it."""
        return max((name for name in self.places if covers(name, citation)), key=len, default=None)

    def anchor(self, clause: str) -> str:
        """Give the anchor of one of its clauses."""
        return f"{self.prefix}clause-{slug(clause)}"


@frozen(eq=False)
class Gathered:
    """Every entry at its clause; `rest` cites none that a ledger has; `anchors` finds any entry by name."""

    sources: tuple[Cited, ...]
    rest: AtClause
    anchors: Mapping[str, str]
    others: Mapping[str, Plan]
    """The plans it adopts from or that run beside it, by the name it gives them, where the library has them."""

    def source_of(self, ref: PlanRef) -> Cited:
        """Give the source with a name; the plan's own where there is none."""
        return next((source for source in self.sources if source.ref == ref), self.sources[0])


def citations(text: str) -> list[str]:
    """Split what an entry cites into single clauses.

    >>> citations("4; 6.2.1")
    ['4', '6.2.1']
    """
    return [part for part in _SEPARATORS.split(text) if part]


def slug(text: str) -> str:
    """Give a text as part of an anchor.

    >>> slug("4.1(2)①")
    '4.1_2_①'
    """
    return "".join(letter if letter.isalnum() or letter in "-." else "_" for letter in text)


def gather(compiled: Prepared, library: Library, on: date | None = None) -> Gathered:
    """Put every entry of a plan at its clause; the plans beside it are those in force on a day."""
    refs = dict.fromkeys(compiled.composed.sources)
    sources = tuple(_source(number, other, library) for number, other in enumerate(refs))
    gathered = Gathered(
        sources, AtClause(), dict(_anchors(compiled.plan)), dict(_others(compiled, library, on))
    )
    for item in located(compiled):
        _settle(item, gathered, gathered.source_of(compiled.origin(item.name)))
    return gathered


def _source(number: int, ref: PlanRef, library: Library) -> Cited:
    plan = library.plan(ref)
    prefix = f"s{number}-" if number else ""
    sign = _SIGNS[number - 1] if 0 < number <= len(_SIGNS) else f"({number})" * bool(number)
    return Cited(ref, plan, prefix, sign, {str(name): AtClause() for name in plan.ledger})


def _others(compiled: Prepared, library: Library, on: date | None) -> Iterator[tuple[str, Plan]]:
    for other in compiled.plan.others:
        try:
            yield other, library.plan(library.find(other, on))
        except RespondError:  # the document can be read without its title
            continue


def _settle(item: Located, gathered: Gathered, first: Cited) -> None:
    """Put an item at the first clause it cites, and a mark of it at the others."""
    shown = False
    for citation in citations(item.clause):
        for source in (first, *(other for other in gathered.sources if other is not first)):
            home = source.home(citation)
            if home is not None:
                place = source.places[home]
                if not shown:
                    place.items.append(item)
                elif item not in place.items and item not in place.also:
                    place.also.append(item)
                shown = True
                break
    if not shown and item.sort not in {*NAMED, "task"}:
        gathered.rest.items.append(item)


def located(compiled: Prepared) -> Iterator[Located]:
    """Go through every entry that can stand at a clause: rules, all that is named, and the tasks of units."""
    for rule in compiled.rules:
        if rule.kind != "gate":
            yield Located(rule.kind, rule.id, rule, rule.clause, _anchor(rule.kind, rule.id))
    for reminder in compiled.reminders:
        yield Located("reminder", reminder.id, reminder, reminder.clause, _anchor("reminder", reminder.id))
    for kind, name, entry in compiled.plan.entries("report", "tightened", *NAMED):
        yield Located(kind, name, entry, entry.clause or "", _anchor(kind, name))
    for kind, name, unit in compiled.plan.entries("unit", "group"):
        for task in unit.tasks:
            yield Located("task", name, task, task.clause or unit.clause or "", _anchor(kind, name))


def _anchor(kind: EntryKind, name: str) -> str:
    return f"{_ANCHORS.get(kind, 'entry')}-{name}"


def _anchors(plan: Plan) -> Iterator[tuple[str, str]]:
    """Give where each name leads; an entry's own name wins over that of what it is made of."""
    for place, other in enumerate((*plan.adopts, *plan.alongside), 1):
        yield str(other.plan), f"other-{place}"
    found = [
        (name, _anchor(kind, name))
        for kind, name, _ in plan.entries()
        if kind not in {"adoption", "gate", "tightened", "contact", "scale", "grade", "below", "supervision"}
    ]
    found.sort(key=lambda each: {"reading": 0, "entry": 2}.get(each[1].partition("-")[0], 1))
    yield from found


_ANCHORS: dict[EntryKind, str] = {
    "group": "group", "unit": "unit", "fact": "fact", "derived": "fact", "condition": "fact", "constraint": "fact",
    "window": "fact", "event": "fact",
    "report": "report", "response": "response", "interpretation": "reading", "grade": "level", "below": "level",
}  # fmt: skip
