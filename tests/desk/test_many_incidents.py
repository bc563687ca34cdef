"""Many incidents asked about again and again: each goes on from the last look at it, and says what a new look says."""

import sys
from datetime import datetime, timedelta

import pytest

from respond.api import default_library
from respond.desk import due, handover, overview, renewed, status
from respond.plan import shipped
from respond.situation import data_of as data_of_thing
from respond.store import Draft, Store
from respond.yaml import data_of, parse, read_source

NAMES = ("fire-growing", "vaccine-whole-course", "cra-router-exploited", "severity-payments-down")
LATER = (
    timedelta(), timedelta(seconds=1), timedelta(minutes=31), timedelta(hours=23, minutes=59),
    timedelta(days=20, hours=2), timedelta(days=200),
)  # fmt: skip
SHIFT = timedelta(hours=12)
FIRST = datetime.fromisoformat("2026-03-15T12:00+08:00")
"""When a long shift began in which some of them were opened."""


KINDS = {"facts": "observation", "events": "event", "did": "act"}


def drafts_of(file):
    """Give the entries that an incident file comes to: what opened it, and one for each thing a step tells."""
    steps = file.pop("then", [])
    first = file.get("events", {}).get("received") or file["occurred"]
    yield Draft("opened", datetime.fromisoformat(first), file)
    for step in steps:
        known = datetime.fromisoformat(step["at"])
        yield from (Draft(kind, known, {name: step[name]}) for name, kind in KINDS.items() if name in step)


def opened(path, key):
    """Give a store with some of the shipped incidents, and since when all of them are known."""
    store = Store(path, key=key)
    for name in NAMES:
        file = data_of(parse(read_source(shipped("scenarios") / "incidents" / f"{name}.yaml")))
        drafts = [*drafts_of(file)]
        last = max(each.known for each in drafts)
        store.add(name, lambda _, drafts=drafts: drafts, by="b", now=last, new=True)
    return store, max(row.known_at for row in store.rows())


def told(store, library, now):
    """Give all that is told of many incidents."""
    found = overview(store, library, now=now, ended=True)
    return {
        "overview": data_of_thing(found),
        "due": data_of_thing(due(store, library, now=now)),
        "handover": data_of_thing(handover(store, library, now=now, since=now - SHIFT, ahead=SHIFT)),
        "same shift": data_of_thing(handover(store, library, now=now, since=FIRST, ahead=SHIFT)),
        "obligations": [one for each in found.incidents for one in each.situation.obligations],
    }


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    store, last = opened(folder / "store.db", folder / "key")
    yield store, last
    store.close()


def test_a_look_that_goes_on_says_what_a_new_one_says(kept):
    # a second or two: a new look at every moment is what it is held against
    store, last = kept
    library = default_library()
    for length in LATER:
        now = last + length
        fresh = Store(store.database.path, readonly=True)
        assert told(store, library, now) == told(fresh, library, now), length
        fresh.close()


def test_a_clock_set_back_and_a_new_entry_are_seen(kept):
    store, last = kept
    library, now = default_library(), last + timedelta(days=1)
    told(store, library, now)
    store.add(
        "fire-growing", lambda _: [Draft("observation", now, {"facts": {"deaths": "12"}})], by="b", now=now
    )
    for moment in (now, now - timedelta(hours=5)):
        fresh = Store(store.database.path, readonly=True)
        assert told(store, library, moment) == told(fresh, library, moment)
        fresh.close()


def test_one_that_was_merged_is_not_shown_as_it_was(tmp_path):
    store, last = opened(tmp_path / "store.db", tmp_path / "key")
    library, now = default_library(), last + timedelta(minutes=1)
    overview(store, library, now=now, ended=True)
    merged = {"to": "vaccine-whole-course", "relation": "merged-into"}
    store.add("fire-growing", lambda _: [Draft("link", now, merged)], by="b", now=now)
    found = {one.incident: one for one in overview(store, library, now=now, ended=True).incidents}
    assert (found["fire-growing"].merged_into, found["fire-growing"].next) == ("vaccine-whole-course", None)
    store.close()


def test_how_late_something_is_grows_with_every_look(kept):
    store, last = kept
    library, now = default_library(), last + timedelta(days=3)
    looks = [overview(store, library, now=now + timedelta(seconds=each)) for each in (0, 1)]
    late = [{one.next.id: one.next.late for one in look.incidents if one.next.late} for look in looks]
    assert late[0]
    assert late[1] == {name: length + timedelta(seconds=1) for name, length in late[0].items()}
    assert [look.incidents[0].situation.now for look in looks] == [look.now for look in looks]


def test_nothing_is_worked_out_where_nothing_can_have_changed(kept, monkeypatch):
    store, last = kept
    library, now = default_library(), last + timedelta(days=2)
    overview(store, library, now=now, ended=True)
    monkeypatch.setattr(sys.modules["respond.situation.situate"], "obligations_of", None)
    overview(store, library, now=now + timedelta(microseconds=1), ended=True)


def test_nothing_that_is_past_is_worked_out_anew_for_a_shift(kept, monkeypatch):
    store, last = kept
    library, now = default_library(), last + timedelta(days=2)
    for minutes in range(2):
        later = now + timedelta(microseconds=minutes)
        handover(store, library, now=later, since=now - SHIFT, ahead=SHIFT)
        monkeypatch.setattr(sys.modules["respond.desk.shift"], "level_then", None)
        monkeypatch.setattr(sys.modules["respond.desk.shift"], "entries_of", None)


def test_a_list_finds_all_worked_out_ahead(tmp_path, monkeypatch):
    store, last = opened(tmp_path / "store.db", tmp_path / "key")
    library, now = default_library(), last + timedelta(minutes=1)
    assert [*renewed(store, library, lambda: now)] == [*NAMES]
    monkeypatch.setattr(sys.modules["respond.situation.situate"], "obligations_of", None)
    assert overview(store, library, now=now).incidents
    store.close()


def test_a_shift_is_handed_over_without_working_out_again_what_is_owed(tmp_path, monkeypatch):
    """How things stood before asks for the level alone, and the answers go by what was found to be owed ahead."""
    store, last = opened(tmp_path / "store.db", tmp_path / "key")
    library, now = default_library(), last + timedelta(minutes=1)
    assert [*renewed(store, library, lambda: now)] == [*NAMES]
    fresh = Store(store.database.path, readonly=True)
    wanted = handover(fresh, library, now=now, since=now - SHIFT, ahead=SHIFT)
    monkeypatch.setattr(sys.modules["respond.situation.situate"], "obligations_of", None)
    found = handover(store, library, now=now, since=now - SHIFT, ahead=SHIFT)
    assert data_of_thing(found) == data_of_thing(wanted)
    assert any(each.before is not None for each in found.incidents)
    store.close()
    fresh.close()


def test_only_what_was_entered_since_is_put_into_words(kept, monkeypatch):
    store, last = kept
    library, telling = default_library(), sys.modules["respond.desk.telling"]
    worded = []
    said = telling._said
    monkeypatch.setattr(telling, "_said", lambda entry, *more: worded.append(entry) or said(entry, *more))
    whole = telling.told(store, library, "vaccine-whole-course", now=last)
    put_into_words, since = len(worded), whole.entries[-2].known
    worded.clear()
    later = telling.told(store, library, "vaccine-whole-course", now=last, since=since)
    assert later.entries == tuple(each for each in whole.entries if each.known >= since)
    assert later.earlier == len(whole.entries) - len(later.entries)
    assert 0 < len(worded) < put_into_words


def test_a_list_holds_nothing_of_answers_nobody_asked_for_but_gives_them(kept):
    store, last = kept
    library, now = default_library(), last + timedelta(days=4)
    for one in overview(store, library, now=now, ended=True).incidents:
        told_alone = status(store, library, one.incident, now=now)
        assert (one.situation.answers, one.situation.skipped) == (told_alone.answers, told_alone.skipped)
