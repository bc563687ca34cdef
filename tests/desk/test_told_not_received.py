"""Told is not received: whoever tells a body is told what of it waits for its receipt, and how that is entered."""

from logs import after
from night import began

ACCIDENT = {
    "plans": ["national/production-accident"],
    "facts": {"deaths": "4", "traffic_or_fire": "no"},
    "events": {"received": "2026-11-21T09:00+08:00"},
}
CITY = "city-safety-departments"


def words(entered, lang="zh"):
    # what another article asks for besides names its plan
    return [each.text.say(lang) for each in entered.concerns if each.plan is None]


def test_what_waits_for_the_receipt_is_told_with_the_act(desk):
    began(desk, **ACCIDENT)
    told = desk.did("one", "local-reports-up", now=after(20), to=[CITY])
    (said,) = words(told)
    assert said.startswith("设区的市安全生产监督管理部门和有关部门的接报还没有记（2026-11-21 09:32已报）：")
    assert "市级部门2小时内上报省级部门" in said
    assert said.endswith(f"记入 `received@{CITY}`")
    assert "what was sent is not received" in words(told, "en")[0]
    assert not any(each.against for each in told.concerns)


def test_who_was_told_before_is_not_named_again(desk):
    began(desk, **ACCIDENT)
    desk.did("one", "local-reports-up", now=after(20), to=[CITY])
    later = desk.did("one", "local-reports-up", now=after(25), to=["local-government"])
    assert [each.partition("的接报")[0] for each in words(later)] == ["事故发生地人民政府"]


def test_once_the_receipt_is_entered_nothing_waits(desk):
    began(desk, **ACCIDENT)
    desk.did("one", "local-reports-up", now=after(20), to=[CITY])
    received = desk.event("one", f"received@{CITY}", now=after(30), at="2026-11-21T09:35+08:00")
    assert received.situation.unreceived == ()
    (city,) = [each for each in received.situation.obligations if each.duty == "city-reports-up"]
    assert f"{city.due:%H:%M}" == "11:35"


def test_nothing_is_said_of_who_owes_nothing_from_its_receipt_on(desk):
    began(desk)
    assert words(desk.did("one", "report-up", now=after(20))) == []
