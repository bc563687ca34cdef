"""What is accepted is kept whole, in order, and told again word for word; what is refused leaves nothing."""

import json
import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from logs import BODIES, NOW, after, draft, open_, opening, tell
from sqlalchemy import event

from respond.errors import ConflictError, InputError
from respond.store import Draft, Store
from stores import new_database


def codes(call):
    with pytest.raises(InputError) as raised:
        call()
    return [each.code for each in raised.value.faults]


def test_what_is_entered_is_read_again_in_order(store):
    open_(store)
    for minutes, kind in enumerate(BODIES, 1):
        tell(store, "one", draft(kind, minutes), minutes=minutes)
    rows = store.rows("one")
    assert [row.number for row in rows] == list(range(1, len(BODIES) + 2))
    assert [row.kind for row in rows] == ["opened", *BODIES]
    assert [row.data for row in rows] == [opening("one"), *BODIES.values()]
    assert rows[1].known_at == after(1)
    assert rows[1].recorded_at == after(1)
    assert store.rows("one", after=4) == rows[4:]
    assert store.rows("one", after=len(rows)) == ()


def test_another_process_reads_the_same(store, place, tmp_path):
    open_(store)
    tell(store)
    other = Store(place, readonly=True)
    assert other.rows() == store.rows()
    assert other.incidents() == store.incidents()
    assert other.about("key") == store.about("key") != ""
    other.close()


def test_incidents_are_listed_in_the_order_they_were_opened(store):
    for name in ("b", "a", "c"):
        open_(store, name)
    tell(store, "a", minutes=7)
    found = store.incidents()
    assert [(one.id, one.entries) for one in found] == [("b", 1), ("a", 2), ("c", 1)]
    assert (found[1].opened, found[1].last) == (NOW, after(7))


def test_a_store_that_is_not_there_is_empty_and_is_not_made_by_reading(store, tmp_path):
    assert (store.incidents(), store.rows(), store.checkpoints(), store.about("store")) == ((), (), (), "")
    assert codes(lambda: store.rows("one")) == ["E845"]
    assert not list(tmp_path.glob("*.key"))


def test_an_incident_is_opened_once_and_must_be_there(store):
    open_(store)
    assert codes(lambda: open_(store)) == ["E844"]
    with pytest.raises(InputError) as raised:
        tell(store, "onne")
    assert [(each.code, each.suggestion) for each in raised.value.faults] == [("E845", "one")]
    assert len(store.rows()) == 1


def test_what_cannot_be_made_leaves_nothing(store):
    open_(store)

    def make(_):
        raise InputError([])

    with pytest.raises(InputError):
        store.add("one", make, by="x", now=after(1))
    with pytest.raises(TypeError):
        store.add("one", lambda _: [draft(), Draft("note", after(1), {"note": {1}})], by="x", now=after(1))
    assert len(store.rows()) == 1
    tell(store)
    assert [row.seq for row in store.rows()] == [1, 2]


def test_nothing_new_is_no_entry(store):
    open_(store)
    assert store.add("one", lambda _: [], by="x", now=after(1)) == ()
    assert len(store.rows()) == 1


def test_an_entry_is_worked_out_from_what_is_there(store):
    open_(store)
    tell(store)
    seen = []
    store.add("one", lambda rows: [*map(seen.append, rows())] and [], by="x", now=after(2))
    assert tuple(seen) == store.rows("one")


@pytest.mark.parametrize("kind", ["declaration", "event"])
def test_a_decision_is_refused_with_what_came_between(store, kind):
    open_(store)
    tell(store, "one", draft("observation"))
    decision = draft(kind, 2, decides=True)
    with pytest.raises(ConflictError) as raised:
        tell(store, "one", decision, seen=1)
    assert raised.value.exit_code == 1
    assert '"deaths":"3+"' in raised.value.render("zh")
    assert len(store.rows()) == 2
    (row,) = tell(store, "one", decision, seen=2)
    assert row.answers == 2


def test_telephone_notes_never_clash(store):
    open_(store)
    tell(store, "one", draft("observation"))
    tell(store, "one", draft("note"), seen=1)
    (row,) = tell(store, "one", draft("declaration", 3), seen=2)  # only a note came between
    assert (row.number, row.answers) == (4, 3)


def test_a_clock_set_back_makes_nothing_known_earlier(store):
    open_(store)
    tell(store, minutes=10)
    (row,) = tell(store, "one", Draft("note", NOW - timedelta(hours=1), {}), minutes=-60)
    assert (row.recorded_at, row.known_at) == (NOW - timedelta(hours=1), after(1))


def test_reading_only_refuses_to_write(store, place):
    open_(store)
    other = Store(place, readonly=True)
    assert codes(lambda: tell(other)) == ["E841"]


def test_a_file_that_is_no_store(tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir, " * 1000)
    for call in (lambda: Store(path).rows(), lambda: open_(Store(path))):
        assert codes(call) == ["E842"]
    assert path.read_text().startswith("Dear Sir")
    assert codes(lambda: Store(tmp_path)) == ["E842"]
    assert codes(lambda: open_(Store(path / "below.db"))) == ["E842"]


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense://", "postgresql://[::1", "postgresql://x:y:z/"])
def test_a_url_that_is_no_place_for_a_store(url):
    assert codes(lambda: Store(url)) == ["E840"]


def test_a_place_that_is_no_file_and_a_key_without_end(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, "/dev/zero", os.devnull):
        assert codes(lambda path=path: Store(path)) == ["E842"]
    for key in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        assert codes(lambda key=key: open_(Store(tmp_path / "store.db", key=key))) == ["E847"]


def test_a_server_that_does_not_answer():
    assert codes(lambda: Store("postgresql://user:secret@127.0.0.1:1/x").rows()) == ["E842"]
    with pytest.raises(InputError) as raised:
        Store("postgresql://user:secret@127.0.0.1:1/x").rows()
    assert "secret" not in raised.value.render("zh")


def test_tables_of_a_later_version_are_left_alone(tmp_path):
    path = tmp_path / "store.db"
    open_(Store(path))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE about SET value = '99' WHERE name = 'version'")
    for call in (lambda: Store(path).rows(), lambda: tell(Store(path))):
        assert codes(call) == ["E848"]


def test_a_key_that_cannot_be_read(tmp_path):
    key = tmp_path / "bad.key"
    key.write_text("no key at all")
    assert codes(lambda: open_(Store(tmp_path / "store.db", key=key))) == ["E847"]
    assert Store(tmp_path / "store.db").rows() == ()


def test_the_key_is_made_once_for_its_owner_alone(tmp_path):
    open_(Store(tmp_path / "store.db"))
    key = tmp_path / "store.key"
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_text()
    open_(Store(tmp_path / "store.db"), "two")
    assert key.read_text() == before


def test_bodies_are_kept_as_they_are(store):
    odd = {"note": {"zh": "“引号”\n第二行\t" + "长" * 1900, "en": "\u0000é🔥"[1:]}}
    open_(store)
    tell(store, "one", Draft("note", after(1), odd))
    assert store.rows("one")[1].data == odd
    assert json.loads(store.rows("one")[1].body) == odd


def test_a_server_is_not_connected_to_anew_for_every_access(server, tmp_path):
    made = Store(new_database(server), key=tmp_path / "store.key")
    connected = []
    event.listen(made.database._engine, "connect", lambda *_: connected.append(1))
    open_(made)
    for number in range(5):
        tell(made, minutes=number + 1)
        assert len(made.rows("one")) == number + 2
    assert len(connected) == 1
    made.close()
