"""A drafted report as an official letter (GB/T 9704): red head, number, signer, title, text, imprint; then notes."""

import re
from datetime import datetime
from typing import Final

from respond.errors import Language
from respond.papers.drafted import (
    addressed,
    body_of,
    copied,
    issuer_of,
    marks_of,
    notes_of,
    number_of,
    title_of,
)
from respond.papers.drafting import ReportDraft
from respond.papers.word_file import OFFICIAL, Font, WordFile, width_of
from respond.papers.word_sheet import LETTER, NOTES, BlockWriter
from respond.papers.words import official_day, say
from respond.show import Banner, Sheet, spoken

_RED, _BLACK = "FF0000", "000000"
_WIDTH = 884
"""The width of the text in half points."""
_LAST_LINE = 14_854
"""Where the text of a page ends, from the top of the paper, in twentieths of a point."""
_ROW = 495
"""The height of a row of the imprint."""
_LARGEST = 84
"""The largest letters of the red head, in half points."""
_SHORT_NAME: Final = re.compile(r" ?[（(][^（）()]+[）)]$")


def letter(draft: ReportDraft, lang: Language) -> bytes:
    """Give the draft as a Word file, the notes for its drafter on pages of their own behind it.

    The same draft gives the same bytes. Raises MissingExtraError (E983) without the extra `papers`.
    """
    file = WordFile(lang, OFFICIAL, LETTER.size, LETTER.pitch, grid=True)
    for block in marks_of(draft, lang):
        if isinstance(block, Banner):
            file.mark(spoken(block.text))
    file.number_pages(28, mirrored=True)
    writer = BlockWriter(file, LETTER)
    _head(file, draft, lang)
    _title(file, draft, lang)
    _left(file, addressed(draft, lang))
    writer.write(body_of(draft, lang, marks=False))
    _foot(file, draft, lang)
    file.break_page()
    notes = Sheet(notes_of(draft, lang), lang)
    # nobody types a command or the id of a fact on paper
    BlockWriter(file, NOTES).write(notes.for_pages.blocks)
    return file.saved(title=title_of(draft, lang), author=issuer_of(draft, lang), now=_minute(draft.now))


def _issuer(draft: ReportDraft, lang: Language) -> str:
    """Name who issues it as letterhead and seal do: without the short name its plan gives it in brackets."""
    return _SHORT_NAME.sub("", issuer_of(draft, lang))


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _head(file: WordFile, draft: ReportDraft, lang: Language) -> None:
    """Write urgency, the issuing unit in red, the number and who signs, and the red line under them."""
    urgent = file.paragraph()
    if draft.urgency:
        file.run(urgent, draft.urgency, "head")
    file.paragraph()
    name = say("document", lang, issuer=_issuer(draft, lang))
    size = min(_LARGEST, 2 * _WIDTH // max(width_of(name), 1))
    red = file.paragraph(align="center", pitch=max(LETTER.pitch * 2, size * 12))
    file.run(red, name, "title", size=size, colour=_RED)
    file.paragraph()
    signer = say("signer", lang, signer="")
    line = file.paragraph(left=100)
    right: tuple[tuple[str, Font], ...] = ((signer, "body"), (draft.signer or say("blank", lang), "second"))
    file.apart(line, number_of(draft, lang), *right, size=LETTER.size, edge=LETTER.size * 10)
    rule = file.paragraph(pitch=120)
    file.rule(rule, "bottom", _RED, 12)


def _title(file: WordFile, draft: ReportDraft, lang: Language) -> None:
    file.paragraph()
    made = file.paragraph(align="center", pitch=680)
    file.run(made, title_of(draft, lang), "title", size=LETTER.title)
    file.paragraph()


def _left(file: WordFile, text: str) -> None:
    file.run(file.paragraph(align="both"), text)


def _foot(file: WordFile, draft: ReportDraft, lang: Language) -> None:
    """Write who reports and the day, where the seal goes, and the imprint, all on the page the text ends on."""
    file.paragraph(keep=True)
    day = official_day(draft.now).say(lang)
    issuer = _issuer(draft, lang)
    # the unit stands in the middle over the day, which leaves four characters free at the right
    over = max(width_of(day) - width_of(issuer), 0) * 25 + 400
    _imprint(file, draft, lang)
    unit = file.paragraph(align="right", right=over if width_of(issuer) <= width_of(day) else 200, keep=True)
    file.run(unit, issuer)
    day_right = 400 if width_of(issuer) <= width_of(day) else 200 + (width_of(issuer) - width_of(day)) * 25
    file.run(file.paragraph(align="right", right=day_right, keep=True), day)
    file.paragraph(
        pitch=len(_imprint_rows(draft, lang)) * _ROW
    )  # the lines the imprint covers if the page ends here


def _imprint(file: WordFile, draft: ReportDraft, lang: Language) -> None:
    """Write who gets a copy, who issues it and when, at the foot of the page the next paragraph comes to stand on."""
    rows = _imprint_rows(draft, lang)
    for place, (left, right) in enumerate(rows):
        made = file.paragraph(left=100, right=100, pitch=_ROW)
        file.frame(made, _LAST_LINE - len(rows) * _ROW)
        file.rule(made, "top", _BLACK, 6 if place else 8)
        if place == len(rows) - 1:
            file.rule(made, "bottom", _BLACK, 8)
        file.apart(made, left, (right, "body"), size=28, edge=600)


def _imprint_rows(draft: ReportDraft, lang: Language) -> list[tuple[str, str]]:
    """Give the rows of the imprint, what stands at the left and at the right of each."""
    rows = [(copied(draft, lang), "")] if draft.copy else []
    return [*rows, (_issuer(draft, lang), say("printed", lang, at=official_day(draft.now).say(lang)))]
