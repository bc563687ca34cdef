"""No signature is put under a log that is not as it was written: none that is asked for, and none in passing."""

import pytest
from damage import behind
from logs import NOW, after, open_, tell
from sqlalchemy import text

from respond.errors import InputError
from respond.log import Row
from respond.store import Draft, RoomStore, verify
from respond.store.rows import SIGNED_EVERY


@pytest.fixture
def kept(tmp_path):
    """Keep two incidents in two regions, signed once, with a row more."""
    store = RoomStore(tmp_path / "store.db", key=tmp_path / "store.key")
    for name in ("one@141122", "two@141125"):
        open_(store, name)
    store.audit("admin", "entered-room", "x", NOW)
    store.checkpoint(after(1))
    tell(store, "two@141125", minutes=2)
    return store


def refusal(store) -> str:
    """Give what a signature is refused with."""
    with pytest.raises(InputError) as raised:
        store.checkpoint(after(9))
    (found,) = raised.value.faults
    assert found.code == "E977"
    return found.problem.zh


@pytest.mark.parametrize(
    ("how", "where"),
    [
        (
            "UPDATE entries SET body=replace(body, '疫苗', '食品') WHERE seq=1",
            "事件 `one@141122` 第1条（库中第1条）",
        ),
        ("UPDATE entries SET body='{' WHERE seq=3", "事件 `two@141125` 第2条（库中第3条）"),
        ("DELETE FROM entries WHERE seq=1", "第1条（库中第2条）"),
        ("DELETE FROM entries WHERE seq>=2", "库中第2条"),
        ("UPDATE checkpoints SET signature='x'", "库中第2条"),
        ("UPDATE audit SET who='nobody' WHERE seq=1", "审计记录第1条"),
    ],
)
def test_what_was_changed_is_refused_by_its_place(kept, how, where):
    before = kept.checkpoints()
    behind(kept, text(how))
    assert where in refusal(kept)
    assert len(kept.checkpoints()) == len(before)


def test_what_was_signed_and_seen_before_is_checked_again(kept):
    assert kept.rows("one@141122")
    kept.checkpoint(after(3))
    behind(kept, text("UPDATE entries SET body=replace(body, '疫苗', '食品') WHERE seq=1"))
    refusal(kept)


def test_an_incident_elsewhere_is_not_named(kept):
    behind(kept, text("UPDATE entries SET body=replace(body, '疫苗', '食品') WHERE seq=1"))
    assert "one@" not in refusal(kept.seen_from(("141125",)))


def test_a_sound_log_is_signed(kept):
    assert kept.checkpoint(after(9)).count == 3


# Signatures that are made in the middle of an entry.

CHANGED_SINCE = [
    "UPDATE entries SET body=replace(body, '疫苗', '食品') WHERE seq=2",
    "UPDATE entries SET body=body || ' ' WHERE seq=3",
    "DELETE FROM entries WHERE seq=2",
    "UPDATE checkpoints SET signature='x'",
    "DELETE FROM checkpoints",
    "UPDATE seals SET entries_head='x'",
    "UPDATE audit SET who='nobody' WHERE seq=1",
    "DELETE FROM audit WHERE seq=1",
]


def close(store, name="two@141125", minutes=5):
    """Enter that an incident was closed, which is signed at once."""
    ended = Draft("event", after(minutes), {"events": {"closed": None}}, decides=True)
    return tell(store, name, ended, minutes=minutes, seen=store.rows(name)[-1].number)[-1]


def told(store, name="two@141125"):
    return tell(store, name, minutes=3)[-1]


def heads(store):
    return [each.count for each in store.checkpoints()], len(store.state().sealed.seals)


@pytest.mark.parametrize("how", CHANGED_SINCE)
def test_none_is_made_at_a_closing_of_what_was_changed_and_the_entry_is_kept(kept, how):
    behind(kept, text(how))
    before = heads(kept)
    row = close(kept)
    assert kept.rows("two@141125")[-1] == row
    assert heads(kept) == before
    assert "与写入、签名时不同" in kept.left_unsigned(row).zh
    refusal(kept)


def test_none_is_made_of_the_hundredth_row_and_the_next_entry_is_kept_and_told_too(kept):
    behind(kept, text("UPDATE entries SET body=replace(body, '疫苗', '食品') WHERE seq=2"))
    rows = [told(kept) for _ in range(SIGNED_EVERY + 2)]
    assert [each.count for each in kept.checkpoints()] == [2]
    unsigned = [kept.left_unsigned(row) is not None for row in rows]
    assert unsigned == [row.seq - 2 >= SIGNED_EVERY for row in rows]


def test_one_is_made_of_a_sound_log_and_says_nothing(kept):
    row = close(kept)
    assert kept.checkpoints()[-1].count == row.seq
    assert kept.left_unsigned(row) is None
    assert kept.left_unsigned(told(kept)) is None


def test_what_was_put_right_is_signed_again(kept):
    behind(kept, text("UPDATE entries SET body=replace(body, '疫苗', '食品') WHERE seq=2"))
    close(kept)
    behind(kept, text("UPDATE entries SET body=replace(body, '食品', '疫苗') WHERE seq=2"))
    row = close(kept, "one@141122", minutes=7)
    assert kept.checkpoints()[-1].count == row.seq
    assert verify(kept.state().rows, kept.checkpoints(), kept.about("store"), kept.about("key")).sound


def test_only_what_came_since_the_last_one_is_read(kept, monkeypatch):
    """However long the log is; what was changed before is found by every check, for the head tells nothing of it."""
    read = []
    hashed = Row.right_hash.fget
    monkeypatch.setattr(Row, "right_hash", property(lambda self: read.append(self.seq) or hashed(self)))
    row = close(kept)
    assert read == [2, 3, row.seq]
