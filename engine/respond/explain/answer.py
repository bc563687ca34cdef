"""A situation as a sheet, in the order a duty officer needs it."""

from respond.explain.head import head
from respond.explain.owed import owed
from respond.explain.reasons import reasons
from respond.explain.rest import rest
from respond.explain.sheet import Sheet
from respond.explain.view import View
from respond.situation.model import Situation


def situation_sheet(situation: Situation, view: View = View()) -> Sheet:  # noqa: B008 - frozen
    """Give mark, level, questions, reasons, response, deadlines, duties, contacts, readings, remarks."""
    blocks = (
        *head(situation, view),
        *reasons(situation, view),
        *owed(situation, view),
        *rest(situation, view),
    )
    return Sheet(blocks)
