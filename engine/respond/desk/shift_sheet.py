"""The handover of a shift as a sheet to read and to sign."""

from collections.abc import Iterator, Sequence
from functools import partial

from respond.clock import local
from respond.desk.log_sheets import entry_blocks, signed_line
from respond.desk.reading_sheets import (
    cannot,
    closed_of,
    few,
    level_of,
    level_then_of,
    occasion_of,
    outdated_blocks,
    response_of,
    taken_in_blocks,
    unread_blocks,
)
from respond.desk.shift import Handed, HandedDuty, Handover
from respond.desk.unsettled import Beside, Unconfirmed, within
from respond.desk.words import say, title_of
from respond.errors import Language
from respond.show import (
    COLON,
    OBSERVED,
    UNCOUNTED,
    Block,
    Bullet,
    Line,
    Section,
    Sheet,
    Style,
    Title,
    bracket,
    cited,
    clauses,
    divergence,
    full_moment,
    hinted,
    legend_of,
    missed_words,
    names_of,
    near_moment,
    newer_editions,
    other_zone,
    plain,
    range_words,
    section,
    shown_limit,
    state_of,
    timed,
    typed,
    uncounted_words,
)
from respond.situation import Obligation


def handover_sheet(found: Handover, lang: Language) -> Sheet:
    """Give what is handed over, incident by incident, then the store's signed line and where to sign."""
    shift = say(
        "shift", lang, **{name: full_moment(getattr(found, name)) for name in ("since", "now", "until")}
    )
    shift += bracket(say(f"until_{found.known_by}", lang), lang)
    blocks: list[Block] = [Title(say("handover", lang), (shift, (typed(found.store),)))]
    if not found.incidents:
        blocks.append(Line(say("no_incidents", lang)))
    for one in found.incidents:
        blocks += _incident(one, lang)
    blocks += unread_blocks(found.unread, lang)
    signed: list[Block] = [Line(signed_line(found.line, lang))]
    if any(each.situation.warning for each in found.incidents):
        signed.append(Line(say("line_vouches_not", lang), "alarm"))
    if found.unsigned and found.line:
        signed.append(Line(say("unsigned", lang, n=found.unsigned), "notice"))
    blocks += [*section(say("store_signed", lang), signed), Line(say("signature", lang))]
    return Sheet(tuple(blocks), lang)


def _incident(one: Handed, lang: Language) -> Iterator[Block]:
    situation = one.situation
    title = title_of(one.title.say(lang), one.incident, one.mode, lang)
    told = tuple(_told(one, lang))
    key = legend_of(plain(Sheet(told, lang)), situation, lang)
    yield Section(title + bracket(other_zone(situation.zone, lang), lang))
    if situation.warning:
        yield Line(situation.warning.say(lang), "alarm")
    yield Line(_course(one, lang), "strong")
    for newer in newer_editions(situation, lang):
        yield Line(newer, "notice")
    if key:
        yield Line(key, "dim")
    yield from told


def _told(one: Handed, lang: Language) -> Iterator[Block]:
    situation, now = one.situation, one.situation.now
    yield from taken_in_blocks(one.incident, one.taken_in, now, lang)
    yield from outdated_blocks(one.outdated, lang)
    for each in situation.unreceived:
        yield Line(
            hinted(each.waits.say(lang), f"respond event {one.incident} {each.event} --at …", lang), "notice"
        )
    if one.questions:
        yield Line(hinted(say("open_questions", lang, n=one.questions), f"respond ask {one.incident}", lang))
    nothing = say("nothing_runs", lang) if one.open and not one.running else ""
    yield from _group("clocks", [each for each in one.running if timed(each.obligation)], one, lang, nothing)
    if one.later:
        yield Line(say("later", lang, n=one.later), "dim")
    yield from _group("in_writing", [each for each in one.running if not timed(each.obligation)], one, lang)
    yield from _group("untimed", one.untimed, one, lang)
    yield from _group("missed", one.missed, one, lang)
    yield from _group("done", one.done, one, lang)
    yield from section(
        say("cannot", lang),
        [
            Bullet(occasion_of(each, situation, lang), (cannot(each, situation, lang),), "!")
            for each in _obligations(one.unable)
        ],
        depth=2,
    )
    vain = [Bullet(said, mark="!") for said in uncounted_words(situation, lang)]
    yield from section(UNCOUNTED.say(lang), vain, depth=2)
    for title, inside in (("beside", False), ("decided_within", True)):
        decided = [
            _beside(each, one, lang) for each in one.beside if within(each.decided, each.plan) is inside
        ]
        yield from section(say(title, lang), decided, depth=2)
    yield from section(
        say("unconfirmed", lang), [_unconfirmed(each, one, lang) for each in one.unconfirmed], depth=2
    )
    entered = list(entry_blocks(one.entered, now, lang)) or [Line(say("nothing_entered", lang), "dim")]
    yield from section(say("entered", lang), entered, depth=2)


def _course(one: Handed, lang: Language) -> str:
    """Say how the level went in the shift, which response runs, and whether the incident has ended."""
    after, parts = level_of(one.situation, lang), []
    if not one.situation.occurring:
        parts.append(say("before", lang))
    elif not one.situation.graded:
        parts.append(after)
    elif one.before is None:
        parts.append(say("level_new", lang, after=after))
    else:
        before = level_then_of(one.before.level, one.before.declared, lang)
        words = "level_is" if before == after else "level_was"
        parts.append(say(words, lang, before=before, after=after))
    if one.declared_until is not None:
        parts.append(say("stands_until", lang, at=near_moment(one.declared_until, one.situation.now)))
    parts.append(response_of(one.situation, lang))
    if one.merged_into is not None:
        parts.append(say("merged", lang, other=one.merged_into))
    parts.append(closed_of(one.closed, one.left, one.situation.now, lang))
    return clauses(parts, lang)


def _group(
    title: str, ones: Sequence[HandedDuty], one: Handed, lang: Language, nothing: str = ""
) -> tuple[Block, ...]:
    points = few(_obligations(ones), partial(_entry, one=one, lang=lang), lang)
    if not points and nothing:
        points = [Line(nothing, "dim")]
    return section(say(title, lang), points, depth=2)


def _obligations(ones: Sequence[HandedDuty]) -> list[Obligation]:
    return [each.obligation for each in ones]


def _entry(each: Obligation, one: Handed, lang: Language) -> Bullet:
    situation = one.situation
    style: Style = "alarm" if each.state in {"overdue", "missed"} else ""
    if each.open:
        limit = shown_limit(each, situation.now, lang)
        when = " ".join([*limit.due, limit.left])
    else:
        at = each.done.at if each.done is not None else None
        when = clauses(
            [near_moment(at, situation.now) if at is not None else "", state_of(each, situation.now, lang)],
            lang,
        )
    ended = missed_words(each, situation.now, lang) if each.state == "missed" else ""
    to = each.missing or each.order.addressees
    who = names_of(each.units, lang) + (f" → {names_of(to, lang)}" if each.open and to else "")
    notes = clauses([who, cited(each, situation, lang), ended], lang)
    return Bullet(f"{when}  {occasion_of(each, situation, lang)}", (notes,), "!" if style else "·", style)


def _beside(each: Beside, one: Handed, lang: Language) -> Bullet:
    declared = one.situation.declared
    if each.what == "level" and declared is not None:
        how = divergence(declared, each.plan, lang)
        words = {
            "by": one.situation.declared_by or declared.by,
            "level": each.decided.short,
            "how": how,
            "reason": declared.reason,
        }
        return Bullet(
            say("beside_level", lang, **words), mark="·" if within(each.decided, each.plan) else "!"
        )
    plan = range_words(each.plan, lang)
    return Bullet(say("beside_response", lang, level=each.decided.short, plan=plan), mark="!")


def _unconfirmed(each: Unconfirmed, one: Handed, lang: Language) -> Bullet:
    now = one.situation.now
    notes = [
        OBSERVED[each.standing.value].say(lang),
        each.source.say(lang) if each.source is not None else "",
        say("since_known", lang, at=near_moment(local(each.known, one.situation.tz), now)),
    ]
    return Bullet(
        f"{each.label.say(lang)}{COLON[lang]}{each.shown.say(lang)}{bracket(clauses(notes, lang), lang)}"
    )
