"""The only module that imports durable-rules. It is asked one question at a time, and believed on conditions.

No `Host` of the library is made: that is what starts background threads, reads the clock for every action
and swallows exceptions. The rules have no actions; which one fired is read from the engine's own report.
One fixed `sid`, never deleted; an `id` of our own; no facts, no timers, no batches, no missing keys.
"""

import itertools
import json
import os
import threading
from collections.abc import Sequence
from typing import Any, Final

from durable.engine import Ruleset
from durable.engine import durable_rules_engine as native

from respond.chain.alarm import EngineAlarm
from respond.chain.questions import PATHS, Question

RULESETS: Final = 128
"""Rulesets a process may register, about half a megabyte each: durable-rules cannot let go of one."""
RENEWALS: Final = 3
"""Times the rules of a program are registered anew after an alarm, before they are given up."""

_CATCH_ALL: Final = "else"


class _Once:
    """What a process has once: one lock around the engine, one counter for ids, one for rulesets."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.ids = itertools.count(1)
        self.rulesets = 0


_once = _Once()


def _after_fork() -> None:
    global _once  # noqa: PLW0603 - a child must not wait for a lock that a thread of its parent held
    _once = _Once()


os.register_at_fork(after_in_child=_after_fork)


class Firings(Ruleset):  # type: ignore[misc]
    """A ruleset of durable-rules that reports which rules an event fired, and with which `seq`."""

    def fire(self, event: dict[str, Any]) -> list[tuple[str, Any]]:
        """Post one event; give the rules it fired. The native calls are those of the library's own loop."""
        state = self.assert_event(event)
        started = native.start_action_for_state(self._handle, state)
        fired: list[tuple[str, Any]] = []
        report = started[1] if started else None
        while report and len(fired) < RENEWALS:
            fired.extend((rule, message["m"]["seq"]) for rule, message in json.loads(report).items())
            report = native.complete_and_start_action(self._handle, state)
        return fired


class Rules:
    """The rules of one program in this process; once `given_up` they are not to be asked any more."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.given_up = False
        self._questions = questions
        self._firings: Firings | None = None
        self._registered = 0

    def ask(self, question: Question, truths: Sequence[str]) -> str:
        """Give the verdict of the one rule that fired, or raise EngineAlarm."""
        with _once.lock:
            firings = self._firings or self._register()
            self._firings = None  # until the answer is in: an interrupt may leave the event inside
            number = next(_once.ids)
            event = {"id": number, "seq": number, question.kind: "ask"}
            event.update(zip(_KEYS, truths, strict=False))
            try:
                verdict = _believed(firings.fire(event), question.kind, number)
            except Exception as problem:
                self.given_up = self._registered > RENEWALS
                raise EngineAlarm(f"{type(problem).__name__}: {problem}") from problem
            self._firings = firings
            return verdict

    def _register(self) -> Firings:
        self._registered += 1
        _once.rulesets += 1
        if _once.rulesets > RULESETS:
            self.given_up = True
            raise EngineAlarm(f"this process has registered {RULESETS} rulesets, and may not have more")
        try:
            return Firings(f"respond{_once.rulesets}", None, ruleset(self._questions))
        except Exception as problem:
            self.given_up = True
            raise EngineAlarm(f"{type(problem).__name__}: {problem}") from problem


def _believed(fired: list[tuple[str, Any]], kind: str, number: int) -> str:
    """Give the verdict, if exactly one rule fired, of this kind of event, for the very event posted.

    The rules of a question leave no case out, so the catch-all is no answer either.
    """
    match fired:
        case [(rule, seq)] if seq == number and rule.startswith(f"{kind}."):
            return rule.removeprefix(f"{kind}.")
    raise EngineAlarm(f"event {number} of kind {kind} fired {fired}")


# a condition that can be walked in `PATHS` ways at most, and its denial too, has no more symbols than this
_KEYS: Final = tuple(f"s{place}" for place in range(PATHS * PATHS))


def ruleset(questions: Sequence[Question]) -> dict[str, Any]:
    """Give the rules in the form durable-rules reads, each with a priority; the catch-all comes last."""
    rules: dict[str, Any] = {}
    for question in questions:
        for verdict, test in question.rules:
            rules[f"{question.kind}.{verdict}"] = {
                "all": [{"m": test}],
                "pri": len(rules) + 1,
                "run": _never_run,
            }
    rules[_CATCH_ALL] = {"all": [{"m": {"$ex": {"seq": 1}}}], "pri": len(rules) + 1, "run": _never_run}
    return rules


def _never_run(_closure: object) -> None:
    """Stand where durable-rules demands an action of one argument."""
