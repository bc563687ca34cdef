"""A room for exercises with a play in it: a director, two players and an evaluator, on a clock the test moves."""

import pytest
from duty import QUICK, Clock, key_of

from respond.api import default_library
from respond.room import ROLES, DutyRoom, Entrance
from respond.store import Account, RoomStore, stamp

PEOPLE = {
    "director": "exercise-control", "wang": "player", "li": "player", "evaluator": "evaluator", "officer": "officer",
}  # fmt: skip
SCENARIO = """\
respond: scenario/1
id: call
title: {zh: 一个电话, en: one call}
plans: [vaccine-quality]
start: 2026-11-21T08:00+08:00
end: "+03:00"
briefing: {zh: 周六上午，值班人员在岗。, en: "Saturday morning, the duty team is in."}
phases:
  - {id: call, zh: 接电话, en: the call, from: "+00:00"}
  - {id: later, zh: 暗号其三, en: secret three, from: "+01:00"}
objectives:
  - id: first
    zh: 接报1小时内报出
    en: report within 1 hour
    clause: "5.1"
    look_for: {zh: 有没有一次报齐三家, en: whether all three were told at once}
targets:
  - {id: gathered, zh: 全员到齐, en: everybody is there, unit: headquarters, by: "+00:30"}
cast:
  headquarters: {zh: 县指挥部组, en: headquarters team}
  market-regulator: {zh: 市场监管局组, en: market regulation team}
injects:
  - id: first-call
    at: "+00:00"
    from: {zh: 县人民医院, en: county hospital}
    to: [market-regulator]
    via: phone
    text: {zh: 两例接种后死亡，批号相同, en: two deaths after vaccination with one batch}
    facts: {deaths: 2, quality_suspected: yes}
    events: {received: }
  - id: reminder
    at: "+00:05"
    when: {undone: [report-up], for: 30 min}
    to: [headquarters]
    text: {zh: 暗号其一, en: secret one}
  - id: worse
    at: "+01:00"
    to: [headquarters]
    text: {zh: 暗号其二, en: secret two}
    facts: {deaths: 5}
"""

SECRETS = ("暗号", "secret", "report within 1 hour", "有没有一次报齐", "gathered")
"""What players never see before the end: injects to come, objectives with what to look for, targets, notes."""


@pytest.fixture
def practice(tmp_path):
    """Open a room for exercises with an account for each of the people."""
    store = RoomStore(tmp_path / "drill.db", key=tmp_path / "store.key", exercise=True)
    made = DutyRoom(store, default_library(), Clock(), Entrance(store, QUICK))
    store.prepare()
    secret = QUICK.hash("一句好记的话 long enough")
    for name, role in PEOPLE.items():
        account = Account(name, f"{name}-post", (role,), (), secret, stamp(made.clock()))
        store.keep_account(account, by="test", now=made.clock())
    yield made
    store.close()


def keys(room):
    """Give a header for each of the people, by a key that has what their role may."""
    return {name: key_of(room, *ROLES[role], name=f"{name}-key") for name, role in PEOPLE.items()}
