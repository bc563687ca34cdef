"""The top of an answer: what it is about, the level, what to ask, who has decided otherwise."""

from respond.errors import Language
from respond.log import Declaration
from respond.reason import LevelRange
from respond.show.blocks import (
    LEVEL_STYLE,
    Banner,
    Block,
    Bullet,
    Line,
    Title,
    Verdict,
    Words,
    section,
    words,
)
from respond.show.citing import legend
from respond.show.limits import limited, shown_limit
from respond.show.moments import full_moment, near_moment
from respond.show.view import View
from respond.show.wording import MODE, bracket, clauses, joined, label, level_short, level_words
from respond.situation import Difference, Question, Situation


def summary(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give everything from the mark of an exercise down to the declared level."""
    return (
        *_banner(situation, view.lang),
        _title(situation, view.lang),
        _verdict(situation, view.lang),
        *_most_urgent(situation, view.lang),
        *_conflicts(situation, view.lang),
        *_declared(situation, view.lang),
        *_changes(situation.difference, situation, view.lang),
        *_questions(situation, view),
    )


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
    text = MODE.get(situation.mode)
    return (Banner(text.say(lang)),) if text else ()


def _title(situation: Situation, lang: Language) -> Title:
    answer = situation.leading
    gap = "：" if lang == "zh" else ": "
    replayed = situation.at != situation.now
    moment = label("now", lang) + gap + full_moment(situation.now)
    if replayed:
        moment += bracket(label("as_known", lang, at=near_moment(situation.at, situation.now)), lang)
    facts = [moment, f"{label('occurred', lang)}{gap}{situation.occurred.say(lang)}"]
    if situation.where:
        facts.append(f"{label('where', lang)}{gap}{situation.where.say(lang)}")
    below = [answer.title.say(lang), f"{answer.plan} · {answer.in_force.say(lang)}"]
    below += [*legend(situation, lang), " · ".join(facts)]
    if situation.later_steps:
        below.append(label("later", lang, n=situation.later_steps))
    return Title(f"{situation.title.say(lang)}{bracket(situation.incident, lang)}", tuple(below))


def _verdict(situation: Situation, lang: Language) -> Verdict:
    declared, level, graded = situation.declared, situation.level, situation.leading.graded
    lines: list[Words] = []
    gap = "：" if lang == "zh" else ": "
    if declared is not None:
        said = f"{level_words(declared.level, lang)}{bracket(label('by_declaration', lang), lang)}"
        lines.append(words(said, LEVEL_STYLE[declared.level]))
    prefix = label("by_plan", lang) + gap if declared is not None else ""
    if not prefix and level.definite and lang == "zh":
        prefix = label("level", lang) + gap
    if not graded:
        lines.append(words(prefix + label("ungraded", lang), "level-0"))
    elif level.definite:
        lines.append(words(prefix + level_words(level.certain, lang), LEVEL_STYLE[level.certain]))
    else:
        low = f"{label('certain', lang)}{gap}{level_words(level.certain, lang)}"
        high = f"{label('possible', lang)}{gap}{level_words(level.possible, lang)}"
        more = "" if level.exact else label("inexact", lang)
        lines += [words(low, LEVEL_STYLE[level.certain]), words(high + more, LEVEL_STYLE[level.possible])]
    return Verdict(tuple(lines))


def _most_urgent(situation: Situation, lang: Language) -> tuple[Block, ...]:
    """Give the next limit with a figure that certainly binds, for those who read no further."""
    for duty in limited(situation):
        limit = shown_limit(duty, situation.now, lang)
        if limit.kind in {"late", "running"} and duty.state == "owed" and duty.mood == "must":
            who = joined([unit.name.say(lang) for unit in duty.units], lang)
            left = f"{limit.due} {limit.left}"
            line = label("most_urgent", lang, left=left, what=duty.label, who=who)
            return (Line(line, "alarm" if limit.kind == "late" else "strong"),)
    return ()


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
        line = label("declared_line", lang, by=declared.by, level=level_short(declared.level, lang), at=at)
        points.append(
            Bullet(line, (_validity(declared, situation, lang), _divergence(declared, situation.level, lang)))
        )
    points += [
        Bullet(
            label(
                "expired",
                lang,
                by=past.by,
                level=level_short(past.level, lang),
                until=near_moment(past.until, situation.now) if past.until else "?",
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


def _divergence(declared: Declaration, level: LevelRange, lang: Language) -> str:
    if level.definite and declared.level == level.certain:
        return label("same", lang)
    span = range_words(level, lang)
    if declared.level > level.possible:
        return label("higher", lang, level=span)
    if declared.level < level.certain:
        return label("lower", lang, level=span)
    return label("within", lang, level=span)


def _changes(difference: Difference | None, situation: Situation, lang: Language) -> tuple[Block, ...]:
    if difference is None:
        return ()
    parts: list[str] = []
    before, after = difference.level_before, difference.level_after
    if before is not None and before != after:
        parts.append(
            f"{label('level_change', lang)} {range_words(before, lang)} → {range_words(after, lang)}"
        )
    parts += [f"{name.say(lang)} {old.say(lang)} → {new.say(lang)}" for name, old, new in difference.changed]
    if difference.events:
        names = joined([event.say(lang) for event in difference.events], lang)
        parts.append(label("happened", lang, events=names))
    if difference.new:
        parts.append(label("new_duties", lang, n=len(difference.new)))
    if difference.stood_down:
        parts.append(label("ended_duties", lang, n=len(difference.stood_down)))
    aside = label("since", lang, at=near_moment(difference.since, situation.now)) if difference.since else ""
    return section(label("changes", lang), [Line(clauses(parts, lang))] if parts else [], aside)


def _questions(situation: Situation, view: View) -> tuple[Block, ...]:
    questions = [question for answer in situation.answers for question in answer.questions]
    unique = list({question.fact: question for question in reversed(questions)}.values())[::-1]
    unique.sort(key=lambda question: (not question.levels, not question.responses))
    names = {duty.id: duty.label.say(view.lang) for duty in situation.duties} if view.full else {}
    shown = unique[: view.few(3 if situation.level.definite else 5)]
    points: list[Block] = [
        Bullet(_asked(question, names, view.lang), mark=f"{number}.")
        for number, question in enumerate(shown, 1)
    ]
    if len(unique) > len(shown):
        points.append(Line(label("ask_more", view.lang, n=len(unique) - len(shown)), "dim"))
    aside = "" if situation.level.definite else label("ask_aside", view.lang)
    return section(label("ask", view.lang), points, aside)


def _asked(question: Question, names: dict[str, str], lang: Language) -> str:
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
