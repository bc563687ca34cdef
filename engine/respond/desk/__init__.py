"""The desk at a running incident: what is entered, and what it comes to."""

from respond.desk.concerns import Concern
from respond.desk.entering import Decision, Desk, Entered
from respond.desk.sheets import EnteredData, entered_data, entered_sheet
from respond.desk.typed import Typed, pairs

__all__ = [
    "Concern",
    "Decision",
    "Desk",
    "Entered",
    "EnteredData",
    "Typed",
    "entered_data",
    "entered_sheet",
    "pairs",
]
