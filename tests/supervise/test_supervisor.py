"""What is entered of items: set up, answered, given more time, returned, evaluated, cleared, and bound to a duty."""

from datetime import UTC, timedelta

import pytest
from seat import PLAN, at, how

from respond.desk import Decision, told
from respond.errors import InputError
from respond.plan import Library
from respond.show import as_markdown
from respond.situation import json_of
from respond.supervise import ExtensionRequest, item, item_sheet, items, listing_sheet, noted_data
from small_plan import shelve
from small_supervision import SUPERVISION


def refused(call, *codes):
    with pytest.raises(InputError) as raised:
        call()
    assert [each.code for each in raised.value.faults] == [*codes]
    return raised.value


def against(noted):
    return [each.text.zh for each in noted.concerns if each.against]


def test_a_plan_that_is_no_profile_and_names_that_are_none(seat):
    refused(lambda: seat.add(profile="vaccine-quality"), "E880")
    refused(lambda: seat.add(roles={"undertaker": ["甲"], "judge": ["乙"]}), "E882")
    refused(lambda: seat.add(board="dayly"), "E883")
    refused(lambda: seat.add(roles={}), "E885")
    refused(lambda: seat.add(source=" "), "E858")
    assert seat.store.incidents() == ()


@pytest.mark.parametrize(
    "roles",
    [
        {"undertaker": ["甲", "甲"]},
        {"undertaker": ["甲", " 甲"]},
        {"undertaker": ["甲"], "assisting": ["乙", "甲"]},
        {"undertaker": ["甲"], "initiator": ["丙", "丙"]},
    ],
)
def test_a_body_is_named_once(seat, roles):
    refused(lambda: seat.add(roles=roles), "E897")
    assert seat.store.incidents() == ()


def test_feedback_answers_the_node_that_is_due_first_or_the_one_named(seat):
    seat.add()
    assert seat.report(2, "12:00").item.feedback[0].node == f"{PLAN}#plan-it#1"
    named = {each.node for each in seat.report(2, "13:00", "solve").item.feedback}
    assert named == {f"{PLAN}#plan-it#1", f"{PLAN}#solve#1"}
    found = seat.report(2, "14:00", "反馈办理情况", by="市教育局").item.feedback
    [one] = [each for each in found if "report-back" in each.node]
    assert (one.by, one.text.zh) == ("市教育局", "已办 反馈办理情况")
    refused(lambda: seat.report(2, "15:00"), "E884")
    refused(lambda: seat.report(2, "15:00", "plan-it"), "E884")


def test_feedback_of_a_body_that_is_none_is_refused(seat):
    seat.add()
    refused(lambda: seat.report(2, "15:00", by="市教育厅"), "E722")


@pytest.mark.parametrize(("clock", "late"), [("09:00", False), ("09:01", True)])
def test_more_time_is_to_be_asked_for_ahead_and_a_late_application_is_kept_and_told(seat, clock, late):
    seat.add()
    asked = ExtensionRequest("分两步", "市教育局", length="10 days")
    noted = seat.supervisor.apply("one", asked, now=at(7, clock))
    [found] = noted.item.applications
    assert (found.node, found.until) == (f"{PLAN}#solve#1", at(19))
    assert against(noted) == (["应于 2018-01-07 09:00 前申请，已晚1分"] if late else [])
    assert [each.clause for each in noted.concerns] == ["5"]


@pytest.mark.parametrize("until", [at(9), at(8), at(2)])
def test_more_time_that_ends_no_later_than_the_limit_is_refused(seat, until):
    seat.add()
    before = seat.store.rows()
    asked = ExtensionRequest("分两步", "市教育局", until=until)
    refused(lambda: seat.supervisor.apply("one", asked, now=at(3), node="solve"), "E898")
    assert seat.store.rows() == before


def test_an_application_is_worded_as_asked_for_until_it_is_granted(seat):
    seat.add()
    seat.supervisor.apply(
        "one", ExtensionRequest("分两步", "市教育局", until=at(19)), now=at(5), node="solve"
    )
    one = seat.item(5, "10:00")
    assert not one.consented(one.applications[0])
    text = as_markdown(item_sheet(one, "zh"))
    assert "解决一般问题；申请延至2018-01-19 09:00；提前4天；尚未同意，时限不变" in text
    [*_, asked] = [
        entry
        for entry in told(seat.store, seat.library, "one", now=at(5, "10:00")).entries
        if entry.kind == "application"
    ]
    assert asked.says[0].words.zh == "延期申请：解决一般问题（申请延至2018-01-19 09:00；由市教育局；分两步）"
    seat.supervisor.grant("one", how(6))
    text = as_markdown(item_sheet(seat.item(6, "10:00"), "zh"))
    assert "尚未同意" not in text
    assert "同意延期" in text


def test_more_time_for_a_node_the_profile_gives_none(seat):
    seat.add()
    noted = seat.supervisor.apply(
        "one", ExtensionRequest("分两步", "市教育局"), now=at(2, "10:00"), node="plan-it"
    )
    assert against(noted) == ["本规则没有规定这个节点可以申请延期"]


def test_consent_moves_the_item_and_says_where_nobody_had_asked(seat):
    seat.add()
    assert against(seat.supervisor.grant("one", how(6))) == ["没有申请延期的记录"]
    one = seat.item(10)
    assert one.extended == (at(6),)
    assert {node.duty: node.state for node in one.nodes}["solve"] == "stood-down"


def test_a_profile_without_such_events(seat, tmp_path):
    poor = SUPERVISION.replace("  returned: returned\n", "").replace("  extended: extended\n", "")
    seat.supervisor.desk.library = Library([shelve(tmp_path, poor, "testland/watchful/2017")])
    seat.add()
    refused(lambda: seat.supervisor.grant("one", how(6)), "E888")
    refused(lambda: seat.supervisor.give_back("one", how(6, reason="不实")), "E888")


def test_an_item_is_given_back_with_a_reason_and_a_time(seat):
    seat.add()
    seat.report(3, "08:00", "plan-it")
    [back] = seat.supervisor.give_back("one", how(4, reason="数据不实"), within="3 days").item.returns
    assert (back.at, back.by) == (at(4), "市政府办公室")
    assert back.text.zh == "数据不实（3 days → 2018-01-07 09:00）"


def standing(one, duty="put-it-right"):
    found = [node for node in one.nodes if node.duty == duty]
    found.sort(key=lambda node: node.obligation.round)
    return [(node.state, node.due, node.done) for node in found]


def test_a_time_to_put_it_right_is_owed_like_any_other_limit_until_the_next_feedback(seat):
    seat.add()
    for day, node in ((2, "plan-it"), (4, "report-back")):
        seat.report(day, "10:00", node)
    noted = seat.supervisor.give_back("one", how(4, "12:00", reason="数据不实"), within="2 days")
    assert against(noted) == []
    assert not any("不计逾期" in each.text.zh for each in noted.concerns)
    assert (noted.item.state, noted.item.lamp) == ("given-back", "yellow")
    assert noted.item.next.duty == "put-it-right"
    assert standing(noted.item) == [("running", at(6, "12:00"), None)]
    late = seat.item(6, "12:01")
    assert (late.state, late.lamp) == ("overdue", "red")
    assert f"{PLAN}#put-it-right#1" in {each.node for each in late.urged}
    assert seat.report(6, "13:00", "solve").item.lamp == "green"
    assert standing(seat.item(6, "13:00")) == [("met-late", at(6, "12:00"), at(6, "13:00"))]
    seat.supervisor.give_back("one", how(7, reason="还不实"), within="5 days")
    assert standing(seat.item(7)) == [
        ("met-late", at(6, "12:00"), at(6, "13:00")), ("running", at(12), None),
    ]  # fmt: skip
    seat.report(8)
    assert standing(seat.item(8))[1] == ("met", at(12), at(8))
    said = [
        each.words.zh
        for entry in told(seat.store, seat.library, "one", now=at(8)).entries
        for each in entry.says
    ]
    assert "退回（市政府办公室；限2天内）" in said


def test_a_return_without_a_time_is_owed_without_a_figure(seat):
    seat.add()
    one = seat.supervisor.give_back("one", how(3, "12:00", reason="数据不实")).item
    assert [node.due for node in one.nodes if node.duty == "put-it-right"] == [None]
    refused(lambda: seat.supervisor.give_back("one", how(4, reason="不实"), within="soon"), "E601")


def test_a_time_to_put_it_right_that_no_duty_of_the_profile_takes_is_said_to_be_told_only(seat, tmp_path):
    plain_ = SUPERVISION.replace("  put_right: [put-it-right]\n", "").replace(", put-it-right]", "]")
    begin = plain_.index("  - {id: put-it-right")
    end = plain_.index("  - {id: close")
    seat.supervisor.desk.library = Library(
        [shelve(tmp_path, plain_[:begin] + plain_[end:], "testland/watchful/2017")]
    )
    seat.add()
    noted = seat.supervisor.give_back("one", how(4, reason="数据不实"), within="2 days")
    assert [each.text.zh for each in noted.concerns][-1].startswith("本规则没有以此为时限的整改任务")
    assert "2 days" in noted.item.returns[0].text.zh


def test_a_grade_that_does_not_pass_gives_the_item_back(seat):
    seat.add()
    noted = seat.supervisor.evaluate("one", "不合格", how(8))
    assert [(each.grade, each.passes) for each in noted.item.evaluations] == [("poor", False)]
    assert [each.text.zh for each in noted.item.returns] == ["不合格"]
    assert [each.text.en for each in noted.item.returns] == ["not qualified"]
    noted = seat.supervisor.evaluate("one", "good", how(9, by="市政府办公室"))
    assert [each.grade for each in noted.item.evaluations] == ["poor", "good"]
    assert len(noted.item.returns) == 1
    refused(lambda: seat.supervisor.evaluate("one", "goood", how(9)), "E886")


def test_attempts_are_counted_and_the_third_calls_for_the_profiles_duty(seat):
    seat.add()
    for number in (1, 2, 3):
        assert "tell-dissent" not in [node.duty for node in seat.item(9, f"1{number}:00").others]
        noted = seat.supervisor.attempt("one", now=at(9, f"1{number}:30"), with_="家长", by="市教育局")
        assert len(noted.item.attempts) == number
    assert "tell-dissent" in [node.duty for node in noted.item.others]
    noted = seat.supervisor.attempt("one", now=at(9, "15:00"), with_="家长", by="市教育局", agreed=True)
    assert [each.agreed for each in noted.item.attempts] == [False, False, False, True]
    assert "tell-dissent" not in [node.duty for node in noted.item.others]


def ready(seat):
    seat.add()
    for node in ("plan-it", "report-back", "solve"):
        seat.report(2, "12:00", node)
    seat.supervisor.evaluate("one", "good", how(3))
    seat.supervisor.desk.event("one", "approved@mayor", now=at(3, "10:00"))


def test_an_item_is_cleared_by_whoever_the_profile_lets(seat):
    ready(seat)
    noted = seat.supervisor.clear("one", how(3, "11:00", by="mayor"))
    assert against(noted) == []
    assert noted.item.cleared == at(3, "11:00")
    found = seat.items(4)
    assert (found.items, found.cleared) == ((), 1)
    assert [one.incident for one in seat.items(4, cleared=True).items] == ["one"]
    told = refused(lambda: seat.report(4), "E887").render("en")
    both = [f"`respond correct one {each} --withdrawn --by 'duty room'`" for each in ("cleared", "closed")]
    assert " and ".join(both) in told
    desk = seat.supervisor.desk
    assert all(
        each in refused(lambda: desk.unable("one", "x", now=at(4), reason="y"), "E854").render("en")
        for each in both
    )
    refused(lambda: seat.supervisor.attempt("one", now=at(4), with_="甲", by="乙"), "E887")


def test_the_board_decides_who_clears(seat):
    ready(seat)
    refused(lambda: seat.supervisor.clear("one", how(3, "11:00", by="commission")), "E850")
    noted = seat.supervisor.clear("one", how(3, "11:00", by="commission", reason="受委托"))
    assert against(noted) == ["由分管副市长决定，这次是发改委主要负责人"]


def test_what_stands_against_clearing_is_told_all_at_once(seat):
    seat.add()
    seat.supervisor.attempt("one", now=at(3), with_="家长", by="市教育局")
    noted = seat.supervisor.clear("one", how(3, by="mayor", reason="特批"))
    assert against(noted) == [
        "未办：研究部署",
        "未办：反馈办理情况",
        "未办：解决一般问题",
        "还没有评价",
        "服务对象未同意：已沟通1次",
        "审批未齐：“分管副市长批准销号”已发生，或“发改委主要负责人批准销号”已发生",
    ]


def test_moments_of_an_item_are_told_in_the_zone_of_its_profile(seat):
    ready(seat)
    found = item(seat.store, seat.library, "one", now=at(3, "10:00").astimezone(UTC))
    assert {each.utcoffset() for each in (found.opened, found.now)} == {timedelta(hours=8)}


def test_what_is_decided_of_an_item_has_a_command_of_its_own(seat):
    ready(seat)
    desk = seat.supervisor.desk
    for name in ("returned", "extended", "cleared"):
        refused(lambda name=name: desk.event("one", name, now=at(3, "10:00"), by="mayor"), "E856")
    refused(lambda: desk.update("one", {"grade": "good"}, now=at(3, "10:00"), judged_by="mayor"), "E856")


def test_a_clearing_that_was_none_is_taken_back(seat):
    ready(seat)
    seat.supervisor.clear("one", how(3, "11:00", by="mayor"))
    for entry in ("cleared", "closed"):
        seat.supervisor.desk.correct("one", entry, how(3, "12:00", reason="误记"), withdrawn="yes")
    assert seat.item(4).cleared is None


def test_a_duty_of_an_incident_becomes_an_item_and_done_there_shows_here(seat):
    desk = seat.supervisor.desk
    opening = {
        "respond": "incident/1", "id": "v", "title": {"zh": "疫苗异常"}, "plans": ["vaccine-quality"],
        "occurred": "2026-11-21T09:12+08:00", "facts": {"quality_suspected": "yes", "deaths": "3"},
        "events": {"received": "2026-11-21T09:12+08:00"},
    }  # fmt: skip
    now = at(21, "10:30", 11).replace(year=2026)
    desk.open(opening, now=now)
    given = seat.opening("of", title="", source="", at=now)
    one = seat.supervisor.add_of(given, "v", "report-up", now=now).item
    assert one.title.zh.endswith("（疫苗异常）")
    assert one.source.zh.startswith("疫苗异常（v）jiaocheng/vaccine-quality@2024 ")
    assert (one.of.incident, one.of.obligation) == ("v", "jiaocheng/vaccine-quality#report-up#1")
    assert one.of.state == "overdue"
    assert (one.state, one.lamp, one.worse_there) == ("running", "red", True)
    listed = items(seat.store, seat.library, now=now, lamp="red")
    assert [each.incident for each in listed.items] == ["of"]
    why = "所督办的任务逾期：向县政府、县应急救援总指挥部办公室、市市场监管局报告（v）"
    assert f"红（在办）；{why}" in as_markdown(item_sheet(one, "zh"))
    assert why in as_markdown(listing_sheet(listed, "zh"))
    assert "red (running); what it supervises is late: " in as_markdown(item_sheet(one, "en"))
    assert [row.data["relation"] for row in seat.store.rows("v") if row.kind == "link"] == ["supervised-as"]
    to = ["county-government", "county-rescue-office", "city-market-regulator"]
    desk.did("v", "report-up", now=now, to=to)
    found = item(seat.store, seat.library, "of", now=now)
    assert (found.of.state, found.of.done) == ("met-late", now)
    assert (found.lamp, found.worse_there) == ("green", False)
    refused(lambda: seat.supervisor.add_of(seat.opening("x", at=now), "v", "report-upp", now=now), "E893")


def test_an_item_of_a_duty_of_a_closed_incident_is_refused_whole(seat):
    desk = seat.supervisor.desk
    opening = {
        "respond": "incident/1", "id": "v", "title": {"zh": "疫苗异常"}, "plans": ["vaccine-quality"],
        "occurred": "2026-11-21T09:12+08:00", "facts": {"quality_suspected": "yes", "deaths": "3"},
        "events": {"received": "2026-11-21T09:12+08:00"},
    }  # fmt: skip
    now = at(21, "10:30", 11).replace(year=2026)
    desk.open(opening, now=now)
    desk.close("v", Decision("city-market-regulator", now, reason="误报"))
    before = seat.store.rows()
    refused(lambda: seat.supervisor.add_of(seat.opening("half", at=now), "v", "report-up", now=now), "E854")
    assert seat.store.rows() == before


def test_what_was_entered_is_written_to_json(seat):
    text = json_of(noted_data(seat.add()))
    assert text.startswith('{"schema":"noted/1","incident":"one","number":1,')


def test_what_the_profile_keeps_out_is_never_entered(seat):
    city = {"profile": "supervision-13710", "facts": ("classified=yes",)}
    refused(lambda: seat.add(**city), "E889")
    assert seat.store.incidents() == ()
    assert seat.add(**{**city, "facts": ("classified=no",)}).item.incident == "one"


def test_what_happened_before_an_item_was_set_up_can_be_entered(seat):
    seat.add("late", at=at(5))
    refused(lambda: seat.supervisor.desk.event("late", "agreed", now=at(6), at=at(3)), "E708")
    seat.add("since", at=at(5), since=at(2))
    entered = seat.supervisor.desk.event("since", "agreed", now=at(6), at=at(3))
    assert at(3) in [event.at for event in entered.situation.events]
    assert seat.item(6, name="since").opened == at(5)
    backwards = seat.opening("backwards", at=at(5), since=at(6))
    refused(lambda: seat.supervisor.add(backwards, now=at(7)), "E708")


def test_what_another_body_than_the_profiles_decides_needs_a_reason(seat):
    seat.add()
    one = seat.supervisor
    refused(lambda: one.evaluate("one", "good", how(3, by="市教育局")), "E850")
    refused(lambda: one.evaluate("one", "poor", how(3, by="undertaker")), "E850")
    refused(lambda: one.grant("one", how(3, by="undertaker")), "E850")
    noted = one.evaluate("one", "good", how(3, by="市教育局", reason="受委托"))
    assert against(noted)[0] == "由立项单位决定，这次是承办单位"
    noted = one.give_back("one", how(4, by="市教育局", reason="数据不实"))
    assert against(noted) == ["由立项单位决定，这次是承办单位"]
    assert against(one.give_back("one", how(5, by="市政府办公室", reason="数据不实"))) == []


def test_the_body_that_consents_is_the_one_of_the_board(seat):
    city = {"profile": "supervision-13710", "facts": ("beyond_month=yes", "problem=complex")}
    seat.add("works", board="engineering", **city)
    asked = ExtensionRequest("分两步", "市教育局")
    seat.supervisor.apply("works", asked, now=at(4), node="solve-month")
    refused(lambda: seat.supervisor.grant("works", how(5)), "E850")
    assert against(seat.supervisor.grant("works", how(5, by="drc-deputy"))) == []


def test_more_time_is_held_against_the_limit_of_the_node_it_is_asked_for(seat):
    city = {"profile": "supervision-13710", "facts": ("beyond_month=yes",)}
    seat.add("bus", **city)
    noted = seat.supervisor.apply("bus", ExtensionRequest("分两步", "市教育局"), now=at(8), node="node-7")
    assert against(noted) == ["应于 2018-01-07 09:00 前申请，已晚1天"]
    assert len(noted.concerns) == 1
    seat.add("reform", board="reform", **city)
    noted = seat.supervisor.apply("reform", ExtensionRequest("分两步", "市教育局"), now=at(3), node="node-7")
    assert ["本事项不能申请延期；按解释“不能" in each for each in against(noted)] == [True]


def test_a_grade_given_before_closing_was_asked_for_is_told_and_what_follows_a_bad_one(seat):
    seat.add("bus", profile="supervision-13710", facts=())
    noted = seat.supervisor.evaluate("bus", "unqualified", how(8))
    assert against(noted) == ["还没有“提出办结申请”就评价"]
    assert "评估为不合格的，退回承办单位继续办理落实" in [each.text.zh for each in noted.concerns]
    seat.supervisor.desk.event("bus", "closing_requested", now=at(9))
    noted = seat.supervisor.evaluate("bus", "good", how(10))
    assert against(noted) == []


def test_feedback_that_an_event_stands_for_enters_the_event(seat):
    roles = {"undertaker": ["市教育局"], "initiator": ["市政府办公厅"]}
    given = {"profile": "jincheng/proposals", "board": None, "roles": roles}
    seat.add("answer", at=at(27), facts=("kind=proposal",), **given)
    noted = seat.supervisor.feedback("answer", now=at(28), text="已书面答复", node="reply")
    assert "同时记入事件“答复”（replied）" in [each.text.zh for each in noted.concerns]
    duties = {each.duty: each for each in noted.item.situation.obligations}
    assert duties["reply"].state == "met"
    assert "copy-to-office" in duties


def test_a_node_that_consent_ends_though_nobody_asked_for_it_is_told(seat):
    seat.add("bus", profile="supervision-13710", facts=())
    seat.supervisor.apply("bus", ExtensionRequest("分两步", "市教育局"), now=at(4), node="node-7")
    told = against(seat.supervisor.grant("bus", how(5)))
    assert told == ["没有申请延期的节点也随之终止：按1个月节点报送办理情况"]


def test_a_talk_with_nobody_is_refused(seat):
    seat.add()
    before = seat.store.rows()
    refused(lambda: seat.supervisor.attempt("one", now=at(3), with_=" ", by="市教育局"), "E858")
    refused(lambda: seat.supervisor.attempt("one", now=at(3), with_="家长", by=""), "E858")
    assert seat.store.rows() == before


def test_a_list_of_a_board_there_is_not(seat):
    assert seat.items(3, board="nosuch").items == ()
    seat.add()
    assert len(seat.items(3, board="日常事项").items) == 1
    assert seat.items(3, board="project").other == 1
    refused(lambda: seat.items(3, board="nosuch"), "E883")
