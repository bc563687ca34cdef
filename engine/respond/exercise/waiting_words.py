"""What an inject waits for that does not come by the clock, in words."""

from collections.abc import Mapping
from typing import Final

from respond.errors import Language, Text
from respond.exercise.levels import CALL_STATES
from respond.exercise.scenario import Inject, When, read_length, said_offset
from respond.show import clauses, joined, length

_WORDS: Final[dict[str, Text]] = {
    "waits": Text("等到：{what}", "waits until: {what}"),
    "after": Text("{name} 之后 {at}", "{at} after {name}"),
    "from_on": Text("{at} 起", "from {at} on"),
    "level": Text("级别至少{level}", "the level is at least {level}"),
    "overdue": Text("逾期：{what}", "overdue: {what}"),
    "met": Text("已办：{what}", "done: {what}"),
    "undone": Text("未办：{what}", "not done yet: {what}"),
    "by_plan": Text("按 {plan}", "by {plan}"),
    "for": Text("持续{time}", "for {time}"),
}  # fmt: skip


def from_when(inject: Inject) -> Text | None:
    """Say from when on an inject may be given, or how long after another; None for one that comes by the clock."""
    return from_when_typed(inject, said_offset(inject.at))


def from_when_typed(inject: Inject, at: Text | str) -> Text | None:
    """Say the same with its offset as it is given, such as those who set a clock type it."""
    if inject.after is not None:
        return so_long_after(inject.after, at)
    return _WORDS["from_on"].fill(at=at) if inject.when is not None else None


def so_long_after(inject: str, at: Text | str) -> Text:
    """Say how long after an inject, by its id, something comes or is due."""
    return _WORDS["after"].fill(name=inject, at=at)


def waits_for(when: When, labels: Mapping[str, Text]) -> Text:
    """Say until what an inject waits; `labels` are the words of duties by id."""
    return _WORDS["waits"].fill(what=Text(_waits(when, labels, "zh"), _waits(when, labels, "en")))


def _waits(when: When, labels: Mapping[str, Text], lang: Language) -> str:
    parts = [when.condition] if when.condition else []
    if when.level is not None:
        parts.append(_say("level", lang, level=when.level))
    for name, duties in (("overdue", when.overdue), ("met", when.met), ("undone", when.undone)):
        if duties:
            said = [labels.get(each, Text(each, each)).say(lang) for each in duties]
            parts.append(_say(name, lang, what=joined(said, lang)))
    if when.called is not None:
        parts.append(CALL_STATES[when.called].say(lang))
    if when.plan is not None:
        parts.append(_say("by_plan", lang, plan=when.plan))
    if when.for_ is not None:
        parts.append(_say("for", lang, time=length(read_length(when.for_, when.place), lang)))
    return clauses(parts, lang)


def _say(name: str, lang: Language, **found: object) -> str:
    text = _WORDS[name]
    return (text.fill(**found) if found else text).say(lang)
