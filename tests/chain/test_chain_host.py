"""The rule engine kept on a short lead: threads, forks, long runs, and answers that cannot be trusted."""

import logging
import multiprocessing
import os
import random
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from chain_twin import expect, seen

from respond.chain import LEVELS, Program, ResponseRule, Trigger, alarms, chaining, conclude, host

PLAN = Program(
    "plan@1",
    responses=tuple(
        ResponseRule(level, ("or", ("symbol", f"{level}-1"), ("symbol", f"{level}-2")), LEVELS[place + 1 :])
        for place, level in enumerate(LEVELS)
    ),
    triggers=(
        Trigger("a", ("symbol", "received"), ("report",)),
        Trigger("b", ("and", ("symbol", "response:II"), ("not", ("symbol", "verified"))), ("verify", "call")),
        Trigger("c", ("or", ("symbol", "response:IV"), ("symbol", "closed")), ("sum-up",)),
    ),
    notices={"report": ("county",)},
)
ALL_YES = dict.fromkeys(PLAN.symbols, "yes")


def incidents(count, seed):
    dice = random.Random(seed)
    return [{name: dice.choice(("yes", "no", "unknown")) for name in PLAN.symbols} for _ in range(count)]


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_many_threads_get_no_wrong_answer():
    before = alarms.count

    def work(seed):
        wrong = 0
        for number, symbols in enumerate(incidents(150, seed)):
            answer = conclude(PLAN, symbols, memo=number % 3 == 0)
            wrong += answer.path != "durable" or seen(answer) != expect(PLAN, symbols)
        return wrong

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [0] * 8
    assert alarms.count == before


def test_a_long_run_raises_no_alarm_and_does_not_grow():
    small = Program("small", (ResponseRule("I", ("symbol", "a")),), PLAN.triggers[:1])
    cases = [({"a": a, "received": r}) for a in ("yes", "no", "unknown") for r in ("yes", "no", "unknown")]
    wanted = [seen(conclude(small, symbols)) for symbols in cases]
    before = alarms.count
    for number in range(2000):
        conclude(small, cases[number % 9], memo=False)
    start = resident()
    for number in range(20_000):
        answer = conclude(small, cases[number % 9], memo=False)
        if number % 97 == 0:
            assert seen(answer) == wanted[number % 9]
    assert resident() - start < 4 * 2**20
    assert alarms.count == before


def test_it_starts_no_threads():
    before = threading.active_count()
    conclude(PLAN, ALL_YES)
    assert threading.active_count() == before


def test_importing_the_room_does_not_load_the_rule_engine():
    code = (
        "import sys, threading, respond.chain as chain\n"
        "p = chain.Program('p', triggers=(chain.Trigger('t', ('symbol', 'a'), ('x',)),))\n"
        "chain.prepare(p)\n"
        "assert not any(name.startswith('durable') for name in sys.modules), 'loaded too early'\n"
        "assert chain.conclude(p, {'a': 'yes'}).path == 'durable'\n"
        "assert 'durable.engine' in sys.modules and threading.active_count() == 1\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_nothing_else_imports_the_rule_engine():
    room = Path(host.__file__).parents[1]
    users = [
        path.relative_to(room).as_posix()
        for path in room.rglob("*.py")
        if re.search(r"^\s*(from|import)\s+durable", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert users == ["chain/host.py"]


def _in_child(pipe):
    answers = [seen(conclude(PLAN, symbols, memo=False)) for symbols in incidents(20, 3)]
    pipe.send((answers == [expect(PLAN, symbols) for symbols in incidents(20, 3)], alarms.count))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_forked_child_answers_though_its_parent_held_the_lock():
    conclude(PLAN, ALL_YES)
    before = alarms.count
    ours, theirs = multiprocessing.Pipe()
    with host._once.lock:
        child = multiprocessing.get_context("fork").Process(target=_in_child, args=(theirs,))
        child.start()
    assert ours.poll(20)
    assert ours.recv() == (True, before)
    child.join()
    assert conclude(PLAN, ALL_YES, memo=False).path == "durable"


@pytest.fixture
def heard(caplog):
    caplog.set_level(logging.WARNING, logger="respond.chain")
    found = []
    end = alarms.listen(found.append)
    yield found
    end()


def spoil(monkeypatch, fire, times=1):
    """Let the engine misbehave the next few times it is asked."""
    honest = host.Firings.fire
    left = [times]

    def spoilt(self, event):
        if not left[0]:
            return honest(self, event)
        left[0] -= 1
        return fire(honest, self, event)

    monkeypatch.setattr(host.Firings, "fire", spoilt)


def silent(honest, firings, event):
    honest(firings, event)
    return []


def twice(honest, firings, event):
    return honest(firings, event) * 2


def stale(honest, firings, event):
    return [(rule, seq - 1) for rule, seq in honest(firings, event)]


def stranger(honest, firings, event):
    return [("k99.yes", seq) for _, seq in honest(firings, event)]


def failing(honest, firings, event):
    raise MemoryError("no room")


def catch_all(honest, firings, event):
    return [("else", seq) for _, seq in honest(firings, event)]


@pytest.mark.parametrize("fault", [silent, twice, stale, stranger, catch_all, failing])
def test_an_answer_that_cannot_be_trusted_is_replaced_and_reported(monkeypatch, heard, caplog, fault):
    before = alarms.count
    spoil(monkeypatch, fault)
    answer = conclude(PLAN, ALL_YES)
    assert answer.path == "pure"
    assert seen(answer) == expect(PLAN, ALL_YES)
    assert alarms.count == before + 1
    assert [one.code for one in heard] == ["E666"]
    assert alarms.recent[-1] == heard[0]
    assert "plan@1" in caplog.text
    again = conclude(PLAN, ALL_YES)  # the rules are registered anew, and the replacement was not remembered
    assert again.path == "durable"
    assert seen(again) == expect(PLAN, ALL_YES)


def test_rules_that_fail_again_and_again_are_given_up(monkeypatch, heard):
    spoil(monkeypatch, failing, times=10**6)
    answers = [conclude(PLAN, symbols) for symbols in incidents(20, 5)]
    assert {answer.path for answer in answers} == {"pure"}
    assert len(heard) == host.RENEWALS + 1
    assert host._once.rulesets == host.RENEWALS + 1
    assert [seen(answer) for answer in answers] == [expect(PLAN, symbols) for symbols in incidents(20, 5)]


def test_an_interrupt_is_passed_on_and_leaves_nothing_behind(monkeypatch):
    def interrupted(honest, firings, event):
        firings.assert_event(event)  # the event stays inside, unanswered
        raise KeyboardInterrupt

    conclude(PLAN, ALL_YES, memo=False)
    before = alarms.count
    spoil(monkeypatch, interrupted)
    with pytest.raises(KeyboardInterrupt):
        conclude(PLAN, ALL_YES, memo=False)
    for symbols in incidents(10, 6):
        answer = conclude(PLAN, symbols, memo=False)
        assert (answer.path, seen(answer)) == ("durable", expect(PLAN, symbols))
    assert alarms.count == before


def test_a_process_registers_only_so_many_rulesets(monkeypatch, heard):
    monkeypatch.setattr(host, "RULESETS", 2)
    plans = [Program(f"plan-{n}", triggers=PLAN.triggers) for n in range(4)]
    paths = [conclude(plan, {"received": "yes"}).path for plan in plans]
    assert paths == ["durable", "durable", "pure", "pure"]
    assert len(heard) == 2
    assert conclude(plans[2], {"received": "no"}).path == "pure"
    assert len(heard) == 2


def test_equal_programs_share_their_rules():
    again = Program(PLAN.key, PLAN.responses, PLAN.triggers, dict(PLAN.notices))
    assert conclude(again, ALL_YES) is conclude(PLAN, ALL_YES)
    assert host._once.rulesets == 1


def test_without_the_library_the_pure_path_answers(monkeypatch, heard):
    monkeypatch.setitem(sys.modules, "respond.chain.host", None)
    answer = conclude(PLAN, ALL_YES)
    assert (answer.path, seen(answer)) == ("pure", expect(PLAN, ALL_YES))
    assert len(heard) == 1


def test_a_listener_that_fails_does_not_take_the_answer_with_it(monkeypatch, caplog):
    def broken(_fault):
        raise ValueError("listener")

    end = alarms.listen(broken)
    spoil(monkeypatch, silent)
    assert conclude(PLAN, ALL_YES).path == "pure"
    end()
    assert "a listener to alarms failed" in caplog.text


def test_programs_kept_are_bounded(monkeypatch):
    monkeypatch.setattr(chaining, "PROGRAMS", 3)
    for number in range(6):
        conclude(Program(f"plan-{number}", triggers=PLAN.triggers), {})
    assert len(chaining._chains) == 3
