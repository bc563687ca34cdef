"""Conclusions from symbols: compiled once, answered by the rule engine, remembered, never left open."""

import os
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from respond.chain import pure
from respond.chain.alarm import EngineAlarm, alarms
from respond.chain.compiled import Compiled, Outcome, compile_program
from respond.chain.productions import TRUTHS, Conclusions, Program
from respond.chain.questions import Question
from respond.errors import InternalError, fault

if TYPE_CHECKING:
    from respond.chain.host import Rules

REMEMBERED: Final = 8192
"""Conclusions kept for each program; they hang on program and symbols alone, so none grows stale."""
PROGRAMS: Final = 256
"""Programs kept in a process; the one kept longest goes when another comes."""


def conclude(program: Program, symbols: Mapping[str, str], *, memo: bool = True) -> Conclusions:
    """Give what follows from the symbols (yes, no, unknown); one not given is unknown.

    Any number of threads may call it. A program beyond the limits raises InputError (E660-E665), a truth that
    is none InternalError (E667). With `memo` off every question goes to the rule engine again.

    >>> from respond.chain.productions import Trigger
    >>> program = Program("fire@2026", triggers=(Trigger("d", ("symbol", "received"), ("report",)),))
    >>> conclude(program, {"received": "yes"}).owed
    ('report',)
    """
    chain = _chain(program)
    truths = tuple([symbols.get(name, "unknown") for name in program.symbols])
    if not TRUTHS.issuperset(truths):
        wrong = {
            name: truth for name, truth in zip(program.symbols, truths, strict=True) if truth not in TRUTHS
        }
        raise InternalError([fault("E667", where=name, found=truth) for name, truth in wrong.items()])
    try:
        return chain.remembered(truths) if memo else chain.deduce(truths, chain.ask)
    except EngineAlarm as alarm:
        if str(alarm):
            alarms.sound(program.key, str(alarm))
        return pure.conclude(program, symbols)


def prepare(program: Program) -> None:
    """Compile a program without waking the rule engine; raise InputError (E660-E665) if it is unfit."""
    _chain(program)


class _Chain:
    """One program in this process."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.compiled: Compiled = compile_program(program)
        self._rules: Rules | None = None
        self._answers: dict[tuple[str, tuple[str, ...]], str] = {}
        self.remembered = lru_cache(REMEMBERED)(partial(self.deduce, ask=self.recall))

    def deduce(self, truths: tuple[str, ...], ask: Callable[[Question, tuple[str, ...]], str]) -> Conclusions:
        """Chain forward: the responses, which of them is called for, then all that depends on it."""
        compiled = self.compiled
        values = [*truths, *["no"] * (compiled.width - len(truths))]
        self._run(compiled.first, values, ask)
        levels = len(self.program.levels)
        outcome = Outcome(None, None, ("no",) * levels)
        if compiled.calling:
            self._run((compiled.calling,), values, ask)
            outcome = compiled.outcomes[values[compiled.calling.slot]]
        values[len(truths) : len(truths) + levels] = outcome.active
        self._run(compiled.rest, values, ask)
        return compiled.conclusions(self.program, outcome, values)

    def _run(
        self,
        questions: tuple[Question, ...],
        values: list[str],
        ask: Callable[[Question, tuple[str, ...]], str],
    ) -> None:
        for question in questions:
            if question.live is not None and all(values[place] == "no" for place in question.live):
                continue  # the slot already says no
            values[question.slot] = ask(question, tuple([values[place] for place in question.inputs]))

    def recall(self, question: Question, truths: tuple[str, ...]) -> str:
        """Ask the rule engine, unless it has answered this question with these truths before."""
        key = (question.kind, truths)
        answer = self._answers.get(key)
        if answer is None:
            if len(self._answers) >= REMEMBERED:
                self._answers.clear()
            answer = self._answers[key] = self.ask(question, truths)
        return answer

    def ask(self, question: Question, truths: tuple[str, ...]) -> str:
        """Ask the rule engine; raise EngineAlarm, without words when the rules were given up long ago."""
        if self._rules is None:
            with _making:
                self._rules = self._rules or _rules(self.compiled)
        if self._rules.given_up:
            raise EngineAlarm
        return self._rules.ask(question, truths)


def _rules(compiled: Compiled) -> "Rules":
    try:
        from respond.chain.host import Rules  # noqa: PLC0415 - the native library is loaded when first needed
    except ImportError as problem:
        raise EngineAlarm(f"durable-rules cannot be loaded: {problem}") from problem
    return Rules(compiled.questions)


_chains: dict[str, _Chain] = {}
_making = threading.Lock()


def _chain(program: Program) -> _Chain:
    found = _chains.get(program.fingerprint)
    if found is None:
        with _making:
            found = _chains.get(program.fingerprint) or _Chain(program)
            if len(_chains) >= PROGRAMS:
                _chains.pop(next(iter(_chains)))
            _chains[program.fingerprint] = found
    return found


def _after_fork() -> None:
    global _making  # noqa: PLW0603 - a child starts afresh: its parent's threads may have held the lock
    _making = threading.Lock()
    _chains.clear()


os.register_at_fork(after_in_child=_after_fork)
