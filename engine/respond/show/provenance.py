"""The end of an answer: readings of the text, drafts, remarks, versions."""

from collections.abc import Iterator

from respond.errors import Language, Text
from respond.reason import LevelRange, Truth
from respond.show.blocks import Block, Bullet, Line, Piece, Said, section, typed
from respond.show.citing import cite
from respond.show.moments import near_moment
from respond.show.summary import range_words
from respond.show.view import View
from respond.show.wording import bracket, clauses, hinted, label, level_short
from respond.situation import Alternative, Answer, DueBy, Moved, Obligation, Reading, Remark, Situation

_REMARKS_SHOWN = 4
_DUTIES_SHOWN = 4
_MOVED_SHOWN = 2
_TIMED_SHOWN = 2


def provenance(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give what bears on how far the answer can be relied on, and where it comes from."""
    return (
        *_readings(situation, view),
        *section(label("drafts", view.lang), _drafts(situation, view)),
        *_remarks(situation, view),
        *_footer(situation, view),
    )


def _readings(situation: Situation, view: View) -> tuple[Block, ...]:
    """Tell what an interpretation decided; on the short page, of those that move a moment alone, the first few."""
    told = [
        (_moves_limits_alone(reading, answer), reading, answer)
        for answer in situation.answers
        for reading in answer.readings
        if reading.decided or view.full
    ]
    timed = [each for each in told if each[0]]
    left_out = timed[_TIMED_SHOWN:] if not view.full else []
    shown: list[Block] = [
        _reading(reading, answer, situation, view)
        for _, reading, answer in told
        if not any(reading is out for _, out, _ in left_out)
    ]
    if left_out:
        shown.append(
            Line(hinted(label("timed_more", view.lang, n=len(left_out)), "--full", view.lang), "dim")
        )
    return section(label("readings", view.lang), shown)


def _reading(reading: Reading, answer: Answer, situation: Situation, view: View) -> Bullet:
    lang = view.lang
    shown, limits_alone = view.few(_MOVED_SHOWN), _moves_limits_alone(reading, answer)
    if not view.full and limits_alone:
        below = []  # the moments say how it was read
        alternatives = [other for other in reading.alternatives if other.limits]
    else:
        below = [label("read_as", lang, reading=reading.reading)]
        below += [label("rejected", lang, reading=other) for other in reading.rejected]
        alternatives = [*reading.alternatives]
    below[1:1] = [
        label("otherwise", lang, reading=other.reading, given=_given(other, answer, situation, lang, shown))
        for other in alternatives
    ]
    decided = label("decided_limits" if limits_alone else "decided", lang) if reading.decided else ""
    notes = clauses([cite(reading.clause, reading.plan, situation, lang), decided], lang)
    return Bullet(
        reading.question.say(lang) + bracket(notes, lang), tuple(below), "!" if reading.decided else "·"
    )


def _moves_limits_alone(reading: Reading, answer: Answer) -> bool:
    """Say whether nothing hangs on a reading but when something is due."""
    return reading.decided and all(
        not other.duties
        and not other.reminders
        and other.level == answer.level
        and other.response in (None, answer.response.called)
        for other in reading.alternatives
    )


def _given(
    other: Alternative, answer: Answer, situation: Situation, lang: Language, moved_shown: int | None
) -> str:
    """Say what a rejected reading would have given otherwise, or that the level would be the same."""
    said = []
    if other.level != answer.level:
        said.append(range_words(other.level, lang))
    if other.response is not None and other.response != answer.response.called:
        said.append(_called(other.response, lang))
    said += [
        label(f"would_be_{shift.would_be}", lang, duty=shift.label) for shift in other.duties[:_DUTIES_SHOWN]
    ]
    if len(other.duties) > _DUTIES_SHOWN:
        said.append(label("and_more", lang, n=len(other.duties)))
    said += [_moved(moved, situation, lang) for moved in other.limits[:moved_shown]]
    if moved_shown is not None and len(other.limits) > moved_shown:
        said.append(label("and_more", lang, n=len(other.limits)))
    said += [label(f"would_remind_{shift.would_be}", lang, rule=shift.label) for shift in other.reminders]
    return clauses(said or [range_words(other.level, lang)], lang)


def _moved(moved: Moved, situation: Situation, lang: Language) -> str:
    now, would_be = (_due(each, situation, lang) for each in (moved.now, moved.would_be))
    return label("would_be_due", lang, duty=moved.label, now=now, would_be=would_be)


def _due(by: DueBy, situation: Situation, lang: Language) -> str:
    if by.due is not None:
        at, latest = (near_moment(each, situation.now) if each else "" for each in (by.due, by.latest))
        return label("due_until" if latest else "due_at", lang, at=at, latest=latest)
    if by.by == "in-words" and by.limit is not None:
        return by.limit.say(lang)
    return label(f"due_{by.by}", lang, start=by.start or "")


def _called(response: LevelRange, lang: Language) -> str:
    if not response.possible:
        return label("would_call_none", lang)
    return label("would_call", lang, level=range_words(response, lang))


def _drafts(situation: Situation, view: View) -> list[Block]:
    """Give each source once, with what rests on it; of the duties only the number, unless all is wanted."""
    lang = view.lang
    entries = [entry for answer in situation.answers for entry in _drafts_of(answer, situation, lang)]
    if view.full:
        entries += [(a.title.say(lang), a.reason) for a in situation.answers if a.standing == "draft"]
        entries += [(_cited_label(one, situation, lang), one.order.source) for one in _drafted(situation)]
    found: dict[str, list[str]] = {}
    for name, source in entries:
        names = found.setdefault(source.say(lang) if source else "", [])
        if name not in names:
            names.append(name)
    return [
        Bullet(clauses(names, lang), (label("source", lang, source=source),) if source else ())
        for source, names in found.items()
    ]


def _drafted(situation: Situation) -> list[Obligation]:
    """Give one obligation of each duty that is a draft."""
    found = {(one.plan, one.duty): one for one in situation.obligations if one.order.standing == "draft"}
    return [one for one in found.values() if one.state != "stood-down"]


def _all_readings(situation: Situation) -> list[Reading]:
    return [reading for answer in situation.answers for reading in answer.readings]


def _cited_label(one: Obligation, situation: Situation, lang: Language) -> str:
    return one.label.say(lang) + bracket(cite(one.clause, one.plan, situation, lang), lang)


def _drafts_of(answer: Answer, situation: Situation, lang: Language) -> Iterator[tuple[str, Text | None]]:
    for criterion in answer.criteria:
        if criterion.standing == "draft" and criterion.truth is not Truth.NO:
            cited = cite(criterion.clause, criterion.plan, situation, lang)
            yield f"{level_short(criterion.level, lang)} {cited}", criterion.source
    if answer.response.standing == "draft" and answer.response.called.possible:
        yield label("response", lang), answer.response.source


def _remarks(situation: Situation, view: View) -> tuple[Block, ...]:
    remarks = list({(r.plan, r.id): r for answer in situation.answers for r in answer.remarks}.values())
    remarks.sort(key=_weight)
    shown = remarks[: view.few(_REMARKS_SHOWN)]
    points: list[Block] = [Bullet(_remark(remark, situation, view.lang)) for remark in shown]
    if len(remarks) > len(shown):
        points.append(
            Line(
                hinted(label("remarks_more", view.lang, n=len(remarks) - len(shown)), "--full", view.lang),
                "dim",
            )
        )
    return section(label("remarks", view.lang), points)


_PREFIXED = {"exclusion": "excluded", "constraint": "contradicted"}
"""What some kinds of remarks begin with."""


def _weight(remark: Remark) -> int:
    """Put first what could undo the answer, then what may change it, then what is forbidden."""
    order = ("constraint", "exclusion", "change:", "provision:prohibition", "provision:approval")
    return next((place for place, kind in enumerate(order) if remark.kind.startswith(kind)), len(order))


def _remark(remark: Remark, situation: Situation, lang: Language) -> str:
    notes = [cite(remark.clause, remark.plan, situation, lang)] if remark.clause else []
    if remark.standing == "draft":
        notes.append(label("draft", lang))
    if remark.truth is Truth.UNKNOWN:
        notes.append(label("maybe", lang))
    prefix = ""
    if remark.kind in _PREFIXED:
        prefix = label(_PREFIXED[remark.kind], lang) + ("：" if lang == "zh" else ": ")
    return prefix + remark.text.say(lang) + (bracket(clauses(notes, lang), lang) if notes else "")


def _footer(situation: Situation, view: View) -> list[Block]:
    """Count what a short answer leaves out, and name the versions it rests on."""
    lines: list[Said] = []
    if not view.full:
        silent = sum(not reading.decided for reading in _all_readings(situation))
        if silent:
            lines.append(hinted(label("readings_more", view.lang, n=silent), "--full", view.lang))
        drafted = len(_drafted(situation))
        if drafted:
            option = typed(label("gives_sources", view.lang, option="--full"))
            lines.append((Piece(label("drafts_more", view.lang, n=drafted)), option))
    if situation.versions:
        gap = "：" if view.lang == "zh" else ": "
        names = " · ".join(f"{name} {version}" for name, version in situation.versions)
        lines.append(f"{label('versions', view.lang)}{gap}{names}")
    return [Line(line, "dim") for line in lines]
