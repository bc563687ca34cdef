"""A situation as a sheet, in the order a duty officer needs it."""

from respond.show.head import head
from respond.show.owed import owed
from respond.show.reasons import reasons
from respond.show.rest import rest
from respond.show.sheet import Sheet
from respond.show.view import View
from respond.situation import Situation


def situation_sheet(situation: Situation, view: View = View()) -> Sheet:  # noqa: B008 - frozen
    """Give mark, level, questions, reasons, response, deadlines, duties, contacts, readings, remarks."""
    blocks = (
        *head(situation, view),
        *reasons(situation, view),
        *owed(situation, view),
        *rest(situation, view),
    )
    return Sheet(blocks)
