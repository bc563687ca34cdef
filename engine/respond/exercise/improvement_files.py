"""What has to be put right as a workbook to be filled in, and its dates as a calendar file."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from respond.errors import InputError, Language, Text, fault
from respond.exercise.improvement import ImprovementItem, ImprovementPlan
from respond.exercise.workbook import openpyxl
from respond.exercise.written_workbook import put_mark, put_row
from respond.papers import PlannedDay, days_calendar
from respond.show import clauses, joined

_HEADS: Final = (
    (Text("编号", "No."), 10), (Text("整改事项", "What has to be put right"), 56), (Text("责任单位", "Owner"), 26),
    (Text("联系方式", "Contact"), 22), (Text("开始", "Start"), 13), (Text("完成期限", "Due"), 13),
    (Text("完成佐证", "Evidence of closure"), 30), (Text("依据条款", "Clauses"), 18), (Text("来源", "Shown by"), 40),
)  # fmt: skip
"""The columns and how wide they are; the evidence is for whoever closes an item."""
_SHEET: Final = Text("整改计划", "Improvement plan")
_NAME: Final = Text("{title}：整改期限", "{title}: dates of what has to be put right")
_SOURCE: Final = Text("来源：演练“{title}”（{name}）", "shown by the exercise “{title}” ({name})")


def improvement_workbook(plan: ImprovementPlan, lang: Language) -> bytes:
    """Write what has to be put right as a workbook of Excel, a row an item.

    Raises MissingExtraError (E814).
    """
    library = openpyxl()
    book = library.Workbook()
    sheet = book.active
    sheet.title = _SHEET.say(lang)
    put_mark(sheet, plan.title.say(lang), lang)
    put_row(sheet, 2, [text.say(lang) for text, _ in _HEADS], heading=True)
    for number, each in enumerate(plan.items, 3):
        put_row(sheet, number, list(_cells(each, lang)))
    for number, (_, width) in enumerate(_HEADS, 1):
        sheet.column_dimensions[library.utils.get_column_letter(number)].width = width
    sheet.freeze_panes = "C3"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cells(each: ImprovementItem, lang: Language) -> Iterator[str]:
    contact = each.unit.contact if each.unit is not None and each.undertaker is None else None
    yield each.id
    yield each.title.say(lang)
    yield each.owner(lang)
    yield joined(list(contact.phone), lang) if contact is not None else ""
    yield each.start.isoformat() if each.start is not None else ""
    yield each.due.isoformat() if each.due is not None else ""
    yield ""
    yield each.cited(lang)
    yield "\n".join(each.expectations)


def improvement_calendar(plan: ImprovementPlan, lang: Language) -> bytes:
    """Give the dates as a calendar file, a day an item; the same bytes for the same plan.

    Raises InputError (E659) where an item has no date, and MissingExtraError (E983) without the extra `papers`.
    """
    missing = [each.id for each in plan.items if each.due is None]
    if missing:
        raise InputError([fault("E659", first=missing[0])])
    days = [day for each in plan.items for day in _day(each, plan, lang)]
    return days_calendar(_NAME.fill(title=plan.title).say(lang), days, "exercise", lang)


def _day(each: ImprovementItem, plan: ImprovementPlan, lang: Language) -> Iterator[PlannedDay]:
    if each.due is not None:
        told = [each.owner(lang), each.cited(lang)]
        source = _SOURCE.fill(title=plan.title, name=plan.scenario).say(lang)
        description = "\n".join(part for part in (*told, source) if part)
        head = clauses([part for part in (each.title.say(lang), each.owner(lang)) if part], lang)
        yield PlannedDay(f"{each.id}@{plan.scenario}", head, each.start, each.due, description, plan.ended)
