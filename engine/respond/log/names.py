"""Which fact somebody means, by its id, its label in either language, or part of a Chinese label; and which duty."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.facts import Fact
from respond.plan import Event

_SHORTEST = 2
"""Characters part of a label needs to be taken for it."""


def fact_named(
    name: str,
    facts: Mapping[str, Fact],
    place: Place | None = None,
    events: Mapping[str, Event] = MappingProxyType({}),
) -> str:
    """Give the id of the fact a name stands for; raises InputError: E701 for none, E732 for several, E742 for an event.

    >>> from respond.errors import Text
    >>> from respond.facts import FactType
    >>> facts = {"deaths": Fact("deaths", FactType.COUNT, Text("死亡人数", "persons dead"), unit="person")}
    >>> [fact_named(name, facts) for name in ("deaths", "死亡人数", "死亡", "Persons dead")]
    ['deaths', 'deaths', 'deaths', 'deaths']
    """
    if name in facts:
        return name
    meant = list(_meant(name, facts))
    if len(meant) == 1:
        return meant[0]
    if not meant and name in events:
        event = events[name]
        raise InputError([fault("E742", place, name=name, label=Text(event.zh, event.en))])
    raise InputError([_several(name, meant, facts, place) if meant else _none(name, facts, place)])


def _meant(name: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Give the facts with this label, else, of a Chinese name, those whose label has it in it."""
    said = _plain(name)
    exact = [id_ for id_, fact in facts.items() if said in {_plain(fact.label.zh), _plain(fact.label.en)}]
    if exact or said.isascii() or len(said) < _SHORTEST:
        yield from exact
        return
    yield from (id_ for id_, fact in facts.items() if said in _plain(fact.label.zh))


def _none(name: str, facts: Mapping[str, Fact], place: Place | None) -> Fault:
    said = _plain(name)
    held = [
        (len(fact.label.en), id_) for id_, fact in facts.items() if said and said in _plain(fact.label.en)
    ]
    guess = nearest(name, facts) or (min(held)[1] if held else None)
    return fault("E701", place, suggestion=guess, name=name)


def _several(name: str, meant: list[str], facts: Mapping[str, Fact], place: Place | None) -> Fault:
    labels = ((id_, facts[id_].label) for id_ in meant)
    known = Text.joined(Text(f"`{id_}`（{label.zh}）", f"`{id_}` ({label.en})") for id_, label in labels)
    return fault("E732", place, name=name, known=known)


def _plain(words: str) -> str:
    return words.casefold().replace("_", " ").strip()


def is_duty(named: str, plan: str, duty: str) -> bool:
    """Say whether a duty of a plan is named: by its id, or behind the plan's in full or without its place.

    >>> [is_duty(each, "national/overall-plan", "up") for each in ("up", "overall-plan#up", "plan#up")]
    [True, True, False]
    """
    return named in {duty, f"{plan}#{duty}", f"{plan.rpartition('/')[2]}#{duty}"}
