"""Papers: what goes out and what is printed of an incident and of a plan, from the one answer every face shows.

Nothing is imported before it is used: a sheet needs no Word, Word no calendar.
"""

from typing import TYPE_CHECKING

from respond._faces import lazily

if TYPE_CHECKING:
    from respond.papers.cap import (
        CATEGORIES,
        CERTAINTIES,
        URGENCIES,
        How,
        Issued,
        cap_alert,
        messages,
        warnings,
    )
    from respond.papers.choosing import Offer, offered
    from respond.papers.contradiction import Figure, contradicts, falls_short, figure_of, only_grows
    from respond.papers.dossier import Basis, Dossier, Statement, dossier_of
    from respond.papers.drafted import (
        basis_sheet,
        entry_anchor,
        kind_of,
        merger_remark,
        missing_sheet,
        report_sheet,
        waits_too,
    )
    from respond.papers.drafting import (
        REPORT_KINDS,
        Answered,
        Earlier,
        Gap,
        Part,
        ReportDraft,
        ReportKind,
        contradicted,
        report,
    )
    from respond.papers.fallback import fallback_sheet
    from respond.papers.figures import Told, reason_note
    from respond.papers.ics import Dated, PlannedDay, dated, days_calendar, limits_calendar
    from respond.papers.official import letter
    from respond.papers.phones import numbered, numbers_of, reached
    from respond.papers.township import handbook
    from respond.papers.unit_cards import cards
    from respond.papers.word_file import NARROW, OFFICIAL, Margins
    from respond.papers.word_sheet import LETTER, NOTES, TIGHT, Looks, as_word
else:
    __getattr__ = lazily(
        __name__,
        {
            "Answered": "drafting",
            "as_word": "word_sheet",
            "Basis": "dossier",
            "basis_sheet": "drafted",
            "cap_alert": "cap",
            "cards": "unit_cards",
            "CATEGORIES": "cap",
            "CERTAINTIES": "cap",
            "contradicted": "drafting",
            "contradicts": "contradiction",
            "Dated": "ics",
            "PlannedDay": "ics",
            "days_calendar": "ics",
            "dated": "ics",
            "Dossier": "dossier",
            "dossier_of": "dossier",
            "Earlier": "drafting",
            "entry_anchor": "drafted",
            "fallback_sheet": "fallback",
            "falls_short": "contradiction",
            "Figure": "contradiction",
            "figure_of": "contradiction",
            "Gap": "drafting",
            "handbook": "township",
            "How": "cap",
            "Issued": "cap",
            "kind_of": "drafted",
            "LETTER": "word_sheet",
            "letter": "official",
            "limits_calendar": "ics",
            "Looks": "word_sheet",
            "Margins": "word_file",
            "merger_remark": "drafted",
            "waits_too": "drafted",
            "messages": "cap",
            "missing_sheet": "drafted",
            "NARROW": "word_file",
            "NOTES": "word_sheet",
            "numbered": "phones",
            "numbers_of": "phones",
            "Offer": "choosing",
            "offered": "choosing",
            "OFFICIAL": "word_file",
            "only_grows": "contradiction",
            "Part": "drafting",
            "reached": "phones",
            "reason_note": "figures",
            "report": "drafting",
            "REPORT_KINDS": "drafting",
            "report_sheet": "drafted",
            "ReportDraft": "drafting",
            "ReportKind": "drafting",
            "Statement": "dossier",
            "TIGHT": "word_sheet",
            "Told": "figures",
            "URGENCIES": "cap",
            "warnings": "cap",
        },
    )

__all__ = [
    "CATEGORIES",
    "CERTAINTIES",
    "LETTER",
    "NARROW",
    "NOTES",
    "OFFICIAL",
    "REPORT_KINDS",
    "TIGHT",
    "URGENCIES",
    "Answered",
    "Basis",
    "Dated",
    "Dossier",
    "Earlier",
    "Figure",
    "Gap",
    "How",
    "Issued",
    "Looks",
    "Margins",
    "Offer",
    "Part",
    "PlannedDay",
    "ReportDraft",
    "ReportKind",
    "Statement",
    "Told",
    "as_word",
    "basis_sheet",
    "cap_alert",
    "cards",
    "contradicted",
    "contradicts",
    "dated",
    "days_calendar",
    "dossier_of",
    "entry_anchor",
    "fallback_sheet",
    "falls_short",
    "figure_of",
    "handbook",
    "kind_of",
    "letter",
    "limits_calendar",
    "merger_remark",
    "messages",
    "missing_sheet",
    "numbered",
    "numbers_of",
    "offered",
    "only_grows",
    "reached",
    "reason_note",
    "report",
    "report_sheet",
    "waits_too",
    "warnings",
]
