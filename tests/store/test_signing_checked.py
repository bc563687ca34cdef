"""No signature that somebody asks for is put under a log that is not as it was written."""

import pytest
from damage import behind
from logs import NOW, after, open_, tell
from sqlalchemy import text

from respond.errors import InputError
from respond.store import RoomStore


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
