"""A situation as a sheet, in the order a duty officer needs it."""

from collections.abc import Sequence

from attrs import evolve

from respond.show.blocks import Block, Sheet
from respond.show.contacts import contacts
from respond.show.obligations import obligations
from respond.show.provenance import provenance
from respond.show.reasons import reasons
from respond.show.response import response
from respond.show.summary import brief, changes, details, summary
from respond.show.view import View
from respond.situation import Situation


def situation_sheet(
    situation: Situation,
    view: View = View(),  # noqa: B008 - frozen
    beside: Sequence[Block] = (),
) -> Sheet:
    """Give mark, level, deadlines, questions, changes, reasons, response, duties, contacts, readings, remarks.

    What an answer does not hold, and is to be read with it, stands `beside` its title.
    """
    situation = _there(situation)
    blocks = (
        *summary(situation, view, beside),
        *details(situation, view),
        *reasons(situation, view),
        *response(situation, view),
        *obligations(situation, view),
        *contacts(situation, view),
        *provenance(situation, view),
    )
    return Sheet(blocks, view.lang)


def brief_sheet(situation: Situation, view: View = View()) -> Sheet:  # noqa: B008 - frozen
    """Give the level, the most urgent duty, declared levels and what has changed."""
    return Sheet(brief(_there(situation), view), view.lang)


def why_sheet(situation: Situation, view: View = View()) -> Sheet:  # noqa: B008 - frozen
    """Give why the answer is what it is: who decided otherwise, what changed, the reasons, the response."""
    situation = _there(situation)
    changed = changes(situation, evolve(view, full=True))
    blocks = (*changed, *reasons(situation, view), *response(situation, view))
    return Sheet(blocks, view.lang)


def grounds_sheet(situation: Situation, view: View = View()) -> Sheet:  # noqa: B008 - frozen
    """Give what an answer rests on beside its reasons: readings, drafts, remarks, the versions of the plans."""
    return Sheet(provenance(_there(situation), view), view.lang)


def _there(situation: Situation) -> Situation:
    """Give it with its moments in the zone of its plan, summer time and all: that of `now` is shown everywhere."""
    now, at = (moment.astimezone(situation.tz) for moment in (situation.now, situation.at))
    return evolve(situation, now=now, at=at)
