"""A store for exercises: marked when it is made, refused to real work, and no real incident goes into it."""

from datetime import datetime

import pytest

from respond.errors import InputError
from respond.store import Draft, RoomStore, Store, WatchedStore

NOW = datetime.fromisoformat("2026-11-21T09:30+08:00")


@pytest.fixture
def opened(place, tmp_path):
    """Open the store at the place, for an exercise or not, as many times as wanted."""
    made = []

    def open_(*, exercise: bool, kind=Store, readonly=False):
        made.append(kind(place, key=tmp_path / "store.key", exercise=exercise, readonly=readonly))
        return made[-1]

    yield open_
    for store in made:
        store.close()


def entered(store, name, mode):
    said = {"respond": "incident/1", "id": name, "title": {"zh": name}, "plans": ["x"]}
    said |= {"mode": mode} if mode else {}
    return store.add(name, lambda _: [Draft("opened", NOW, said)], by="值班室", now=NOW, new=True)


def refused(call, *arguments):
    with pytest.raises(InputError) as told:
        call(*arguments)
    return [each.code for each in told.value.faults]


@pytest.mark.parametrize("kind", [Store, WatchedStore, RoomStore])
def test_a_store_made_for_exercises_is_refused_to_real_work(opened, kind):
    entered(opened(exercise=True), "drill", "exercise")
    real = opened(exercise=False, kind=kind)
    assert refused(real.incidents) == ["E966"]
    assert refused(real.rows, "drill") == ["E966"]
    assert refused(real.checkpoint, NOW) == ["E966"]
    assert refused(entered, real, "fire", "real") == ["E966"]
    again = opened(exercise=True, kind=kind)
    assert [each.id for each in again.incidents()] == ["drill"]
    assert again.about("use") == "exercise"


def test_a_store_for_real_work_is_refused_to_exercises(opened):
    entered(opened(exercise=False), "fire", "real")
    practised = opened(exercise=True)
    assert refused(practised.incidents) == ["E966"]
    assert refused(entered, practised, "drill", "exercise") == ["E966"]
    assert opened(exercise=False).about("use") == ""


def test_one_that_is_only_read_is_refused_as_well(opened):
    entered(opened(exercise=True), "drill", "exercise")
    assert refused(opened(exercise=False, readonly=True).incidents) == ["E966"]
    assert len(opened(exercise=True, readonly=True).incidents()) == 1


@pytest.mark.parametrize("mode", ["real", None])
def test_a_real_incident_is_refused_and_nothing_of_it_kept(opened, mode):
    store = opened(exercise=True)
    assert refused(entered, store, "fire", mode) == ["E966"]
    assert store.incidents() == ()
    assert [entered(store, name, name)[0].number for name in ("exercise", "test")] == [1, 1]


def test_exercises_may_still_stand_beside_real_incidents(opened):
    store = opened(exercise=False)
    for mode in ("real", "exercise"):
        entered(store, mode, mode)
    assert len(store.incidents()) == 2


def test_a_place_where_nothing_is_can_become_either(opened):
    assert opened(exercise=True).incidents() == ()
    entered(opened(exercise=False), "fire", None)
    assert refused(opened(exercise=True).incidents) == ["E966"]
