"""The entrance: lock-out, sessions that end, keys, the first and the last administrator, two processes at once."""

import sqlite3
from datetime import timedelta

import pytest
from attrs import evolve
from duty import NOW, PASSWORD, QUICK, key_of, new_room

from respond.errors import InputError
from respond.room import Entrance
from respond.store import RoomStore


def refused(call, *codes):
    with pytest.raises(InputError) as raised:
        call()
    assert [each.code for each in raised.value.faults] == list(codes)


def wrong(room, name, times):
    for _ in range(times):
        refused(lambda: room.entrance.log_in(name, "wrong", NOW), "E931")


@pytest.mark.parametrize("name", ["officer", "nobody", "x" * 500, "a\x00b", "\ud800"])
def test_who_is_there_and_who_is_not_are_refused_in_the_same_words_and_locked_alike(room, name):
    wrong(room, name, 5)
    refused(lambda: room.entrance.log_in(name, "wrong", NOW), "E934")
    later = NOW + timedelta(minutes=16)
    refused(lambda: room.entrance.log_in(name, "wrong", later), "E931")


def test_as_much_is_worked_out_for_whoever_is_not_there(room):
    """A hash is compared exactly once, whether the account is there, disabled, locked or not there at all."""
    compared = []

    class Counting:
        def verify(self, secret, password):
            compared.append(password)
            return QUICK.verify(secret, password)

        def hash(self, password):
            compared.append("hashed")
            return QUICK.hash(password)

        def check_needs_rehash(self, secret):
            return False

    room.entrance.change_account("viewer", by="t", now=NOW, disabled=True)
    wrong(room, "auditor", 5)
    entrance = Entrance(room.store, Counting())
    compared.clear()
    for name in ("officer", "viewer", "nobody"):
        refused(lambda name=name: entrance.log_in(name, "x", NOW), "E931")
    refused(lambda: entrance.log_in("auditor", "x", NOW), "E934")
    assert compared == ["x"] * 4


def test_a_locked_account_opens_to_the_right_password_only_after_a_while(room):
    wrong(room, "officer", 5)
    refused(lambda: room.entrance.log_in("officer", PASSWORD, NOW + timedelta(minutes=14)), "E934")
    assert room.entrance.log_in("officer", PASSWORD, NOW + timedelta(minutes=16)).person.name == "officer"
    wrong(room, "officer", 4)  # counted anew
    assert room.entrance.log_in("officer", PASSWORD, NOW)


def test_wrong_passwords_are_counted_across_processes(room):
    other = Entrance(RoomStore(room.store.place), QUICK)
    stale = other.store.account("officer")
    for entrance in (room.entrance, other, room.entrance, other, other):
        entrance.store.count_failure("officer", 5, NOW + timedelta(minutes=15), NOW)
    assert (stale.failures, room.store.account("officer").failures) == (0, 5)
    refused(lambda: room.entrance.log_in("officer", PASSWORD, NOW), "E934")


def test_trying_out_the_old_password_locks_the_account_too(room):
    for _ in range(5):
        refused(lambda: room.entrance.change_password("officer", "wrong", "another sentence", NOW), "E931")
    refused(lambda: room.entrance.change_password("officer", PASSWORD, "another sentence", NOW), "E931")


def test_sessions_end_with_the_password_the_account_and_the_shift(room):
    entrance = room.entrance
    first, second = (entrance.log_in("officer", PASSWORD, NOW).secret for _ in range(2))
    assert entrance.by_session(first, NOW).name == "officer"
    assert entrance.by_session(first, NOW + timedelta(hours=12)) is None
    entrance.change_password("officer", PASSWORD, "another sentence", NOW)
    assert [entrance.by_session(each, NOW) for each in (first, second)] == [None, None]
    third = entrance.log_in("officer", "another sentence", NOW).secret
    entrance.change_account("officer", by="t", now=NOW, disabled=True)
    entrance.change_account("officer", by="t", now=NOW, disabled=False)
    assert entrance.by_session(third, NOW) is None


def test_a_role_that_is_taken_away_is_gone_at_once(room):
    secret = room.entrance.log_in("officer", PASSWORD, NOW).secret
    room.entrance.change_account("officer", by="t", now=NOW, roles=("viewer",))
    assert not room.entrance.by_session(secret, NOW).may("enter")


def test_strengthening_a_hash_undoes_nothing_that_happened_meanwhile(room):
    class Slow:
        """Hashes while an administrator disables the account."""

        def verify(self, secret, password):
            return QUICK.verify(secret, password)

        def hash(self, password):
            if password == PASSWORD:
                room.entrance.change_account("officer", by="t", now=NOW, disabled=True)
            return QUICK.hash(password)

        def check_needs_rehash(self, secret):
            return True

    Entrance(room.store, Slow()).log_in("officer", PASSWORD, NOW)
    assert room.store.account("officer").disabled


def test_keys_end_are_taken_back_and_may_only_what_they_may(room, door):
    headers = key_of(room, "plans", name="short")
    assert door.get("/v1/plans", headers=headers).status_code == 200
    assert door.get("/v1/incidents", headers=headers).status_code == 403
    room.clock.go(days=31)
    assert door.get("/v1/plans", headers=headers).status_code == 401
    room.clock.go(days=-31)
    admin = key_of(room, "administer", name="admin")
    assert door.delete("/v1/tokens/short", headers=admin).status_code == 204
    assert door.get("/v1/plans", headers=headers).status_code == 401
    assert door.delete("/v1/tokens/short", headers=admin).status_code == 404
    assert [each.what for each in room.store.audited(most=2)] == ["key-refused", "key-revoked"]


def test_what_a_key_shows_is_told_once_and_kept_nowhere(room, door):
    admin = key_of(room, "administer", name="admin")
    sent = {"name": "gis", "permissions": ["plans"], "ends": "2027-01-01T00:00:00+08:00"}
    secret = door.post("/v1/tokens", json=sent, headers=admin).json()["secret"]
    assert secret not in door.get("/v1/tokens", headers=admin).text
    room.store.database.close()
    for path in room.store.database.path.parent.glob("store.db*"):
        assert secret.encode() not in path.read_bytes()


def test_no_key_is_called_as_an_account_and_no_account_as_a_key(room):
    refused(lambda: key_of(room, "plans", name="officer"), "E932")
    key_of(room, "plans", name="gis")
    refused(
        lambda: room.entrance.make_account("gis", "x", ("viewer",), (), PASSWORD, by="t", now=NOW), "E932"
    )


def test_who_may_do_nothing_is_not_made_and_nobody_is_changed_to_it(room):
    make = room.entrance.make_account
    refused(lambda: make("new", "x", (), (), PASSWORD, by="t", now=NOW), "E949")
    refused(lambda: room.entrance.change_account("officer", by="t", now=NOW, roles=()), "E949")
    refused(lambda: key_of(room, name="k"), "E949")
    assert room.store.account("new") is None
    assert room.store.account("officer").roles == ("officer",)


@pytest.mark.parametrize("name", ["Officer", "OFFICER", "ｏfficer", "оfficer", "offiсer", "0fficer"])
def test_no_account_or_key_is_called_so_that_it_looks_like_another(room, name):
    with pytest.raises(InputError) as raised:
        room.entrance.make_account(name, "x", ("viewer",), (), PASSWORD, by="t", now=NOW)
    assert raised.value.faults[0].code in {"E950", "E858"}
    with pytest.raises(InputError):
        key_of(room, "plans", name=name)


@pytest.mark.parametrize("post", ["officer", "Officer", "officer、leader", "officer,leader", "leader；x"])
def test_nobody_signs_with_the_name_of_another_or_of_several(room, post):
    with pytest.raises(InputError) as raised:
        room.entrance.make_account("eve", post, ("viewer",), (), PASSWORD, by="t", now=NOW)
    assert raised.value.faults[0].code in {"E932", "E950", "E858"}
    assert room.store.account("eve") is None
    room.entrance.make_account("eve", "值班员", ("viewer",), (), PASSWORD, by="t", now=NOW)
    room.entrance.make_account(
        "ann", "值班员", ("viewer",), (), PASSWORD, by="t", now=NOW
    )  # a post of several
    with pytest.raises(InputError):
        room.entrance.change_account("eve", by="t", now=NOW, post=post)
    refused(
        lambda: room.entrance.make_account("值班员", "x", ("viewer",), (), PASSWORD, by="t", now=NOW), "E932"
    )
    assert room.store.account("eve").post == "值班员"


@pytest.mark.parametrize("name", ["li、wang", "li,wang", "李；王"])
def test_a_name_is_of_one(room, name):
    refused(lambda: room.entrance.make_account(name, "x", ("viewer",), (), PASSWORD, by="t", now=NOW), "E858")


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_sees_the_whole_room_cannot_be_kept_to_regions(room, role):
    make = lambda regions: room.entrance.make_account(  # noqa: E731
        "new", "new", (role,), regions, PASSWORD, by="t", now=NOW
    )
    refused(lambda: make(("1411",)), "E968")
    make(())
    refused(lambda: room.entrance.change_account("new", by="t", now=NOW, regions=("1411",)), "E968")
    refused(lambda: key_of(room, "audit", name="k", regions=("1411",)), "E968")


def test_the_last_administrator_stays_one_whoever_asks_at_the_same_time(room):
    room.entrance.make_account("second", "x", ("administrator",), (), PASSWORD, by="t", now=NOW)
    other = Entrance(RoomStore(room.store.place), QUICK)
    other.change_account("second", by="t", now=NOW, roles=("viewer",))
    refused(lambda: room.entrance.change_account("administrator", by="t", now=NOW, disabled=True), "E948")


def test_one_link_makes_one_administrator_also_at_two_processes(tmp_path):
    room = new_room(tmp_path / "store.db", tmp_path / "store.key", roles=())
    secret = room.entrance.first_link(NOW)

    class Interrupted:
        """Hashes while another process is quicker."""

        verify = staticmethod(QUICK.verify)

        def hash(self, password):
            if password == PASSWORD and room.entrance.first_link(NOW - timedelta(days=99)) is not None:
                room.entrance.first_link(NOW)
            return QUICK.hash(password)

    room.entrance.make_first(secret, "one", PASSWORD, NOW)
    refused(lambda: room.entrance.make_first(secret, "two", PASSWORD, NOW), "E929")
    assert [each.name for each in room.store.accounts()] == ["one"]
    room.store.close()


def test_posts_can_be_entered_by(room):
    for post in ("\n", "x" * 201, " a", "\u202ea"):
        refused(
            lambda post=post: room.entrance.make_account(
                "n", post, ("viewer",), (), PASSWORD, by="t", now=NOW
            ),
            "E858",
        )


def changed(room, sql):
    with sqlite3.connect(room.store.place) as connection:
        connection.execute(sql)


def test_of_an_audit_log_that_was_sound_only_what_came_since_is_checked(room, monkeypatch):
    for n in range(150):
        room.store.audit("x", "refused", str(n), NOW)
    first = room.store.check_audit(NOW)
    assert (first.breaches, first.at, first.since) == ((), NOW, 0)
    with monkeypatch.context() as only:
        only.setattr(RoomStore, "audit_breaches", None)
        for n in range(150):
            room.store.audit("x", "refused", str(n), NOW)
            assert room.store.seen_from(()).check_audit(NOW + timedelta(hours=1)) == evolve(
                first, since=n + 1
            )
    again = room.store.check_audit(NOW + timedelta(hours=2), whole=True)
    assert (again.breaches, again.whole, again.at, again.since) == (
        (), first.whole + 150, NOW + timedelta(hours=2), 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET about='other' WHERE seq={last}",
        "UPDATE audit SET about='other' WHERE seq={last} - 1",
        "UPDATE audit SET about='other' WHERE seq={last} + 3",
        "DELETE FROM audit WHERE seq={last} + 2",
        "DELETE FROM audit WHERE seq={last}",
        "DELETE FROM audit WHERE seq>{last} + 2",
        "UPDATE audit_checkpoints SET head='0' WHERE count>{last}",
    ],
)
def test_what_is_changed_after_a_check_is_found(room, sql):
    """At once where it is what came since, what stood last, or what is shown."""
    for n in range(3):
        room.store.audit("x", "refused", str(n), NOW)
    last = room.store.audited(most=1)[0].seq
    assert room.store.check_audit(NOW).breaches == ()
    for n in range(4):
        room.store.audit("x", "refused", str(n), NOW)
    room.store.checkpoint(NOW)
    changed(room, sql.format(last=last))
    at_once = room.store.check_audit(NOW, room.store.audited(most=100))
    assert at_once.breaches
    assert at_once == room.store.check_audit(NOW, whole=True)


def test_what_was_sound_and_is_not_shown_is_checked_by_the_check_of_all(room):
    for n in range(9):
        room.store.audit("x", "refused", str(n), NOW)
    room.store.check_audit(NOW)
    changed(room, "UPDATE audit SET about='other' WHERE seq=2")
    assert room.store.check_audit(NOW).breaches == ()
    assert room.store.check_audit(NOW, whole=True).breaches == (2,)
    assert room.store.check_audit(NOW).breaches == (2,), "until it is mended"


def test_the_audit_log_shows_what_was_changed_moved_or_taken_out(room):
    for n in range(4):
        room.store.audit("x", "refused", str(n), NOW)
    assert room.store.audit_breaches() == ()
    rows = len(room.store.audited())
    for sql, found in (
        ("UPDATE audit SET about='other' WHERE seq=3", (3,)),
        ("DELETE FROM audit WHERE seq=5", (6,)),
    ):
        with sqlite3.connect(room.store.place) as connection:
            connection.execute(sql)
        assert set(found) <= set(room.store.audit_breaches())
    assert len(room.store.audited()) == rows - 1
