"""`respond log verify` on the store of a duty room: one check for the logs and for all that the room keeps beside."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from respond.cli import main
from respond.desk import check, checked_sheet, sign
from respond.show import as_markdown
from respond.store import Account, RoomStore, StoreKey, stamp

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


@pytest.fixture
def signed(tmp_path):
    """Keep a small log, signed, and give its store with the line."""
    from respond.desk import Desk  # noqa: PLC0415
    from respond.plan import Library  # noqa: PLC0415

    store = RoomStore(tmp_path / "room.db")
    opening = {
        "respond": "incident/1", "id": "one", "title": {"zh": "一"}, "plans": ["vaccine-quality"],
        "occurred": "2026-11-21T08:00+08:00",
    }  # fmt: skip
    Desk(store, Library.default(), by="x").open(opening, now=NOW)
    store.audit("wang", "refused", "x", NOW)
    yield store, sign(store, NOW + timedelta(hours=1))
    store.close()


def otherwise(line, part):
    """Give a signed line with one part mistyped: of a number another one, of a text another last letter."""
    parts = line.split(":")
    last = parts[part]
    parts[part] = str(int(last) + 1) if last.isdigit() else last[:-1] + ("Z" if last[-1] != "Z" else "A")
    if part == 1:
        parts[part] = last.replace("2026", "2025", 1)
    return ":".join(parts)


@pytest.mark.parametrize(
    ("part", "called"), [*enumerate(("条数", "时刻", "摘要", "总签名的序号", "签名"))], ids=("count", "at", "head", "seal", "sign")
)  # fmt: skip
@pytest.mark.parametrize("of", ["line", "audit"])
def test_a_line_that_was_mistyped_is_told_as_that_and_not_as_tampering(signed, part, called, of):
    store, made = signed
    line = otherwise(getattr(made, of), part)
    found = check(store, against=[made.line, line])
    assert (found.sound, found.found, found.printed) == (False, (), 1)
    (told,) = found.unmatched
    assert (told.line, told.like) == (line, getattr(made, of))
    assert "给出的第2行" in told.words.zh
    assert f"只有“{called}”不同" in told.words.zh
    text = as_markdown(checked_sheet(found, "zh"))
    assert "记录被动过：" not in text
    assert "记录完好" in text


def test_a_line_of_another_store_is_told_as_that(signed, tmp_path):
    store, _ = signed
    other = RoomStore(tmp_path / "other.db")
    Account("x", "x", ("officer",), (), "hash", stamp(NOW))
    other.keep_account(Account("x", "x", ("officer",), (), "hash", stamp(NOW)), by="a", now=NOW, new=True)
    found = check(store, against=[other.audit_line()])
    assert (found.sound, found.found) == (False, ())
    assert (found.unmatched[0].like, "不是本库签的" in found.unmatched[0].words.zh) == (None, True)
    other.close()


def test_the_key_of_another_store_is_told_as_that_and_a_tampered_log_still_as_tampered(
    signed, tmp_path, capsys
):
    store, made = signed
    file = tmp_path / "other.pub"
    file.write_text(StoreKey.kept(tmp_path / "other.key").public)
    given = ["log", "verify", "--store", store.place, "--key", str(file), "--lang", "en"]
    assert main(given) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "the public key that was given is not this store's" in told
    assert "tampered" not in told
    with closing(sqlite3.connect(store.place)) as connection, connection:
        connection.execute("UPDATE entries SET body='{}'")
    assert main(given) == 1
    assert "The log was tampered with" in capsys.readouterr().out
    assert [each.breach for each in check(store, against=[otherwise(made.line, 4)]).found][:1] == ["changed"]


def test_a_line_the_store_itself_has_is_never_told_as_mistyped(signed):
    """Where its key was exchanged the store's own lines are not signed any more: that is of the store."""
    store, made = signed
    with closing(sqlite3.connect(store.place)) as connection, connection:
        connection.execute("UPDATE about SET value='x' WHERE name='key'")
    found = check(store, against=[made.line])
    assert found.unmatched == ()
    assert "unsigned" in {each.breach for each in found.found}
