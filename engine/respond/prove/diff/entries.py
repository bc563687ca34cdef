"""What two editions ask and set: facts, criteria and responses that come, go and change."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from respond._records import frozen
from respond.errors import Text
from respond.facts import Fact
from respond.language import type_words
from respond.plan import Rule
from respond.prove.diff.pairing import paired
from respond.prove.diff.sides import Side

Kind = Literal["added", "removed", "changed"]


@frozen(eq=False)
class EntryChange:
    """One fact, criterion or response: what it is in each edition, None where it is not there."""

    id: str
    label: Text
    before: Text | None
    after: Text | None
    clauses: tuple[str | None, str | None] = (None, None)

    @property
    def kind(self) -> Kind:
        """Give `added`, `removed` or `changed`."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def fact_changes(a: Side, b: Side) -> tuple[EntryChange, ...]:
    """Find the facts that only one edition asks for, and those it asks for in another form."""
    return tuple(_facts(a.plan.facts, b.plan.facts))


def _facts(before: Mapping[str, Fact], after: Mapping[str, Fact]) -> Iterator[EntryChange]:
    for name in dict.fromkeys([*before, *after]):
        one, other = before.get(name), after.get(name)
        fact = other or one
        if fact is None or (one is not None and other is not None and _form(one) == _form(other)):
            continue
        forms = [None if each is None else _form_words(each) for each in (one, other)]
        clauses = (one.clause if one else None, other.clause if other else None)
        yield EntryChange(name, fact.label, forms[0], forms[1], clauses)


def _form(fact: Fact) -> tuple[object, ...]:
    return (fact.type, fact.unit, fact.min, fact.max, fact.worse, tuple(fact.choices), fact.judgement)


def _form_words(fact: Fact) -> Text:
    details = [type_words(fact)]
    if fact.unit:
        details.append(Text(fact.unit, fact.unit))
    details += [Text("{v}起", "from {v}").fill(v=fact.min)] if fact.min else []
    details += [Text("至{v}", "to {v}").fill(v=fact.max)] if fact.max else []
    details += [Text.joined(list(fact.choices.values()))] if fact.choices else []
    details += [_JUDGEMENT] if fact.judgement else []
    return Text.joined(details, "；", "; ")


_JUDGEMENT = Text("须由单位研判", "for an office to judge")


def criterion_changes(a: Side, b: Side) -> tuple[EntryChange, ...]:
    """Find the criteria that only one edition has, and those whose level or condition changes.

    They are paired by id, what is left by the clause where both have just one left for a level.
    """
    pairs, gone, new = paired(a.plan.criteria, b.plan.criteria, _clause)
    changed = [_criterion(one, other) for one, other in pairs if _meaning(one) != _meaning(other)]
    return (
        *changed,
        *(_criterion(each, None) for each in gone),
        *(_criterion(None, each) for each in new),
    )


def _clause(criterion: Rule) -> tuple[str, str]:
    return str(criterion.entry.clause), criterion.gravity.name


def _meaning(criterion: Rule) -> tuple[object, ...]:
    return criterion.gravity.name, criterion.condition.normal.form


def _criterion(one: Rule | None, other: Rule | None) -> EntryChange:
    shown = other or one
    assert shown is not None  # noqa: S101 - one of both is there
    moved = one is not None and other is not None and one.gravity.name != other.gravity.name
    words = [None if each is None else _criterion_words(each, moved=moved) for each in (one, other)]
    clauses = (str(one.entry.clause) if one else None, str(other.entry.clause) if other else None)
    return EntryChange(str(shown.entry.id), shown.gravity.words, words[0], words[1], clauses)


def _criterion_words(criterion: Rule, *, moved: bool) -> Text:
    """Say when a criterion is met, and for which level where that changes."""
    level = criterion.gravity.words
    zh, en = criterion.condition.words("zh"), criterion.condition.words("en")
    return Text(f"{level.zh}：{zh}", f"{level.en}: {en}") if moved else Text(zh, en)


def response_changes(a: Side, b: Side) -> tuple[EntryChange, ...]:
    """Find the response levels that only one edition has, or that are called for otherwise or by others."""
    before, after = (_responses(side) for side in (a, b))
    changes = []
    for name in dict.fromkeys([*b.plan.response_levels.gravest_first, *before]):
        one, other = before.get(name), after.get(name)
        level = next(
            (
                scale.find(name)
                for scale in (b.plan.response_levels, a.plan.response_levels)
                if scale.find(name)
            ),
            None,
        )
        if level is not None and (one or other) and (one is None or other is None or one[0] != other[0]):
            words = [None if each is None else each[1] for each in (one, other)]
            clauses = (one[2] if one else None, other[2] if other else None)
            changes.append(EntryChange(name, level.words, words[0], words[1], clauses))
    return tuple(changes)


_OFFICES: dict[str, Text] = {
    "proposed_by": Text("提出：{unit}", "proposed by {unit}"),
    "approved_by": Text("批准：{unit}", "approved by {unit}"),
    "started_by": Text("启动：{unit}", "started by {unit}"),
    "commanded_by": Text("指挥：{unit}", "commanded by {unit}"),
    "ended_by": Text("终止：{unit}", "ended by {unit}"),
}


def _responses(side: Side) -> dict[str, tuple[object, Text, str]]:
    found: dict[str, tuple[object, Text, str]] = {}
    for response in side.plan.responses:
        entry, condition = response.entry, response.condition
        offices = [(name, _unit(side, getattr(entry, name))) for name in _OFFICES if getattr(entry, name)]
        meaning = (condition.normal.form, tuple(entry.includes), tuple(offices))
        found[response.gravity.name] = (meaning, _response_words(condition, offices), str(entry.clause))
    return found


def _response_words(condition: Any, offices: Sequence[tuple[str, Text]]) -> Text:  # noqa: ANN401
    said = [Text(condition.words("zh"), condition.words("en"))]
    said += [_OFFICES[name].fill(unit=unit) for name, unit in offices]
    return Text.joined(said, "；", "; ")


def _unit(side: Side, name: str) -> Text:
    unit = side.plan.plan.units.get(name) or side.plan.plan.groups.get(name)
    return Text(unit.zh, unit.en) if unit else Text(name, name)
