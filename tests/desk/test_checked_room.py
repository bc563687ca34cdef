"""`respond log verify` on the store of a duty room: one check for the logs and for all that the room keeps beside."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

from respond.cli import main
from respond.desk import check, sign
from respond.store import Account, RoomStore, stamp

NOW = datetime.fromisoformat("2026-11-21T09:30+08:00")


def test_a_room_is_checked_with_its_store_and_an_intruder_is_named(tmp_path, capsys):
    place = tmp_path / "room.db"
    store = RoomStore(place)
    for name in ("wang", "li"):
        account = Account(name, name, ("officer",), (), "hash", stamp(NOW))
        store.keep_account(account, by="admin", now=NOW, new=True)
    assert main(["log", "verify", "--store", str(place), "--lang", "en"]) == 0
    assert "audit log of the duty room: 2 entries" in capsys.readouterr().out
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("UPDATE accounts SET roles='[\"administrator\"]' WHERE name='li'")
        connection.execute("DELETE FROM accounts WHERE name='wang'")
    assert main(["log", "verify", "--store", str(place), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(each["part"], each["breach"], each["name"], each["seq"]) for each in told["found"]] == [
        ("accounts", "edited", "li", 2), ("accounts", "deleted", "wang", 1),
    ]  # fmt: skip
    assert told["audit"] == {
        "rows": 2, "attested": 2, "checkpoints": 2, "line": told["audit"]["line"],
    }  # fmt: skip


def test_the_line_of_the_audit_log_is_printed_and_shows_a_cut_tail(tmp_path):
    from respond.desk import Desk  # noqa: PLC0415
    from respond.plan import Library  # noqa: PLC0415

    place = tmp_path / "room.db"
    store = RoomStore(place)
    opening = {
        "respond": "incident/1", "id": "one", "title": {"zh": "一"}, "plans": ["vaccine-quality"],
        "occurred": "2026-11-21T08:00+08:00",
    }  # fmt: skip
    Desk(store, Library.default(), by="x").open(opening, now=NOW)
    store.audit("wang", "refused", "x", NOW)
    store.audit("wang", "refused", "y", NOW)
    signed = sign(store, NOW + timedelta(hours=1))
    assert check(store, against=[signed.line, signed.audit]).sound
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("DELETE FROM audit WHERE seq = 2")
        connection.execute("DELETE FROM audit_checkpoints")
        connection.execute("DELETE FROM checkpoints")
        connection.execute("DELETE FROM seals")  # or these would tell of it
    assert check(store).sound
    (found, seal) = check(store, against=[signed.line, signed.audit]).found
    assert (found.part, found.breach, found.seq) == ("audit", "cut", 2)
    assert "审计记录第2条不在了" in found.words.zh
    assert (seal.part, seal.breach, seal.seq) == ("seals", "cut", 1)
    assert "总签名第1条不在了" in seal.words.zh
