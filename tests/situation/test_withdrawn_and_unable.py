"""A declared level that is withdrawn stands no more; a duty that cannot be done stays owed, with the reason."""

import pytest

from duties import case, when
from respond.errors import InputError
from respond.show import View, plain, situation_sheet

SEEN = """\
occurred: @08:00
events: {received: @08:30}
facts: {n: 1}
then:
  - {at: @09:00, declared: [{level: II, by: 县指挥部, reason: {zh: 风大, en: wind}}]}
"""
TELL = "- {id: tell, when: n >= 1, after: received, within: 1 hour}"


def page(found, clock, lang="zh"):
    return plain(situation_sheet(found.at(clock), View(lang)))


def test_a_level_withdrawn_stands_no_more_from_then_on(tmp_path):
    found = case(
        tmp_path, TELL, SEEN + "  - {at: @10:00, withdraws: {by: 县指挥部, reason: {zh: 风停, en: calm}}}\n"
    )
    assert str(found.at("09:30").effective.certain) == "II"
    later = found.at("10:30")
    assert (str(later.effective.certain), later.declared) == ("IV", None)
    (past,) = later.expired
    assert (past.until, past.withdrawn.zh) == (when("10:00"), "风停")
    assert "已撤回：县指挥部定为Ⅱ级（10:00，风停）" in page(found, "10:30")
    assert "withdrawn: 县指挥部 declared level II (10:00; calm)" in page(found, "10:30", "en")


def test_what_is_declared_after_a_withdrawal_stands(tmp_path):
    found = case(
        tmp_path,
        TELL,
        SEEN
        + "  - {at: @10:00, withdraws: {by: 县指挥部, reason: {zh: 风停}}}\n"
        + "  - {at: @11:00, declared: [{level: I, by: 县指挥部, reason: {zh: 又起风}}]}\n",
    )
    assert str(found.at("11:30").effective.certain) == "I"
    assert len(found.at("11:30").expired) == 1


@pytest.mark.parametrize(
    "steps",
    [
        "  - {at: @10:00, withdraws: {by: x, reason: {zh: a}}}\n  - {at: @11:00, withdraws: {by: x, reason: {zh: b}}}\n",
        "  - {at: @10:00, withdraws: {by: x, reason: {zh: a}, at: @08:40}}\n",
    ],
)
def test_where_no_level_stands_there_is_nothing_to_withdraw(tmp_path, steps):
    with pytest.raises(InputError) as raised:
        case(tmp_path, TELL, SEEN + steps).at("12:00")
    assert [each.code for each in raised.value.faults] == ["E736"]


def test_what_cannot_be_done_stays_owed_and_says_why(tmp_path):
    unable = (
        "  - {at: @09:10, unable: [{duty: tell, by: bureau, reason: {zh: 道路中断, en: the road is cut}}]}\n"
    )
    found = case(tmp_path, TELL, SEEN + unable)
    assert found.one("09:05").unable is None
    one = found.one("10:00")
    assert (one.state, one.due, one.unable.reason.zh, one.unable.at) == (
        "overdue", when("09:30"), "道路中断", when("09:10"),
    )  # fmt: skip
    data = next(each for each in found.at("10:00").to_json()["obligations"] if each["duty"] == "tell")
    assert data["unable"] == {
        "at": "2026-03-01T09:10:00+08:00", "by": "bureau", "reason": {"zh": "道路中断", "en": "the road is cut"},
    }  # fmt: skip
    assert "办不了：道路中断，bureau，09:10" in page(found, "10:00").replace("；", "，").replace(" · ", "，")
    done = case(tmp_path, TELL, SEEN + unable + "  - {at: @10:10, did: [{duty: tell}]}\n").one("10:30")
    assert (done.state, done.unable) == ("met-late", None)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{duty: tel, reason: {zh: x}}", "E720"),
        ("{duty: tell, by: nobody, reason: {zh: x}}", "E722"),
        ("{duty: tell, at: @12:00, reason: {zh: x}}", "E713"),
        ("{duty: tell, at: @07:00, reason: {zh: x}}", "E708"),
    ],
)
def test_what_is_wrong_of_it_is_told(tmp_path, said, code):
    with pytest.raises(InputError) as raised:
        case(tmp_path, TELL, SEEN + f"  - {{at: @09:10, unable: [{said}]}}\n").at("12:00")
    assert [each.code for each in raised.value.faults] == [code]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("unable: [{duty: tell, reason: {zh: 道路中断}, round: 7}]", "said that it cannot be done, but"),
        ("extended: [{duty: tell, by: county, length: 1 hour, round: 7}]", "lengthened, but"),
    ],
)
def test_what_is_said_of_an_occasion_that_is_not_there_is_named(tmp_path, said, why):
    duty = TELL.replace("}", ", extend: {by: county, at_most: 2 hours}}")
    found = case(tmp_path, duty, SEEN + f"  - {{at: @09:10, {said}}}\n")
    (uncounted,) = found.at("09:20").uncounted
    assert (uncounted.duty, uncounted.at) == ("tell", when("09:10"))
    assert uncounted.why.en == f"{why} there is no occasion 7 of it"
    assert found.one("09:20").unable is None
    one = case(tmp_path / "one", duty, SEEN + f"  - {{at: @09:10, {said.replace('7', '1')}}}\n")
    assert one.at("09:20").uncounted == ()
