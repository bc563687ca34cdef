"""A first report asked for question by question: first what could move the level most."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from attrs import evolve, field

from respond._records import frozen
from respond.errors import InputError, Place, fault
from respond.facts import Fact, read_instant, read_observation
from respond.log import IncidentFile
from respond.plan import Library, structure
from respond.reason import LevelRange
from respond.show import ranked_questions
from respond.situation import Answer, Question, Situation, log_of, situate
from respond.yaml import Data, node_of

_UNKNOWN: Final = frozenset({"", "unknown", "?", "？", "不知道", "未知", "不清楚", "不详"})
"""What is said where the answer is not known."""

_NEVER: Final = frozenset({"no", "否", "没有", "未发生"})
"""What is said of an event that has not happened."""


def _wanted(question: Question, leading: Answer) -> bool:
    """Say whether an answer could change what the plan says first: the level, else the response, else what is owed."""
    if leading.graded:
        return bool(question.levels)
    return bool(question.responses if leading.responding else question.duties)


@frozen(eq=False)
class Interview:
    """A first report with the answers so far; each answer gives the interview that goes on from it.

    `opening` are the keys of an incident file; `facts` and `events` were told since, in the values of one. Whatever is
    asked is asked once: a range or an unknown stands, though it leaves the level open. Raises what `situate` raises.

    >>> opening = {"respond": "incident/1", "id": "x", "title": {"zh": "示例"}, "plans": ["forest-grassland-fire"],
    ...            "occurred": "2026-03-15T13:00+08:00",
    ...            "facts": {"deaths": "0", "serious_injuries": "0", "damaged_grassland": "0 ha"}}
    >>> begun = Interview(opening, Library.default(), datetime.fromisoformat("2026-03-15T13:20+08:00"))
    >>> begun.question.fact, begun.level.possible
    ('damaged_forest', I)
    >>> ended = begun.told("120..200 ha")
    >>> ended.question, ended.level.certain, ended.level.possible, dict(ended.facts)
    (None, II, II, {'damaged_forest': '120..200 ha'})
    """

    opening: Mapping[str, Data]
    library: Library
    now: datetime
    facts: Mapping[str, Data] = field(factory=dict)
    events: Mapping[str, Data] = field(factory=dict)
    passed: frozenset[str] = frozenset()
    """What was asked and is not known, or has not happened."""
    situation: Situation = field(init=False)
    known: Mapping[str, Fact] = field(init=False)
    """The facts of the plans concerned."""

    @situation.default
    def _situation(self) -> Situation:
        return situate(self._file, self.library, now=self.now)

    @known.default
    def _known(self) -> Mapping[str, Fact]:
        return log_of(self._file, self.library, self.now)[0].facts

    @property
    def level(self) -> LevelRange:
        """Give what the answers leave open: the level, or the response of a plan without levels."""
        return self.situation.leading.reached

    @property
    def question(self) -> Question | None:
        """Give what to ask next; None once nothing that was not asked could change the level."""
        leading = self.situation.leading
        asked = self.facts.keys() | self.events.keys() | self.passed
        return next(
            (
                each
                for each in ranked_questions(self.situation)
                if each.fact not in asked and _wanted(each, leading)
            ),
            None,
        )

    def told(self, text: str, by: str | None = None) -> "Interview":
        """Answer the question: a value or range as on the command line, a time for an event, `unknown` or nothing.

        `by` is the office that answers for a judgement. Raises InputError for what is no answer (E866 where nothing is
        asked, E327 for a judgement without an office), and for what contradicts what was told before.
        """
        question = self.question
        if question is None:
            raise InputError([fault("E866")])
        name, said = question.fact, text.strip()
        fact = self.known.get(name)
        if said.casefold() in _UNKNOWN or (fact is None and said.casefold() in _NEVER):
            return evolve(self, passed=self.passed | {name})
        if fact is None:
            zone = self.library.zone(self._file.plans)
            moment = read_instant(said, name, Place(name), zone=zone)
            return evolve(self, events={**self.events, name: moment.isoformat()})
        value: Data = said if by is None else {"value": said, "by": by}
        read_observation(node_of(value, Place(name)), fact)
        return evolve(self, facts={**self.facts, name: value})

    @property
    def report(self) -> dict[str, Data]:
        """Give the report with all that was told, in the keys of an incident file."""
        report = dict(self.opening)
        for key, told in (("facts", self.facts), ("events", self.events)):
            before = report.get(key)
            if told:
                report[key] = {**(before if isinstance(before, dict) else {}), **told}
        return report

    @property
    def _file(self) -> IncidentFile:
        return structure(node_of(self.report, Place("incident")), IncidentFile)
