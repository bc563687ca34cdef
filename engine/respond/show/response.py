"""The response: called for, started or ended, and who decides on it."""

from datetime import datetime

from respond.errors import Language, Text
from respond.show.blocks import Block, Bullet, section
from respond.show.moments import near_moment
from respond.show.view import View
from respond.show.wording import bracket, clause_words, clauses, label, level_named, level_short, offices
from respond.situation import ResponseResult, Situation


def response(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give the response as a section, or nothing where the plan has none."""
    found = situation.leading_response
    nothing = found.called.possible == 0 and found.started is None and found.ended is None
    if nothing and (found.clause is None or not situation.occurring):
        return ()
    mark = "!" if found.short else "▶" if found.started else "·"
    said = _said(found, situation.now, view.lang)
    bullet = Bullet(said, _people(found, view.lang), mark, "alarm" if found.short else "")
    return section(label("response", view.lang), [bullet])


def _said(found: ResponseResult, now: datetime, lang: Language) -> str:
    called = found.called
    low, high = level_named(called.certain, lang), level_short(called.possible, lang)
    notes = [clause_words(found.clause, lang)] if found.clause else []
    if found.standing == "draft":
        notes.append(label("draft", lang))
    basis = bracket(clauses(notes, lang), lang)
    if found.ended is not None:
        ended = label("response_ended", lang, at=near_moment(found.ended, now))
        by_level = label("called_else", lang, level=low) if called.certain else ""
        return clauses([ended, by_level + basis if by_level else ""], lang)
    lowered = found.called_when_lowered is not None and not found.short
    if lowered and found.started and called.certain > found.started:
        by_level = label("called_else", lang, level=low)
        return clauses(
            [label("lowered", lang, level=level_named(found.started, lang)) + basis, by_level], lang
        )
    if called.possible == 0:
        words = label("no_response", lang)
    elif called.definite:
        words = label("called", lang, level=low)
    elif called.certain == 0:
        words = label("called_maybe", lang, high=high)
    else:
        words = label("called_range", lang, low=low, high=high)
    started = found.started
    if started:
        state = label("started_low" if found.short else "started", lang, level=level_named(started, lang))
    else:
        state = label("not_started", lang) if called.certain else ""
    return clauses([words + basis, state], lang)


def _people(found: ResponseResult, lang: Language) -> tuple[str, ...]:
    roles: tuple[tuple[str, Text | None], ...] = (
        ("proposed_by", found.proposed_by),
        ("approved_by", found.approved_by),
        ("started_by", found.started_by),
        ("commanded_by", found.commanded_by),
        ("ended_by", found.ended_by),
    )
    named = offices([(role, who.say(lang)) for role, who in roles if who is not None], lang)
    return (named,) if named and found.ended is None else ()
