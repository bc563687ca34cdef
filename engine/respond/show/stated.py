"""The tests kept beside a plan, as their file states them: what is given, and what the plan must say then."""

from collections.abc import Mapping
from typing import Final

from respond._records import frozen
from respond.errors import Text
from respond.show.gather import slug
from respond.yaml import Data

_OF_RULES: Final = (
    "met", "open", "fails", "obligations", "duties", "provisional", "stood_down", "fulfilled", "missed", "overdue",
    "new", "deadlines", "waiting", "to", "units", "decided", "otherwise", "shows",
)  # fmt: skip
"""What of an expectation names rules and readings; lists of all duties there are say nothing of one of them."""


@frozen
class Given:
    """What a test gives, under the keys of its file: facts, events, and all else it says, as it is written there."""

    facts: Mapping[str, Data]
    events: Mapping[str, Data]
    more: Mapping[str, Data]

    @property
    def nothing(self) -> bool:
        """Say whether it gives nothing."""
        return not (self.facts or self.events or self.more)


@frozen
class StatedTest:
    """One test as its file states it: what it gives beside what all give, and what must hold, under its keys."""

    name: str
    clause: str | None
    note: Text | None
    given: Given
    expected: Mapping[str, Data]

    @property
    def anchor(self) -> str:
        """Give where it stands in the document."""
        return f"test-{slug(self.name)}"

    @property
    def rules(self) -> frozenset[str]:
        """Give the ids of the rules, responses and readings of which it says something."""
        found = {str(self.expected[key]) for key in ("called", "could_call") if key in self.expected}
        for key in _OF_RULES:
            said = self.expected.get(key, ())
            found |= {str(each).partition("#")[0] for each in (said if isinstance(said, list | dict) else ())}
        return frozenset(found)


@frozen(eq=False)
class StatedTests:
    """The tests kept beside one edition, and what they all give."""

    shared: Given
    tests: tuple[StatedTest, ...]
    wrong: Text | None = None
    """What is wrong with their file, so that they could not be read."""
