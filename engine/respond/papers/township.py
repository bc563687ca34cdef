"""A handbook from a plan for townships and whoever is first on the scene: ask, act, report, by when, to whom."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from respond.errors import Language
from respond.papers.phones import phone_rows
from respond.papers.unit_cards import duty_row, grid, owed_by
from respond.papers.words import say
from respond.plan import Library, Prepared, Report, Rule
from respond.show import (
    Block,
    Bullet,
    Line,
    Piece,
    Section,
    Sheet,
    Title,
    Voice,
    bracket,
    clause_words,
    level_style,
    level_words,
    section,
    spoken,
    voice_of,
)
from respond.situation import units_of

_DUTIES: Final = (("", 1), ("what", 11), ("card_when", 8), ("card_limit", 6), ("card_to", 7))
_OWNED: Final = (("", 1), ("what", 10), ("owner", 6), ("card_when", 8), ("card_limit", 5), ("card_to", 6))
_PHONES: Final = (("body", 10), ("phone", 12))


def handbook(compiled: Prepared, library: Library, lang: Language, on: date | None = None) -> Sheet:
    """Give the handbook of a plan: what to ask, what to do first and by when, what a report says, levels, numbers.

    >>> library = Library.default()
    >>> book = handbook(library.prepared(library.find("vaccine-quality")), library, "en")
    >>> [block.title for block in book.blocks if isinstance(block, Section) and block.depth == 1][:3]
    ['How to use this handbook', 'What to ask on the phone', 'What to do first, and by when to report']
    """
    voice = voice_of(compiled, library, lang, on)
    plan = compiled.plan
    title = Title(
        say("handbook", lang, plan=plan.title.say(lang)),
        tuple(
            each
            for each in (
                plan.document.number or "",
                say("card_plan", lang, plan=plan.title.say(lang), ref=compiled.ref),
            )
            if each
        ),
    )
    blocks = (
        title,
        *section(say("handbook_how", lang), [Line(say("handbook_how_text", lang))]),
        *section(say("handbook_ask", lang), list(_questions(voice))),
        *section(say("handbook_first", lang), list(_first(voice))),
        *section(say("handbook_contents", lang), list(_reports(voice))),
        *section(say("handbook_levels", lang), list(_levels(voice))),
        *section(say("handbook_not", lang), list(_forbidden(voice))),
        *section(say("handbook_units", lang), list(_units(voice))),
        *section(say("handbook_phones", lang), list(_phones(voice))),
    )
    return Sheet(blocks, lang)


def _questions(voice: Voice) -> Iterator[Block]:
    """Give what to ask of the facts that levels hang on, then of the others."""
    compiled, lang = voice.compiled, voice.lang
    graded = {name for rule in compiled.criteria for name in rule.condition.seen}
    for fact in sorted(compiled.plan.facts.values(), key=lambda each: each.id not in graded):
        if fact.ask is not None and not fact.judgement:
            yield Bullet(f"{fact.ask.say(lang)}　{say('phone_blank', lang)}", mark="□")


def _first(voice: Voice) -> Iterator[Block]:
    """Give the duties that do not wait for a response: what is owed to somebody first."""
    rules = [rule for rule in voice.compiled.measures if not rule.entry.response and rule.entry.kind == "act"]
    for reporting in (True, False):
        rows = tuple(duty_row(rule, voice, owners=True) for rule in rules if bool(rule.entry.to) is reporting)
        if rows:
            yield Section(say("to_report" if reporting else "to_do", voice.lang), depth=2)
            yield grid(_OWNED, rows, voice.lang, "duties")


def _reports(voice: Voice) -> Iterator[Block]:
    for report in voice.compiled.plan.reports.values():
        if report.contents:
            yield Section(_report(report, voice), depth=2)
            yield from (Bullet(voice.say(item) or item.en, mark="□") for item in report.contents)


def _report(report: Report, voice: Voice) -> str:
    notes = clause_words(report.clause, voice.lang)
    return (voice.say(report) or report.en) + bracket(notes, voice.lang)


def _levels(voice: Voice) -> Iterator[Block]:
    gravity = None
    for rule in voice.compiled.criteria:
        if rule.gravity != gravity:
            gravity = rule.gravity
            yield Line((Piece(level_words(gravity, voice.lang), level_style(gravity)),))
        yield Bullet(_criterion(rule, voice))


def _criterion(rule: Rule, voice: Voice) -> str:
    said = voice.say(rule.entry) or rule.condition.words(voice.lang)
    notes = [clause_words(rule.clause, voice.lang)]
    notes += [say("card_draft", voice.lang)] if rule.entry.standing == "draft" else []
    return said + bracket("；".join(notes) if voice.lang == "zh" else "; ".join(notes), voice.lang)


def _forbidden(voice: Voice) -> Iterator[Block]:
    """Give what is to be refrained from, and what the plan prohibits."""
    for rule in voice.compiled.measures:
        if rule.entry.kind == "refrain":
            who = spoken(voice.units(rule.entry.owners))
            yield Bullet(f"{voice.say(rule.entry)}{bracket(who, voice.lang)}", mark="×")
    for each in voice.compiled.plan.provisions:
        if each.kind == "prohibition":
            yield Bullet(
                voice.say(each) + bracket(clause_words(each.clause, voice.lang), voice.lang), mark="×"
            )


def _units(voice: Voice) -> Iterator[Block]:
    """Give what each unit owes in the responses."""
    compiled = voice.compiled
    for name, rules in owed_by(compiled).items():
        rows = tuple(duty_row(rule, voice) for rule in rules if rule.entry.response)
        if rows:
            (body,) = units_of(compiled, [name])
            yield Section(body.name.say(voice.lang), depth=2)
            yield grid(_DUTIES, rows, voice.lang, "duties")


def _phones(voice: Voice) -> Iterator[Block]:
    rows = phone_rows(units_of(voice.compiled, voice.compiled.plan.units), voice.lang)
    if rows:
        yield grid(_PHONES, rows, voice.lang, "phones")
