"""The moves of exercises played live, as a store keeps them: appended, chained, each request carried out once."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from damage import behind
from sqlalchemy import text as sql

from respond.api import default_library
from respond.desk import check
from respond.errors import InputError, Text
from respond.exercise import Playing, opening, play_of
from respond.plan import shipped
from respond.store import RoomStore

NOW = datetime.fromisoformat("2026-11-21T09:30+08:00")
SCENARIO = (Path(str(shipped("scenarios"))) / "fire-wind-shift.yaml").read_text("utf-8")


@pytest.fixture
def store(tmp_path):
    made = RoomStore(tmp_path / "drill.db", key=tmp_path / "store.key", exercise=True)
    yield made
    made.close()


@pytest.fixture
def opened(store):
    first = opening(SCENARIO, Text("一队", "team one"), None, default_library())
    store.add_moves("drill", lambda _: [first], by="director", now=NOW, new=True)
    return store


def do(store, name, *given, now=NOW, key=None, request=None, by="director"):
    def make(moves):
        return getattr(Playing(play_of("drill", moves), now, default_library()), name)(*given)

    return store.add_moves("drill", make, by=by, now=now, key=key, request=request)


def codes(call):
    with pytest.raises(InputError) as caught:
        call()
    return [each.code for each in caught.value.faults]


def test_moves_are_kept_in_their_order_and_read_again_from_the_file(opened, tmp_path):
    do(opened, "run", 1)
    do(opened, "step", 10, now=NOW + timedelta(minutes=2))
    again = RoomStore(tmp_path / "drill.db", key=tmp_path / "store.key", exercise=True)
    moves = again.moves("drill")
    assert [(each.number, each.kind, each.at, each.by) for each in moves] == [
        (1, "opened", "+00:00", "director"), (2, "clock", "+00:00", "director"), (3, "clock", "+00:02", "director"),
    ]  # fmt: skip
    assert play_of("drill", moves).offset(NOW + timedelta(minutes=3)) == "+00:13"
    assert [(each.id, each.moves) for each in again.plays()] == [("drill", 3)]
    again.close()


def test_a_play_is_opened_once_and_must_be_there(opened):
    first = opening(SCENARIO, Text("二队", "team two"), None, default_library())
    assert codes(lambda: opened.add_moves("drill", lambda _: [first], by="d", now=NOW, new=True)) == ["E691"]
    assert codes(lambda: opened.moves("dril")) == ["E690"]
    assert codes(lambda: opened.add_moves("other", lambda _: [], by="d", now=NOW)) == ["E690"]


def both(store, name, *given, key=None, request=None):
    def make(kept):
        return [
            getattr(Playing(play_of("drill", each), NOW, default_library()), name)(*given) for each in kept
        ]

    return store.add_moves_to_all(["drill", "other"], make, by="director", now=NOW, key=key, request=request)


def test_moves_of_several_plays_are_kept_all_or_none(opened):
    assert codes(lambda: both(opened, "run", 1)) == ["E690"]
    assert len(opened.moves("drill")) == 1, "the other was not there"
    first = opening(SCENARIO, Text("二队", "team two"), None, default_library())
    opened.add_moves("other", lambda _: [first], by="d", now=NOW, new=True)
    assert codes(lambda: both(opened, "jump", "+99:00")) == ["E693"]
    made = both(opened, "run", 1, key="k", request="run")
    assert [[(each.number, each.kind) for each in own] for own in made] == [[(2, "clock")]] * 2
    assert both(opened, "run", 1, key="k", request="run") == made
    assert codes(lambda: both(opened, "run", 6, key="k", request="faster")) == ["E939"]
    assert [len(opened.moves(name)) for name in ("drill", "other")] == [2, 2]


def test_a_store_for_real_work_keeps_none(tmp_path):
    real = RoomStore(tmp_path / "real.db", key=tmp_path / "store.key")
    assert codes(lambda: real.add_moves("drill", lambda _: [], by="d", now=NOW, new=True)) == ["E966"]
    real.close()


def test_what_was_sent_twice_under_one_key_is_carried_out_once_for_each_person(opened):
    made = do(opened, "run", 1, key="k", request="run")
    assert do(opened, "run", 1, key="k", request="run") == made
    assert codes(lambda: do(opened, "step", 5, key="k", request="step")) == ["E939"]
    do(opened, "step", 5, key="k", request="step", by="other")
    assert len(opened.moves("drill")) == 3


def test_a_refused_move_keeps_nothing(opened):
    assert codes(lambda: do(opened, "jump", "+999:00")) == ["E693"]
    assert len(opened.moves("drill")) == 1


def test_a_clock_set_back_writes_no_move_before_the_last(opened):
    do(opened, "run", 1, now=NOW + timedelta(hours=1))
    do(opened, "run", 0, now=NOW)
    reals = [each.real for each in opened.moves("drill")]
    assert reals == sorted(reals)


@pytest.mark.parametrize(
    ("harm", "broken"),
    [
        ('UPDATE moves SET body = \'{"speed":"60"}\' WHERE number = 2', "drill"),
        ("UPDATE moves SET \"at\" = '+01:00' WHERE number = 3", "drill"),
        ("DELETE FROM moves WHERE number = 2", "drill"),
        ("UPDATE moves SET play = 'other' WHERE number > 1", "other"),
    ],
)
def test_what_was_changed_after_it_was_written_is_told_and_not_played(opened, harm, broken):
    do(opened, "run", 1)
    do(opened, "run", 0)
    with opened.database.writing() as connection:
        connection.execute(sql(harm))
    assert [each.moves for each in opened.plays() if each.id == broken] != []
    assert codes(lambda: opened.moves(broken)) == ["E698"]
    assert codes(lambda: opened.add_moves(broken, lambda _: [], by="d", now=NOW)) == ["E698"]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE moves SET body='{}' WHERE number=2", [("moves", "changed", 2)]),
        ("UPDATE moves SET number=9 WHERE number=2", [("moves", "changed", 3), ("plays", "edited", 3)]),
        ("DELETE FROM moves WHERE number=2", [("moves", "changed", 3)]),
        ("DELETE FROM moves WHERE number=3", [("plays", "edited", 3)]),
        ("DELETE FROM moves", [("plays", "deleted", 3)]),
    ],
)
def test_a_check_of_the_store_names_a_play_that_is_not_as_it_was_played(opened, statement, told):
    do(opened, "run", 1)
    do(opened, "step", 10, now=NOW + timedelta(minutes=2))
    assert check(opened).sound
    behind(opened, sql(statement))
    found = check(opened).found
    assert sorted((each.part, each.breach, each.seq) for each in found) == told
    assert all("drill" in each.words.zh for each in found)
