"""A store moved to another database: all of it, verified, or nothing."""

import json
import sqlite3
from contextlib import closing

import pytest
from attrs import asdict
from logs import NOW, opening

from respond.cli import main
from respond.desk import Desk
from respond.errors import InputError
from respond.exercise import NewMove
from respond.plan import Library
from respond.store import Account, RoomStore, Store, Token, move_store, moved, stamp, verify
from respond.store.journal import set_down
from respond.store.moves import chained_move
from respond.store.tables import METADATA
from respond.watch import Ticker, default_rhythm
from stores import new_database


class Mailbox:
    """A channel that takes everything."""

    name = "mailbox"

    def send(self, key, body, now, *, again):
        pass


@pytest.fixture
def full(tmp_path):
    """A store with something in every table."""
    store = RoomStore(tmp_path / "store.db")
    library = Library.default()
    desk = Desk(store, library, by="值班室")
    desk.open(opening("一/1"), now=NOW)
    desk.note("一/1", '𠮷 " \\ \t', now=NOW)
    Ticker(store, library, default_rhythm(), [Mailbox()]).round(NOW)
    Ticker(store, library, default_rhythm(), [Mailbox()]).round(NOW)
    store.checkpoint(NOW)
    store.keep_account(
        Account("wang", "值班室", ("officer",), ("1411",), "hash", stamp(NOW)), by="t", now=NOW
    )
    store.begin_session("secret", "wang", NOW, NOW)
    store.keep_token(Token("gis", ("plans",), (), "t", stamp(NOW), stamp(NOW)), "key", NOW)
    store.keep_setting("two-persons", "yes", by="t", now=NOW)
    with store.replying("wang", "k", "r", NOW):
        desk.note("一/1", "x", now=NOW)
    store.propose("一/1", "start", {"by": "x"}, len(store.rows("一/1")), "wang", NOW)
    with store.database.writing() as connection:  # of its own accord only a store for exercises has any
        move = chained_move("x", NewMove("note", "+00:00", {}), "x", NOW, ())
        connection.execute(METADATA.tables["moves"].insert(), [asdict(move)])
        set_down(connection, "plays", [("x",)])
    yield store
    store.close()


def contents(store):
    with store.database.reading() as connection:
        return {
            table.name: sorted(tuple(row) for row in connection.execute(table.select()))
            for table in METADATA.sorted_tables
        }


def refused(source, target, why):
    with pytest.raises(InputError) as raised:
        move_store(source, target)
    assert raised.value.faults[0].code == "E969"
    assert why in raised.value.render("en")


def test_everything_arrives_and_comes_back_as_it_was(full, place, tmp_path):
    before = contents(full)
    assert all(before.values()), {name for name, rows in before.items() if not rows}
    target = RoomStore(place if "://" in place else f"{place}.new", key=tmp_path / "new" / "there.key")
    moved = move_store(full, target)
    assert contents(target) == before == contents(full)
    assert moved.rows == {name: len(rows) for name, rows in before.items()}
    assert target.audit_breaches() == ()
    found = verify(target.rows(), target.checkpoints(), full.about("store"), full.about("key"))
    assert (found.sound, found.attested) == (True, moved.attested)
    Desk(target, Library.default(), by="值班室").note("一/1", "goes on", now=NOW)
    assert target.checkpoint(NOW) is not None  # signed with the same key
    back = RoomStore(tmp_path / "back.db", key=tmp_path / "new" / "there.key")
    move_store(target, back)
    assert contents(back) == contents(target)
    found = verify(back.rows(), back.checkpoints(), full.about("store"), full.about("key"))
    assert found.sound
    target.close(), back.close()


def test_only_into_what_is_empty(full, tmp_path):
    other = Store(tmp_path / "other.db")
    Desk(other, Library.default(), by="x").open(opening("b"), now=NOW)
    before = contents(other)
    refused(full, other, "something in it already")
    assert contents(other) == before
    refused(full, Store(full.place), "the source itself")
    refused(Store(tmp_path / "none.db"), Store(tmp_path / "new.db"), "nothing to be moved")
    assert not (tmp_path / "none.db").exists()


def test_a_log_that_does_not_hold_is_not_moved_and_nothing_is_left_behind(full, tmp_path):
    with sqlite3.connect(full.place) as connection:
        connection.execute("UPDATE entries SET body=replace(body, 'x', 'y') WHERE number=3")
    target = Store(tmp_path / "new.db")
    refused(full, target, "does not hold")
    assert (target.rows(), target.about("store")) == ((), "")
    assert not (tmp_path / "new.key").exists()


def test_what_breaks_off_leaves_nothing_and_can_be_begun_again(full, tmp_path, monkeypatch):
    copy, done = moved._copied, []

    def breaks(there, here, table):
        done.append(table)
        if len(done) == 6:
            raise KeyboardInterrupt
        return copy(there, here, table)

    target = Store(tmp_path / "new.db")
    with monkeypatch.context() as patched:
        patched.setattr(moved, "_copied", breaks)
        with pytest.raises(KeyboardInterrupt):
            move_store(full, target)
    assert target.about("store") == ""
    assert move_store(full, target).rows == {name: len(rows) for name, rows in contents(full).items()}


def test_without_the_private_key_nothing_is_moved_and_none_is_made(full, tmp_path):
    (tmp_path / "store.key").rename(tmp_path / "away.key")
    refused(full, Store(tmp_path / "new.db"), "private key of the source is not at")
    assert not (tmp_path / "store.key").exists()
    (tmp_path / "away.key").rename(tmp_path / "store.key")
    Store(tmp_path / "third.db").key("third")
    refused(full, Store(tmp_path / "third.db"), "is of another store")


def test_the_command_moves_and_says_what_arrived(full, tmp_path, capsys):
    target = str(tmp_path / "new.db")
    assert main(["store", "move", full.place, target, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["store"], told["entries"]) == ("moved/1", target, len(full.rows()))
    assert main(["log", "verify", "--store", target]) == 0
    assert main(["store", "move", full.place, target]) == 2


def test_a_store_of_a_newer_version_is_neither_moved_nor_written_to(full, tmp_path, server):
    url = new_database(server)
    with closing(Store(url, key=tmp_path / "store.key")) as first:
        move_store(full, first)
    with closing(RoomStore(url, key=tmp_path / "store.key")) as newer:
        newer.audit("x", "refused", "x", NOW)  # it was at work before the newer version came
        with newer.database.writing() as connection:
            connection.exec_driver_sql("UPDATE about SET value='99' WHERE name='version'")
        for call in (
            lambda: move_store(newer, Store(tmp_path / "new.db")),
            newer.audited,
            lambda: newer.audit("x", "refused", "x", NOW),
            lambda: Desk(newer, Library.default(), by="x").note("一/1", "x", now=NOW),
        ):
            with pytest.raises(InputError) as raised:
                call()
            assert raised.value.faults[0].code == "E848"
