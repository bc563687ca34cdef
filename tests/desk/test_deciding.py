"""Who decides says what he had read; two desks at one store; a closed or merged incident takes only what it may."""

from contextlib import closing

import pytest
from logs import after, opening
from night import at, began, how, refused

from respond.desk import Desk, status, told
from respond.errors import ConflictError
from respond.show import View, plain, situation_sheet
from respond.store import Store, exported, verify


def test_what_came_between_refuses_a_decision_and_is_told(desks):
    ours, theirs = desks
    seen = began(ours).number
    theirs.update("one", {"deaths": "3+"}, now=at("09:20"))
    theirs.note("one", "电话", now=at("09:21"))
    decisions = (
        lambda seen: ours.declare("one", "II", how(reason="扩大", seen=seen)),
        lambda seen: ours.withdraw("one", how(reason="平息", seen=seen)),
        lambda seen: ours.start("one", "II", how(seen=seen)),
        lambda seen: ours.adjust("one", "I", how(reason="扩大", seen=seen)),
        lambda seen: ours.correct("one", "deaths", how(reason="误报", seen=seen), value="4+"),
        lambda seen: ours.terminate("one", how(reason="稳定", seen=seen)),
        lambda seen: ours.close("one", how(reason="移交", seen=seen)),
        lambda seen: ours.extend("one", "report-up", "1 hour", how(reason="x", seen=seen)),
    )
    for decide in decisions:
        error = refused(lambda decide=decide: decide(seen), "E843")
        assert isinstance(error, ConflictError)
        assert "2 情况（现场）" in error.render("zh")
        assert "2 observation (现场)" in error.render("en")
        assert "电话" not in error.render("zh")  # a note changes nothing that is decided
        refused(lambda decide=decide: decide(99), "E855")
    assert len(ours.store.rows("one")) == 3
    for number, decide in enumerate(decisions[:-1], 4):
        decided = decide(number - 1)
        assert (decided.number, decided.rows[0].answers) == (number, number - 1)


def test_nothing_was_said_of_what_was_read(desks):
    ours, theirs = desks
    began(ours)
    theirs.update("one", {"deaths": "3+"}, now=at("09:20"))
    assert ours.declare("one", "II", how(reason="扩大")).rows[0].answers == 2


def test_two_desks_tell_what_they_hear_and_never_clash(desks):
    ours, theirs = desks
    began(ours)
    for minute in range(1, 6):
        (ours if minute % 2 else theirs).note("one", f"电话{minute}", now=after(minute))
        (theirs if minute % 2 else ours).update("one", {"deaths": str(minute)}, now=after(minute))
    rows = ours.store.rows("one")
    assert [row.number for row in rows] == list(range(1, 12))
    assert rows == theirs.store.rows("one")
    assert {row.by for row in rows} == {"值班室", "现场"}


def test_a_desk_whose_clock_is_behind(desks):
    ours, theirs = desks
    began(ours)
    ours.update("one", {"deaths": "3"}, now=at("09:30"))
    entered = theirs.update("one", {"deaths": "4"}, now=at("09:20"))
    assert entered.concerns[0].text.en.endswith("(2026-11-21 09:30)")
    assert ours.start("one", "II", how()).situation.level.certain.name == "II"


def test_what_was_decided_is_kept_with_its_reason(desk):
    began(desk)
    desk.start("one", "II", how(reason="先行启动", at=at("09:40")))
    assert desk.store.rows("one")[-1].data == {
        "events": {
            "response_started": {"by": "headquarters", "at": "2026-11-21T09:40:00+08:00", "level": "II"}
        },
        "note": {"zh": "先行启动"},
    }
    entered = desk.adjust("one", "特别重大", how(35, reason="扩大"))
    assert entered.situation.leading.response.started.name == "I"
    entered = desk.terminate("one", how(40, reason="稳定"))
    assert entered.situation.leading.response.started is None
    desk.close("one", how(41, reason="移交市里"))
    assert [row.kind for row in desk.store.rows("one")[1:]] == ["event"] * 4
    assert desk.store.checkpoints()[-1].count == 5


@pytest.mark.parametrize("level", ["none", "V", "", "红色"])
def test_a_response_has_a_level_of_its_plan(desk, level):
    began(desk)
    for decide in (desk.start, desk.adjust):
        error = refused(
            lambda decide=decide: decide("one", level, how(reason="x")), "E551" if level == "none" else "E340"
        )
        assert "II" in error.render("zh")
    refused(lambda: desk.start("one", "II", how(by="")), "E858")
    refused(lambda: desk.start("one", "II", how(reason="  ")), "E858")
    refused(lambda: desk.start("one", "II", how(at=at("23:00"))), "E857")
    assert len(desk.store.rows("one")) == 1


def closed(desk):
    began(desk)
    desk.update("one", {"deaths": "3"}, now=at("09:20"))
    return desk.close("one", how(30, reason="移交"))


def test_a_closed_incident_takes_notes_corrections_and_acts(desk):
    closed(desk)
    began(desk, "two")
    for call in (
        lambda: desk.update("one", {"deaths": "5"}, now=after(40)),
        lambda: desk.event("one", "verified", now=after(40)),
        lambda: desk.unable("one", "report-up", reason="断线", now=after(40)),
        lambda: desk.declare("one", "I", how(40, reason="x")),
        lambda: desk.withdraw("one", how(40, reason="x")),
        lambda: desk.extend("one", "report-up", "1 hour", how(40)),
        lambda: desk.start("one", "II", how(40)),
        lambda: desk.close("one", how(40)),
        lambda: desk.link("one", "two", now=after(40)),
        lambda: desk.link("two", "one", now=after(40), merged=True),
    ):
        assert "2026-11-21 09:42" in refused(call, "E854").render("zh")
    desk.note("one", "事后电话", now=after(41))
    assert desk.did("one", "report-up", now=after(42)).situation.incident == "one"
    desk.correct("one", "deaths", how(43, reason="核实"), value="4")
    desk.link("two", "one", now=after(44))
    assert [row.kind for row in desk.store.rows("one")[-4:]] == ["note", "act", "correction", "link"]


def test_a_closing_taken_back_lets_it_go_on(desk):
    closed(desk)
    desk.correct("one", "closed", how(40, by="县长", reason="没有办结"), withdrawn="yes")
    desk.update("one", {"deaths": "5"}, now=after(41))
    desk.close("one", how(50, reason="移交"))
    told = refused(lambda: desk.update("one", {"deaths": "6"}, now=after(51)), "E854").render("zh")
    assert "`respond correct one closed#2 --withdrawn --by 值班室`" in told
    desk.correct("one", "closed#2", how(52, by="值班室", reason="没有办结"), withdrawn="yes")
    desk.update("one", {"deaths": "6"}, now=after(53))


def test_an_incident_opened_as_closed_is_closed(desk):
    began(desk, events={"received": "2026-11-21T09:12+08:00", "closed": "2026-11-21T09:12+08:00"})
    refused(lambda: desk.update("one", {"deaths": "5"}, now=after(1)), "E854")


def test_what_another_body_closed_stays_open_here(desk):
    began(desk)
    desk.event("one", "closed@county-government", now=after(1))
    desk.update("one", {"deaths": "5"}, now=after(2))


def test_an_incident_merged_into_another_takes_notes_only(desk):
    for name in ("one", "two", "three"):
        began(desk, name)
    entered = desk.link("one", "two", now=after(1), merged=True, reason="同一起")
    assert entered.rows[0].data == {"to": "two", "relation": "merged-into", "reason": {"zh": "同一起"}}
    for call in (
        lambda: desk.update("one", {"deaths": "5"}, now=after(2)),
        lambda: desk.event("one", "verified", now=after(2)),
        lambda: desk.did("one", "report-up", now=after(2)),
        lambda: desk.unable("one", "report-up", reason="断线", now=after(2)),
        lambda: desk.correct("one", "quality_suspected", how(2), value="no"),
        lambda: desk.declare("one", "I", how(2, reason="x")),
        lambda: desk.close("one", how(2)),
        lambda: desk.link("one", "three", now=after(2)),
        lambda: desk.link("one", "two", now=after(2), merged=True),
        lambda: desk.link("two", "one", now=after(2), merged=True),
    ):
        assert "`two`" in refused(call, "E853").render("zh")
    desk.note("one", "还有人打来", now=after(3))
    desk.update("two", {"deaths": "5"}, now=after(4))
    assert [len(desk.store.rows(name)) for name in ("one", "two", "three")] == [3, 3, 1]
    there = desk.store.rows("two")[1]
    assert there.data == {"to": "one", "relation": "merged-from", "reason": {"zh": "同一起"}}
    entries = told(desk.store, desk.library, "two", now=after(5)).entries
    assert "事件 one 并入本事件" in entries[1].says[0].words.zh
    store = desk.store
    assert verify(store.rows(), store.checkpoints(), store.about("store"), store.about("key")).sound


def test_a_merge_is_taken_back_in_both_logs_and_all_goes_on(desk, tmp_path):
    for name in ("one", "two"):
        began(desk, name)
    before = status(desk.store, desk.library, "one", now=after(20))
    desk.link("one", "two", now=after(1), merged=True, reason="同一起")
    refused(lambda: desk.correct("one", "merged", how(2), value="x"), "E727")
    refused(lambda: desk.correct("one", "merged#2", how(2), withdrawn="yes"), "E723")
    desk.correct("one", "merged", how(2, reason="并错了"), withdrawn="yes")
    refused(lambda: desk.correct("one", "merged", how(3), withdrawn="yes"), "E723")
    assert desk.store.rows("one")[-1].data == {
        "to": "two", "relation": "parted-from", "by": "headquarters", "reason": {"zh": "并错了"},
    }  # fmt: skip
    assert desk.store.rows("two")[-1].data["relation"] == "parted"
    now = status(desk.store, desk.library, "one", now=after(20))
    assert [(each.id, each.state, each.due) for each in now.obligations] == [
        (each.id, each.state, each.due) for each in before.obligations
    ]
    assert "merged" not in {event.id for event in now.events}
    merged = status(desk.store, desk.library, "one", now=after(20), at=after(1))
    assert not any(each.open for each in merged.obligations)
    for name in ("one", "two"):
        entries = told(desk.store, desk.library, name, now=after(20)).entries
        assert [(each.says[0].corrected_by, each.says[0].withdrawn) for each in entries][1:] == [
            (3, True),
            (None, False),
        ]
        assert "撤回" in entries[2].says[0].words.zh
    desk.update("one", {"deaths": "5"}, now=after(21))
    desk.link("one", "two", now=after(22), merged=True)
    desk.correct("one", "merged#2", how(23, reason="又错了"), withdrawn="yes")
    assert status(desk.store, desk.library, "one", now=after(30)).obligations
    file = tmp_path / "one.yaml"
    file.write_text(exported(desk.store, "one", after(31)), "utf-8")
    other = Desk(Store(f"{tmp_path}/other.db"), desk.library, by="市值班室")
    other.open(file, now=after(32))
    other.note("one", "移入", now=after(33))
    assert any(each.open for each in status(other.store, desk.library, "one", now=after(34)).obligations)
    store = desk.store
    assert verify(store.rows(), store.checkpoints(), store.about("store"), store.about("key")).sound


def test_what_went_on_in_another_can_be_parted_though_that_was_closed(desk):
    for name in ("one", "two"):
        began(desk, name)
    desk.link("one", "two", now=after(1), merged=True)
    desk.close("two", how(2, reason="误报"))
    desk.correct("one", "merged", how(3, reason="不是一起"), withdrawn="yes")
    desk.update("one", {"deaths": "5"}, now=after(4))


def test_a_merge_of_a_file_is_taken_back_in_its_own_log(desk):
    step = {"at": after(0).isoformat(), "merged": {"into": "other", "reason": {"zh": "同一起"}}}
    desk.open({**opening("one"), "then": [step]}, now=after(0))
    desk.correct("one", "merged", how(3, reason="不是一起"), withdrawn="yes")
    desk.update("one", {"deaths": "5"}, now=after(4))


@pytest.mark.parametrize("moved", [("one",), ("two", "one"), ("one", "two")])
def test_a_merger_that_came_from_another_store_is_taken_back_in_the_logs_that_are_here(desk, tmp_path, moved):
    for name in ("one", "two"):
        began(desk, name)
    desk.link("one", "two", now=after(1), merged=True)
    with closing(Store(tmp_path / "other.db", key=tmp_path / "other.key")) as store:
        other = Desk(store, desk.library, by="新室")
        for name in moved:
            path = tmp_path / f"{name}.yaml"
            path.write_text(exported(desk.store, name, after(2)), "utf-8")
            other.open(path, now=after(3))
        other.correct("one", "merged", how(4, reason="并错了"), withdrawn="yes")
        other.update("one", {"deaths": "5"}, now=after(5))
        if "two" in moved:
            assert store.rows("two")[-1].data == {
                "to": "one", "relation": "parted", "by": "headquarters",
                "reason": {"zh": "并错了"},
            }  # fmt: skip


def test_an_incident_of_the_same_name_that_took_nothing_in_is_told_of_no_parting(desk):
    step = {"at": after(0).isoformat(), "merged": {"into": "two"}}
    began(desk, "two")
    desk.open({**opening("one"), "then": [step]}, now=after(0))
    desk.correct("one", "merged", how(3, reason="不是一起"), withdrawn="yes")
    assert len(desk.store.rows("two")) == 1


@pytest.mark.parametrize(
    ("own", "there", "code"),
    [("real", "exercise", "E740"), ("exercise", "real", "E740"), ("exercise", "exercise", None)],
)
def test_a_file_that_was_merged_is_held_apart_from_exercises(desk, own, there, code):
    began(desk, "two", mode=there)
    step = {"at": after(0).isoformat(), "merged": {"into": "two"}}
    file = {**opening("one"), "mode": own, "then": [step]}
    if code is None:
        desk.open(file, now=after(0))
        return
    refused(lambda: desk.open(file, now=after(0)), code)
    assert [each.id for each in desk.store.incidents()] == ["two"]


def test_what_was_owed_in_a_merged_incident_goes_on_in_the_other(desk):
    """Wherever it is read: on its page, on its sheet, in its calendar, by its log."""
    for name in ("one", "two"):
        began(desk, name, facts={"quality_suspected": "yes", "deaths": "3"})
    before = status(desk.store, desk.library, "one", now=after(120))
    entered = desk.link("one", "two", now=after(121), merged=True)
    late = {one.duty for one in before.obligations if one.state == "overdue"}
    assert late
    for found in (status(desk.store, desk.library, "one", now=after(300)), entered.situation):
        assert not any(one.open for one in found.obligations)
        assert {one.duty for one in found.obligations if one.state == "missed"} >= late
        assert {one.late for one in found.obligations if one.duty in late} == {
            after(121) - one.late_from for one in before.obligations if one.duty in late
        }
        said = [one for one in found.obligations if one.state == "stood-down"]
        assert {(one.ended, one.why.en) for one in said} == {(after(121), "goes on in two")}
        assert [(event.at, event.name.zh) for event in found.events if event.id == "merged"] == [
            (after(121), "并入事件two")
        ]
    assert "并入事件two" in plain(situation_sheet(found, View("zh")))
    then = status(desk.store, desk.library, "one", now=after(300), at=after(120))
    assert any(one.open for one in then.obligations)
    assert any(one.open for one in status(desk.store, desk.library, "two", now=after(300)).obligations)


def test_a_file_that_says_it_goes_on_elsewhere_is_opened_as_merged(desk):
    step = {"at": after(0).isoformat(), "merged": {"into": "other", "reason": {"zh": "同一起"}}}
    desk.open({**opening("one"), "then": [step]}, now=after(0))
    assert status(desk.store, desk.library, "one", now=after(5)).deadlines == ()
    refused(lambda: desk.update("one", {"deaths": "5"}, now=after(2)), "E853")
    desk.note("one", "还有人打来", now=after(3))
    entries = told(desk.store, desk.library, "one", now=after(5)).entries
    assert [each.says[0].words.zh for each in entries][1:] == ["并入事件 other", "还有人打来"]


def test_links(desk):
    began(desk)
    began(desk, "two")
    entered = desk.link("one", "two", now=after(1))
    assert [row.data for row in entered.rows] == [{"to": "two", "relation": "beside"}]
    assert desk.store.rows("two")[-1].data == {"to": "one", "relation": "beside"}
    desk.update("one", {"deaths": "5"}, now=after(2))
    refused(lambda: desk.link("one", "one", now=after(3)), "E851")
    refused(lambda: desk.link("one", "tow", now=after(3)), "E845")
    refused(lambda: desk.link("one", "two", now=after(3), reason=" "), "E858")


def test_a_link_is_in_neither_log_where_one_of_them_is_not_written(desk, monkeypatch):
    began(desk)
    began(desk, "two")
    monkeypatch.setattr(desk.store, "_sign_at_times", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        desk.link("one", "two", now=after(1))
    assert [len(desk.store.rows(name)) for name in ("one", "two")] == [1, 1]


def test_a_response_is_ended_once_until_it_is_started_anew(desk):
    began(desk)
    desk.update("one", {"deaths": "3"}, now=after(1))
    desk.start("one", "II", how(2, reason="x"))
    desk.terminate("one", how(3, reason="x"))
    for decision in (how(4, reason="x"), how(4, reason="x", at=after(2).isoformat())):
        refused(lambda decision=decision: desk.terminate("one", decision), "E715")
    desk.start("one", "II", how(5, reason="x"))
    desk.terminate("one", how(6, reason="x"))


def test_a_merger_tells_of_limits_that_ended_earlier_in_what_was_merged(desk):
    """A statutory limit runs from the first receipt; what goes on in the other would be later without a word."""
    for name, received in (("first", "08:40"), ("second", "09:10")):
        began(
            desk, name, facts={"quality_suspected": "yes", "deaths": "1"}, events={"received": at(received)}
        )
    entered = desk.link("first", "second", now=at("09:20"), merged=True, reason="同一起")
    (concern,) = entered.concerns
    assert concern.against
    assert "原应2026-11-21 09:40前，那里是2026-11-21 10:10" in concern.text.zh
    assert concern.text.en.endswith("put the time of receipt of second right")
    for name in ("first", "second"):
        (linked,) = [row for row in desk.store.rows(name) if row.kind == "link"]
        assert linked.data["limits"] == {"zh": concern.text.zh, "en": concern.text.en}
        entry = told(desk.store, desk.library, name, now=at("09:30")).entries[-1]
        assert concern.text.zh in entry.says[0].words.zh
        assert "同一起" in entry.says[0].words.zh


def test_a_merger_tells_that_what_is_merged_is_graver_and_what_the_other_has_to_count(desk):
    """What goes on is judged by its own facts: the deaths of the other would be lost to the level."""
    began(desk, "grave", facts={"quality_suspected": "yes", "deaths": "3+"})
    began(desk, "mild", facts={"quality_suspected": "yes", "deaths": "1"})
    concern = desk.link("grave", "mild", now=at("09:20"), merged=True).concerns[-1]
    assert concern.against
    assert concern.text.zh.startswith("grave比mild重：级别Ⅱ级")
    assert "死亡" in concern.text.zh
    assert concern.text.zh.endswith("把两起合计的数记入mild")
    for name in ("grave", "mild"):
        (linked,) = [row for row in desk.store.rows(name) if row.kind == "link"]
        assert linked.data["graver"] == {"zh": concern.text.zh, "en": concern.text.en}
        assert (
            concern.text.zh
            in told(desk.store, desk.library, name, now=at("09:30")).entries[-1].says[0].words.zh
        )


@pytest.mark.parametrize("deaths", ["1", "unknown"])
def test_a_merger_into_what_counts_as_much_and_is_as_grave_says_nothing_of_it(desk, deaths):
    began(desk, "mild", facts={"quality_suspected": "yes", "deaths": deaths})
    began(desk, "grave", facts={"quality_suspected": "yes", "deaths": "3+"})
    assert "重：" not in "".join(
        each.text.zh for each in desk.link("mild", "grave", now=at("09:20"), merged=True).concerns
    )


def test_a_merger_into_what_was_received_first_says_nothing(desk):
    for name, received in (("first", "09:10"), ("second", "08:40")):
        began(
            desk, name, facts={"quality_suspected": "yes", "deaths": "1"}, events={"received": at(received)}
        )
    assert desk.link("first", "second", now=at("09:20"), merged=True).concerns == ()


def test_a_merger_says_nothing_of_what_the_other_has_reported(desk):
    for name, received in (("first", "08:40"), ("second", "09:10")):
        began(
            desk, name, facts={"quality_suspected": "yes", "deaths": "1"}, events={"received": at(received)}
        )
    desk.did("second", "report-up", now=at("09:15"), by="headquarters")
    (concern,) = desk.link("first", "second", now=at("09:20"), merged=True).concerns
    assert "Report to the county government" not in concern.text.en
    assert "Guide" in concern.text.en
