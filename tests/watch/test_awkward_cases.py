"""What happens in awkward cases: each row of the table in docs/watching.md."""

from datetime import datetime, timedelta

import pytest
from damage import SPOILT, spoiling, touch
from watching import REPORT, Basket, at, kind_of

from respond.api import default_library
from respond.desk import Decision
from respond.errors import InputError
from respond.situation import lasting
from respond.store import Store, WatchedStore, incident_of
from respond.watch import faults_of

SETTLED = {"quality_suspected": "yes", "deaths": "0", "rare_cases": "0", "serious_cases": "0"} | {
    f"other_{name}": {"value": "no", "by": "market-regulator"}
    for name in ("especially_serious", "serious", "fairly_large", "general")
}
GRAVER = "jiaocheng/vaccine-quality#report-i-iii#1"


def keys(post):
    return [each["key"] for each in post.basket.got]


def test_the_level_is_raised(both):
    both.open(facts=SETTLED)
    both.go("09:12")
    assert both.told(GRAVER) == []
    both.desk.update("one", {"deaths": "3"}, now=at("09:20"))
    both.go("09:20")
    assert both.told(GRAVER) == ["at-once-0s"]
    assert both.last(GRAVER)["late"] is None


def test_the_level_is_lowered(both):
    both.open(facts={**SETTLED, "deaths": "3"})
    both.go("09:12")
    both.basket.broken = "坏了"
    both.go("09:22")
    both.basket.broken = None
    both.desk.correct("one", "deaths", Decision("headquarters", at("09:24"), "误报"), value="0")
    both.go("09:25")
    assert both.told(GRAVER) == ["at-once-0s", "stood-down-2"]
    assert "不再需要办理" in both.last(GRAVER)["text"]["zh"]
    waiting = [each for each in both.store.deliveries() if GRAVER in each.key and each.state == "withdrawn"]
    assert [kind_of(each.key) for each in waiting] == ["at-once-600s"]
    both.go("12:00")
    assert both.told(GRAVER)[2:] == []


def test_the_level_is_lowered_and_what_certainly_is_owed_stays(both):
    both.open(facts={**SETTLED, "deaths": "3"})
    both.go("09:12")
    both.desk.correct("one", "deaths", Decision("headquarters", at("09:24"), "误报"), value="0")
    both.go("09:42")
    assert both.told() == ["before-1/2"]


def test_the_start_is_corrected(both):
    both.open()
    both.go("09:12")
    both.go("09:42")
    both.desk.correct(
        "one", "received", Decision("headquarters", at("09:50"), "录音核实"), at="2026-11-21T09:02+08:00"
    )
    both.go("09:51")
    assert both.told() == ["before-1/2", "before-1/2", "moved-2"]
    why = both.last()["why"]["zh"]
    assert why == "时限由2026-11-21 10:12改为2026-11-21 10:02：起算时间已更正（原为2026-11-21 09:12）"
    old, *_ = both.noted()
    assert "起算时间已更正" in old.cancelled
    both.go("10:02")
    assert both.told()[-1] == "at"
    both.go("10:12")
    assert both.told().count("at") == 1


def test_the_edition_changes_during_the_incident(both):
    opening = {
        "respond": "incident/1", "id": "fire", "title": {"zh": "火情"}, "plans": ["forest-fire"],
        "occurred": "2025-12-31T20:00+08:00", "facts": {"damaged_forest": "120ha"},
        "events": {"received": "2025-12-31T20:10+08:00"},
    }  # fmt: skip
    evening = datetime.fromisoformat("2025-12-31T20:10+08:00")
    midnight = datetime.fromisoformat("2026-01-01T00:00+08:00")
    both.desk.open(opening, now=evening)
    file = incident_of(both.store.rows("fire"))
    _, until = lasting(
        file, default_library(), now=midnight - timedelta(minutes=1), end=midnight + timedelta(days=1)
    )
    assert until <= midnight
    moments = [evening + timedelta(minutes=10 * number) for number in range(60)]
    for moment in moments:
        assert faults_of(both.ticker.round(moment)) == ()
    sent = keys(both)
    assert len(sent) == len(set(sent))
    of = {}
    for each in both.basket.got:
        of.setdefault(each["obligation"], set()).add(each["plan"]["edition"])
    assert of
    assert all(len(editions) == 1 for editions in of.values()), "what arose keeps its edition"


def test_the_incident_is_merged_into_another(both):
    both.open("one")
    both.open("two")
    both.go("09:12")
    both.basket.broken = "坏了"
    both.go("09:42")
    both.basket.broken = None
    both.desk.link("one", "two", now=at("09:43"), merged=True, reason="同一起")
    assert both.go("09:50").beats
    assert both.go("10:12").beats
    later = {each["incident"] for each in both.basket.got if each["at"] > "2026-11-21T09:30"}
    assert later == {"two"}
    withdrawn = [each for each in both.store.deliveries() if each.state == "withdrawn"]
    assert withdrawn
    assert all("已并入two" in each.told for each in withdrawn)
    with pytest.raises(InputError, match="E853"):
        both.acknowledge("10:13", "张")


def test_a_merger_that_is_taken_back_is_reminded_of_again(both):
    both.open("one")
    both.open("two")
    both.go("09:12")
    both.desk.link("one", "two", now=at("09:20"), merged=True)
    both.go("09:21")
    both.basket.got.clear()
    how = Decision("headquarters", at("09:25"), "并错了")
    both.desk.correct("one", "merged", how, withdrawn="yes")
    both.go("09:42")
    both.go("10:12")
    assert {each["incident"] for each in both.basket.got} == {"one", "two"}
    both.acknowledge("10:13", "headquarters")


def test_the_incident_is_closed_and_reports_are_still_owed(both):
    both.open()
    both.go("09:12")
    both.desk.close("one", Decision("headquarters", at("09:20"), "误报"))
    both.go("09:42")
    assert both.told() == ["before-1/2"]


def test_the_clock_is_set_back(both):
    both.open()
    both.go("09:12")
    both.go("10:12")
    sent, beats = keys(both), both.store.beats()
    found = both.go("09:30", ticker=both.another())
    assert not found.beats
    assert [each.code for each in faults_of(found)] == ["E878"]
    assert keys(both) == sent
    assert both.store.beats() == beats
    both.go("09:42")
    assert keys(both) == sent
    assert both.go("10:22").beats
    assert len(set(keys(both))) == len(keys(both))


def test_the_clock_is_set_back_before_an_entry(both):
    both.open()
    both.go("09:00")
    assert both.basket.got, "no entry is hidden from a clock that stands before it"


def test_the_store_is_read_only(post, tmp_path):
    post.open()
    post.go("09:12")
    locked = WatchedStore(tmp_path / "store.db", readonly=True, key=tmp_path / "store.key")
    with pytest.raises(InputError, match="E841"):
        post.go("09:42", ticker=post.another(store=locked))
    locked.close()
    assert post.told() == []
    post.go("09:50")
    assert post.told() == ["before-1/2"]
    assert post.last()["late"] is not None


def test_the_disk_is_full(post, monkeypatch, tmp_path):
    from respond.store import database  # noqa: PLC0415

    for number in range(20):
        post.open(f"n{number}")
    post.go("09:12")
    sent = len(keys(post))
    whole = database._connect

    def full(*given, **more):
        connection = whole(*given, **more)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
        return connection

    monkeypatch.setattr(database, "_connect", full)

    def go_on():
        for minute in range(42, 60):
            post.go(f"09:{minute}")

    with pytest.raises(InputError, match="E842") as raised:
        go_on()
    assert "磁盘已满" in raised.value.render("zh")
    monkeypatch.undo()
    post.go("10:00")
    assert len(keys(post)) > sent
    assert len(set(keys(post))) == len(keys(post))
    found = {
        each.incident for each in post.store.noted() if each.kind == "before" and each.obligation == REPORT
    }
    assert found == {f"n{number}" for number in range(20)}


def test_a_plain_store_and_a_watched_one_are_one(post, tmp_path):
    post.open()
    post.go("09:12")
    plain = Store(tmp_path / "store.db", key=tmp_path / "store.key")
    assert plain.rows("one") == post.store.rows("one")
    plain.close()


def test_a_channel_nobody_reads_any_more_keeps_nothing_from_the_others(both):
    both.open()
    dead = Basket("dead")
    both.go("09:12", ticker=both.another(dead))
    both.go("09:13")
    both.go("09:42")
    assert both.told() == ["before-1/2"]
    assert all(each["at"] < "2026-11-21T09:42" for each in dead.got)


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_row_holds_up_no_reminder_of_another_incident(post, how):
    post.open("one")
    post.open("two")
    touch(post.store.place, spoiling(how, "incident='two'"))
    ticker = post.another(store=WatchedStore(post.store.place))
    assert not post.go("09:42", ticker=ticker).beats
    found = post.go("09:43", ticker=ticker)
    assert post.told()[:1] == ["before-1/2"]
    assert [each.incident for each in found.unplanned if each.incident != "one"]
