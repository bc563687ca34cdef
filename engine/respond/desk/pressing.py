"""Which obligations of ours press: what we certainly owe by a moment that runs or is past, at once, or in writing."""

from datetime import datetime

from respond.show import owed_in_writing
from respond.situation import Obligation


def owed_by_us(one: Obligation) -> bool:
    """Say whether an obligation is an act of ours that is still owed or may be."""
    return one.open and one.ours and one.mood != "may" and one.order.kind == "act"


def pressing(one: Obligation) -> bool:
    """Say whether an obligation of ours certainly presses: its limit runs or is past, it is owed at once or in writing.

    In writing: a report by no clock, as is owed after a call by telephone; who made the call might think it done.
    """
    if not owed_by_us(one) or one.provisional:
        return False
    if one.at_once:
        return one.start is None or one.started is not None
    if one.due is None:
        return owed_in_writing(one)
    return one.state in {"running", "overdue"} and one.paused is None


def due_by(one: Obligation, moment: datetime) -> bool:
    """Say whether what presses has to be done by a moment; what no figure gives a moment to always has."""
    return one.at_once or one.due is None or one.due <= moment
