"""An item as it stands: its bodies, its nodes with their lamps, who is urged, and how the list is sorted."""

import pytest
from seat import PLAN, at, how

from respond.errors import InputError
from respond.show import plain
from respond.supervise import item, item_sheet, listing_sheet


def states(one):
    return {node.duty: node.state for node in one.nodes}


def refused(call, code):
    with pytest.raises(InputError) as raised:
        call()
    assert [each.code for each in raised.value.faults] == [code]


def test_an_item_names_its_bodies_in_every_node(seat):
    seat.add(
        roles={
            "undertaker": ["市教育局"],
            "assisting": ["市财政局", "市公安局"],
            "initiator": ["市政府办公室"],
        }
    )
    one = seat.item(2, "10:00")
    assert one.undertakers == ("市教育局",)
    assert one.assisting == ("市财政局", "市公安局")
    assert one.initiator == ("市政府办公室",)
    assert {node.units for node in one.nodes} == {("市教育局",)}
    assert [unit.name.zh for unit in one.nodes[0].obligation.order.with_units] == ["市财政局", "市公安局"]


@pytest.mark.parametrize(
    ("day", "clock", "state", "lamp"),
    [
        (3, "03:59", "running", "green"),
        (3, "04:00", "near", "yellow"),
        (3, "09:00", "near", "yellow"),
        (3, "09:01", "overdue", "red"),
    ],
)
def test_the_lamp_of_a_node(seat, day, clock, state, lamp):
    seat.add()
    one = seat.item(day, clock)
    assert states(one)["plan-it"] == state
    assert (one.state, one.lamp) == (state, lamp)


def test_what_is_answered_ends_its_lamp(seat):
    seat.add()
    seat.report(3, "10:00", "plan-it")
    one = seat.item(3, "11:00")
    assert states(one) == {"plan-it": "met-late", "report-back": "running", "solve": "running"}
    assert (one.lamp, one.next.duty) == ("green", "report-back")


def test_what_may_be_owed_presses_where_nothing_certainly_is(seat):
    """Without a board nobody knows which limits hold: the first that has passed by the earliest reading leads."""
    seat.add("bus", profile="supervision-13710", board=None, facts=())
    one = seat.item(11, "09:00", name="bus")
    assert {node.provisional for node in one.pressing} == {True}
    assert (one.next.label.zh, one.next.earliest) == ("当天研究、作出安排部署（事不过夜）", "overdue")
    assert one.lamp == "yellow", "nobody is called late before it is sure"
    text = " ".join(plain(listing_sheet(seat.items(11), "zh"), 400).split())
    assert "没有未办的节点" not in text
    assert "已过8天9小时；按最早的解读为逾期" in text


def test_who_is_urged_now(seat):
    seat.add()
    [urged] = [each for each in seat.item(3, "15:30").urged if each.node.endswith("plan-it#1")]
    assert (urged.kind, urged.at, urged.to) == ("after", at(3, "15:00"), ("市教育局",))
    [office] = [each for each in seat.item(6, "09:30").urged if each.node.endswith("plan-it#1")]
    assert office.to == ("督查室",)
    assert seat.item(2, "10:00").next_reminder == at(3, "04:00")


def test_the_list_is_sorted_by_what_presses(seat):
    seat.add("late")
    seat.add("near", at=at(3, "07:00"))
    seat.add("new", at=at(4, "05:00"))
    listed = seat.items(4, "06:00").items
    assert [(one.incident, one.lamp) for one in listed] == [
        ("late", "red"),
        ("near", "yellow"),
        ("new", "green"),
    ]


def test_the_list_of_one_undertaker_board_or_lamp(seat):
    seat.add("one")
    seat.add("two", roles={"undertaker": ["市财政局", "市公安局"]}, board="project", at=at(3, "20:00"))
    assert [one.incident for one in seat.items(3, "21:00", undertaker="市公安局").items] == ["two"]
    assert [one.incident for one in seat.items(3, "21:00", board="重点工程").items] == ["two"]
    found = seat.items(3, "21:00", lamp="red")
    assert ([one.incident for one in found.items], found.other) == (["one"], 1)


def test_an_emergency_of_the_store_is_no_item(seat):
    seat.add()
    opening = {
        "respond": "incident/1", "id": "v", "title": {"zh": "疫苗"}, "plans": ["vaccine-quality"],
        "occurred": "2026-01-02T09:00+08:00", "facts": {"quality_suspected": "yes"},
    }  # fmt: skip
    seat.supervisor.desk.open(opening, now=at(2).replace(year=2026))
    assert [one.incident for one in seat.items(5).items] == ["one"]
    refused(lambda: item(seat.store, seat.library, "v", now=at(5)), "E881")
    refused(lambda: seat.report(5, name="v"), "E881")


def test_a_profile_is_borrowed_elsewhere(seat):
    assert not seat.add("here", where="测试市东区").item.borrowed
    assert not seat.add("unsaid").item.borrowed
    noted = seat.add("there", where="某省外市")
    assert noted.item.borrowed
    assert "借用外地规则（某省测试市）" in plain(item_sheet(noted.item, "zh"), 200)


SPAN = {
    "respond": "incident/1", "id": "span", "title": {"zh": "不知几时立项"}, "plans": [PLAN],
    "bodies": {"undertaker": "市教育局"}, "occurred": "2018-01-02T07:00+08:00",
    "events": {"set_up": {"at": {"at_least": "2018-01-02T08:00+08:00", "at_most": "2018-01-02T12:00+08:00"}}},
    "facts": {"board": "daily", "large": "no"},
}  # fmt: skip


def test_a_node_between_its_two_limits_is_late_by_the_earliest_reading_alone(seat):
    seat.supervisor.desk.open(SPAN, now=at(2, "12:00"))
    node = next(each for each in seat.item(3, "10:00", "span").nodes if each.duty == "plan-it")
    assert (node.due, node.latest) == (at(3, "08:00"), at(3, "12:00"))
    assert (node.state, node.earliest, node.differs) == ("near", "overdue", True)
    node = next(each for each in seat.item(3, "12:01", "span").nodes if each.duty == "plan-it")
    assert (node.state, node.differs) == ("overdue", False)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheets_say_it_in_both_languages(seat, lang):
    seat.add()
    listing = plain(listing_sheet(seat.items(3, "10:00"), lang), 120)
    sheet = plain(item_sheet(seat.item(3, "10:00"), lang), 120)
    words = {"zh": ["红", "逾期", "承办：市教育局"], "en": ["red", "overdue", "undertaker: 市教育局"]}[lang]
    for each in words:
        assert each in listing
        assert each in sheet


def answered(seat):
    seat.add()
    for node in ("plan-it", "report-back", "solve"):
        seat.report(2, "12:00", node)


def test_an_item_is_finished_only_once_it_is_cleared(seat):
    answered(seat)
    one = seat.item(2, "13:00")
    assert (one.state, one.lamp) == ("answered", "green")
    for sheet in (item_sheet(one, "zh"), listing_sheet(seat.items(2, "13:00"), "zh")):
        assert "节点已报，待办结" in plain(sheet, 120)
        assert "按期办结" not in plain(sheet, 120)
    seat.supervisor.clear("one", how(2, "14:00", by="mayor", reason="特批"))
    assert "按期办结" in plain(item_sheet(seat.item(2, "15:00"), "zh"), 120)


def test_an_item_given_back_is_not_plain_green_until_something_better_follows(seat):
    answered(seat)
    seat.supervisor.evaluate("one", "poor", how(3))
    assert (seat.item(4).state, seat.item(4).lamp) == ("given-back", "yellow")
    assert "退回，继续办理" in plain(listing_sheet(seat.items(4), "zh"), 120)
    seat.report(4, "10:00")
    assert seat.item(4, "11:00").state == "given-back"
    seat.supervisor.evaluate("one", "good", how(5))
    assert seat.item(6).state == "answered"
    seat.supervisor.give_back("one", how(6, reason="数据不实"))
    assert seat.item(7).state == "given-back"


def test_a_return_is_answered_by_what_the_undertaker_reports_later(seat):
    seat.add()
    seat.supervisor.give_back("one", how(2, "10:00", reason="数据不实"))
    assert seat.item(2, "11:00").state == "given-back"
    seat.report(2, "12:00", "plan-it")
    assert seat.item(2, "13:00").state == "running"


def test_whatever_else_of_the_undertaker_is_overdue_turns_the_lamp_red(seat):
    seat.add(facts=("large=yes", "beyond_7_days=yes"))
    seat.report(2, "12:00", "plan-it")
    seat.report(2, "12:00", "report-back")
    one = seat.item(8)
    assert [node.state for node in one.nodes if node.obligation.open] == []
    assert (one.state, one.lamp, one.next.duty) == ("overdue", "red", "ask-more-time")
    assert "提前2天申请延期" in plain(listing_sheet(seat.items(8), "zh"), 120)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_readings_that_bear_on_an_item_are_counted_with_the_command_that_shows_them(seat, lang):
    seat.add("bus", profile="supervision-13710", facts=())
    one = seat.item(4, name="bus")
    found = [reading for answer in one.situation.answers for reading in answer.readings]
    sheet = plain(item_sheet(one, lang), 300)
    counted = {"zh": f"涉及本事项的解释{len(found)}条", "en": f"readings that bear on it: {len(found)}"}
    assert found
    assert counted[lang] in sheet
    assert "respond status bus --full" in sheet
    seat.add("plain")
    assert "respond status plain --full" not in plain(item_sheet(seat.item(4, name="plain"), lang), 300)
