"""Whatever is changed, taken out, put in, moved, cut off or written anew shows, and where it is."""

import random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from logs import BODIES, after, draft, open_, tell

from respond.errors import InputError
from respond.log import Last, chained, origin_of
from respond.store import Checkpoint, Draft, Store, StoreKey, verify

KINDS = list(BODIES)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Keep a log of two incidents, signed at its end."""
    folder = tmp_path_factory.mktemp("kept")
    store = Store(folder / "store.db", key=folder / "store.key")
    for name in ("one", "two"):
        open_(store, name)
    for minutes in range(1, 30):
        tell(
            store,
            "two" if minutes % 3 else "one",
            draft(KINDS[minutes % len(KINDS)], minutes),
            minutes=minutes,
        )
    store.checkpoint(after(40))
    return store


def checked(store, rows=None, signed=None, **more):
    rows = store.rows() if rows is None else rows
    signed = store.checkpoints() if signed is None else signed
    return verify(rows, signed, store.about("store"), store.about("key"), **more)


def test_a_log_as_it_was_written_is_sound(store):
    open_(store)
    tell(store)
    found = checked(store)
    assert (found.sound, found.rows, found.attested, found.checkpoints) == (True, 2, 0, 0)
    store.checkpoint(after(2))
    assert (checked(store).sound, checked(store).attested) == (True, 2)


def test_the_close_of_an_incident_is_signed(store):
    open_(store)
    tell(store, "one", Draft("event", after(1), {"events": {"closed": None}}, decides=True))
    assert [each.count for each in store.checkpoints()] == [2]


def test_many_entries_are_signed_on_the_way(store):
    open_(store)
    tell(store, "one", *[draft() for _ in range(99)])
    tell(store, "one", *[draft() for _ in range(30)])
    assert [each.count for each in store.checkpoints()] == [100]


def test_a_head_printed_on_paper_shows_a_cut_tail(kept):
    (signed,) = kept.checkpoints()
    printed = Checkpoint.from_line(f" {signed.line[:30]}\n{signed.line[30:]} ", kept.about("store"))
    assert printed == signed
    cut = kept.rows()[:-4]
    assert checked(kept, cut, ()).sound  # a chain alone does not show it
    (found,) = checked(kept, cut, (), printed=[printed]).tampering
    assert (found.breach, found.seq) == ("cut", signed.count)


def test_a_log_written_anew_shows(kept):
    rows, last = [], Last(0, origin_of(kept.about("store")), 0, origin_of(kept.about("store")), "")
    for row in kept.rows():
        if row.incident != "two":
            continue
        rows.append(
            chained(
                Draft(row.kind, row.known_at, {**row.data, "title": {"zh": "别的"}}),
                "two",
                row.by,
                row.recorded_at,
                last,
                row.answers,
            )
        )
        last = last.after(rows[-1])
    assert checked(kept, rows, ()).sound
    assert not checked(kept, rows).sound


def test_a_signature_of_another_key_is_none(kept, tmp_path):
    (signed,) = kept.checkpoints()
    other = StoreKey.kept(tmp_path / "other.key").sign(
        kept.about("store"), after(50), signed.count, signed.head
    )
    (found,) = checked(kept, signed=[other]).tampering
    assert found.breach == "unsigned"


@pytest.mark.parametrize("line", ["", "1:2:3", "x:20261121T010000000000Z:ab:cd", "5:yesterday:ab:cd", "5:::"])
def test_what_is_no_printed_line(line):
    with pytest.raises(InputError) as raised:
        Checkpoint.from_line(line, "s")
    assert [each.code for each in raised.value.faults] == ["E846"]


def tampered(rows, random_):
    """Change a log in one way of those somebody with the file could; give it and about where."""
    rows = list(rows)
    at = random_.randrange(len(rows))
    way = random_.choice(
        [
            "body",
            "by",
            "kind",
            "known",
            "recorded",
            "answers",
            "restamped",
            "removed",
            "moved",
            "put in",
            "cut",
        ]
    )
    row = rows[at]
    if way in {"body", "by", "kind", "known", "recorded"}:
        rows[at] = evolve(row, **{way: getattr(row, way) + "x"})
    elif way == "answers":
        rows[at] = evolve(row, answers=(row.answers or 0) + 1)
    elif way == "restamped":
        changed = evolve(row, by=row.by + "x")
        rows[at] = evolve(changed, hash=changed.right_hash)
    elif way == "removed":
        del rows[at]
        if random_.random() < 0.5:
            rows = [evolve(each, seq=place) for place, each in enumerate(rows, 1)]
    elif way == "moved":
        other = random_.choice([place for place in range(len(rows)) if place != at])
        rows[at], rows[other] = evolve(rows[other], seq=at + 1), evolve(row, seq=other + 1)
    elif way == "put in":
        new = evolve(row, by="somebody", seq=at + 1)
        rows.insert(at, evolve(new, hash=new.right_hash))
        rows = [evolve(each, seq=place) for place, each in enumerate(rows, 1)]
    else:
        rows = rows[:at]
    return way, at, tuple(rows)


def test_a_thousand_tamperings_are_found_and_their_place_is_told(kept):
    rows, random_ = kept.rows(), random.Random(7)
    signed, name, key = kept.checkpoints(), kept.about("store"), kept.about("key")
    ways = set()
    for _ in range(1000):
        way, at, changed = tampered(rows, random_)
        found = verify(changed, signed, name, key).tampering
        assert found, (way, at)
        ways.add(way)
        if way in {"body", "by", "kind", "known", "recorded", "answers"}:
            assert (found[0].breach, found[0].seq) == ("changed", at + 1)
        elif way == "restamped" and at < len(rows) - 1:
            assert (found[0].breach, found[0].seq) == ("out-of-place", at + 2)
        elif way == "cut":
            assert (found[0].breach, found[0].seq) == ("cut", len(rows))
        elif at < len(rows) - 1:
            assert min(each.seq for each in found) <= at + 2
    assert len(ways) == 11


@given(st.integers(0, 10_000))
def test_any_line_printed_is_read_again(number):
    checkpoint = Checkpoint("s", "2026-11-21T01:12:00.000001+00:00", number, "ab" * 32, "sig")
    assert Checkpoint.from_line(checkpoint.line, "s") == checkpoint
