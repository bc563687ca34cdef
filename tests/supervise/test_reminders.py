"""Reminders of items go to the bodies that stand for the profile's units, and each of these answers for itself."""

import json

from seat import PLAN, at

from respond.watch import Ticker, acknowledge, default_rhythm


class Basket:
    """A channel that keeps what it is given."""

    name = "basket"

    def __init__(self):
        self.got = []

    def send(self, key, body, now, *, again):
        self.got.append(json.loads(body))


def go(seat, now):
    basket = Basket()
    ticker = Ticker(seat.store, seat.library, default_rhythm(), (basket,), "one")
    ticker.round(at(2, "09:00"))
    ticker.round(now)
    return basket.got


def names(units):
    return [unit["name"]["zh"] for unit in units]


def test_a_reminder_names_the_bodies_by_name(seat):
    seat.add(roles={"undertaker": ["甲局", "乙局"], "initiator": ["市政府办公室"]})
    [found] = [each for each in go(seat, at(3, "04:00")) if each["duty"] == "plan-it"]
    assert names(found["units"]) == names(found["rule"]["to"]) == ["甲局", "乙局"]
    assert found["text"]["zh"].splitlines()[0].startswith("甲局（承办单位）、乙局（承办单位）：研究部署")


def test_each_body_acknowledges_for_itself(seat):
    seat.add(roles={"undertaker": ["甲局", "乙局"]})
    heard = acknowledge(
        seat.store, seat.library, "one", "plan-it", by="甲局", recorder="值班室", now=at(3, "05:00")
    )
    assert [unit.name.zh for unit in heard.missing] == ["乙局"]
    heard = acknowledge(
        seat.store,
        seat.library,
        "one",
        "plan-it",
        by="张",
        recorder="值班室",
        for_="乙局",
        now=at(3, "05:10"),
    )
    assert heard.missing == ()


def test_a_body_that_takes_over_is_reminded_from_then_on(seat):
    from respond.store import Draft  # noqa: PLC0415

    seat.add(roles={"undertaker": ["甲局"]})
    seat.supervisor.desk.enter(
        "one", [Draft("body", at(2, "20:00"), {"bodies": {"undertaker": "丙局"}})], at(2, "20:00")
    )
    assert seat.item(2, "21:00").undertakers == ("丙局",)
    [found] = [each for each in go(seat, at(3, "04:00")) if each["obligation"] == f"{PLAN}#plan-it#1"]
    assert names(found["units"]) == ["丙局"]
