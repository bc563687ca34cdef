"""The log as sheets: an incident's entries, what a check of the whole store found, and the line that was signed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from respond.desk.checked import Checked, Signed
from respond.desk.telling import Said, Told, ToldLog
from respond.desk.words import say, title_of
from respond.errors import Language
from respond.show import (
    Block,
    Bullet,
    Labelled,
    Line,
    Particulars,
    Piece,
    Sheet,
    Title,
    Words,
    bracket,
    clauses,
    full_moment,
    hinted,
    near_moment,
    other_zone,
    typed,
    words,
)

_APART: Final = timedelta(minutes=1)
"""From how far apart on the two times of an entry are both told."""


def log_sheet(log: ToldLog, lang: Language) -> Sheet:
    """Give the entries of an incident, each under its number with its times."""
    title = say("log", lang, name=title_of(log.title.say(lang), log.incident, log.mode, lang))
    now = say("now", lang, now=full_moment(log.now)) + bracket(other_zone(log.zone, lang), lang)
    blocks: list[Block] = [Title(title, (now, (typed(log.store),)))]
    if log.earlier and log.since is not None:
        blocks.append(Line(say("log_earlier", lang, n=log.earlier, since=full_moment(log.since)), "dim"))
    blocks += entry_blocks(log.entries, log.now, lang)
    if not log.entries:
        blocks.append(Line(say("log_none", lang)))
    return Sheet(tuple(blocks), lang)


def entry_blocks(entries: Sequence[Told], now: datetime, lang: Language) -> Iterator[Block]:
    """Give each entry with its number, since when it is known and who entered it; beneath it what it says.

    When it was so and when the machine wrote it stand there where they are other moments.
    """
    for entry in entries:
        notes = [entry.by]
        if abs(entry.recorded - entry.known) >= _APART:
            notes.append(say("recorded", lang, at=near_moment(entry.recorded, now)))
        if entry.answers is not None:
            notes.append(say("answers", lang, n=entry.answers))
        head = f"{near_moment(entry.known, now)}{bracket(clauses(notes, lang), lang)}"
        says = tuple(_said(each, entry, now, lang) for each in entry.says)
        yield Bullet(head, says, f"{entry.number}.")


def _said(said: Said, entry: Told, now: datetime, lang: Language) -> Words:
    """Give one thing an entry says; what was put right since is marked, and says by which entry."""
    notes = []
    if said.held is not None and abs(entry.known - said.held) >= _APART:
        key = "as_of" if said.kind == "observation" else "held"
        notes.append(say(key, lang, at=near_moment(said.held, now)))
    words: list[Piece] = []
    if said.corrected_by is not None:
        fate = say("withdrawn" if said.withdrawn else "corrected", lang, n=said.corrected_by)
        words.append(Piece(f"✗ {fate}{bracket(said.words.say(lang), lang)}", "dim"))
    else:
        words.append(Piece(said.words.say(lang), "strong" if entry.kind == "correction" else ""))
    words += [Piece(f" · {note}", "dim") for note in notes]
    name = said.name or said.corrects
    if name is not None:  # what `respond correct` calls it: on a page its words say enough
        words.append(typed(f" · {name}", style="dim"))
    return tuple(words)


def checked_sheet(checked: Checked, lang: Language) -> Sheet:
    """Give what a check of the whole store found, how far signatures vouch, and the last signed line."""
    blocks: list[Block] = [Title((typed(checked.store, say("verified", lang)),))]
    if checked.entries and not checked.checkpoints:
        blocks.append(Line(say("verify_bare", lang), "notice"))
    blocks += [
        Bullet(each.words.say(lang), mark="?", style="notice" if each.like else "alarm") for each in checked.unmatched
    ]  # fmt: skip
    if not checked.found:
        blocks.append(Line(say("verify_sound", lang, n=checked.entries), "good"))
    else:
        blocks.append(Line(say("verify_broken", lang, n=len(checked.found)), "alarm"))
        blocks += [Bullet(each.words.say(lang), mark="!", style="alarm") for each in checked.found]
    vouched = say(
        "verify_attested", lang, attested=checked.attested, n=checked.entries, signed=checked.checkpoints
    )
    blocks.append(Line(vouched))
    if checked.attested < checked.entries:
        blocks.append(Line(say("verify_unattested", lang, first=checked.attested + 1), "notice"))
    audit = checked.audit
    if audit is not None:
        blocks.append(
            Line(say("verify_audit", lang, n=audit.rows, attested=audit.attested, signed=audit.checkpoints))
        )
    journal = checked.journal
    if journal is not None and journal.rows:
        blocks.append(Line(say("verify_journal", lang, n=journal.rows, attested=journal.attested)))
    if journal is not None and journal.seals:
        blocks.append(Line(say("verify_seals", lang, seals=journal.seals), "dim"))
    if checked.printed:
        blocks.append(Line(say("verify_printed", lang, n=checked.printed)))
    elif checked.own_key:
        blocks.append(Line(hinted(say("verify_own_key", lang), "--key, --against", lang), "dim"))
    blocks.append(_line_and_key(checked.line, checked.key, lang, audit.line if audit is not None else None))
    return Sheet(tuple(blocks), lang)


def signed_sheet(signed: Signed, lang: Language) -> Sheet:
    """Give the line that was just signed, to print or keep."""
    head = Line(say("signed", lang, n=signed.entries), "good")
    keep = hinted(say("keep_line", lang), "respond log verify --against", lang)
    return Sheet((head, _line_and_key(signed.line, signed.key, lang, signed.audit), Line(keep, "dim")), lang)


def signed_line(line: str | None, lang: Language) -> Words:
    """Give a signed line, or say that there is none yet."""
    return words(line, "code") if line else hinted(say("no_line", lang), "respond log checkpoint", lang)


def _line_and_key(line: str | None, key: str, lang: Language, audit: str | None = None) -> Particulars:
    told = (
        ("line", signed_line(line, lang)),
        ("audit_line", words(audit or "", "code")),
        ("key", words(key, "code")),
    )
    return Particulars(tuple(Labelled(say(name, lang), (said,)) for name, said in told if said))
