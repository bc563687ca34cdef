"""Which incident comes first: the one order of the desk, the wall, lists of incidents and the handover."""

from datetime import datetime, timedelta

from respond._records import frozen
from respond.desk.pressing import due_by
from respond.desk.reading import Kept
from respond.desk.roster import USUAL_SHIFT
from respond.facts import Level
from respond.show import may_press, most_urgent
from respond.situation import Obligation, Situation, urgency

_Severity = tuple[bool, int]
"""Whether a level lies below its scale, and how far it lies below the top of that, in halves of a level."""


@frozen(eq=False)
class Standing:
    """What of the order no time that goes by changes, as long as a look at an incident holds."""

    first: Obligation | None
    """What presses most of what we certainly owe."""
    urgency: tuple[object, ...]
    maybe: tuple[datetime, ...]
    """The moments by which we may turn out to owe something."""
    severity: tuple[_Severity, _Severity]
    """Of the level declared or certain (of the middle of what is possible where there is none), and of the highest
    still possible."""

    def presses(self, now: datetime, ahead: timedelta) -> bool:
        """Say whether something is late, owed at once or in writing, or due in the time ahead.

        What may be owed counts that long before its moment and after it: then it is settled or it waits.
        """
        certain = self.first is not None and due_by(self.first, now + ahead)
        return certain or any(abs(each - now) <= ahead for each in self.maybe)


def precedence(one: Kept) -> tuple[object, ...]:
    """Give the key by which incidents are sorted.

    What ended with nothing left comes last. Before that, in this order: real ones before exercises; incidents before
    items under supervision; those in which something of ours is late, owed at once or in writing, or is due or may be
    within the hours of a shift, before those in which nothing presses; what goes on before what was closed with
    something left; the graver level, counted from the top of its own scale, first the one declared or certain, then the
    highest still possible; then what presses most. Where no level is established yet the middle of the possible ones
    counts: a call just taken does not lie behind what is certainly mild, nor hide what is certainly grave.
    """
    standing = standing_of(one)
    goes_on = one.merged_into is None
    return (
        not one.open and not one.left,
        one.file.mode != "real",
        one.supervised,
        not (goes_on and standing.presses(one.now, USUAL_SHIFT)),
        not one.open,
        standing.severity,
        standing.first is None,
        standing.urgency,
        one.id,
    )


def standing_of(one: Kept) -> Standing:
    """Give what the place of an incident hangs on, worked out once a look."""
    known = one.look.drawn.get(Standing)
    if not isinstance(known, Standing):
        known = one.look.drawn[Standing] = _standing(one.look.situation)
    return known


def _standing(situation: Situation) -> Standing:
    first = most_urgent(situation)
    pressing = () if first is None else urgency(first)
    maybe = tuple(each.due for each in may_press(situation) if each.due is not None)
    return Standing(first, pressing, maybe, _severities(situation))


def _severities(situation: Situation) -> tuple[_Severity, _Severity]:
    """Give how grave an incident is and may be.

    A plan without levels, and an incident of which there are only signs, have the response that is called for.
    """
    graded = situation.graded and situation.occurring
    reach = situation.level if graded else situation.leading_response.called
    declared = situation.declared if graded else None
    level, highest = reach.certain if declared is None else declared.level, _severity(reach.possible)
    return _severity(level) if level else _middle(highest, reach.possible), highest


def _severity(level: Level) -> _Severity:
    """Give how far a level lies below the top of its scale, so that levels of several scales have an order.

    >>> _severity(Level("I")), _severity(Level("IV")) < _severity(Level("none"))
    ((False, 0), True)
    """
    return not level, 2 * (len(level.scale) - 1 - level)


def _middle(highest: _Severity, level: Level) -> _Severity:
    """Give the middle between the highest level possible and the lowest of its scale.

    >>> _middle(_severity(Level("I")), Level("I")), _severity(Level("II")), _severity(Level("III"))
    ((False, 3), (False, 2), (False, 4))
    """
    below, far = highest
    return (below, far) if below else (below, (far + 2 * (len(level.scale) - 2)) // 2)
