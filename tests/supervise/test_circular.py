"""The circular: what became of nodes in a period, by which reading, with exact shares; and its sums."""

from collections import Counter
from datetime import UTC, date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seat import PLAN, Seat, at, how

from respond.desk import Desk
from respond.errors import InputError
from respond.plan import Library
from respond.show import as_html, as_markdown, plain
from respond.situation import json_of
from respond.store import Store
from respond.supervise import Period, Share, Supervisor, items, listing_sheet, period_of, report, report_sheet

JANUARY = period_of("2018-01")


def circular(seat, period=JANUARY, now=None):
    return report(seat.store, seat.library, period, now=now or at(1, month=4))


def test_each_node_due_in_the_period_was_done_on_time_late_or_not(seat):
    seat.add()
    seat.report(3, "09:00", "plan-it")
    seat.report(5, "09:01", "report-back")
    found = circular(seat).total
    assert (found.due, found.on_time, found.late, found.overdue) == (3, 1, 1, 1)
    assert [found.share_on_time, found.share_late, found.share_overdue] == [Share(1, 3)] * 3
    assert found.share_on_time.percent == "33.3"


def test_done_after_the_period_is_overdue_in_it_and_due_after_it_is_not_due(seat):
    seat.add(at=at(30))
    seat.supervisor.feedback("one", now=at(1, month=2), text="已办", node="plan-it")
    found = circular(seat).total
    assert (found.due, found.overdue, found.late) == (1, 1, 0)
    february = circular(seat, period_of("2018-02")).total
    assert (february.registered, february.due) == (0, 2)


def test_a_period_that_is_not_over_is_judged_by_now(seat):
    seat.add()
    found = circular(seat, now=at(4))
    assert found.until == at(4)
    assert (found.total.due, found.total.overdue) == (1, 1)
    assert circular(seat, now=at(3)).total.due == 0


def test_the_present_is_told_in_the_zone_of_china_whatever_that_of_the_machine(seat):
    now = at(4).astimezone(UTC)
    assert "2018-01-04 09:00" in plain(report_sheet(circular(seat, now=now), "zh"), 80), "of no item at all"
    listed = items(seat.store, seat.library, now=now)
    assert "2018-01-04 09:00" in plain(listing_sheet(listed, "zh"), 80)


def test_returns_more_time_grades_and_clearings_count_items(seat):
    seat.add()
    seat.add("two")
    for number in (4, 5):
        seat.supervisor.give_back("one", how(number, reason="不实"))
    seat.supervisor.grant("one", how(6))
    seat.supervisor.evaluate("one", "poor", how(7))
    seat.supervisor.evaluate("one", "good", how(8))
    seat.supervisor.clear("one", how(9, by="mayor", reason="特批"))
    found = circular(seat).total
    assert (found.registered, found.running, found.returned, found.extended, found.cleared) == (2, 1, 1, 1, 1)
    assert found.grades == (("excellent", 0), ("good", 1), ("fair", 0), ("poor", 0))
    assert circular(seat, period_of("2018-02")).total.registered == 0


def test_an_item_of_several_undertakers_counts_for_each_and_that_is_said(seat):
    seat.add(roles={"undertaker": ["甲局", "乙局"]})
    found = circular(seat)
    assert [(each.name.zh, each.counts.registered) for each in found.units] == [("乙局", 1), ("甲局", 1)]
    assert (found.total.registered, found.shared) == (1, 1)
    assert "各单位之和可大于合计" in plain(report_sheet(found, "zh"), 200)


def test_late_is_judged_by_the_latest_reading_and_both_results_are_told(seat):
    opening = {
        "respond": "incident/1", "id": "span", "title": {"zh": "不知几时立项"}, "plans": [PLAN],
        "bodies": {"undertaker": "甲局"}, "occurred": "2018-01-02T07:00+08:00",
        "events": {"set_up": {"at": {"at_least": "2018-01-02T08:00+08:00", "at_most": "2018-01-02T12:00+08:00"}}},
        "facts": {"board": "daily", "large": "yes"},
    }  # fmt: skip
    seat.supervisor.desk.open(opening, now=at(2, "12:00"))
    seat.report(3, "10:00", "plan-it", name="span")
    found = circular(seat)
    assert (found.total.on_time, found.total.late, found.total.overdue) == (1, 0, 1)
    [doubt] = found.doubtful
    assert (doubt.counted, doubt.earliest) == ("on-time", "late")
    assert "按最晚的解读（计入）：按期；按最早的解读：逾期办" in plain(report_sheet(found, "zh"), 200)


@pytest.mark.parametrize("text", ["2018Q0", "2018-13", "18", "2018-1", "第一季度"])
def test_a_period_that_is_none(text):
    with pytest.raises(InputError) as raised:
        period_of(text)
    assert [each.code for each in raised.value.faults] == ["E894"]


def test_a_period_that_ends_before_it_begins(seat):
    with pytest.raises(InputError) as raised:
        circular(seat, Period(JANUARY.to, JANUARY.from_))
    assert [each.code for each in raised.value.faults] == ["E895"]


def test_an_item_of_an_exercise_is_told_and_not_counted(seat):
    seat.add()
    opening = {
        "respond": "incident/1", "id": "drill", "title": {"zh": "演练"}, "plans": [PLAN], "mode": "exercise",
        "bodies": {"undertaker": "甲局"}, "events": {"set_up": at(2).isoformat()}, "occurred": at(2).isoformat(),
    }  # fmt: skip
    seat.supervisor.desk.open(opening, now=at(2))
    found = circular(seat)
    assert (found.total.registered, found.practised) == (1, 1)
    assert "演练和测试的1项未计入" in plain(report_sheet(found, "zh"), 200)


def test_it_can_be_read_and_kept(seat):
    seat.add(where="某省外市")
    found = circular(seat)
    assert found.borrowed == ("one",)
    for lang, words in (("zh", "本规则按季度记分而未给出分值"), ("en", "not scores")):
        sheet = report_sheet(found, lang)
        assert words in plain(sheet, 200)
        assert words in as_markdown(sheet)
        assert words in as_html(sheet)
    assert '"share_on_time":{"part":0,"percent":"0.0","whole":3}' in json_of(found)


ITEM = st.fixed_dictionaries(
    {
        "hour": st.integers(0, 60 * 24),
        "board": st.sampled_from(["daily", "project"]),
        "unit": st.sampled_from(["甲局", "乙局", "丙局"]),
        "done": st.tuples(*[st.none() | st.integers(0, 24 * 12)] * 3),
    }
)
LIMITS = {"plan-it": 24, "report-back": 72, "solve": 168}


def direct(plain_items, begin, end):
    """Count from the hours themselves."""
    found = Counter()
    for one in plain_items:
        set_up = at(1, "00:00") + timedelta(hours=one["hour"])
        found["registered"] += begin <= set_up < end
        for hours, done in zip(LIMITS.values(), one["done"], strict=True):
            limit = set_up + timedelta(hours=hours)
            if begin <= limit < end:
                at_ = None if done is None else set_up + timedelta(hours=done)
                open_ = at_ is None or at_ >= end
                found["overdue" if open_ else "late" if at_ > limit else "on_time"] += 1
                found["due"] += 1
    return found


def told(counts):
    return Counter(
        {name: getattr(counts, name) for name in ("registered", "due", "on_time", "late", "overdue")}
    )


@settings(max_examples=12)
@given(st.lists(ITEM, min_size=1, max_size=5))
def test_counts_add_up_and_agree_with_a_direct_count_over_plain_logs(library, tmp_path_factory, plain_items):
    folder = tmp_path_factory.mktemp("store")
    store = Store(str(folder / "store.db"), key=folder / "store.key")
    seat = Seat(Supervisor(Desk(store, library, by="督查室")))
    for number, one in enumerate(plain_items):
        set_up = at(1, "00:00") + timedelta(hours=one["hour"])
        acts = sorted(
            (set_up + timedelta(hours=done), node)
            for node, done in zip(LIMITS, one["done"], strict=True)
            if done is not None
        )
        opening = {
            "respond": "incident/1", "id": f"i{number}", "title": {"zh": "事项"}, "plans": [PLAN],
            "bodies": {"undertaker": one["unit"]}, "occurred": set_up.isoformat(),
            "events": {"set_up": set_up.isoformat()}, "facts": {"board": one["board"], "large": "no"},
            "then": [
                {"at": moment.isoformat(), "did": [{"duty": node, "by": one["unit"]}]} for moment, node in acts
            ],
        }  # fmt: skip
        seat.supervisor.desk.open(opening, now=at(1, month=6))
    found = circular(seat, now=at(1, month=6))
    store.close()
    begin, end = at(1, "00:00"), at(1, "00:00", 2)
    assert told(found.total) == direct(plain_items, begin, end)
    assert found.total.due == found.total.on_time + found.total.late + found.total.overdue
    for groups in (found.units, found.boards):
        summed = Counter()
        for each in groups:
            summed += told(each.counts)
        assert summed == +told(found.total)
    for each in found.units:
        mine = [one for one in plain_items if one["unit"] == each.name.zh]
        assert told(each.counts) == direct(mine, begin, end)


def test_items_whose_profile_is_gone_are_named(seat):
    seat.add()
    bare = Library.default()
    assert [each.incident for each in items(seat.store, bare, now=at(3)).unread] == ["one"]
    found = report(seat.store, bare, JANUARY, now=at(1, month=4))
    assert [each.incident for each in found.unread] == ["one"]
    assert "one" in plain(report_sheet(found, "zh"), 80)


@pytest.mark.parametrize("text", ["9999", "9999Q4", "9999-12", "0001", "0000", "1899", "2200-01"])
def test_a_period_lies_in_years_of_ours(text):
    with pytest.raises(InputError) as raised:
        period_of(text)
    assert [each.code for each in raised.value.faults] == ["E333"]


def test_the_last_year_of_ours_ends():
    assert period_of("2199Q4").to.isoformat() == "2199-12-31"


def test_the_days_of_a_period_lie_in_years_of_ours(seat):
    for days in ((date.min, date(2018, 1, 1)), (date(2018, 1, 1), date.max)):
        with pytest.raises(InputError) as raised:
            circular(seat, Period(*days))
        assert [each.code for each in raised.value.faults] == ["E333"]


def test_a_period_that_has_not_begun_is_refused(seat):
    seat.add()
    assert circular(seat, now=at(1, "00:00")).total.registered == 0
    with pytest.raises(InputError) as raised:
        circular(seat, period_of("2018Q2"), now=at(31, "23:59", 3))
    assert [each.code for each in raised.value.faults] == ["E892"]
    assert "2018-04-01" in raised.value.faults[0].render("en")


@pytest.mark.parametrize("write", [as_html, as_markdown])
def test_a_page_heads_each_table_once(seat, write):
    seat.add()
    page = write(report_sheet(circular(seat), "zh"))
    assert (
        page.count("到期节点") == 4
    )  # a head for all, for units and for boards, and once in the words on rounding
    assert "到期节点" in plain(report_sheet(circular(seat), "zh"), 200)


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "评价 优秀 0、良好 1、合格 0、不合格 0"), ("en", "grades excellent 0, good 1")]
)
def test_grades_are_told_in_words(seat, lang, words):
    seat.add()
    seat.supervisor.evaluate("one", "good", how(3))
    assert words in plain(report_sheet(circular(seat), lang), 200)
