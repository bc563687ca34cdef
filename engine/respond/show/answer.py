"""A situation as a sheet, in the order a duty officer needs it."""

from respond.show.blocks import Sheet
from respond.show.owed import owed
from respond.show.provenance import provenance
from respond.show.reasons import reasons
from respond.show.summary import summary
from respond.show.view import View
from respond.situation import Situation


def situation_sheet(situation: Situation, view: View = View()) -> Sheet:  # noqa: B008 - frozen
    """Give mark, level, questions, reasons, response, deadlines, duties, contacts, readings, remarks."""
    blocks = (
        *summary(situation, view),
        *reasons(situation, view),
        *owed(situation, view),
        *provenance(situation, view),
    )
    return Sheet(blocks, view.lang)
