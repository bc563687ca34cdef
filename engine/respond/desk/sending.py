"""Papers of an incident of a store: what they are made of, and that a report has gone out."""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve

from respond.desk.calling import acting_body
from respond.desk.entering import Desk, Entered, Time, act_draft
from respond.desk.mergers import left_to_enter, taken_in
from respond.desk.phoning import numbers_kept
from respond.desk.reading import kept
from respond.desk.telling import steps_of
from respond.desk.typed import words_of
from respond.errors import CoverageError, InputError, Place, Text
from respond.log import described, told_nobody
from respond.papers import Dossier, ReportDraft, dossier_of, reason_note
from respond.plan import Library
from respond.store import UNSEEN, Draft, Store, incident_of, merged_from, merged_into


def dossier(
    store: Store, library: Library, incident: str, *, now: datetime, unit: str | None = None
) -> Dossier:
    """Give an incident of a store as papers are made of it, from the seat of a unit where one is named.

    The last signed line of the store goes on the papers: sign it before (`store.checkpoint(now)`). Raises InputError
    (E845 where there is no such incident) and CoverageError.
    """
    return _dossier(store, library, incident, now, unit, ())


def _dossier(
    store: Store, library: Library, incident: str, now: datetime, unit: str | None, within: tuple[str, ...]
) -> Dossier:
    """Give a dossier with those of the incidents it took in; `within` are those that took it in themselves."""
    one = kept(store, library, incident, now=now)
    signed = store.checkpoints()
    line, count = (signed[-1].line, signed[-1].count) if signed else (None, 0)
    numbers = {step: row.number for row, step in steps_of(one.rows) if step is not None}
    found = dossier_of(
        one.file, library, now=one.now, unit=unit, running=one.running, numbers=numbers, line=line,
        unsigned=len(store.rows(after=count)),
    )  # fmt: skip
    parts, unread = [], 0
    for name in merged_from(one.rows):
        if name in within:
            continue
        if name == UNSEEN:
            unread += 1
            continue
        try:
            parts.append(_dossier(store, library, name, one.now, unit, (*within, incident)))
        except (InputError, CoverageError):  # not seen from these regions, or its plan is not here
            unread += 1
    return evolve(
        found, phones=numbers_kept(store), goes_on_as=_title_of(store, merged_into(one.rows)),
        taken_in=tuple(parts), unread=unread,
        not_entered=() if within else left_to_enter(taken_in(one, store, library)),
    )  # fmt: skip


def _title_of(store: Store, incident: str | None) -> Text | None:
    """Give what an incident is called; None where it is none, or is not seen."""
    if incident in {None, UNSEEN}:
        return None
    try:
        return described(incident_of(store.rows(incident))).title
    except InputError:
        return None


def sent(
    desk: Desk,
    draft: ReportDraft,
    *,
    now: datetime,
    at: Time | None = None,
    by: str | None = None,
    to: tuple[str, ...] | None = None,
    channel: str | None = None,
    corrections: Mapping[str, str] | None = None,
) -> Entered:
    """Enter that a drafted report went out, so that it fulfils all it answers.

    Who makes it stands for `by` where nobody is named, its number or which one of its kind it is for its number, and
    without `to` all its addressees were told. A duty that the channel does not fulfil is left open. What was said of
    corrected numbers is entered as notes, for the next report to find. Raises as `Desk.did`.
    """
    notes = [
        Draft("note", now, {"note": words_of("note", reason_note(label, words))})
        for label, words in _labelled(draft, corrections or {})
    ]
    bodies = desk.bodies(draft.incident, now)
    maker = by if by is None else acting_body("by", by, bodies)
    told = tuple(dict.fromkeys(acting_body("to", each, bodies) for each in to or ()))
    if to is None:
        told = tuple(unit.id for unit in (*draft.to, *draft.copy))
    elif not told:
        raise InputError([told_nobody(Place("to"))])
    answered = _answered(draft, told, channel)
    acts = [
        act_draft(
            f"{draft.plan.id}#{duty}", now, at, by=maker or (draft.issuer.id if draft.issuer else None),
            to=list(units) or None, channel=channel, number=draft.number or str(draft.issue),
        )
        for duty, units in answered
    ]  # fmt: skip
    entered = desk.enter(draft.incident, [*notes, *acts], now)
    return desk.noticing(entered, [f"{draft.plan.id}#{duty}" for duty, _ in answered], now)


def _answered(
    draft: ReportDraft, told: tuple[str, ...], channel: str | None
) -> list[tuple[str, tuple[str, ...]]]:
    """Give each duty that is answered, with whom of its addressees was told; the first of all where none is owed.

    Whom the letter went to besides stands with the first: nobody who was told is left out.
    """
    found = [
        (each, tuple(dict.fromkeys(unit.id for unit in each.to if unit.id in told)))
        for each in draft.answers
        if channel is None or channel not in each.not_by
    ]
    # what is owed to nobody by name is answered by telling whomever
    answered = [(each.duty, units) for each, units in found if units or not each.to]
    if not answered:
        return [(draft.duty, told)]
    (first, units), *others = answered
    named = {name for _, some in answered for name in some}
    return [(first, (*units, *(name for name in told if name not in named))), *others]


def _labelled(draft: ReportDraft, corrections: Mapping[str, str]) -> list[tuple[Text, str]]:
    labels: Mapping[str, Text] = dict(draft.corrected)
    return [(labels.get(name, Text(name, name)), words) for name, words in corrections.items()]
