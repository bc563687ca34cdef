"""The top of an answer: what it is about, the level, what to ask, who has decided otherwise."""

from collections.abc import Mapping, Sequence

from respond.clock import SHANGHAI
from respond.errors import Language
from respond.log import Declaration
from respond.reason import LevelRange
from respond.show.blocks import (
    Banner,
    Block,
    Bullet,
    Line,
    Piece,
    Said,
    Title,
    Verdict,
    Words,
    section,
    typed,
    words,
)
from respond.show.citing import legend
from respond.show.moments import full_moment, near_moment
from respond.show.obligations import deadlines, most_urgent, ranked_questions
from respond.show.states import names_of, shown_limit, what_of
from respond.show.view import View
from respond.show.wording import (
    COLON,
    MODE,
    bracket,
    clauses,
    hinted,
    joined,
    label,
    level_named,
    level_short,
    level_style,
    level_words,
    titled,
)
from respond.situation import MERGED, Difference, Question, Situation

_CHANGES_SHOWN = 6


def summary(situation: Situation, view: View, beside: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Give the mark of an exercise, what this is about, the level, and right under it what a clock presses."""
    return (
        *_banner(situation, view.lang),
        _title(situation, view.lang),
        *beside,
        *_verdict(situation, view.lang),
        *_most_urgent(situation, view.lang),
        *_conflicts(situation, view.lang),
        *deadlines(situation, view),
    )


def brief(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give what stands after something new: the level, the next thing to do, who decided otherwise, what changed."""
    return (
        *_banner(situation, view.lang),
        *_verdict(situation, view.lang),
        *_most_urgent(situation, view.lang),
        *_conflicts(situation, view.lang),
        *_declared(situation, view.lang),
        *_changes(situation.difference, situation, view),
    )


def details(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give what to ask, who has decided otherwise, and what has changed."""
    return (*_questions(situation, view), *changes(situation, view))


def changes(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give who has decided otherwise, and what has changed."""
    return (*_declared(situation, view.lang), *_changes(situation.difference, situation, view))


def range_words(level: LevelRange, lang: Language) -> str:
    """Give a range of levels in a few words.

    >>> range_words(LevelRange(2, 4), "zh")
    'Ⅲ级至Ⅰ级'
    """
    low, high = level_short(level.certain, lang), level_short(level.possible, lang)
    if level.definite:
        return low
    return f"{low}至{high}" if lang == "zh" else f"{low} to {high}"


def _banner(situation: Situation, lang: Language) -> tuple[Block, ...]:
    text, warning = MODE.get(situation.mode), situation.warning
    return (
        *((Banner(text.say(lang)),) if text else ()),
        *((Line(warning.say(lang), "alarm"),) if warning else ()),
    )


def _title(situation: Situation, lang: Language) -> Title:
    answer = situation.leading
    gap = COLON[lang]
    moment = label("now", lang) + gap + full_moment(situation.now)
    if situation.at != situation.now:
        at = near_moment(situation.at, situation.now)
        moment += bracket(label("as_it_was" if situation.hindsight else "as_known", lang, at=at), lang)
    occurred = label("occurred" if situation.occurring else "noticed", lang)
    if situation.zones != (SHANGHAI.key,):  # in China nobody asks
        moment += bracket(label("times_in", lang, zone=situation.zone), lang)
    facts = [moment, f"{occurred}{gap}{situation.occurred.say(lang)}"]
    if situation.where:
        facts.append(f"{label('where', lang)}{gap}{situation.where.say(lang)}")
    if situation.desk:
        facts.append(f"{label('desk', lang)}{gap}{situation.desk.say(lang)}")
    facts += mergers(situation, lang)
    edition = words(f"{answer.plan} · {answer.in_force.say(lang)}", "" if answer.applies else "alarm")
    below: list[str | Words] = [answer.title.say(lang), edition]
    below += [*legend(situation, lang), " · ".join(facts)]
    if situation.later_steps:
        below.append(label("later", lang, n=situation.later_steps))
    return Title(titled(situation.title.say(lang), situation.incident, lang), tuple(below))


def mergers(situation: Situation, lang: Language) -> list[str]:
    """Say since when it goes on in which other incident, if it does."""
    return [
        f"{near_moment(each.at, situation.now)} {each.name.say(lang)}"
        for each in situation.events
        if each.id == MERGED
    ]


def _verdict(situation: Situation, lang: Language) -> tuple[Verdict, ...]:
    """Give the headline, the level or the response; none for a plan that has neither: its duties are the answer."""
    lines = tuple(_headline(situation, lang))
    return (Verdict(lines),) if lines else ()


def _headline(situation: Situation, lang: Language) -> list[Words]:
    declared, gap = situation.declared, COLON[lang]
    lines: list[Words] = []
    if not situation.leading.applies:
        lines.append(words(label("not_in_force", lang), "alarm"))
    if not situation.occurring:
        lines.append(words(label("before_incident", lang), "level-0"))
        answer = situation.leading
        if not answer.graded and answer.response.called.possible:
            lines += _called(answer.response.called, "", lang)[1:]
        return lines
    if declared is not None:
        said = f"{level_words(declared.level, lang)}{bracket(label('by_declaration', lang), lang)}"
        lines.append(words(said, level_style(declared.level)))
    prefix = label("by_plan", lang) + gap if declared is not None else ""
    return lines + _graded(situation, prefix, lang)


def _graded(situation: Situation, prefix: str, lang: Language) -> list[Words]:
    """Give the level by the plan, in a line where it is definite and in two where it is a range."""
    level, gap = situation.level, COLON[lang]
    if not situation.graded and not situation.leading.responding:
        return []
    if not situation.graded:
        return _called(situation.leading_response.called, prefix, lang)
    if level.definite:
        prefix = prefix or (label("level", lang) + gap if lang == "zh" else "")
        return [words(prefix + level_words(level.certain, lang), level_style(level.certain))]
    low = f"{label('certain', lang)}{gap}{level_words(level.certain, lang)}"
    if level.certain == 0:  # nothing is met, and nothing established either
        low = label("not_yet", lang)
    high = f"{label('possible', lang)}{gap}{level_words(level.possible, lang)}"
    more = "" if level.exact else label("inexact", lang)
    return [words(low, level_style(level.certain)), words(high + more, level_style(level.possible))]


def _called(called: LevelRange, prefix: str, lang: Language) -> list[Words]:
    """Give the response called for, which is all a plan without levels says."""
    if called.definite and called.certain:
        said = label("called", lang, level=level_named(called.certain, lang))
    elif called.definite:
        said = label("no_response", lang)
    else:
        low, high = level_named(called.certain, lang), level_short(called.possible, lang)
        said = label("called_range" if called.certain else "called_maybe", lang, low=low, high=high)
    return [words(prefix + label("ungraded", lang), "level-0"), words(said, level_style(called.certain))]


def _most_urgent(situation: Situation, lang: Language) -> tuple[Block, ...]:
    """Give the one thing to do next, for those who read no further."""
    one = most_urgent(situation)
    if one is None:
        return ()
    limit = shown_limit(one, situation.now, lang)
    left = " ".join([*limit.due, *([limit.left] if limit.left else [])])
    who = names_of(one.units, lang)
    line = label("most_urgent", lang, left=left, what=what_of(one, situation, lang), who=who)
    return (Line(line, "alarm" if limit.kind == "late" else "strong"),)


def _conflicts(situation: Situation, lang: Language) -> tuple[Block, ...]:
    points = [
        Bullet(conflict.text.say(lang), (joined([str(ref) for ref in conflict.plans], lang),), "!", "alarm")
        for conflict in situation.conflicts
    ]
    return section(label("conflicts", lang), points)


def _declared(situation: Situation, lang: Language) -> tuple[Block, ...]:
    points = []
    declared = situation.declared
    if declared is not None:
        at = near_moment(declared.at, situation.now)
        line = label(
            "declared_line",
            lang,
            by=situation.declared_by or declared.by,
            level=level_short(declared.level, lang),
            at=at,
        )
        points.append(
            Bullet(line, (_validity(declared, situation, lang), *_divergence(declared, situation, lang)))
        )
    points += [
        Bullet(
            label(
                "expired" if past.withdrawn is None else "withdrawn",
                lang,
                by=past.by,
                level=level_short(past.level, lang),
                until=near_moment(past.until, situation.now) if past.until else "?",
                reason=past.withdrawn.say(lang) if past.withdrawn is not None else "",
            ),
            style="dim",
        )
        for past in situation.expired
    ]
    return section(label("declared", lang), points)


def _validity(declared: Declaration, situation: Situation, lang: Language) -> str:
    reason = label("reason", lang, reason=declared.reason.say(lang))
    if declared.until is None:
        return clauses([reason, label("no_until", lang)], lang)
    return clauses([reason, label("until", lang, until=near_moment(declared.until, situation.now))], lang)


def _divergence(declared: Declaration, situation: Situation, lang: Language) -> tuple[str, ...]:
    """Compare a level declared with the plan's, where a plan has one."""
    return (divergence(declared, situation.level, lang),) if situation.graded else ()


def divergence(declared: Declaration, level: LevelRange, lang: Language) -> str:
    """Say how a level declared stands to the plan's."""
    if level.definite and declared.level == level.certain:
        return label("same", lang)
    span = range_words(level, lang)
    if declared.level > level.possible:
        return label("higher", lang, level=span)
    if declared.level < level.certain:
        return label("lower", lang, level=span)
    return label("within", lang, level=span)


def _changes(difference: Difference | None, situation: Situation, view: View) -> tuple[Block, ...]:
    """Give what has changed since the step before, a line for each kind of change."""
    if difference is None:
        return ()
    lang = view.lang
    parts: list[Said] = []
    before, after = difference.level_before, difference.level_after
    if before is not None and before != after:
        first, then = (
            range_words(each, lang) if situation.graded or each.definite else label("level_open", lang)
            for each in (before, after)
        )
        parts.append(f"{label('level_change', lang)} {first} → {then}")
    if difference.events:
        names = joined([event.say(lang) for event in difference.events], lang)
        parts.append(label("happened", lang, events=names))
    facts = [f"{name.say(lang)} {old.say(lang)} → {new.say(lang)}" for name, old, new in difference.changed]
    shown = facts[: view.few(_CHANGES_SHOWN)]
    option: tuple[Piece, ...] = ()
    if len(facts) > len(shown):
        shown.append(label("items_more", lang, n=len(facts) - len(shown)))
        option = (typed(bracket("--full", lang)),)
    if shown:
        gap = COLON["zh"] if lang == "zh" else " "
        parts.append((Piece(f"{label('facts_changed', lang)}{gap}{clauses(shown, lang)}"), *option))
    counts = (("new_duties", difference.new), ("ended_duties", difference.stood_down))
    parts.append(clauses([label(name, lang, n=len(each)) for name, each in counts if each], lang))
    points = [Bullet(part) for part in parts if part]
    since = difference.since
    aside = label("since_first", lang)
    if since is not None:
        aside = label("since", lang, at=near_moment(since, situation.now))
    return section(label("changes", lang), points, aside)


def _questions(situation: Situation, view: View) -> tuple[Block, ...]:
    unique = ranked_questions(situation)
    names = {one.duty: one.label.say(view.lang) for one in situation.obligations} if view.full else {}
    shown = unique[: view.few(3 if situation.level.definite else 5)]
    points: list[Block] = [
        Bullet(question_words(question, names, view.lang), mark=f"{number}.")
        for number, question in enumerate(shown, 1)
    ]
    if len(unique) > len(shown):
        points.append(
            Line(hinted(label("ask_more", view.lang, n=len(unique) - len(shown)), "--full", view.lang), "dim")
        )
    aside = "" if situation.level.definite or not situation.graded else label("ask_aside", view.lang)
    return section(label("ask", view.lang), points, aside)


def question_words(question: Question, names: Mapping[str, str], lang: Language) -> str:
    """Give what to ask, and what hangs on the answer; `names` gives the wording of duties where they are named."""
    notes = []
    if question.levels:
        levels = [level_short(gravity, lang) for gravity in sorted(question.levels, reverse=True)]
        notes.append(label("could_be", lang, levels=joined(levels, lang)))
    if question.judgement_by:
        notes.append(label("judged_by", lang, unit=question.judgement_by))
    if question.responses and not question.levels:
        called = [level_short(gravity, lang) for gravity in sorted(question.responses, reverse=True)]
        notes.append(label("could_call", lang, levels=joined(called, lang)))
    elif question.duties and not question.levels:
        duties = [names[duty] for duty in question.duties if duty in names]
        notes.append(
            label("bears_on", lang, duties=joined(duties, lang)) if duties else label("bears_on_some", lang)
        )
    return question.ask.say(lang) + bracket(clauses(notes, lang), lang)
