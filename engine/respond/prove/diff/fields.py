"""What two entries say otherwise, field by field; the fields come from the class, so that none is forgotten."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, Literal

import attrs

from respond._records import frozen
from respond.errors import Text
from respond.plan import EntryKind, Plan, ReminderRule, times_of

WORDING: Final = frozenset(
    {"zh", "en", "label", "note", "source", "reason", "clause", "ask", "question", "form"}
)
"""Fields that say a thing rather than settle it; of two editions they always differ, so only drafts are compared."""

_TOLD: Final[Mapping[EntryKind, Collection[str]]] = {
    "criterion": {"when"},
    "response": {
        "when", "includes", "proposed_by", "approved_by", "started_by", "commanded_by", "ended_by",
    },
    "fact": {"type", "unit", "min", "max", "worse", "choices", "judgement"},
    "supervision": {"reminders"},
    "reminder": {"before", "after", "every", "clock", "running"},
}  # fmt: skip
"""By kind of entry, the fields told by other parts of a comparison, or by entries of their own."""

_ELSEWHERE: Final[frozenset[EntryKind]] = frozenset({"criterion", "response", "fact"})
"""Entries of which other parts of a comparison tell that only one edition has them."""

_APART: Final[frozenset[EntryKind]] = frozenset({"duty", "measure"})
"""Entries told by other parts of a comparison as a whole."""


NONE: Final = Text("无", "none")
"""Nothing at all in a field."""


@frozen
class FieldChange:
    """One thing an entry says otherwise."""

    name: str
    before: Text
    after: Text


@frozen(eq=False)
class OtherChange:
    """An entry that only one edition has (no fields), or that says something otherwise; or the plan as a whole."""

    entry: EntryKind | Literal["plan"]
    id: str
    kind: str
    fields: tuple[FieldChange, ...] = ()


def field_changes(
    one: Any,  # noqa: ANN401 - an entry of any kind
    other: Any,  # noqa: ANN401
    told: Collection[str],
    *,
    wording: bool,
) -> Iterator[FieldChange]:
    """Go through the fields two entries of one class fill otherwise, but for those told elsewhere."""
    for field in attrs.fields(type(one)):
        if (
            not field.eq
            or field.name in told
            or field.name == "id"
            or (field.name in WORDING and not wording)
        ):
            continue
        before, after = getattr(one, field.name), getattr(other, field.name)
        if before != after:
            if (
                isinstance(before, tuple)
                and isinstance(after, tuple)
                and set(map(repr, before)) != set(map(repr, after))
            ):
                before, after = _without(before, after), _without(after, before)
            yield FieldChange(field.name.rstrip("_"), _said(before), _said(after))


def _without(values: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(value for value in values if value not in others)


def other_changes(a: Plan, b: Plan, *, wording: bool) -> tuple[OtherChange, ...]:
    """Find what two plans hold otherwise beside levels, triggers and limits: entry by entry, by kind and name."""
    before, after = ({(kind, name): entry for kind, name, entry in plan.entries()} for plan in (a, b))
    found: list[OtherChange] = []
    days = tuple(
        FieldChange(name, _said(getattr(a, name)), _said(getattr(b, name)))
        for name in ("zone", "calendar", "office_hours")
        if getattr(a, name) != getattr(b, name)
    )
    if days:
        found.append(OtherChange("plan", str(b.id), "changed", days))
    for kind, name in dict.fromkeys([*before, *after]):
        one, other = before.get((kind, name)), after.get((kind, name))
        if kind in _APART or (kind in _ELSEWHERE and None in (one, other)):
            continue
        if one is None or other is None:
            found.append(OtherChange(kind, name, "added" if one is None else "removed"))
            continue
        fields = tuple(field_changes(one, other, _TOLD.get(kind, ()), wording=wording))
        if kind == "reminder":
            fields = (*_times(one, other), *fields)
        if fields:
            found.append(OtherChange(kind, name, "changed", fields))
    return tuple(found)


def _times(one: ReminderRule, other: ReminderRule) -> Iterator[FieldChange]:
    """Give the times of two reminder rules in words, where they differ."""
    before, after = (times_of(rule).words for rule in (one, other))
    if before != after:
        yield FieldChange("times", Text.joined(_without(before, after)), Text.joined(_without(after, before)))


def _said(value: Any) -> Text:  # noqa: ANN401, PLR0911 - whatever a field may hold
    if value in (None, (), {}):
        return NONE
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, tuple):
        return Text.joined([_said(each) for each in value])
    if isinstance(value, Mapping):
        return Text.joined([_pair(str(key), each) for key, each in value.items()])
    if not attrs.has(type(value)):
        plain = value.value if isinstance(value, StrEnum) else str(value)
        return Text(plain, plain)
    if hasattr(value, "zh"):
        words = Text(value.zh or "", value.en or "")
        more = Text.joined(
            [_pair(name, each) for name, each in _filled(value) if name not in {"id", *WORDING}]
        )
        return (
            Text("{words}（{more}）", "{words} ({more})").fill(words=words, more=more) if more.en else words
        )
    return Text.joined([_pair(name.rstrip("_"), each) for name, each in _filled(value)])


def _filled(value: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - a part of an entry
    """Go through the fields of a part of an entry that its file gives."""
    for field in attrs.fields(type(value)):
        each = getattr(value, field.name)
        if field.eq and each not in (None, (), {}) and each != field.default:
            yield field.name, each


def _pair(name: str, value: object) -> Text:
    said = _said(value)
    return Text(f"{name} {said.zh}", f"{name} {said.en}")
