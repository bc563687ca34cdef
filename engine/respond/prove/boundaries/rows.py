"""The rows of the table of thresholds: each with three incidents, and what a plan makes of them."""

from collections.abc import Iterator, Sequence

from respond._records import frozen
from respond.errors import Text
from respond.facts import Level, Number, Plain
from respond.plan import Rule
from respond.prove.search.exact import ExactIncident


@frozen(eq=False)
class ThresholdPoint:
    """What lies beside or on a threshold, the incident that has it, and what a plan makes of it.

    The value is a number, a choice, or how many parts hold; None where there is none, as after the last choice. Without
    an incident (the value cannot be, or nothing can be found that has it) all else is None; so is the level where the
    plan has none of its own. Whether the rules apply and which response is called for is told of rules that are no
    criteria.
    """

    value: Plain | None
    shown: Text
    facts: ExactIncident | None = None
    level: Level | None = None
    applies: bool | None = None
    response: Level | None = None
    answer: Level | None = None
    """What the plan answers: the level, or the response called for where it has responses alone."""


@frozen(eq=False)
class ThresholdRow:
    """One threshold, with the rules that have it, and what else the incidents have.

    The rules are all criteria or none is. `place` puts the thresholds of one thing in order.
    """

    name: str
    label: Text
    shown: Text
    figure: Plain
    place: Number
    rules: tuple[Rule, ...]
    others: ExactIncident
    """What is not at rest or must have happened, without the facts the threshold is about."""
    others_words: Text
    points: tuple[ThresholdPoint, ...]

    @property
    def graded(self) -> bool:
        """Say whether it is a threshold of criteria."""
        return self.rules[0].kind == "criterion"

    @property
    def decides(self) -> bool:
        """Say whether the level changes here, or whether the rules apply."""
        made = {point.level if self.graded else point.applies for point in self.points if point.facts}
        return len(made) > 1


def incidents_of(rows: Sequence[ThresholdRow]) -> Iterator[tuple[ThresholdRow, ThresholdPoint]]:
    """Go through the incidents of some rows."""
    return ((row, point) for row in rows for point in row.points if point.facts is not None)
