"""The tests kept beside a plan in its document: what each gives, what the plan must say then, and of which rules."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from respond.facts import Fact, Level
from respond.show.blocks import Block, Line, TableRow, Words, chain, section, words
from respond.show.gather import AtClause, Cited, citations
from respond.show.indexes import Chapter
from respond.show.stated import Given, StatedTest
from respond.show.telling import Voice
from respond.show.wording import COLON, SEPARATOR, bracket, level_short, level_style
from respond.yaml import Data

_NAMED: Final = 6
"""Tests that are named at a clause; the rest are counted."""


def tests_chapter(voice: Voice) -> Chapter:
    """Give the chapter with every test; nothing where none is kept beside the plan."""
    stated = voice.tests
    if stated is None:
        return ()
    if stated.wrong is not None:
        wrong = words(voice.word("tests_wrong", problem=stated.wrong.say(voice.lang)), "alarm")
        return section(voice.word("tests"), [Line(wrong)], anchor="tests")
    blocks: list[Block] = [Line(words(voice.word("tests_note", n=len(stated.tests))))]
    if not stated.shared.nothing:
        shared = chain(_given(stated.shared, voice), SEPARATOR[voice.lang])
        blocks.append(Line((*words(voice.word("tests_share") + COLON[voice.lang], "strong"), *shared)))
    rows = [_row(each, voice) for each in stated.tests]
    blocks.append(voice.table("tests", ("test", "test_given", "test_holds"), rows))
    return section(voice.word("tests"), blocks, anchor="tests")


def tests_at(place: AtClause, clause: str, source: Cited, voice: Voice) -> Iterator[Line]:
    """Name the tests of a clause of the plan itself: those that say they are, then those that name a rule of it."""
    if voice.tests is None or source.prefix:
        return
    rules = {item.name for item in place.items}
    own, naming = [], []
    for each in voice.tests.tests:
        if any(source.home(part) == clause for part in citations(each.clause or "")):
            own.append(each)
        elif not rules.isdisjoint(each.rules):
            naming.append(each)
    found = [*own, *naming]
    if found:
        named = voice.listed(words(each.name, "code", each.anchor) for each in found[:_NAMED])
        left = len(found) - _NAMED
        rest = words(bracket(voice.word("tests_more", n=left), voice.lang)) if left > 0 else ()
        yield Line((*words(voice.word("tests") + COLON[voice.lang], "dim"), *named, *rest), "dim")


def _row(each: StatedTest, voice: Voice) -> TableRow:
    below = (
        *([voice.cites(each.clause)] if each.clause else []),
        *([words(each.note.say(voice.lang), "dim")] if each.note else []),
    )
    name = (words(each.name, "code"), *below)
    return TableRow(
        (name, tuple(_given(each.given, voice)), tuple(_expected(each.expected, voice))), anchor=each.anchor
    )


# What is given.


def _given(given: Given, voice: Voice) -> list[Words]:
    gap = COLON[voice.lang]
    facts = voice.compiled.plan.facts
    lines = [
        (*_fact(name, voice), *words(f" = {_value(value, voice, facts.get(name))}"))
        for name, value in given.facts.items()
    ]
    for name, value in given.events.items():
        said = f"{gap}{_written(value, voice)}" if value is not None else ""
        lines.append((*words(voice.moment(name)), *words(said)))
    for key, value in given.more.items():
        lines += _more(key, value, voice)
    return lines


def _more(key: str, value: Data, voice: Voice) -> Iterator[Words]:
    """Give what else a test gives: acts and declarations each by itself, a later step with what it gives."""
    head = words(voice.word(f"test_{key}") + COLON[voice.lang], "dim")
    for each in value if isinstance(value, list) else [value]:
        if key == "then" and isinstance(each, dict):
            rest = {name: said for name, said in each.items() if name not in {"at", "facts", "events"}}
            facts, events = each.get("facts"), each.get("events")
            later = Given(
                facts if isinstance(facts, dict) else {}, events if isinstance(events, dict) else {}, rest
            )
            at = words(f"{_written(each.get('at'), voice)} ")
            yield (*head, *at, *chain(_given(later, voice), SEPARATOR[voice.lang]))
        elif key == "did" and isinstance(each, dict):
            rest = {name: said for name, said in each.items() if name != "duty"}
            yield (
                *head,
                *_rule(str(each.get("duty")), voice),
                *words(bracket(_written(rest, voice), voice.lang)),
            )
        else:
            yield (*head, *words(_written(each, voice)))


def _fact(name: str, voice: Voice) -> Words:
    plan = voice.compiled.plan
    known = name in plan.facts or name in plan.derived or name in plan.conditions
    return voice.fact(name) if known else words(name, "code")


def _value(value: Data, voice: Voice, fact: Fact | None) -> str:
    """Give a value of a fact as it is written; a word for what is one of its choices, for yes, no and unknown."""
    said = _written(value, voice)
    if fact is not None and said in fact.choices:
        return fact.choices[said].say(voice.lang)
    return voice.word(f"test_{said}") if said in {"yes", "no", "unknown"} else said


def _written(value: Data, voice: Voice) -> str:
    """Give a value as the file has it, on one line."""
    if isinstance(value, dict):
        return voice.plain(
            chain(
                [words(f"{name} {_written(said, voice)}") for name, said in value.items()],
                SEPARATOR[voice.lang],
            )
        )
    if isinstance(value, list):
        return voice.plain(voice.listed(words(_written(each, voice)) for each in value))
    return "" if value is None else str(value)


# What must hold.


def _expected(expected: Mapping[str, Data], voice: Voice) -> Iterator[Words]:
    for key, value in expected.items():
        yield (*words(voice.word(f"must_{key}") + COLON[voice.lang], "dim"), *_must(key, value, voice))


def _must(key: str, value: Data, voice: Voice) -> Words:
    told = _TOLD.get(key)
    if isinstance(value, dict):
        name = _fact if key in {"distance", "computed"} else _rule
        pairs = [
            (
                *name(each, voice),
                *words(" "),
                *(_units(said, voice) if key in {"to", "units"} else words(_written(said, voice))),
            )
            for each, said in value.items()
        ]
        return voice.stated(pairs)
    if isinstance(value, list):
        if not value:
            return words(voice.word("test_none"))
        return voice.listed((told or _rule)(str(each), voice) for each in value)
    return (told or _plain)(str(value), voice)


def _plain(value: str, voice: Voice) -> Words:  # noqa: ARG001 - as the others
    return words(value)


def _rule(name: str, voice: Voice) -> Words:
    """Name a rule, an occasion of it by its number."""
    own, number, rest = name.partition("#")
    return (*voice.id(own), *words(number + rest))


def _level(name: str, voice: Voice) -> Words:
    scale = voice.compiled.levels
    level = (
        Level.at(scale.none) if name == "none" else scale.named(name) if name in scale.gravest_first else None
    )
    return words(name) if level is None else words(level_short(level, voice.lang), level_style(level))


def _response(name: str, voice: Voice) -> Words:
    return words(voice.word("test_none")) if name == "none" else voice.id(name)


def _units(value: Data, voice: Voice) -> Words:
    return voice.units(str(each) for each in (value if isinstance(value, list) else [value]))


_TOLD: Final[Mapping[str, Callable[[str, Voice], Words]]] = {
    "level": _level, "could_reach": _level, "declared": _level, "called": _response, "could_call": _response,
    "asks": _fact, "asks_first": _fact, "exit": _plain, "exactly": _plain,
}  # fmt: skip
"""How what a key holds is told, where it names no rule."""
