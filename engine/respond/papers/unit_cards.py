"""Unit cards: for each unit one page of what it owes when, by when, and whom it tells, from the plan alone."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from respond.errors import InputError, Language, fault, nearest
from respond.papers.page import LINE, PAGE_HEIGHT, Group, fit, height_of, left_out
from respond.papers.phones import phone_rows
from respond.papers.words import say
from respond.plan import Library, Prepared, Rule
from respond.show import (
    COLON,
    MOOD,
    Block,
    Column,
    Line,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
    Voice,
    bracket,
    clause_words,
    clauses,
    joined,
    limit_words,
    spoken,
    typed,
    voice_of,
    when_words,
)
from respond.situation import units_of

_COLUMNS: Final = (("", 1), ("what", 11), ("card_when", 9), ("card_limit", 6), ("card_to", 7))
_ROUND: Final = 8 * LINE
"""The height of what stands on a card beside its rows: headings, on the first the title of all, what is left out."""
_PHONES: Final = (("body", 10), ("phone", 12))


def cards(
    compiled: Prepared,
    library: Library,
    lang: Language,
    *,
    unit: str | None = None,
    on: date | None = None,
) -> Sheet:
    """Give the card of each unit of a plan that owes something, or of one unit, by its id or name.

    Each is a section of its own that fits one page; what does not is counted on it. Raises InputError (E987).

    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> [block.title for block in cards(plan, library, "en", unit="health-bureau").blocks if isinstance(block, Section)]
    ['Card of county health bureau', 'What it owes', 'Numbers']
    """
    voice = voice_of(compiled, library, lang, on)
    owed = owed_by(compiled)
    names = (
        [_named(compiled, unit)] if unit is not None else [name for name in _order(compiled) if name in owed]
    )
    blocks = [block for name in names for block in _card(name, owed.get(name, []), voice)]
    return Sheet(
        (Title(say("cards", lang, plan=compiled.plan.title.say(lang)), (str(compiled.ref),)), *blocks),
        lang,
        tight=True,
    )


def owed_by(compiled: Prepared) -> dict[str, list[Rule]]:
    """Give what each unit and work group owes, in the plan's order."""
    found: dict[str, list[Rule]] = {}
    for rule in compiled.measures:
        for name in rule.entry.owners:
            found.setdefault(str(name), []).append(rule)
    return found


def _order(compiled: Prepared) -> list[str]:
    return [str(name) for name in (*compiled.plan.units, *compiled.plan.groups)]


def _named(compiled: Prepared, unit: str) -> str:
    """Give the id of a unit said by id or name (E987)."""
    known = {
        said: body.id
        for body in units_of(compiled, _order(compiled))
        for said in (body.id, body.name.zh, body.name.en)
    }
    if unit not in known:
        raise InputError([fault("E987", suggestion=nearest(unit, known), name=unit, plan=compiled.ref)])
    return known[unit]


def _card(name: str, rules: list[Rule], voice: Voice) -> Iterator[Block]:
    lang, compiled = voice.lang, voice.compiled
    (body,) = units_of(compiled, [name])
    plan = say("card_plan", lang, plan=compiled.plan.title.say(lang), ref=compiled.ref)
    yield Section(say("card", lang, unit=body.name.say(lang)), depth=1, anchor=f"card-{name}")
    yield Line(plan, "dim")
    if not rules:
        yield Line(say("card_none", lang))
        return
    called = list(dict.fromkeys(str(each) for rule in rules for each in (*rule.entry.to, *rule.entry.copy)))
    groups = (
        Group(
            "duties", tuple(duty_row(rule, voice) for rule in sorted(rules, key=_less)), 20, shares(_COLUMNS)
        ),
        Group("phones", phone_rows(units_of(compiled, called), lang), 6, shares(_PHONES)),
    )
    fitted = fit(groups, PAGE_HEIGHT - _ROUND - height_of(plan))
    for group, columns, title in ((groups[0], _COLUMNS, "card_duties"), (groups[1], _PHONES, "card_phones")):
        rows = group.rows[: fitted.taken[group.name]]
        if rows:
            yield Section(say(title, lang), depth=2)
            yield grid(columns, rows, lang, group.name)
    left = dict(fitted.left_out(groups))
    if left:
        words = {"duties": "left_duties", "phones": "left_phones"}
        what = joined([say(words[each], lang, n=n) for each, n in left.items()], lang)
        where = typed(f"respond show {compiled.ref}", say("on_plan_page", lang))
        yield left_out(what, where, lang)


def _less(rule: Rule) -> tuple[bool, bool]:
    """Put first what is owed to somebody, then what a clock tells: should it not all fit, that stays."""
    return not rule.entry.to, rule.limit is None or not rule.limit.figured


def duty_row(rule: Rule, voice: Voice, *, owners: bool = False) -> TableRow:
    """Give a duty as a row to tick: what, who where that is wanted, when, by when, to whom."""
    entry, lang = rule.entry, voice.lang
    marks = [MOOD[entry.mood].say(lang)] if entry.mood != "must" else []
    marks += [say("card_draft", lang)] if entry.standing == "draft" else []
    marks += [entry.provided.say(lang)] if entry.provided is not None else []
    notes = clauses([*marks, clause_words(entry.clause, lang)], lang)
    to = spoken(voice.units(entry.to))
    copy = spoken(voice.units(entry.copy))
    told = clauses([to, f"{say('copy', lang)}{COLON[lang]}{copy}" if copy else ""], lang)
    return TableRow(
        (
            say("tick", lang),
            voice.say(entry) + bracket(notes, lang),
            *([spoken(voice.units(entry.owners))] if owners else []),
            spoken(when_words(rule, voice)),
            spoken(limit_words(rule, voice)),
            told,
        )
    )


def shares(columns: Iterable[tuple[str, int]]) -> tuple[int, ...]:
    """Give how wide columns are beside each other."""
    return tuple(share for _, share in columns)


def grid(
    columns: tuple[tuple[str, int], ...], rows: tuple[TableRow, ...], lang: Language, name: str
) -> Table:
    """Give rows under columns; a terminal sets the first text beside what stands under it."""
    heads = [say(key, lang) if key else "" for key, _ in columns]
    main = 1 if columns[0][0] == "" else len(columns) - 1
    made = tuple(
        Column(head, "main" if place == main else "named" if place > main else "lead", share)
        for place, (head, (_, share)) in enumerate(zip(heads, columns, strict=True))
    )
    return Table(made, rows, name, headed=False)
