"""Sheets of a workbook as an exercise writes them: every cell a text, and the mark of an exercise on every page."""

from typing import Final

from respond.errors import InputError, Language, Place, fault
from respond.exercise.workbook import Page, openpyxl
from respond.show import MODE, clauses

MOST_TEXT: Final = 32_767
"""The characters a cell holds at most."""


def put_mark(sheet: Page, title: str, lang: Language) -> None:
    """Write the mark of an exercise and what it is about above everything else, on one line; printed on every page."""
    put_row(sheet, 1, [clauses([MODE["exercise"].say(lang), title], lang)], heading=True)
    sheet["A1"].alignment = openpyxl().styles.Alignment(wrap_text=False)
    print_mark(sheet, lang)


def print_mark(sheet: Page, lang: Language) -> None:
    """Have the mark of an exercise printed at the head of every page of a sheet."""
    sheet.oddHeader.center.text = MODE["exercise"].say(lang)


def put_row(
    sheet: Page, number: int, cells: list[str], *, heading: bool = False, place: Place | None = None
) -> None:
    """Write cells as texts, whatever they begin with, so that no programme takes one for a formula."""
    library = openpyxl()
    for column, text in enumerate(cells, 1):
        if not text:
            continue
        if len(text) > MOST_TEXT:
            raise InputError([fault("E829", place, found=len(text), most=MOST_TEXT)])
        cell = sheet.cell(number, column)
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = True
        cell.alignment = library.styles.Alignment(wrap_text=True, vertical="top")
        if heading:
            cell.font = library.styles.Font(bold=True)
