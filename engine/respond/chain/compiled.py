"""A program as the chain runs it: which questions in which order, and what each answer means."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from respond._records import frozen
from respond.chain.check import faults_of
from respond.chain.normal import NEVER, Node, join, normal
from respond.chain.productions import RESPONSE, Conclusions, Program, Skeleton, included
from respond.chain.questions import Question, Questionnaire
from respond.errors import InputError, fault

QUESTIONS: Final = 400
"""Distinct conditions a program may have; durable-rules loops for ever from 512 on."""


@frozen
class Outcome:
    """What one combination of verdicts on the response levels calls for; `active` runs from the gravest down."""

    response: str | None
    possible: str | None
    active: tuple[str, ...]


@frozen
class Compiled:
    """The questions in order: on the response levels, on which of them is called for, then all the others.

    A verdict on consequences stands at the slot that `verdicts` gives for each.
    """

    width: int
    first: tuple[Question, ...]
    calling: Question | None
    outcomes: dict[str, Outcome]
    rest: tuple[Question, ...]
    verdicts: tuple[tuple[str, int], ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give every question, in the order they are asked."""
        return (*self.first, *((self.calling,) if self.calling else ()), *self.rest)

    def conclusions(self, program: Program, outcome: Outcome, values: list[str]) -> Conclusions:
        """Put the answers together."""
        found: dict[str, list[str]] = {"yes": [], "unknown": [], "no": []}
        for name, slot in self.verdicts:
            found[values[slot]].append(name)
        told = program.notices
        return Conclusions(
            response=outcome.response,
            possible=outcome.possible,
            active=dict(zip(program.levels, outcome.active, strict=True)),
            owed=tuple(found["yes"]),
            provisional=tuple(found["unknown"]),
            notices=tuple((name, one) for name in found["yes"] for one in told.get(name, ())),
            path="durable",
        )


def compile_program(program: Program) -> Compiled:
    """Compile a program, or raise InputError (E660-E665) with all that is wrong with it."""
    if faults := list(faults_of(program)):
        raise InputError(faults)
    places = (*program.symbols, *(RESPONSE + level for level in program.levels))
    asked = Questionnaire({name: place for place, name in enumerate(places)})
    nodes = {rule.level: normal(rule.skeleton) for rule in program.responses}
    calls = {level: asked.ask(node) for level, node in nodes.items() if node != NEVER}
    before = len(asked.questions)
    callings = list(_callings(program, tuple(calls))) if calls else []
    if calls:
        asked.tell(list(calls.values()), [(name, truths) for name, truths, _ in callings])
    after = len(asked.questions)
    verdicts = {name: asked.ask(node) for name, node in _conditions(program)}
    if len(asked.questions) > QUESTIONS:
        raise InputError([fault("E665", where=program.key, found=len(asked.questions), limit=QUESTIONS)])
    return Compiled(
        width=len(asked.index),
        first=tuple(asked.questions[:before]),
        calling=asked.questions[before] if calls else None,
        outcomes={name: outcome for name, _, outcome in callings},
        rest=tuple(asked.questions[after:]),
        verdicts=tuple(
            (name, asked.index[verdicts[name].name]) for name in program.consequences if name in verdicts
        ),
    )


def _conditions(program: Program) -> Iterator[tuple[str, Node]]:
    """Give each consequence that can follow with its condition, in an order of its own."""
    owing: dict[str, list[Skeleton]] = {}
    for trigger in program.triggers:
        for name in trigger.consequences:
            owing.setdefault(name, []).append(trigger.skeleton)
    for name in sorted(owing):
        node = join("or", [normal(skeleton) for skeleton in owing[name]])
        if node != NEVER:
            yield name, node


def _callings(program: Program, levels: tuple[str, ...]) -> Iterator[tuple[str, list[str], Outcome]]:
    """Give a rule for each way the verdicts can fall down to the first yes; below it they do not matter."""
    for called in range(len(levels) + 1):
        certain = levels[called] if called < len(levels) else None
        for graver in product(("unknown", "no"), repeat=called):
            candidates = [level for level, truth in zip(levels, graver, strict=False) if truth == "unknown"]
            possible = candidates[0] if candidates else certain
            name = f"{certain}{''.join('?' if truth == 'unknown' else '-' for truth in graver)}"
            truths = [*graver, "yes"] if certain else [*graver]
            yield name, truths, Outcome(certain, possible, _active(program, certain, candidates))


def _active(program: Program, certain: str | None, candidates: list[str]) -> tuple[str, ...]:
    sure = included(program.responses, certain) if certain else frozenset()
    maybe = {one for level in candidates for one in included(program.responses, level)}
    return tuple(
        "yes" if level in sure else "unknown" if level in maybe else "no" for level in program.levels
    )
