"""The desk at a running incident: what is entered, and what it comes to."""

from respond.desk.asking import Interview
from respond.desk.board import COLUMNS, Board, Carried, Column, Lane, column_of, duties
from respond.desk.checked import Checked, Found, Signed, check, sign
from respond.desk.concerns import DECIDED, Concern, body_concerns, clear_concerns, corrects_decision
from respond.desk.entering import Decision, Desk, Entered, Time
from respond.desk.fact_history import FactList, ToldFact, ToldValue, facts_of, facts_told
from respond.desk.glance import Listed, Overview, listed_of, overview
from respond.desk.inquiry import Asked, Questions, asked_of, form_of, questions
from respond.desk.level_history import LevelCurve, LevelPoint, curve_of, level_curve
from respond.desk.log_sheets import checked_sheet, log_sheet, signed_sheet
from respond.desk.mergers import CHECKED, TakenIn, taken_in, went_in
from respond.desk.naming import named_after
from respond.desk.noticing import concerns_of, concerns_told
from respond.desk.owing import Due, Owed, due, due_of
from respond.desk.phoning import CONTACTS, numbers_kept
from respond.desk.pressing import due_by
from respond.desk.reading import Kept, Shelf, Unread, kept, kept_of, renewed, replay, shelf, status
from respond.desk.reading_sheets import (
    board_sheet,
    closed_of,
    due_sheet,
    level_of,
    outdated_blocks,
    overview_sheet,
    questions_sheet,
    reach_of,
    response_of,
    taken_in_blocks,
    unread_blocks,
)
from respond.desk.refusing import taking_back
from respond.desk.roster import Shift, handing_over, roster_kept, shift_at
from respond.desk.sending import dossier, sent
from respond.desk.sheets import EnteredData, clause_of, concern_blocks, entered_data, entered_sheet
from respond.desk.shift import Before, Handed, HandedDuty, Handover, handover
from respond.desk.shift_sheet import handover_sheet
from respond.desk.telling import Said, Told, ToldLog, correctable, entries_of, entry_told, told
from respond.desk.typed import Typed, pairs, words_of
from respond.desk.unsettled import Beside, Outdated, Unconfirmed, outdated
from respond.desk.words import marked_title, say, title_of

__all__ = [
    "CHECKED",
    "COLUMNS",
    "CONTACTS",
    "DECIDED",
    "Asked",
    "Before",
    "Beside",
    "Board",
    "Carried",
    "Checked",
    "Column",
    "Concern",
    "Decision",
    "Desk",
    "Due",
    "Entered",
    "EnteredData",
    "FactList",
    "Found",
    "Handed",
    "HandedDuty",
    "Handover",
    "Interview",
    "Kept",
    "Lane",
    "LevelCurve",
    "LevelPoint",
    "Listed",
    "Outdated",
    "Overview",
    "Owed",
    "Questions",
    "Said",
    "Shelf",
    "Shift",
    "Signed",
    "TakenIn",
    "Time",
    "Told",
    "ToldFact",
    "ToldLog",
    "ToldValue",
    "Typed",
    "Unconfirmed",
    "Unread",
    "asked_of",
    "board_sheet",
    "body_concerns",
    "check",
    "checked_sheet",
    "clause_of",
    "clear_concerns",
    "closed_of",
    "column_of",
    "concern_blocks",
    "concerns_of",
    "concerns_told",
    "correctable",
    "corrects_decision",
    "curve_of",
    "dossier",
    "due",
    "due_by",
    "due_of",
    "due_sheet",
    "duties",
    "entered_data",
    "entered_sheet",
    "entries_of",
    "entry_told",
    "facts_of",
    "facts_told",
    "form_of",
    "handing_over",
    "handover",
    "handover_sheet",
    "kept",
    "kept_of",
    "level_curve",
    "level_of",
    "listed_of",
    "log_sheet",
    "marked_title",
    "named_after",
    "numbers_kept",
    "outdated",
    "outdated_blocks",
    "overview",
    "overview_sheet",
    "pairs",
    "questions",
    "questions_sheet",
    "reach_of",
    "renewed",
    "replay",
    "response_of",
    "roster_kept",
    "say",
    "sent",
    "shelf",
    "shift_at",
    "sign",
    "signed_sheet",
    "status",
    "taken_in",
    "taken_in_blocks",
    "taking_back",
    "title_of",
    "told",
    "unread_blocks",
    "went_in",
    "words_of",
]
