"""Papers of kept incidents and of plans: drafted, set, downloaded, and entered as sent once they have gone out."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Annotated, Any, Final, Literal

from attrs import Factory, evolve

from respond._records import frozen
from respond.desk import EnteredData, dossier, entered_data, sent
from respond.errors import InputError, Place, Text, fault, nearest
from respond.log import MODE_MARKS, told_nobody
from respond.papers import (
    CATEGORIES,
    CERTAINTIES,
    NARROW,
    NOTES,
    OFFICIAL,
    REPORT_KINDS,
    TIGHT,
    URGENCIES,
    Dossier,
    Gap,
    How,
    Offer,
    ReportDraft,
    ReportKind,
    as_word,
    cap_alert,
    cards,
    fallback_sheet,
    handbook,
    kind_of,
    letter,
    limits_calendar,
    missing_sheet,
    offered,
    report,
    report_sheet,
)
from respond.plan import Prepared
from respond.room.operation import NOW, Call, Operation, Query, Reply
from respond.room.plan_shelf import ON, prepared_of
from respond.show import MODE, Banner, Section, Sheet, as_html, as_markdown
from respond.situation import Placed

MEDIA: Final[Mapping[str, str]] = {
    "json": "application/json",
    "html": "text/html",
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The kinds of file a paper is given as."""

_CALENDAR: Final = "text/calendar"
_ALERT: Final = "application/cap+xml"


@frozen
class NewSentReport:
    """A report that went out: which, when, by whom, to whom (all of its addressees if absent), how, under which number.

    `corrections` says by fact why a number is other than one sent before.
    """

    report: str | None = None
    duty: str | None = None
    to: tuple[str, ...] | None = None
    at: datetime | None = None
    by: str | None = None
    channel: str | None = None
    number: str | None = None
    corrections: dict[str, str] = Factory(dict)


@frozen
class ReportList:
    """The reports that can be made of an incident, what we owe and presses first."""

    incident: str
    reports: tuple[Offer, ...]

    @property
    def schema(self) -> Annotated[Literal["reports/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "reports/1"


@frozen
class MissingItems:
    """What a report lacks, and what to ask for it."""

    incident: str
    kind: str
    report: str
    missing: tuple[Gap, ...]

    @property
    def schema(self) -> Annotated[Literal["report-missing/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "report-missing/1"


# What papers are made of.


def _dossier(call: Call) -> Dossier:
    return dossier(call.store, call.library, call.incident, now=call.now, unit=call.query.get("unit"))


def _last(call: Call) -> str:
    return str(call.store.read_on(call.incident)[-1].number)


def _kind(call: Call) -> ReportKind:
    """Give the kind of report the path names; raises InputError (E951)."""
    found = call.path["kind"]
    if found not in REPORT_KINDS:
        known = ", ".join(REPORT_KINDS)
        guess = nearest(found, REPORT_KINDS)
        raise InputError(
            [fault("E951", Place("kind"), suggestion=guess, name="kind", found=found, known=known)]
        )
    return found


def reasons_of(texts: tuple[str, ...] | list[str]) -> dict[str, str]:
    """Split `fact=words`; what is no pair has no words, and is refused as such.

    >>> reasons_of(["deaths=一人重复统计", "injuries"])
    {'deaths': '一人重复统计', 'injuries': ''}
    """
    return {name.strip(): words.strip() for name, _, words in (text.partition("=") for text in texts)}


def _draft(call: Call) -> ReportDraft:
    asked = call.query
    return report(
        _dossier(call), _kind(call), to=tuple(asked["to"] or ()), name=asked["report"], duty=asked["duty"],
        number=asked.get("number"), signer=asked.get("signer"), urgency=asked.get("urgency"),
        corrections=reasons_of(asked["correcting"] or ()),
    )  # fmt: skip


# What is given.


def _file(sheet: Sheet, word: Callable[[], bytes], form: str, name: str, etag: str | None) -> Reply:
    """Give a paper as a file of the form asked for; on it nothing names a command."""
    file = f"{name}.{form}"
    if form == "docx":
        return Reply(data=word(), media=MEDIA[form], file=file, etag=etag)
    text = as_html(sheet.for_pages) if form == "html" else as_markdown(sheet.for_pages)
    return Reply(text=text, media=MEDIA[form], file=file, etag=etag)


def _list(call: Call) -> Reply:
    return Reply(ReportList(call.incident, offered(_dossier(call), REPORT_KINDS)), etag=_last(call))


def _report(call: Call) -> Reply:
    draft, form, lang = _draft(call), call.query["format"] or "json", call.lang
    if form == "json":
        return Reply(draft, etag=_last(call))
    name = f"{kind_of(draft).say(lang)} {draft.incident}"
    return _file(report_sheet(draft, lang), lambda: letter(draft, lang), form, name, _last(call))


def _missing(call: Call) -> Reply:
    draft, form, lang = _draft(call), call.query["format"] or "json", call.lang
    if form == "json":
        return Reply(MissingItems(draft.incident, draft.kind, draft.report, draft.missing), etag=_last(call))
    sheet = missing_sheet(draft, lang)
    name = f"{kind_of(draft).say(lang)} {_MISSING.say(lang)} {draft.incident}"
    return _file(sheet, lambda: as_word(sheet.for_pages, draft.now), form, name, _last(call))


_MISSING: Final = Text("缺项", "what is missing")


def _sheet(call: Call) -> Reply:
    of = _dossier(call)
    sheet = fallback_sheet(of, call.lang)
    name = f"{_SHEET.say(call.lang)} {call.incident}"

    def word() -> bytes:
        return as_word(sheet.for_pages, of.now, looks=TIGHT, margins=NARROW, numbered=False)

    return _file(sheet, word, call.query["format"] or "html", name, _last(call))


_SHEET: Final = Text("断电备用表", "sheet")


def _calendar(call: Call) -> Reply:
    made = limits_calendar(_dossier(call), call.lang)
    return Reply(data=made, media=_CALENDAR, file=f"{call.incident}.ics", etag=_last(call))


def _warning(call: Call) -> Reply:
    asked = call.query
    how = How(
        asked["sender"], asked["category"] or "Other", asked["urgency"] or "Unknown",
        asked["certainty"] or "Unknown", asked["expires"], bool(asked["cancel"]),
    )  # fmt: skip
    made = cap_alert(_dossier(call), fact=asked["fact"], how=how)
    return Reply(data=made.encode(), media=_ALERT, file=f"{call.incident}.xml", etag=_last(call))


def _sent(call: Call) -> Reply:
    """Enter that a report went out; what came since it was read refuses it (E843), for its readers do not know that."""
    said: NewSentReport = call.body
    if call.seen is not None:
        call.store.check_seen(call.incident, call.seen)
    if said.to == ():
        raise InputError([told_nobody(Place("to"))])
    draft = report(
        _dossier(call), _kind(call), to=said.to or (), name=said.report, duty=said.duty, number=said.number,
        corrections=said.corrections,
    )  # fmt: skip
    entered = sent(
        call.desk, draft, now=call.now, at=said.at, by=said.by,
        to=tuple(unit.id for unit in draft.to) if said.to else None, channel=said.channel,
        corrections=said.corrections,
    )  # fmt: skip
    return Reply(entered_data(entered), 201, str(entered.number))


# What is printed of a plan.


def _of_plan(call: Call, sheet: Sheet, prepared: Prepared, name: Text, *, pages: bool) -> Reply:
    """Give a paper of a plan; it is dated as its edition, so that the same edition gives the same bytes."""
    dated = datetime.combine(prepared.plan.edition.in_force.from_, time(), prepared.plan.tz)
    looks, margins = (TIGHT, NARROW) if pages else (NOTES, OFFICIAL)
    if call.room.store.exercise:
        sheet = _for_exercise(sheet)

    def word() -> bytes:
        return as_word(sheet.for_pages, dated, looks=looks, margins=margins, pages=pages)

    title = prepared.plan.title.say(call.lang)
    return _file(sheet, word, call.query["format"] or "html", f"{title} {name.say(call.lang)}", None)


def _for_exercise(sheet: Sheet) -> Sheet:
    """Mark a paper as one of an exercise: ahead of all, and in each heading, as each card is a page of its own."""
    mark = MODE_MARKS["exercise"].say(sheet.lang)
    blocks = [
        evolve(block, title=f"{mark}{block.title}")
        if isinstance(block, Section) and block.depth == 1
        else block
        for block in sheet.blocks
    ]
    return evolve(sheet, blocks=(Banner(MODE["exercise"].say(sheet.lang)), *blocks))


def _handbook(call: Call) -> Reply:
    prepared = prepared_of(call)
    sheet = handbook(prepared, call.library, call.lang, call.query["on"])
    return _of_plan(call, sheet, prepared, Text("手册", "handbook"), pages=False)


def _cards(call: Call) -> Reply:
    prepared = prepared_of(call)
    asked = call.query
    sheet = cards(prepared, call.library, call.lang, unit=asked["unit"], on=asked["on"])
    return _of_plan(call, sheet, prepared, Text("任务卡", "unit cards"), pages=True)


_ONE: Final = "/v1/incidents/{incident}"
_REPORT: Final = f"{_ONE}/reports/{{kind}}"
_EDITION: Final = "/v1/plans/{place}/{name}/{edition}"
_UNIT: Final = Query("unit", Text("从哪个单位的席位看", "the unit from whose seat to look"))
_CHOSEN: Final = (
    Query(
        "to", Text("报给谁，可多次；不写则报给全部", "to whom; repeatable; all of them if absent"), "texts"
    ),
    Query("report", Text("预案里的哪一种报告，或 预案#报告", "which report of the plan, or plan#report")),
    Query("duty", Text("它所履行的任务", "the duty it answers")),
    Query(
        "correcting",
        Text("事实=为何与已报的不同，可多次", "fact=why its number is other than the one sent; repeatable"),
        "texts",
    ),
    _UNIT,
)


def _format(*forms: str) -> Query:
    return Query(
        "format", Text(f"格式；不写则为 {forms[0]}", f"the format; {forms[0]} if absent"), one_of=forms
    )


def _prints(
    id_: str, path: str, words: Text, run: Callable[[Call], Reply], forms: tuple[str, ...], *query: Query,
    gives: type[Any] | None = None, permission: Literal["read", "plans"] = "read",
) -> Operation:  # fmt: skip
    return Operation(
        id_, "GET", path, words, permission, gives, run, query=(_format(*forms), *query), media=MEDIA[forms[0]],
        also=tuple(MEDIA[form] for form in forms[1:]),
    )  # fmt: skip


_WARNING: Final = (
    Query("fact", Text("写明预警颜色的情况；有几项时用", "the fact that tells the colour, of several")),
    Query("sender", Text("发送者标识；不写则为预案的席位", "who sends it; the plan's seat if absent")),
    Query("category", Text("类别", "its category"), one_of=CATEGORIES),
    Query("urgency", Text("紧迫程度", "how urgent it is"), one_of=URGENCIES),
    Query("certainty", Text("确定程度", "how certain it is"), one_of=CERTAINTIES),
    Query("expires", Text("有效至", "until when it is valid"), "time"),
    Query("cancel", Text("解除生效的预警", "lift the warning that stands"), "flag"),
)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "listReports", "GET", f"{_ONE}/reports", Text("可以起草的报告", "The reports that can be made"), "read",
        ReportList, _list, query=(NOW, _UNIT),
    ),
    _prints(
        "draftReport", _REPORT, Text("起草报告，缺的标明", "Draft a report, its gaps marked"), _report,
        ("json", "html", "md", "docx"), NOW, *_CHOSEN,
        Query("number", Text("文号；不写则按次编期", "its number; counted if absent")),
        Query("signer", Text("签发人；不写则留空", "who signs; left blank if absent")),
        Query("urgency", Text("紧急程度，如 特急", "its urgency, such as 特急")),
        gives=ReportDraft,
    ),
    _prints(
        "listMissing", f"{_REPORT}/missing", Text("报告缺哪些内容", "What a report lacks"), _missing,
        ("json", "html", "md", "docx"), NOW, *_CHOSEN, gives=MissingItems,
    ),
    Operation(
        "enterSent", "POST", f"{_REPORT}/sent", Text("记入报告已报出", "Enter that a report was sent"), "enter",
        EnteredData, _sent, takes=NewSentReport, decides=True, success=201,
    ),
    _prints(
        "printSheet", f"{_ONE}/sheet", Text("断电备用表", "The sheet for when the power fails"), _sheet,
        ("html", "md", "docx"), NOW, _UNIT,
    ),
    Operation(
        "exportCalendar", "GET", f"{_ONE}/calendar", Text("我方时限的日历", "What we owe, as a calendar"), "read",
        None, _calendar, query=(NOW, _UNIT), media=_CALENDAR,
    ),
    Operation(
        "exportWarning", "GET", f"{_ONE}/warning", Text("预警（CAP 1.2）", "A warning (CAP 1.2)"), "read", None,
        _warning, query=(NOW, *_WARNING), media=_ALERT,
    ),
    _prints(
        "printHandbook", f"{_EDITION}/handbook", Text("乡镇手册", "The handbook for townships"), _handbook,
        ("html", "md", "docx"), ON,
        permission="plans",
    ),
    _prints(
        "printCards", f"{_EDITION}/cards", Text("任务卡", "Unit cards"), _cards, ("html", "md", "docx"),
        Query("unit", Text("只印这个单位的", "the card of this unit alone")),
        ON, permission="plans",
    ),
)  # fmt: skip
