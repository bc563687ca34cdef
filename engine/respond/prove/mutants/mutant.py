"""One place of a plan changed, and what became of it."""

from enum import StrEnum
from typing import Final

from respond._records import frozen
from respond.errors import Text
from respond.plan import Derived, Rule
from respond.prove.mutants.mutations import Mutation
from respond.prove.search.evaluation import Judged
from respond.prove.search.exact import ExactIncident


class Fate(StrEnum):
    """What became of a mutant; `boundary`: an incident made for it would notice; `undecided`: nobody could say."""

    INCIDENT = "incident"
    TEST = "test"
    BOUNDARY = "boundary"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"
    UNDECIDED = "undecided"


NOTICED: Final = frozenset({Fate.INCIDENT, Fate.TEST})
"""What counts: an incident made from the plan itself guards nothing until it is written down with its answer."""


@frozen(eq=False)
class Mutant:
    """One change of one rule or derived number, what became of it, and what noticed it."""

    about: Rule | Derived
    change: Mutation
    fate: Fate
    by: Text | None = None
    facts: ExactIncident | None = None
    """The boundary incident that notices it, where no shipped one does."""
    judged: tuple[Judged, Judged] | None = None
    """What the plan, and what the mutant, makes of the rule in that incident; of a criterion the levels."""

    @property
    def kind(self) -> str:
        """Give which kind of entry it is; `derived` for a number."""
        return self.about.kind if isinstance(self.about, Rule) else "derived"

    @property
    def id(self) -> str:
        """Give the id of the entry."""
        return str(self.about.id)

    @property
    def clause(self) -> str:
        """Give the clause of the entry."""
        return str(self.about.clause or "")
