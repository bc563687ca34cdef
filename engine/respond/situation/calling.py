"""Bodies by what somebody calls them: by id, or by name as a plan has it, in either language."""

import re
from collections.abc import Sequence
from typing import Final

from respond.errors import Text
from respond.situation.units import UnitName

_BRACKETS: Final = re.compile(r"\s*[（(]|[）)]\s*")
_SITUATED: Final = ("设在", "in the ", "at the ")
"""What begins a bracket that says where a body is situated."""
_ONE_WIDTH: Final = str.maketrans("（）", "()")
_BLANKS: Final = re.compile(r"\s+(?=\()|(?<=\()\s+|\s+(?=\))")
"""Blanks about brackets, which some write and some do not."""
_CHINESE_FROM: Final = 0x2E80


def called(name: str, bodies: Sequence[UnitName]) -> tuple[str, ...]:
    """Give the ids of the bodies that are called so, those of the leading plan first; one where it is an id.

    `bodies` are those of an incident, as they are kept: those of the leading plan last.
    """
    if any(name == each.id for each in bodies):
        return (name,)
    wanted = plain_name(name)
    by_id = dict.fromkeys(each.id for each in bodies if each.id.casefold() == wanted)
    if by_id:
        return tuple(by_id)
    return tuple(dict.fromkeys(each.id for each in reversed(bodies) if wanted in plain_names(each)))


def meant(name: str, bodies: Sequence[UnitName]) -> str | None:
    """Give the id of the one body that is called so, None where none is or several are.

    One that stands for a unit here keeps the name by which it is known in the log.
    """
    if any(each.role is not None and name in {each.name.zh, each.name.en} for each in bodies):
        return name
    found = called(name, bodies)
    return found[0] if len(found) == 1 else None


def body_words(name: str, bodies: Sequence[UnitName]) -> Text:
    """Give what a body is called that somebody named: as he did in his own language, as the plan does in the other.

    By its id as the plan does in both; what no plan knows, and what several bodies are called, stays as it was said.

    >>> body_words("县公安局", [UnitName("police", Text("县公安局", "county police"))])
    Text(zh='县公安局', en='county police')
    """
    id_ = meant(name, bodies)
    found = [each for each in bodies if each.id == id_]
    if id_ is None or not found:
        return Text(name, name)
    words = found[-1].role or found[-1].name
    if id_.casefold() == name.casefold():
        return found[-1].name
    chinese = any(ord(sign) >= _CHINESE_FROM for sign in name)
    return Text(name, words.en) if chinese else Text(words.zh, name)


def short_names(name: Text) -> tuple[str, ...]:
    """Give a name without what stands in brackets behind it, and that alone, as people say and write it.

    Where a body is situated, in brackets, is no name of it: that is another one's.

    >>> short_names(Text("县应急指挥部（县指挥部）", "county bureau"))
    ('县应急指挥部', '县指挥部', 'county bureau')
    """
    parts = [
        each
        for said in (name.zh, name.en)
        for each in _BRACKETS.split(said)
        if each and not each.startswith(_SITUATED)
    ]
    return tuple(dict.fromkeys(parts))


def plain_names(body: UnitName) -> frozenset[str]:
    """Give every name of a body, as names are compared."""
    texts = [text for text in (body.name, body.role) if text is not None]
    return frozenset(plain_name(said) for text in texts for said in (text.zh, text.en, *short_names(text)))


def plain_name(said: str) -> str:
    """Give a name as it is compared: in small letters, in brackets of one width, the government in its short form."""
    return _BLANKS.sub("", said.strip().casefold().translate(_ONE_WIDTH)).replace("人民政府", "政府")
