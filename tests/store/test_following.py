"""What a store keeps of incidents it was asked for: no more is read than was written since, and never a stale row."""

from logs import after, draft, open_, tell
from sqlalchemy import update

from respond.api import default_library
from respond.plan import Library
from respond.situation import situate
from respond.store import Draft, Store, following, incident_of
from respond.store.following import Following
from respond.store.tables import ENTRIES


def test_what_is_read_on_is_what_is_read_at_once(store):
    open_(store)
    for minutes, kind in enumerate(["note", "observation", "act", "note", "declaration"], 1):
        tell(store, "one", draft(kind, minutes), minutes=minutes)
        followed = store.followed("one", default_library())
        rows = store.rows("one")
        assert followed.rows == rows == store.read_on("one")
        now = after(minutes)
        whole = situate(incident_of(rows), default_library(), now=now)
        found = situate(followed.file, default_library(), now=now, running=followed.running)
        assert found.to_json() == whole.to_json()


def test_the_opening_of_an_incident_is_read_once(store, monkeypatch):
    open_(store)
    tell(store, "one", draft("note", 1))
    read = []
    monkeypatch.setattr(
        following, "incident_of", lambda rows, *zone: read.append(len(rows)) or incident_of(rows, *zone)
    )
    followed = store.followed("one", default_library())
    assert (read, len(followed.rows)) == ([1], 2)
    assert followed.file == incident_of(followed.rows, followed.zone)


def test_of_a_long_log_only_the_end_is_read_again(store, monkeypatch):
    open_(store)
    tell(store, "one", *[draft("note", 1) for _ in range(30)])
    store.read_on("one")
    asked = []
    rows = store.following.rows
    monkeypatch.setattr(
        store.following,
        "rows",
        lambda name, read: rows(name, lambda after: asked.append((after, len(read(after)))) or read(after)),
    )
    tell(store, "one", draft("note", 2), minutes=2)
    assert len(store.read_on("one")) == 32
    assert asked == [(30, 2)]


def test_of_all_logs_only_what_is_new_is_read(store, monkeypatch):
    open_(store, "one")
    open_(store, "two")
    tell(store, "one", draft("note", 1))
    assert store.logs() == (store.rows("one"), store.rows("two"))
    asked = []
    logs = store.following.logs
    monkeypatch.setattr(
        store.following,
        "logs",
        lambda read: logs(lambda after: asked.append((after, len(read(after)))) or read(after)),
    )
    assert store.logs()[0] is store.logs()[0]
    tell(store, "two", draft("note", 2), minutes=2)
    open_(store, "three")
    assert store.logs() == tuple(store.rows(name) for name in ("one", "two", "three"))
    assert asked == [(2, 1), (2, 1), (2, 3)]


def test_all_logs_are_read_anew_where_the_last_row_is_not_what_it_was(store):
    open_(store, "one")
    open_(store, "two")
    store.logs()
    with store.database.writing() as connection:
        connection.execute(update(ENTRIES).values(by="somebody"))
    assert store.logs() == (store.rows("one"), store.rows("two"))


def test_another_seat_at_the_store_sees_what_this_one_wrote(place, tmp_path):
    ours, theirs = (Store(place, key=tmp_path / "store.key") for _ in range(2))
    open_(ours)
    for minutes in range(1, 4):
        tell(ours if minutes % 2 else theirs, "one", draft("note", minutes), minutes=minutes)
        assert [len(each.read_on("one")) for each in (ours, theirs)] == [minutes + 1] * 2
    ours.close()
    theirs.close()


def test_rows_that_are_no_longer_what_they_were_are_read_anew(store):
    open_(store)
    tell(store)
    store.read_on("one")
    with store.database.writing() as connection:
        connection.execute(update(ENTRIES).where(ENTRIES.c.number == 2).values(by="somebody"))
    assert store.read_on("one") == store.rows("one")
    assert store.read_on("one")[-1].by == "somebody"


def test_an_entry_that_is_refused_leaves_no_trace(store):
    open_(store)
    before = store.followed("one", default_library())
    more = before.with_drafts([Draft("observation", after(1), {"facts": {"deaths": "3"}})])
    assert len(more.then) == len(before.file.then) + 1
    assert store.followed("one", default_library()).file is before.file


def test_another_library_is_asked_anew(store):
    open_(store)
    first = store.followed("one", default_library())
    assert store.followed("one", default_library()).running is first.running
    assert store.followed("one", Library.default()).running is not first.running


def test_no_more_incidents_are_kept_than_a_few():
    following = Following(most=2)
    read = []

    def ask(name):
        following.rows(name, lambda after: read.append((name, after)) or ())

    class Row:
        number = 1

    for name in ("a", "b", "c"):
        following.rows(name, lambda _: (Row,))
    ask("c")
    ask("a")
    assert read == [("c", 0), ("c", 0), ("a", 0)]
