"""The section of duties: who has what to do by when, as a chart and as lists, with what is done or cannot be."""

from collections.abc import Iterable, Mapping
from typing import Final

from respond.desk import Kept, numbers_kept
from respond.errors import Text
from respond.papers import numbered, numbers_of, reached
from respond.room.pages.answers import AT_LEAST_ONE, moment_typed, must_be_typed, whole_typed
from respond.room.pages.incident.duty_chart import SPANS, duty_chart
from respond.room.pages.incident.rows import Row, is_due, row_of
from respond.room.pages.incident.section import Looked, Section, no_form, told_of
from respond.room.pages.visit import Visit
from respond.room.pages.words import WORDS
from respond.show import CHANNEL, owed_in_writing, timed, uncounted_words
from respond.situation import Obligation, urgency


def _shows(looked: Looked) -> Mapping[str, object]:
    situation = looked.one.situation
    wanted = looked.visit.request.query_params.get("unit", "")
    rows = [
        row_of(one, looked)
        for one in sorted(situation.obligations, key=urgency)
        if not wanted or wanted in {unit.id for unit in one.units}
    ]
    owed = [each for each in rows if is_due(each.one)]
    span = looked.visit.request.query_params.get("span", "")
    units = {unit.id: looked.say.text(unit.name) for one in situation.obligations for unit in one.units}
    ours = [each for each in owed if each.one.ours]
    return {
        "ours": ours,
        "uncounted": uncounted_words(looked.one.situation, looked.say.lang),
        "groups": _groups(ours),
        "others": [each for each in owed if not each.one.ours],
        "kept": [each for each in rows if each.one.order.kind != "act"],
        "powers": [each for each in rows if each.one.open and each.one.mood == "may"],
        "ended": [each for each in rows if not each.one.open and each.one.order.kind == "act"],
        "chart": duty_chart(_charted(rows), looked.say, SPANS.get(span)),
        "span": span if span in SPANS else "",
        "spans": tuple(SPANS),
        "unit": wanted,
        "units": sorted(units.items(), key=lambda each: each[1]),
        "channels": tuple(CHANNEL),
        "numbers": _numbers(looked, [each.one for each in owed]),
        "answering": looked.visit.typed("duty_id") or looked.visit.request.query_params.get("do", ""),
    }


def _numbers(looked: Looked, owed: Iterable[Obligation]) -> Mapping[str, str]:
    """Give whom to phone for each occasion somebody is told of: the numbers there are of whom it is owed to."""
    kept = numbers_kept(looked.visit.front.room.store)
    found = {}
    for one in owed:
        bodies = [reached(each, kept) for each in one.missing or one.to]
        numbers = [
            f"{looked.say.text(each.name)} {numbers_of(each.contact, looked.say.lang)}"
            for each in bodies
            if numbered(each)
        ]
        found[one.id] = " · ".join(numbers)
    return found


def _groups(ours: list[Row]) -> tuple[tuple[str, list[Row]], ...]:
    """Part what we owe: what presses or nobody can do, the rest by why no clock runs."""
    unsure = [each for each in ours if each.one.provisional]
    sure = [each for each in ours if not each.one.provisional]
    waits = [each for each in sure if each.one.state == "waiting"]
    runs = [each for each in sure if each.one.state != "waiting"]
    pressing = [each for each in runs if _presses(each)]
    untimed = [each for each in runs if each not in pressing]
    return (("pressing_n", pressing), ("untimed_n", untimed), ("waiting_n", waits), ("unsure_n", unsure))


def _presses(row: Row) -> bool:
    return timed(row.one) or owed_in_writing(row.one) or row.column in {"overdue", "unable"}


def _charted(rows: list[Row]) -> list[Row]:
    """Give what stands in the chart: acts somebody must do by a moment or at once."""
    return [
        each
        for each in rows
        if each.one.order.kind == "act" and each.one.mood != "may" and (timed(each.one) or each.one.done)
    ]


async def _enter(visit: Visit, incident: str, one: Kept) -> Mapping[str, str]:
    do, path, key = visit.typed("do"), {"incident": incident}, visit.typed("once")
    zone = one.situation.tz
    round_ = whole_typed(visit.typed("round"), "round")
    duty, occasion = visit.typed("duty") or "", visit.typed("duty_id") or ""
    post = visit.person.post
    if do in {"did", "phoned"}:
        to = [str(each) for each in visit.form.getlist("to")]
        if do == "phoned" and not visit.typed("asks_to"):  # there is nobody to be told anything
            raise no_form(do)
        if visit.typed("asks_to") and not to:  # an act that names nobody would count for everybody
            must_be_typed(None, WORDS["to_whom"], AT_LEAST_ONE)
        body: dict[str, object] = {
            "duty": duty, "round": round_, "by": visit.typed("by"),
            "at": moment_typed(visit.typed("at"), zone), "to": to or None,
            "channel": "phone" if do == "phoned" else visit.typed("channel"), "number": visit.typed("number"),
        }  # fmt: skip
        reply = await visit.ask("enterDid", path=path, body=body, key=key)
    elif do == "unable":
        body = {"duty": duty, "round": round_, "reason": visit.typed("reason") or "", "by": visit.typed("by")}
        reply = await visit.ask("enterUnable", path=path, body=body, key=key)
    elif do == "ack":
        body = {"duty": occasion, "by": post, "for": visit.typed("by")}
        reply = await visit.ask("enterAck", path=path, body=body, key=key)
    elif do == "postpone":
        body = {
            "duty": occasion, "by": post, "reason": visit.typed("reason") or "",
            "until": moment_typed(visit.typed("until"), zone, "until"),
        }  # fmt: skip
        reply = await visit.ask("enterPostpone", path=path, body=body, key=key)
    else:
        raise no_form(do)
    return told_of(reply)


SECTION: Final = Section("duties", Text("任务", "Duties"), "incident_duties.html.j2", _shows, _enter)
