"""Plans found by words: those of their titles and kinds, and what they ask for; one's own and the nearest first."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from respond._records import frozen
from respond.clock import SHANGHAI
from respond.errors import RespondError, Text
from respond.plan import Library, Plan, Shelved, shipped

_UNIT_OF_PLACE: Final = re.compile("[省市州盟县区旗乡镇]")
"""What the name of an administrative division of China ends with."""
_PAIRS: Final = re.compile("(?:[\u4e00-\u9fff]{2}){2,}")
"""Chinese words written without a gap: as a rule each has two characters."""


@frozen(eq=False)
class Found:
    """A plan that was found, and the words it was found by where they are not those of its title."""

    plan: Shelved
    by: Text | None = None


def plans_by_words(library: Library, shelf: Sequence[Shelved], wanted: str) -> tuple[Found, ...]:
    """Give the editions whose title has all the words, then those that ask for something that has them.

    In each part one's own plans come before those shipped, those of our zone before others, and the plan of a county
    before that of the country.
    """
    found = [
        (part, one)
        for each in shelf
        if (one := _found(library, each, wanted))
        for part in [one.by is not None]
    ]
    return tuple(
        one for _, one in sorted(found, key=lambda each: (each[0], *_nearness(library, each[1].plan)))
    )


def _found(library: Library, one: Shelved, wanted: str) -> Found | None:
    words = wanted.casefold().split()
    named = f"{one.ref} {one.title.zh} {one.title.en}".casefold()
    if all(word in named for word in words):
        return Found(one)
    said = [Text(f"{one.title.zh} {one.ref}", one.title.en), *_said(library, one)]
    by = next((each for each in said[1:] if _has(each, words)), None)
    if by is None and all(any(_has(each, [word]) for each in said) for word in words):
        by = next(each for word in words for each in said[1:] if _has(each, [word]))
    return None if by is None else Found(one, by)


def _has(said: Text, words: Sequence[str]) -> bool:
    text = f"{said.zh} {said.en}".casefold()
    return all(word in text or all(pair in text for pair in _pairs(word)) for word in words)


def _pairs(word: str) -> Sequence[str]:
    """Give the words of two characters that one without gaps is made of, itself where it is none of these.

    >>> _pairs("疫苗死亡"), _pairs("接种后"), _pairs("fire")
    (['疫苗', '死亡'], ['接种后'], ['fire'])
    """
    return re.findall("..", word) if _PAIRS.fullmatch(word) else [word]


def _said(library: Library, one: Shelved) -> Iterator[Text]:
    """Give what a plan says of what it is for: its kinds, where it holds, what it asks, what makes it a level."""
    plan = _plan(library, one)
    if plan is None:
        return
    yield from (Text(each, each) for each in plan.kinds)
    if plan.area is not None:
        yield plan.area
    for fact in plan.facts.values():
        yield fact.label
        if fact.ask is not None:
            yield fact.ask
        yield from fact.choices.values()
    for criterion in (each for some in plan.levels.values() for each in some):
        yield Text(criterion.zh or "", criterion.en or "")


def _nearness(library: Library, one: Shelved) -> tuple[bool, bool, int, str]:
    plan = _plan(library, one)
    area = "" if plan is None or plan.area is None else plan.area.zh
    theirs = shipped("plans") in one.path.resolve().parents
    return theirs, one.zone != SHANGHAI.key, -len(_UNIT_OF_PLACE.findall(area)), one.ref.id


def _plan(library: Library, one: Shelved) -> Plan | None:
    """Give a plan with what it adopts; none where that cannot be read, which is told to whoever opens it."""
    try:
        return library.prepared(one.ref).plan
    except RespondError:
        return None
