"""Killed in the middle of every write there is: it is kept whole or not at all, and sent again it doubles nothing."""

import signal
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import define, evolve, field
from duty import OPENING, PASSWORD
from ground import database_in, disk_of, let_go, on_server, put
from killing import (
    WANG,
    Write,
    Writers,
    asks,
    check_sound,
    check_write,
    deaths,
    does,
    everybody,
    kept_in,
    room_in,
    writers_of_the_store,
)
from playing import SCENARIO

from respond.errors import Text
from respond.log import KINDS
from respond.room import BY_ID, OPERATIONS
from respond.room.pulse import Pulse
from respond.store import Account, RoomStore, move_store, stamp
from respond.watch import SendError, Ticker, default_rhythm
from stores import server

__all__ = ["server"]

LI, DIRECTOR = everybody("li"), everybody("director")
BY = "headquarters"
NOTHING_KEPT = {
    "classify": {"incident": OPENING}, "ask": {"incident": OPENING}, "deadlines": {"incident": OPENING},
    "runScenario": SCENARIO.encode(),
}  # fmt: skip
"""What is asked by POST and keeps nothing: that is held, too."""
BOTH = {"zh": "内容", "en": "contents"}


def enters(kind, sent, incident="one", **more):
    return asks(f"enter{kind}", sent, incident=incident, **more)


def opens(name, times, **more):
    return asks("openIncident", {**OPENING, "id": name, **more}, times=times)


def confirms(number):
    return asks("confirmProposal", who=LI, number=str(number))


INQUIRY = {
    "plans": ["production-accident"], "occurred": "2026-11-01T08:00:00+08:00", "facts": {"deaths": "3"},
    "events": {"received": "2026-11-01T08:10:00+08:00"},
}  # fmt: skip
HELD = {
    "plans": ["supervision-13710"], "bodies": {"undertaker": "甲局"}, "events": {"set_up": "2026-11-20T09:00:00+08:00"},
    "occurred": "2026-11-20T09:00:00+08:00", "facts": {},
    "then": [{"at": "2026-11-20T10:00:00+08:00", "bodies": {"undertaker": "乙局"}}],
}  # fmt: skip


@cache
def elsewhere():
    """Give an incident with its log as another store gives it out."""
    with TemporaryDirectory() as folder, room_in(Path(folder)) as room:
        opens("abroad", 1).run(room)
        enters("Note", {"text": "电话核实"}, "abroad").run(room)
        return room.call(BY_ID["exportIncident"], WANG, path={"incident": "abroad"}, query={})[1].encode()


def takes_in():
    key = "take in"

    def run(room):
        reply, text = room.call(BY_ID["openIncident"], WANG, path={}, query={}, body=elsewhere(), key=key)
        return reply.status, text

    return Write("openIncident", run, keyed=True, leaves=frozenset())


ENTRIES = [
    opens("one", 1), opens("two", 2), opens("three", 3), opens("inquiry", 4, **INQUIRY), opens("held", 5, **HELD),
    takes_in(),
    enters("Update", {"facts": {"deaths": "4"}, "source": "县医院"}),
    enters("Event", {"name": "verified"}),
    enters("Did", {"duty": "initial-report"}),
    enters("Unable", {"duty": "closing-report", "reason": "道路中断"}),
    enters("Note", {"text": "电话核实"}),
    enters("Describe", {"title": "接种异常一", "where": "县医院"}),
    enters("Link", {"to": "two"}),
    enters("Ack", {"duty": "report-i-iii", "by": BY}),
    enters("Postpone", {"duty": "report-i-iii", "by": BY, "reason": "开会", "until": "2026-11-21T10:00:00+08:00"}),
    enters("Declare", {"level": "II", "by": BY, "reason": "会商"}),
    enters("Withdraw", {"by": BY, "reason": "核实"}),
    enters("Start", {"level": "II", "by": BY}),
    enters("Adjust", {"level": "I", "by": BY}),
    enters("Extend", {"duty": "county-inquiry-report", "length": "10 days", "by": "local-government", "reason": "鉴定"}, "inquiry"),
    enters("Correct", {"entry": "deaths", "value": "1", "by": BY, "reason": "误报"}),
    asks("enterSent", {"channel": "written", "number": "x"}, incident="one", kind="initial"),
    enters("Terminate", {"by": BY, "reason": "平息"}),
    enters("Close", {"by": BY, "reason": "平息"}),
    enters("Merge", {"to": "two"}, "three"),
    enters("Correct", {"entry": "merged", "withdrawn": True, "by": BY, "reason": "是两起"}, "three"),
]  # fmt: skip
NEW_ITEM = {
    "id": "item", "profile": "supervision-13710", "title": "整改", "source": "批示",
    "roles": {"undertaker": ["市教育局"], "initiator": ["市政府办公厅"]}, "since": "2026-11-20T09:00:00+08:00",
}  # fmt: skip
SUPERVISION = [
    asks("addItem", NEW_ITEM),
    asks("superviseFeedback", {"text": "已开工"}, incident="item"),
    asks("superviseAttempt", {"with": "提案人", "by": "市教育局", "text": "谈过"}, incident="item"),
    asks("superviseApply", {"plan": "分两步", "by": "市教育局", "length": "3 days"}, incident="item"),
    asks("superviseGrant", {"by": "市政府办公厅", "reason": "同意"}, incident="item"),
    asks(
        "superviseReturn", {"by": "市政府办公厅", "reason": "数据不实", "within": "3 days"}, incident="item"
    ),
    asks("superviseEvaluate", {"grade": "良好", "by": "市政府办公厅", "reason": "评"}, incident="item"),
    asks("superviseClear", {"by": "市政府办公厅", "reason": "办结"}, incident="item"),
]
TWO = [
    opens("one", 1),
    asks("keepSettings", {"two_persons": True}),
    enters("Start", {"level": "IV", "by": BY, "reason": "会商"}),
    confirms(1),
    enters("Terminate", {"by": BY, "reason": "平息"}),
    asks("refuseProposal", who=LI, number="2"),
]
ROSTER = {
    "from": "2026-11-21T08:00:00+08:00",
    "to": "2026-11-21T20:00:00+08:00",
    "officers": ["王"],
    "leader": "李",
}
PASSED = "另一句好记的话 long enough"


def log_in(room):
    room.entrance.log_in("zhang", PASSWORD, room.clock())


LINK = []


def first_link(room):
    found = room.entrance.first_link(room.clock())
    LINK[:] = LINK or [found]  # that of the room itself, not of those started anew


def first(room):
    room.entrance.make_first(LINK[0], "root", PASSWORD, room.clock())


def change_password(room):
    room.entrance.change_password("zhang", PASSWORD, PASSED, room.clock())


def fail(room):
    with pytest.raises(Exception, match="E931"):
        room.entrance.log_in("zhang", "wrong", room.clock())


ROOM = [
    does("link", first_link, leaves="audit settings"),
    does("first", first),
    does("cookies", lambda room: room.store.secret("cookies", lambda: "x", room.clock())),
    asks("makeAccount", {"name": "zhang", "password": PASSWORD, "roles": ["officer"]}),
    does("log in", log_in, leaves="audit sessions"),
    does("wrong password", fail, leaves="audit accounts"),
    does("log in after it", log_in, turns="what failed is forgotten, then somebody is in", leaves="audit sessions"),
    does("log out", lambda room: room.store.end_session("none", "zhang", room.clock())),
    does("password", change_password, leaves="audit accounts"),
    does("let in by a proxy", lambda room: room.store.note_vouched("zhang", room.clock(), room.clock())),
    asks("changeAccount", {"unlock": True, "post": "值班一", "roles": ["officer", "auditor"]}, account="zhang"),
    asks("makeToken", {"name": "gis", "permissions": ["read"], "ends": "2027-01-01T00:00:00+08:00"}),
    asks("revokeToken", token="gis"),  # noqa: S106 - its name
    asks("keepSettings", {
        "two_persons": False, "seat": "market-regulator", "room": {"zh": "县值班室"}, "roster": [ROSTER],
        "contacts": {"market-regulator": {"phones": ["1"]}},
    }),
    asks("keepTargets", {"targets": ["webhook:http://127.0.0.1:9/x"]}),
    asks("tryTarget", {"target": "stdout"}),
    asks("keepSubscriptions", {"subscriptions": [{"target": "stdout"}]}),
    opens("one", 1),
    asks("replayEntries", {"target": "stdout", "from": 1}),
    does("no longer followed", lambda room: room.store.keep_subscriptions([], by="x", now=room.clock())),
    evolve(asks("signStore"), also=frozenset({"checkpoints"}), leaves=frozenset({"audit", "checkpoints"})),
]  # fmt: skip


def acts(operation, sent=None, who=DIRECTOR, times=1, **path):
    return asks(operation, sent, who, times=times, play="drill", **path)


def stop(room):
    room.clock.go(hours=2)
    Pulse(room).stop_left_running(room.clock())
    room.clock.go(hours=-2)


PLAYS = [
    asks("openPlay", {"play": "drill", "team": BOTH, "scenario": SCENARIO}, DIRECTOR),
    acts("enterPlay", {"unit": "market-regulator"}, WANG),
    acts("seatPlayer", {"who": "li", "unit": "headquarters"}),
    acts("setClock", {"speed": 1}),
    does("beat", lambda room: Pulse(room).beat(room.clock()), leaves="audit heartbeats"),
    acts("holdInject", inject="worse"),
    acts("releaseInject", inject="worse"),
    acts("giveInject", inject="worse"),
    acts("dropInject", inject="reminder"),
    acts("addInject", {"text": BOTH, "to": ["headquarters"]}),
    acts("acknowledgeInject", who=WANG, inject="first-call"),
    acts(
        "actAsUnit",
        {"did": ["report-up"], "to": ["headquarters", "county-government"], "channel": "phone"},
        WANG,
    ),
    acts("acknowledgeAct", who=LI, act="11"),
    acts("receiveForUnit", {"unit": "county-government"}, act="11"),
    acts("noteReportContents", {"contains": ["nature"]}, act="11"),
    acts("noteAsUnit", {"text": BOTH}, WANG),
    acts("observe", {"text": BOTH}),
    acts("reachTarget", target="gathered"),
    acts("unreachTarget", target="gathered"),
    acts("unseatPlayer", account="li"),
    does("stop", stop),
    acts("addInject", {"id": "cut", "kind": "outage", "channels": ["fax"], "lasts": "30 min"}, times=2),
    acts("restoreChannels", inject="cut"),
    asks("setCommonClock", {"plays": ["drill"], "speed": 1}, DIRECTOR),
    acts("endPlay", {"reason": BOTH}),
    asks("openPlay", {"play": "second", "team": BOTH, "scenario": SCENARIO}, DIRECTOR, times=2),
    asks("setClock", {"speed": 1}, DIRECTOR, play="second", times=2),
    asks("endPlays", {"plays": ["second"], "reason": BOTH}, DIRECTOR),
]


@define
class Scene:
    """Writes one after another in one room; which methods of the store they write with, which kinds of entries they make."""

    writes: list
    wrote: set
    kinds: set = field(factory=set)
    exercise: bool = False


LOG = {"_writing", "add", "keep_reply"}
SCENES = {
    "entries": Scene(ENTRIES, LOG, {
        "opened", "observation", "event", "act", "extension", "declaration", "withdrawal", "correction", "note", "link",
        "unable", "body", "description", "acknowledgement", "postponement", "imported",
    }),
    "supervision": Scene(SUPERVISION, LOG, {
        "opened", "act", "attempt", "application", "event", "evaluation", "observation",
    }),
    "two-persons": Scene(TWO, LOG | {"keep_settings", "propose", "deciding"}, {"opened", "event"}),
    "room": Scene(ROOM, LOG | {
        "audit", "begin_session", "change_account", "checkpoint", "count_failure", "end_session", "forget_failures",
        "keep_account", "keep_settings", "keep_subscriptions", "keep_token", "make_first", "note_vouched", "replay",
        "revoke_token", "secret",
    }, {"opened"}),
    "plays": Scene(PLAYS, {"_writing", "add_moves", "add_moves_to_all", "beat"}, exercise=True),
}  # fmt: skip
WATCH = {"_writing", "checkpoint", "open_channels", "note", "claim", "settle", "release", "beat"}
MOVING = {"move_store", "prepare"}


@pytest.fixture(params=["file", "server"])
def ground(request, tmp_path):
    """Give what makes a folder whose database (`store.db` where no other is named) is a file of it, or on a server."""

    def made(name, *databases):
        (tmp_path / name).mkdir()
        if request.param == "file":
            return tmp_path / name
        return on_server(tmp_path / name, request.getfixturevalue("server"), *(databases or ("store.db",)))

    yield made
    let_go()


def play(scene, ground, monkeypatch, *, exercise=False):
    """Carry the writes of a scene out one after another, each killed everywhere; give who wrote, and which entries."""
    here, spare = ground("store"), ground("spare")
    with room_in(here, exercise=exercise) as room:
        room.store.prepare()
        if exercise:  # whoever is seated has an account
            seated = Account("li", "li-post", ("player",), (), "-", stamp(room.clock()))
            room.store.keep_account(seated, by="test", now=room.clock())
        writers = Writers.watching(monkeypatch)
        for write in scene:
            assert check_write(write, room, here, spare) >= 1, f"{write.name} kept nothing"
            room.clock.go(seconds=20)
        return writers.seen, {row.kind for row in room.store.rows()}


ON_A_SERVER = ("entries", "plays")
"""The scenes that are played on a server too; what the others keep, it keeps by the same transactions."""


@pytest.mark.parametrize(
    ("name", "ground"),
    [*((name, "file") for name in SCENES), *((name, "server") for name in ON_A_SERVER)],
    indirect=["ground"],
)
def test_every_write_is_kept_whole_or_not_at_all_and_sent_again_doubles_nothing(
    name, ground, monkeypatch, capsys
):
    scene = SCENES[name]
    wrote, kinds = play(scene.writes, ground, monkeypatch, exercise=scene.exercise)
    assert wrote == scene.wrote
    assert kinds == scene.kinds


@pytest.mark.parametrize("name", NOTHING_KEPT)
def test_what_is_only_asked_keeps_nothing(name, tmp_path):
    write = asks(name, NOTHING_KEPT[name])
    (tmp_path / "store").mkdir()
    with room_in(tmp_path / "store") as room:
        room.store.prepare()
        assert check_write(write, room, tmp_path / "store", tmp_path / "spare") == 0


class Lines:
    """A channel that appends to a file of a folder, and looks for what may have arrived before."""

    name = "lines"

    def __init__(self, folder):
        self.path = folder / "out"

    @property
    def sent(self):
        return self.path.read_text("utf-8").splitlines() if self.path.exists() else []

    def send(self, key, body, now, *, again):
        if not (again and key in self.sent):
            with self.path.open("a", encoding="utf-8") as out:
                out.write(f"{key}\n")


class Refusing(Lines):
    """A channel that is down."""

    name = "down"

    def send(self, key, body, now, *, again):
        raise SendError(Text("不通", "down"))


def ticking(room, folder):
    return Ticker(room.store, room.library, default_rhythm(), (Lines(folder), Refusing(folder)), "one")


def test_a_ticker_that_is_killed_anywhere_is_made_good_by_the_next_round(ground, monkeypatch):
    here, spare = ground("store"), ground("spare")
    with room_in(here) as room:
        opens("one", 1).run(room)
        writers = Writers.watching(monkeypatch)
        with deaths(here) as found:
            ticking(room, here).round(room.clock())
        assert writers.seen == WATCH
    assert len(found) > 12
    for disk in found:
        with room_in(put(disk, spare)) as room:
            check_sound(room.store)
            room.clock.go(minutes=3)  # what the dead one had taken is free again
            assert ticking(room, spare).round(room.clock()).beats
            sent = Lines(spare).sent
            assert sorted(sent) == sorted({each.key for each in room.store.noted() if each.cancelled is None})
            check_sound(room.store)


def test_a_store_that_is_moved_is_there_whole_or_not_at_all(ground, monkeypatch):
    """From a file to another, and from a file to a server."""
    here, spare = ground("store", "moved.db"), ground("spare", "moved.db")
    with room_in(here) as room:
        opens("one", 1).run(room)
        enters("Start", {"level": "II", "by": BY}).run(room)
        whole = kept_in(room.store)
    writers = Writers.watching(monkeypatch)
    with deaths(here) as found:
        moved(here)
    assert "move_store" in writers.seen
    assert len(found) > 2
    for disk in found:
        with closing(target_in(put(disk, spare))) as target:
            there = kept_in(target)
            assert there in ({}, whole)
        if not there:
            moved(spare)
        with closing(target_in(spare)) as target, room_in(spare) as source:
            assert kept_in(target) == kept_in(source.store) == whole
            check_sound(target)


def target_in(folder):
    return RoomStore(database_in(folder, "moved.db"), key=folder / "moved.key")


def moved(folder):
    with room_in(folder) as source, closing(target_in(folder)) as target:
        move_store(source.store, target)


def test_a_store_is_made_whole_or_not_at_all(ground):
    here, spare = ground("store"), ground("spare")
    with room_in(here) as room, deaths(here) as found:
        room.store.prepare()
    for disk in found:
        with room_in(put(disk, spare)) as room:
            room.store.prepare()
            assert room.store.about("key") == room.store.key(room.store.about("store")).public
            opens("one", 1).run(room)
            check_sound(room.store)


def test_an_answer_that_was_lost_is_given_as_at_first_whatever_came_since(tmp_path):
    """The decision goes against the plan: what was told of that is in no log."""
    here, write = tmp_path / "store", enters("Start", {"level": "IV", "by": BY, "reason": "会商"})
    here.mkdir()
    with room_in(here) as room:
        opens("one", 1).run(room)
        with deaths(here) as found:
            told = write.run(room)
    assert '"against":true' in told[1]
    entered = 0
    for disk in found:
        with room_in(put(disk, tmp_path / "spare")) as room:
            if len(room.store.rows("one")) == 1:
                continue
            entered += 1
            room.clock.go(minutes=5)
            enters("Update", {"facts": {"deaths": "30"}, "source": "县医院"}).run(room)
            assert write.run(room) == told
    assert entered >= 2


# That nothing is left out.


def test_every_operation_that_writes_is_among_them():
    operations = {each.id for each in OPERATIONS if each.writes}
    covered = {write.name for scene in SCENES.values() for write in scene.writes} & operations
    assert covered.isdisjoint(NOTHING_KEPT)
    assert operations - covered - NOTHING_KEPT.keys() == set()


def test_every_kind_of_entry_is_among_them():
    assert set().union(*(scene.kinds for scene in SCENES.values())) == set(KINDS)


def test_every_method_of_the_store_that_writes_is_among_them():
    wrote = set().union(*(scene.wrote for scene in SCENES.values()), WATCH, MOVING)
    assert wrote - {"_writing"} == writers_of_the_store()


# That a process really leaves what was laid out here.

DYING = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
sys.path[:0] = {paths!r}
import test_killed
from killing import room_in
seen = 0
def die(*_):
    global seen
    seen += 1
    if seen == {point}:
        os.kill(os.getpid(), signal.SIGKILL)
with room_in(Path({folder!r})) as room:
    event.listen(Engine, "before_cursor_execute", die)
    event.listen(Engine, "commit", die)
    test_killed.DIES[{name!r}].run(room)
"""
DIES = {
    "start": enters("Start", {"level": "II", "by": BY}),
    "settings": asks("keepSettings", {"two_persons": True, "room": {"zh": "县值班室"}, "roster": [ROSTER]}),
}


@pytest.mark.parametrize("name", DIES)
def test_a_process_that_is_killed_leaves_what_was_laid_out(name, ground):
    here = ground("store")
    with room_in(here) as room:
        opens("one", 1).run(room)
    start, points = disk_of(here), []
    with room_in(here) as room, deaths(here, points):
        DIES[name].run(room)
    paths = [str(Path(__file__).parent), *sys.path]
    point = len(points) - 1 if name == "start" else len(points) // 2
    folder = put(start, ground("dead"))
    script = DYING.format(paths=paths, point=point, folder=str(folder), name=name)
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    with room_in(folder) as dead, room_in(put(points[point - 1], ground("spare"))) as laid_out:
        assert kept_in(dead.store) == kept_in(laid_out.store)
        check_sound(dead.store)
