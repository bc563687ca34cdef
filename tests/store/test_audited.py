"""What the room keeps beside the logs: an edit behind the program's back is named, and the audit log cannot be cut."""

import json
from datetime import timedelta

import pytest
from attrs import evolve
from damage import behind
from logs import NOW
from sqlalchemy import delete, insert, select, text, update

from respond.log import hash_of
from respond.store import Account, Checkpoint, RoomStore, Token, audit_name, hidden, stamp, verify_audit
from respond.store.audited import ORIGIN, TAKEN_OVER, note
from respond.store.rows import SIGNED_EVERY
from respond.store.tables import (
    ABOUT,
    ACCOUNTS,
    AUDIT,
    AUDIT_CHECKPOINTS,
    PROPOSALS,
    SESSIONS,
    SETTINGS,
    TOKENS,
)
from respond.store.versions import VERSION

LATER = NOW + timedelta(days=30)
_HASH = {"secret": "x"}


def account(name, *roles, secret="hash"):  # noqa: S107 - of an account that lives as long as a test
    return Account(name, f"{name}室", roles or ("officer",), (), secret, stamp(NOW))


@pytest.fixture
def kept(place, tmp_path):
    """Keep something of every kind that the audit log answers for."""
    store = RoomStore(place, key=tmp_path / "room.key")
    for name in ("wang", "li"):
        store.keep_account(account(name), by="admin", now=NOW, new=True)
    store.begin_session("secret", "wang", LATER, NOW)
    store.keep_token(Token("gis", ("read",), (), "admin", stamp(NOW), stamp(LATER)), "key", NOW)
    store.keep_setting("two-persons", "yes", by="admin", now=NOW)
    store.keep_setting("roster", [], by="admin", now=NOW)
    yield store
    store.close()


def found(store, printed=()):
    return [
        (each.part, each.breach, each.name or each.seq)
        for each in verify_audit(store.audit_state(), store.about("key"), printed).tampering
    ]


def rewritten(rows):
    """Chain rows anew, as somebody does who knows how but has no key."""
    previous = ORIGIN
    for seq, row in enumerate(rows, 1):
        fields = {**row, "seq": seq, "previous": previous}
        fields.pop("hash", None)
        previous = hash_of(fields)
        yield {**fields, "hash": previous}


def all_rows(store):
    with store.database.reading() as connection:
        found = connection.execute(select(AUDIT).order_by(AUDIT.c.seq))
        return [dict(row._mapping) for row in found]


def test_all_that_the_program_does_is_sound(kept):
    kept.count_failure("wang", 5, LATER, NOW)
    kept.forget_failures("wang", NOW)
    kept.change_account("li", lambda there, _: evolve(there, disabled=True), by="admin", now=NOW)
    kept.revoke_token("gis", by="admin", now=NOW)
    kept.end_session("secret", "wang", NOW)
    kept.secret("cookies", lambda: "x", NOW)
    kept.keep_setting("first", {"hash": hidden("f")}, by="", now=NOW)
    kept.make_first("first", lambda _: True, account("boss", "administrator"), NOW)
    assert found(kept) == []
    assert kept.audit_breaches() == ()


def test_nothing_secret_stands_in_the_audit_log(kept):
    kept.change_account("li", lambda there, _: evolve(there, secret="another hash"), by="li", now=NOW)  # noqa: S106
    kept.keep_setting("targets", ["webhook:https://hook.example/t0ken"], by="admin", now=NOW)
    told = " ".join(row.detail for row in kept.audited())
    assert all(secret not in told for secret in ("another hash", hidden("key"), "t0ken"))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            update(ACCOUNTS).where(ACCOUNTS.c.name == "li").values(roles='["administrator"]'),
            ("accounts", "edited", "li"),
        ),
        (
            update(ACCOUNTS).where(ACCOUNTS.c.name == "li").values(secret="x"),  # noqa: S106
            ("accounts", "edited", "li"),
        ),
        (delete(ACCOUNTS).where(ACCOUNTS.c.name == "wang"), ("accounts", "deleted", "wang")),
        (update(TOKENS).values(permissions='["administer"]'), ("keys", "edited", "gis")),
        (delete(TOKENS), ("keys", "deleted", "gis")),
        (
            update(SETTINGS).where(SETTINGS.c.name == "two-persons").values(value='"no"'),
            ("settings", "edited", "two-persons"),
        ),
        (
            update(SETTINGS).where(SETTINGS.c.name == "roster").values(value="[1]"),
            ("settings", "edited", "roster"),
        ),
        (update(SESSIONS).values(account="li"), ("sessions", "edited", hidden("secret"))),
        (
            insert(ACCOUNTS).values(
                name="intruder", post="x", roles='["administrator"]', regions="[]", made=stamp(NOW), **_HASH,
                disabled=0, failures=0,
            ),
            ("accounts", "inserted", "intruder"),
        ),
        (
            insert(PROPOSALS).values(
                number=1, incident="one", kind="close", said="{}", seen=1, by="wang", at=stamp(NOW), state="open"
            ),
            ("proposals", "inserted", "1"),
        ),
    ],
)  # fmt: skip
def test_what_is_changed_behind_the_programs_back_is_named(kept, statement, told):
    behind(kept, statement)
    assert found(kept) == [told]


def test_a_row_put_in_with_an_audit_row_of_its_own_breaks_the_chain_or_the_signature(kept):
    """An inserted administrator with a forged row for it, in the middle: every row after would have to change."""
    rows = all_rows(kept)
    forged = [
        *rows[:2],
        {**rows[1], "about": "x", "detail": rows[1]["detail"].replace('"li"', '"x"')},
        *rows[2:],
    ]
    behind(kept, delete(AUDIT), insert(AUDIT).values([*rewritten(forged)]))
    told = found(kept)
    assert ("audit", "written-anew", 4) in told


def test_a_cut_tail_is_found_by_the_signature_and_with_that_gone_by_a_printed_line(kept):
    line = kept.audit_line()
    last = kept.audited(most=1)[0].seq
    behind(
        kept, delete(AUDIT).where(AUDIT.c.seq == last), delete(SETTINGS).where(SETTINGS.c.name == "roster")
    )
    assert found(kept) == [("audit", "cut", last)]
    behind(kept, delete(AUDIT_CHECKPOINTS).where(AUDIT_CHECKPOINTS.c.count == last))
    assert found(kept) == []
    printed = Checkpoint.from_line(line, audit_name(kept.about("store")))
    assert found(kept, [printed]) == [("audit", "cut", last)]


def test_signatures_taken_out_are_missed(kept):
    behind(kept, delete(AUDIT_CHECKPOINTS))
    assert found(kept) == [("audit", "signature-missing", 6)]


def test_the_audit_log_is_signed_with_the_logs_of_incidents_and_every_so_many_rows(kept):
    with kept.database.writing() as connection:
        for _ in range(SIGNED_EVERY - 1):
            note(connection, "x", "refused", "y", NOW, {})
    kept.audit("x", "refused", "y", NOW)
    counts = [each.count for each in kept.audit_state().checkpoints]
    assert counts[-1] == counts[-2] + SIGNED_EVERY
    kept.audit("x", "refused", "y", NOW)
    assert kept.unsigned()[0] == 1
    kept.checkpoint(NOW)
    assert (kept.unsigned()[0], kept.audit_state().checkpoints[-1].count) == (0, counts[-1] + 1)


def test_a_store_of_the_version_before_is_taken_over_as_it_is(kept, place, tmp_path):
    """Its audit log has no prints and is not signed: they are noted, and hold from then on."""
    old = [
        {
            **row,
            "detail": json.dumps({k: v for k, v in json.loads(row["detail"]).items() if k != "kept"}),
        }
        for row in all_rows(kept)
    ]
    behind(
        kept, delete(AUDIT), insert(AUDIT).values([*rewritten(old)]), text("DROP TABLE audit_checkpoints"),
        text("DROP TABLE moves"), text("DROP TABLE seals"), text("DROP TABLE journal"),
        text("ALTER TABLE checkpoints DROP COLUMN seal"),
        update(ABOUT).where(ABOUT.c.name == "version").values(value="2"),
    )  # fmt: skip
    assert kept.missing() == ()
    assert found(kept) == []  # it is not held against what it never had
    again = RoomStore(place, key=tmp_path / "room.key")
    again.prepare()
    assert again.about("version") == str(VERSION)
    assert found(again) == []
    assert {row.what for row in again.audited(most=6)} == {TAKEN_OVER}
    assert again.audit_state().checkpoints[-1].count == again.audited(most=1)[0].seq
    behind(again, update(ACCOUNTS).where(ACCOUNTS.c.name == "li").values(roles='["administrator"]'))
    assert found(again) == [("accounts", "edited", "li")]
    again.close()


def test_a_store_that_says_it_is_older_and_has_lost_its_signatures_lacks_them(kept):
    behind(
        kept, update(ABOUT).where(ABOUT.c.name == "version").values(value="2"),
        text("DROP TABLE audit_checkpoints"),
    )  # fmt: skip
    assert kept.missing() == ("audit_checkpoints",)


def test_a_store_that_says_it_is_older_is_checked_all_the_same(kept):
    behind(
        kept, update(ABOUT).where(ABOUT.c.name == "version").values(value="2"),
        update(ACCOUNTS).where(ACCOUNTS.c.name == "li").values(roles='["administrator"]'),
    )  # fmt: skip
    assert found(kept) == [("accounts", "edited", "li")]
