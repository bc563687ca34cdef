"""The reports of an exercise: which acts sent them, what they lacked, and which numbers contradict earlier ones.

What a report held is known only where somebody noted it with the act (`contains`, `figures`); a number told is held
by the item that asks for its fact.
"""

from collections.abc import Iterator
from datetime import datetime

from respond._records import frozen
from respond.errors import LANGUAGES, Text
from respond.exercise.answering import answers, entered_of
from respond.exercise.outages import Lost
from respond.exercise.played import Timed, acted
from respond.exercise.run import Run
from respond.exercise.score import Outcome
from respond.facts import read_value, show_value
from respond.papers import Figure, contradicts, figure_of
from respond.plan import Item
from respond.situation import Obligation


@frozen
class SeenReport:
    """A report that was expected, with the acts that sent it and what it had to contain.

    An act of another duty that does this one too sent it as well, and is held to what this one has to contain.

    `lacking` is None where nobody noted what it held. `lost` are acts that were to send it and did not go through, so
    that nobody read what it held.
    """

    outcome: Outcome
    acts: tuple[Timed, ...]
    required: tuple[Item, ...]
    lacking: tuple[Item, ...] | None
    lost: tuple[Lost, ...] = ()


@frozen
class Contradiction:
    """A number told that cannot be true beside one told before; `reason` is what was noted with the later act."""

    label: Text
    before: Text
    told: datetime
    now: Text
    at: datetime
    by: str
    reason: Text | None


def seen_reports(run: Run) -> Iterator[SeenReport]:
    """Give every report that is held for or against the players, in the order in which they arose."""
    acts = acted(run.scenario)
    for outcome in run.outcomes:
        one = outcome.of
        if not isinstance(one, Obligation) or one.order.report_kind is None or not outcome.judged:
            continue
        sent = tuple(answers(one, acts, run.done_by))
        required = run.contents.get(f"{one.plan.id}#{one.duty}", ())
        yield SeenReport(outcome, sent, required, outcome.lacking, tuple(_lost(run, outcome)))


def _lost(run: Run, outcome: Outcome) -> Iterator[Lost]:
    """Give what was to send a report and did not go through; of several occasions, it was of the oldest still open."""
    one = outcome.of
    assert isinstance(one, Obligation)  # noqa: S101 - only such are reports
    rounds = sorted(
        (each for each in run.final.obligations if (each.plan, each.duty) == (one.plan, one.duty)),
        key=lambda each: each.round,
    )
    for each in run.lost:
        if entered_of(each.action, one, run.done_by):
            waiting = [other for other in rounds if _open_at(other, each.at)] or rounds
            if one.round == (each.action.round or waiting[0].round):
                yield each


def _open_at(one: Obligation, at: datetime) -> bool:
    done = one.done.at if one.done is not None else one.ended
    return one.arose <= at and (done is None or done > at)


def contradictions(run: Run) -> Iterator[Contradiction]:
    """Give each number told that contradicts one told before, beside the last one it contradicts."""
    earlier: dict[str, list[tuple[Figure, Text]]] = {}
    for timed in acted(run.scenario):
        for name, node in timed.action.figures.items():
            fact = run.facts[name]
            value = read_value(node, fact)
            figure = figure_of(fact, value, timed.at, stated=False)
            if figure is None:
                continue
            said = Text(*(show_value(value, fact, lang) for lang in LANGUAGES))
            told = earlier.setdefault(name, [])
            against = next((each for each in reversed(told) if contradicts(fact, each[0], figure)), None)
            if against is not None:
                before, words = against
                yield Contradiction(
                    fact.label, words, before.at, said, timed.at, timed.action.by, timed.action.note
                )
            told.append((figure, said))
