"""Many incidents asked about again and again: each goes on from the last look at it, and says what a new look says."""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.api import default_library
from respond.desk import due, handover, handover_sheet, overview, renewed, status
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


def said(number, what, known):
    """Give an entry of a vaccine incident: a figure, a change of the response, a report made, or a note."""
    texts = {
        "figure": ("observation", {"facts": {"deaths": str(number)}}),
        "open": ("observation", {"facts": {"deaths": f"{number}+"}}),
        "response": ("event", {"events": {"response_started": {"level": "II" if number % 2 else "III"}}}),
        "ended": ("event", {"events": {"terminated": {}}}),
        "report": ("act", {"did": [{"duty": "report-up"}]}),
        "note": ("note", {"note": {"zh": f"电话{number}"}}),
    }
    kind, content = texts[what]
    return Draft(kind, known, content)


KINDS_SAID = st.sampled_from(["figure", "figure", "open", "response", "ended", "report", "note", "note"])
MINUTES = st.integers(0, 90)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.lists(st.tuples(KINDS_SAID, st.integers(0, 6)), max_size=3),
            MINUTES,
            MINUTES,
        ),
        min_size=2,
        max_size=6,
    )
)
def test_a_shift_is_handed_over_as_if_nobody_had_looked_before(shifts):
    """Whatever is entered between two looks, at whatever moments, since whenever the shift is told."""
    library, now = default_library(), FIRST
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store.db", key=Path(folder) / "key")
        for number in range(3):
            opening = {
                "respond": "incident/1", "id": f"n{number}", "title": {"zh": "示例"}, "plans": ["vaccine-quality"],
                "occurred": now.isoformat(), "facts": {"quality_suspected": "yes", "deaths": str(number)},
                "events": {"received": now.isoformat()},
            }  # fmt: skip
            draft = Draft("opened", now, opening)
            store.add(f"n{number}", lambda _, draft=draft: [draft], by="b", now=now, new=True)
        for which, entries, gone, back in shifts:
            drafts = [said(number, what, now) for what, number in entries]
            if drafts:
                store.add(f"n{which}", lambda _, drafts=drafts: drafts, by="b", now=now)
            now += timedelta(minutes=gone)
            fresh = Store(store.database.path, readonly=True)
            asked = {"now": now, "since": now - timedelta(minutes=back), "ahead": SHIFT}
            found, wanted = (handover(each, library, **asked) for each in (store, fresh))
            assert data_of_thing(found) == data_of_thing(wanted)
            assert handover_sheet(found, "zh") == handover_sheet(wanted, "zh")
            fresh.close()
        store.close()


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


def test_a_shift_that_begins_later_words_nothing_anew_where_nothing_was_entered_between(kept, monkeypatch):
    """Without a roster every question of the interface is about a shift of its own."""
    store, last = kept
    library, now = default_library(), last + timedelta(days=2)
    handover(store, library, now=now, since=now - SHIFT, ahead=SHIFT)
    moved = {"now": now + timedelta(microseconds=2), "since": now - SHIFT + timedelta(seconds=1)}
    fresh = Store(store.database.path, readonly=True)
    wanted = handover(fresh, library, **moved, ahead=SHIFT)
    fresh.close()
    monkeypatch.setattr(sys.modules["respond.desk.shift"], "entries_of", None)
    assert data_of_thing(handover(store, library, **moved, ahead=SHIFT)) == data_of_thing(wanted)


def test_a_list_finds_all_worked_out_ahead(tmp_path, monkeypatch):
    store, last = opened(tmp_path / "store.db", tmp_path / "key")
    library, now = default_library(), last + timedelta(minutes=1)
    assert [*renewed(store, library, lambda: now)] == [*NAMES]
    monkeypatch.setattr(sys.modules["respond.situation.situate"], "obligations_of", None)
    assert overview(store, library, now=now).incidents
    store.close()


def test_what_is_asked_is_counted_for_a_shift_without_the_answers(kept, monkeypatch):
    store, last = kept
    library, now = default_library(), last + timedelta(days=5)
    fresh = Store(store.database.path, readonly=True)
    wanted = handover(fresh, library, now=now, since=now - SHIFT, ahead=SHIFT)
    fresh.close()
    asked = [sum(bool(each.levels) for each in one.situation.leading.questions) for one in wanted.incidents]
    monkeypatch.setattr(sys.modules["respond.situation.situate"], "answer_of", None)
    found = handover(store, library, now=now, since=now - SHIFT, ahead=SHIFT)
    assert [one.questions for one in found.incidents] == asked


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
