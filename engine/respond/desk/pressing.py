"""Which obligations of ours press: what we certainly owe by a moment that runs or is past, or at once."""

from datetime import datetime

from respond.situation import Obligation


def owed_by_us(one: Obligation) -> bool:
    """Say whether an obligation is an act of ours that is still owed or may be."""
    return one.open and one.ours and one.mood != "may" and one.order.kind == "act"


def pressing(one: Obligation) -> bool:
    """Say whether an obligation of ours certainly presses: its limit runs or is past, or it is owed at once."""
    if not owed_by_us(one) or one.provisional:
        return False
    if one.at_once:
        return one.start is None or one.started is not None
    return one.due is not None and one.state in {"running", "overdue"} and one.paused is None


def due_by(one: Obligation, moment: datetime) -> bool:
    """Say whether what presses has to be done by a moment; what is owed at once always has."""
    return one.at_once or (one.due is not None and one.due <= moment)
