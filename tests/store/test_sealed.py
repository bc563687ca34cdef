"""The signatures of a store are counted: one that is taken out with what it vouched for is missed."""

from datetime import timedelta

import pytest
from damage import behind
from logs import NOW, after, draft, open_, tell
from sqlalchemy import delete, select, text, update

from respond.desk import check
from respond.log import hash_of
from respond.store import Account, Checkpoint, Reply, RoomStore, ToNote, stamp
from respond.store.tables import (
    ABOUT,
    ACCOUNTS,
    AUDIT,
    AUDIT_CHECKPOINTS,
    CHECKPOINTS,
    DELIVERIES,
    ENTRIES,
    JOURNAL,
    OUTBOX,
    REPLIES,
    SEALS,
)
from respond.store.watched import Changes

MINUTE = timedelta(minutes=1)


@pytest.fixture
def kept(place, tmp_path):
    """Keep two entries, signed, and two more, signed again."""
    store = RoomStore(place, key=tmp_path / "room.key")
    open_(store)
    tell(store, "one", draft(minutes=1))
    store.checkpoint(after(2))
    tell(store, "one", draft(minutes=3), draft(minutes=3), minutes=3)
    store.checkpoint(after(4))
    yield store
    store.close()


def found(store, against=()):
    return [(each.part, each.breach, each.seq) for each in check(store, against=against).found]


def cut_log(upto, signature):
    """Take the entries after a place with the signature that vouched for them."""
    return (
        delete(ENTRIES).where(ENTRIES.c.seq > upto),
        delete(CHECKPOINTS).where(CHECKPOINTS.c.count == signature),
    )


def account(name):
    return Account(name, f"{name}室", ("officer",), (), "hash", stamp(NOW))


def reminder(key="k", line=None):
    body = "{}" if line is None else f'{{"signed":"{line}"}}'
    return ToNote(key, "one", "d#1", "due", stamp(NOW), stamp(NOW), body)


def test_what_the_program_does_is_sound(kept):
    assert found(kept) == []
    told = check(kept).journal
    assert (told.rows, told.attested, told.seals) == (0, 0, 2)


def test_the_last_signature_taken_out_with_the_tail_it_vouched_for_is_missed(kept):
    behind(kept, *cut_log(2, 4))
    assert found(kept) == [("log", "cut", 4)]


def test_a_signature_alone_taken_out_is_missed(kept):
    behind(kept, delete(CHECKPOINTS).where(CHECKPOINTS.c.count == 4))
    assert found(kept) == [("log", "signature-missing", 4)]


def test_with_the_seal_gone_too_whatever_was_signed_since_counts_it(kept):
    kept.keep_account(account("wang"), by="admin", now=after(5), new=True)
    behind(kept, *cut_log(2, 4), delete(SEALS).where(SEALS.c.number == 2))
    assert ("seals", "missing", 3) in found(kept)
    behind(kept, delete(SEALS).where(SEALS.c.number == 3))
    assert ("seals", "cut", 3) in found(kept)  # the audit log was signed as the third


def test_a_seal_cannot_be_made_up(kept):
    with kept.database.reading() as connection:
        (last,) = connection.execute(select(SEALS).where(SEALS.c.number == 2)).mappings()
    forged = {**last, "entries": 2}
    forged["hash"] = hash_of(
        {key: value for key, value in forged.items() if key not in {"hash", "signature"}}
    )
    behind(kept, update(SEALS).where(SEALS.c.number == 2).values(**forged))
    assert ("seals", "unsigned", 2) in found(kept)


def test_a_line_that_was_sent_is_held_against_the_store(kept):
    line = kept.checkpoints()[-1].line
    kept.note([Changes("one", 4, (reminder(line=line),))], after(5))
    behind(kept, *cut_log(2, 4), delete(SEALS).where(SEALS.c.number == 2))
    assert ("seals", "cut", 2) in found(kept)


def test_the_very_last_of_all_shows_by_a_line_from_elsewhere_alone(kept):
    line = kept.checkpoints()[-1].line
    behind(kept, *cut_log(2, 4), delete(SEALS).where(SEALS.c.number == 2))
    assert found(kept) == []
    assert ("seals", "cut", 2) in found(kept, [line])
    assert ("log", "cut", 4) in found(kept, [line])


def test_a_line_is_read_as_it_was_printed_and_its_number_is_signed(kept):
    signed = kept.checkpoints()[-1]
    assert Checkpoint.from_line(signed.line, kept.about("store")) == signed
    other = signed.line.replace(f":{signed.seal}:", f":{signed.seal + 1}:")
    assert [(each.line, each.like) for each in check(kept, against=[other]).unmatched] == [
        (other, signed.line)
    ]


def test_signatures_of_a_store_that_says_it_is_older_are_counted_all_the_same(kept):
    behind(kept, update(ABOUT).where(ABOUT.c.name == "version").values(value="4"), *cut_log(2, 4))
    assert found(kept) == [("log", "cut", 4)]
    behind(kept, text("DROP TABLE seals"), text("DROP TABLE journal"))
    assert {each.name for each in check(kept).found} == {"seals", "journal"}


def sent(store):
    """Send one reminder, leave another waiting, answer a request."""
    store.open_channels(["file"])
    store.note([Changes("one", 4, (reminder("first"), reminder("second")))], after(5))
    (one, _) = store.claim("file", after(6), MINUTE, 5)
    store.settle(one, after(6))
    with store.replying("gis", "key", "request", after(6)):
        tell(store, "one", draft(minutes=6), minutes=6)
    store.keep_reply("gis", "key", "{}", after(6))


def named(store):
    return [(each.part, each.breach, each.name) for each in check(store).found]


def test_what_is_sent_and_answered_is_sound(kept):
    sent(kept)
    kept.note([Changes("one", 5, cancels=(("second", "{}"),))], after(7))
    kept.claim("file", after(30), MINUTE, 5)
    assert named(kept) == []
    assert kept.reply("gis", "key") == Reply("request", "one", 5, 5, "{}")
    kept.checkpoint(after(31))
    told = check(kept).journal
    assert told.rows == told.attested > 0


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (update(OUTBOX).where(OUTBOX.c.key == "first").values(body="x"), ("reminders", "edited", '["first"]')),
        (delete(OUTBOX).where(OUTBOX.c.key == "first"), ("reminders", "deleted", '["first"]')),
        (
            OUTBOX.insert().values(
                number=9, key="x", incident="one", obligation="", kind="due", limit="", planned="", noted="",
                body="{}",
            ),
            ("reminders", "inserted", '["x"]'),
        ),
        (
            update(DELIVERIES).where(DELIVERIES.c.key == "second").values(state="sent"),
            ("deliveries", "edited", '["second","file"]'),
        ),
        (
            update(DELIVERIES).where(DELIVERIES.c.key == "first").values(state="waiting"),
            ("deliveries", "edited", '["first","file"]'),
        ),
        (
            delete(DELIVERIES).where(DELIVERIES.c.key == "second"),
            ("deliveries", "deleted", '["second","file"]'),
        ),
        (update(REPLIES).values(body="[]"), ("replies", "edited", '["gis","key"]')),
        (update(REPLIES).values(last=9), ("replies", "edited", '["gis","key"]')),
        (delete(REPLIES), ("replies", "deleted", '["gis","key"]')),
        (
            REPLIES.insert().values(
                who="li", key="k", request="r", at=stamp(NOW), incident="one", first=1, last=1
            ),
            ("replies", "inserted", '["li","k"]'),
        ),
    ],
)  # fmt: skip
def test_what_was_sent_or_answered_and_changed_behind_the_programs_back_is_named(kept, statement, told):
    sent(kept)
    behind(kept, statement)
    assert [each for each in named(kept) if each[1] != "answered"] == [told]


def test_an_entry_behind_the_last_seal_that_is_gone_alone_is_named_where_somebody_was_told_of_it(kept):
    sent(kept)
    tell(kept, "one", draft(minutes=7), minutes=7)
    last = kept.rows("one")[-1]
    behind(kept, delete(ENTRIES).where(ENTRIES.c.seq == last.seq))
    assert named(kept) == []  # of this nobody was told under a key: nothing in the store tells of it
    behind(kept, delete(ENTRIES).where(ENTRIES.c.seq == last.seq - 1))
    (told,) = check(kept).found
    assert (told.part, told.breach, told.incident, told.number) == ("log", "answered", "one", 5)
    assert told.words.en == "entry 5 of incident one is gone: a request was told that it was entered"


def test_an_edit_with_a_row_of_the_journal_made_up_for_it_is_found_once_that_was_sealed(kept):
    sent(kept)
    kept.checkpoint(after(7))
    behind(kept, delete(REPLIES), delete(JOURNAL).where(JOURNAL.c.part == "replies"))
    assert {(part, breach) for part, breach, _ in found(kept)} == {("journal", "cut")}


def test_the_journal_is_sealed_every_so_many_rows(kept):
    kept.note([Changes("one", 4, tuple(reminder(f"k{each}") for each in range(100)))], after(5))
    assert check(kept).journal.attested == 100
    behind(
        kept,
        delete(SEALS).where(SEALS.c.number == 3),
        *(delete(each).where(each.c.seal == 3) for each in (CHECKPOINTS, AUDIT_CHECKPOINTS)),
    )
    assert ("journal", "signature-missing", 100) in found(kept)


def test_what_an_older_version_kept_is_taken_over_as_it_is(kept, place, tmp_path):
    sent(kept)
    kept.keep_account(account("wang"), by="admin", now=after(8), new=True)
    behind(
        kept, text("DROP TABLE seals"), text("DROP TABLE journal"), text("ALTER TABLE checkpoints DROP COLUMN seal"),
        text("ALTER TABLE audit_checkpoints DROP COLUMN seal"), text("DELETE FROM checkpoints"), text("DELETE FROM audit_checkpoints"),
        update(ABOUT).where(ABOUT.c.name == "version").values(value="4"),
    )  # fmt: skip
    again = RoomStore(place, key=tmp_path / "room.key")
    again.prepare()
    assert found(again) == []
    told = check(again).journal
    assert (told.rows, told.attested, told.seals) == (5, 5, 1)
    behind(again, delete(REPLIES))
    assert named(again) == [("replies", "deleted", '["gis","key"]')]
    again.close()


def test_a_cut_that_goes_back_through_all_that_is_signed_is_a_store_of_that_day(kept):
    """What remains: nothing in the store itself tells it from one that was put back from an old copy."""
    kept.keep_account(account("wang"), by="admin", now=after(5), new=True)
    line = kept.audit_line()
    behind(
        kept, *cut_log(2, 4), delete(SEALS).where(SEALS.c.number > 1), delete(AUDIT), delete(AUDIT_CHECKPOINTS),
        delete(ACCOUNTS),
    )  # fmt: skip
    assert found(kept) == []
    assert ("seals", "cut", 3) in found(kept, [line])
