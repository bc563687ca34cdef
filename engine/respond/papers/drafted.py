"""A drafted report as a sheet: the letter, and after it what its drafter has to know and never sends along."""

from collections.abc import Iterator

from attrs import evolve

from respond.errors import Language, Text
from respond.papers.choosing import Owing
from respond.papers.dossier import Basis, Statement
from respond.papers.drafting import Answered, Gap, Part, ReportDraft
from respond.papers.words import basis_name, both, official_day, official_moment, say
from respond.show import (
    COLON,
    COMMA,
    MODE,
    Banner,
    Block,
    Bullet,
    Column,
    Line,
    Piece,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
    Words,
    bracket,
    chain,
    clause_words,
    hinted,
    joined,
    other_zone,
    section,
    titled,
    typed,
    words,
)

_NUMERALS = "零一二三四五六七八九"


def report_sheet(draft: ReportDraft, lang: Language, *, notes: bool = True) -> Sheet:
    """Give the whole draft: its head, its body with the entry each sentence rests on, its foot, and the notes."""
    blocks: tuple[Block, ...] = (
        *marks_of(draft, lang),
        Title(title_of(draft, lang), (head_line(draft, lang),)),
        Line(addressed(draft, lang), "strong"),
        *body_of(draft, lang, marks=True),
        Line(issuer_of(draft, lang), keep=True),
        Line(official_day(draft.now).say(lang), keep=bool(draft.copy)),
        *([Line(copied(draft, lang), "dim")] if draft.copy else []),
        *(notes_of(draft, lang) if notes else ()),
    )
    return Sheet(blocks, lang)


def basis_sheet(draft: ReportDraft, lang: Language) -> Sheet:
    """Give what to mind of a draft, and the entries each sentence rests on: its notes without what is missing."""
    remarks = (Line(each, "notice") for each in _remarks(draft, lang))
    return Sheet((*remarks, *_basis(draft, lang)), lang)


def missing_sheet(draft: ReportDraft, lang: Language) -> Sheet:
    """Give what is missing, and what to ask for it."""
    head = say("missing_sheet", lang, kind=kind_of(draft).say(lang), title=draft.title.say(lang))
    points: list[Block] = list(_missing(draft, lang))
    if not points:
        points = [Line(say("complete", lang, n=len(draft.parts)), "good")]
    return Sheet((*marks_of(draft, lang), Title(head, (draft.report_title.say(lang),)), *points), lang)


def marks_of(draft: ReportDraft, lang: Language) -> tuple[Block, ...]:
    """Give the mark of an exercise or a test, if it is one."""
    text = MODE.get(draft.mode)
    return (Banner(text.say(lang)),) if text is not None else ()


def kind_of(draft: ReportDraft) -> Text:
    """Give what kind of report it is."""
    return both(draft.kind)


def title_of(draft: ReportDraft, lang: Language) -> str:
    """Give the title of the letter; a progress report is counted."""
    title = say("title", lang, title=draft.title.say(lang), kind=kind_of(draft).say(lang))
    counted = draft.kind == "progress" or draft.issue > 1
    return title + (say("title_number", lang, n=draft.issue) if counted else "")


def head_line(draft: ReportDraft, lang: Language) -> str:
    """Give urgency, number and signer in one line."""
    signer = say("signer", lang, signer=draft.signer or say("blank", lang))
    parts = [draft.urgency or "", number_of(draft, lang), signer]
    return "　".join(each for each in parts if each) if lang == "zh" else " · ".join(filter(None, parts))


def number_of(draft: ReportDraft, lang: Language) -> str:
    """Give the number of the letter, or which one of its kind it is."""
    return draft.number or say("issue", lang, n=draft.issue)


def issuer_of(draft: ReportDraft, lang: Language) -> str:
    """Give who reports."""
    return draft.issuer.name.say(lang) if draft.issuer is not None else say("no_issuer", lang)


def addressed(draft: ReportDraft, lang: Language) -> str:
    """Give to whom it goes."""
    if not draft.to:
        return say("no_addressee", lang)
    return say("to", lang, units=joined([unit.name.say(lang) for unit in draft.to], lang))


def copied(draft: ReportDraft, lang: Language) -> str:
    """Give who gets a copy."""
    return say("copy_to", lang, units=joined([unit.name.say(lang) for unit in draft.copy], lang))


def body_of(draft: ReportDraft, lang: Language, *, marks: bool) -> tuple[Block, ...]:
    """Give the text of the letter; with `marks` each sentence names the entries it rests on.

    Its last paragraph stays with who signs: a page of signature and imprint alone could be laid behind any text.
    """
    *before, last = _text(draft, lang, marks=marks)
    return (*before, evolve(last, keep=True) if isinstance(last, Line) else last)


def _text(draft: ReportDraft, lang: Language, *, marks: bool) -> Iterator[Block]:
    yield Line(_opening(draft, lang))
    if draft.goes_on is not None:
        yield _sentence(draft.goes_on.said, draft, lang, marks=marks)
    if draft.kind == "progress" and draft.since is None:
        if draft.never_told:
            units = joined([unit.name.say(lang) for unit in draft.never_told], lang)
            yield Line(say("first_of_some", lang, units=units))
        else:
            yield Line(say("first_of_all", lang))
    if not draft.changed:
        yield Line(say("nothing_changed", lang, since=_since(draft, lang)))
    number = 0
    for part in draft.parts:
        if part.unchanged:
            continue
        number += 1
        yield Section(f"{counted(number, lang)}{part.label.say(lang)}", depth=2)
        yield from _part(part, draft, lang, marks=marks)
    if draft.corrections:
        number += 1
        yield Section(f"{counted(number, lang)}{say('corrections', lang)}", depth=2)
        yield from (_sentence(each, draft, lang, marks=marks) for each in draft.corrections)
    unchanged = [part.label.say(lang) for part in draft.parts if part.unchanged]
    if unchanged and draft.changed:
        yield Line(say("unchanged", lang, items=joined(unchanged, lang)))


def _opening(draft: ReportDraft, lang: Language) -> str:
    plan = f"《{draft.plan_title.zh}》" if lang == "zh" else draft.plan_title.en
    said = {
        "plan": plan,
        "clause": clause_words(draft.clause, lang),
        "title": draft.title.say(lang),
        "at": official_moment(draft.now).say(lang) + bracket(_zone(draft, lang), lang),
    }
    if draft.since is None:
        return say("opening", lang, **said)
    return say("opening_progress", lang, since=_since(draft, lang), **said)


def _zone(draft: ReportDraft, lang: Language) -> str:
    """Name the time in which every moment of the report is told, where that is not Beijing time."""
    zone = other_zone(draft.zone, lang)
    return say("zone_below", lang, zone=zone) if zone else ""


def _since(draft: ReportDraft, lang: Language) -> str:
    return official_moment(draft.since).say(lang) if draft.since is not None else ""


def _part(part: Part, draft: ReportDraft, lang: Language, *, marks: bool) -> Iterator[Block]:
    yield from (_sentence(each, draft, lang, marks=marks) for each in part.statements)
    if part.missing and not part.statements:
        gap = next(each for each in draft.missing if each.id == part.id)
        key = "gap" if gap.fact is not None else "nothing_so_far" if gap.logged else "gap_by_hand"
        yield Line(say(key, lang), "notice")


def _sentence(said: Statement, draft: ReportDraft, lang: Language, *, marks: bool) -> Line:
    text: Words = words(said.text.say(lang))
    if marks and said.basis:
        opening, closing = ("〔", "〕") if lang == "zh" else (" [", "]")
        names = {entry_name(each, draft, lang): entry_anchor(each.number) for each in said.basis}
        named = chain([words(name, "dim", anchor) for name, anchor in names.items()], COMMA[lang])
        text = (*text, Piece(opening, "dim"), *named, Piece(closing, "dim"))
    return Line(text)


def entry_anchor(number: int) -> str:
    """Give the anchor of an entry, where the log stands beside the report."""
    return f"entry-{number}"


def entry_name(basis: Basis, draft: ReportDraft, lang: Language) -> str:
    """Name an entry by its number in the store, or by the step of the file that tells it."""
    return basis_name(basis.number, kept=draft.kept).say(lang)


def notes_of(draft: ReportDraft, lang: Language) -> tuple[Block, ...]:
    """Give what does not go out: what is missing, what to mind, and what each sentence rests on."""
    missing = tuple(_missing(draft, lang)) or (Line(say("missing_none", lang), "good"),)
    return (
        Section(say("apart", lang)),
        *(Line(each, "notice") for each in _remarks(draft, lang)),
        Section(say("missing", lang), depth=2),
        *missing,
        *section(say("basis", lang), _basis(draft, lang), depth=2),
    )


def _remarks(draft: ReportDraft, lang: Language) -> Iterator[str | Words]:
    gap = COLON[lang]
    if draft.goes_on is not None:
        yield merger_remark(draft, lang)
    yield f"{draft.report_title.say(lang)}{gap}{draft.plan} {clause_words(draft.clause, lang)}"
    if not draft.ours:
        yield say("not_ours", lang, by=issuer_of(draft, lang))
    if draft.draft:
        yield say("draft_rule", lang)
    if not draft.answers:
        yield say("not_owed", lang)
    yield from (_owed(each, lang) for each in draft.answers)
    yield from (waits_too(each, lang) for each in draft.waiting)
    yield from _merged(draft, lang)
    if draft.beyond:
        yield say("beyond", lang, units=joined([unit.name.say(lang) for unit in draft.beyond], lang))
    if draft.never_told:
        yield say("never_told", lang, units=joined([unit.name.say(lang) for unit in draft.never_told], lang))
    if draft.also:
        titles = joined([each.say(lang) for each in draft.also_titles], lang)
        yield (
            typed(say("also", lang, names=joined(list(draft.also), lang)), say("also", lang, names=titles)),
        )


def _owed(each: Answered, lang: Language) -> str:
    duty = answered_words(each, lang)
    if each.due is None:
        return say("owed_in_words", lang, duty=duty)
    return say("owed", lang, duty=duty, limit=official_moment(each.due).say(lang))


def answered_words(each: Answered, lang: Language) -> str:
    """Name a duty that a letter answers, and say where it is not owed for certain, or not yet."""
    label = each.label.say(lang)
    return label if each.owing == "owed" else label + bracket(owing_words(each.owing, lang), lang)


def owing_words(owing: Owing, lang: Language) -> str:
    """Say how a report is owed."""
    return say(f"owing_{owing}", lang)


def waits_too(each: Answered, lang: Language) -> str:
    """Say that another report to some of the same bodies is owed, which a letter does not answer."""
    duty = each.label.say(lang)
    if each.due is None:
        return say("waits_in_words", lang, duty=duty)
    return say("waits", lang, duty=duty, limit=official_moment(each.due).say(lang))


def _merged(draft: ReportDraft, lang: Language) -> Iterator[str]:
    """Say what was told of incidents that were merged into this one."""
    for told in draft.told_elsewhere:
        yield say(
            "told_of_another", lang, other=titled(told.title.say(lang), told.incident, lang),
            label=told.label.say(lang),
            before=told.value.say(lang), at=official_moment(told.at).say(lang),
        )  # fmt: skip
    if draft.unread:
        yield say("merged_unread", lang, n=draft.unread)
    yield from (each.say(lang) for each in draft.not_entered)


def merger_remark(draft: ReportDraft, lang: Language) -> str:
    """Say that nothing is sent of an incident that was merged into another; nothing where it was not."""
    return "" if draft.goes_on is None else say("goes_on_notes", lang, into=draft.goes_on.into)


def _missing(draft: ReportDraft, lang: Language) -> Iterator[Bullet]:
    for gap in draft.missing:
        yield Bullet(gap.label.say(lang), (_asking(gap, lang),), "□", "notice")


def _asking(gap: Gap, lang: Language) -> Words:
    """Say what to ask; the id of a fact is for whoever types it, for its label stands above."""
    if gap.ask is not None:
        return hinted(say("ask", lang, ask=gap.ask.say(lang)), gap.fact or "", lang)
    if gap.fact:
        return (typed(gap.fact),)
    return words(say("not_entered" if gap.logged else "by_hand", lang))


def _basis(draft: ReportDraft, lang: Language) -> list[Block]:
    rows = []
    for said in draft.statements:
        if said.basis:
            entries = tuple(_told(each, draft, lang) for each in said.basis)
            rows.append(TableRow(((words(said.text.say(lang)),), entries)))
    columns = (Column(say("sentence", lang), "main"), Column(say("rests", lang), "below"))
    return [Table(columns, tuple(rows), "basis")] if rows else []


def _told(basis: Basis, draft: ReportDraft, lang: Language) -> Words:
    name = words(entry_name(basis, draft, lang), "", entry_anchor(basis.number))
    called = bracket(basis.entry, lang) + ("" if lang == "zh" else " ")
    return (*name, typed(called, COLON[lang]), Piece(basis.says.say(lang)))


def counted(number: int, lang: Language) -> str:
    """Give the number of a heading as official letters count.

    >>> counted(2, "zh"), counted(11, "zh"), counted(20, "zh"), counted(3, "en")
    ('二、', '十一、', '二十、', '3. ')
    """
    if lang == "en":
        return f"{number}. "
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return f"{head}{_NUMERALS[ones] if ones or not tens else ''}、"
