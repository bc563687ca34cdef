"""A quarter of thirty items run by a simulated clock: every reminder the profile orders is sent, once."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import count

from seat import PLAN, at

from respond.store import Draft
from respond.watch import Ticker, default_rhythm

LIMITS = {"plan-it": 24, "report-back": 72, "solve": 168}
AHEAD = {"plan-it": 5, "report-back": 5, "solve": 24}
DONE = {
    "early": {"plan-it": 2, "report-back": 3, "solve": 4},
    "near": {"plan-it": 22, "report-back": 70, "solve": 160},
}
DONE["late"] = {"plan-it": 31, "report-back": 80, "solve": 175}
DONE["never"] = {"plan-it": 2, "solve": 4}


class Basket:
    """A channel that counts what it is given."""

    name = "basket"

    def __init__(self):
        self.keys = Counter()

    def send(self, key, body, now, *, again):
        self.keys[key] += 1


def expected(set_up, node, done):
    """Give the moments the profile's text gives for a node: ahead, every 3 h, then every 2 h, then after 3 days."""
    due = set_up + timedelta(hours=LIMITS[node])
    moments = [due - timedelta(hours=AHEAD[node])]
    moments += [due + timedelta(hours=hours) for hours in (*range(3, 25, 3), *range(26, 49, 2), 72)]
    return [moment for moment in moments if done is None or moment < done]


def test_every_reminder_exactly_once(seat):
    basket = Basket()
    ticker = Ticker(seat.store, seat.library, default_rhythm(), (basket,), "one")
    wanted, actions = [], []
    for number in range(30):
        manner = ("early", "near", "late")[number // 3 % 3] if number else "never"
        set_up = at(3 + number % 3, "09:00", 1 + number % 3)
        name = f"i{number:02}"
        actions.append((set_up, name, None))
        for node in LIMITS:
            hours = DONE[manner].get(node)
            done = None if hours is None else set_up + timedelta(hours=hours)
            actions += [] if done is None else [(done, name, node)]
            wanted += [(f"{PLAN}#{node}#1", name, moment) for moment in expected(set_up, node, done)]
    actions.sort(key=lambda each: (each[0], each[1], each[2] or ""))
    end, now = at(20, "00:00", 4), at(1, "00:00")
    waiting = list(actions)
    for _ in count():
        found = ticker.round(now)
        moments = [
            moment for moment in (found.next, waiting[0][0] if waiting else None) if moment is not None
        ]
        now = min(moments, default=end)
        if now >= end:
            break
        while waiting and waiting[0][0] == now:
            _, name, node = waiting.pop(0)
            drafts = [entry(name, node, now)]
            seat.store.add(name, lambda _, drafts=drafts: drafts, by="督查室", now=now, new=node is None)
    noted = [
        (each.obligation, each.incident, datetime.fromisoformat(each.planned)) for each in seat.store.noted()
    ]
    assert Counter(noted) == Counter(wanted)
    assert set(basket.keys.values()) == {1}
    assert len(basket.keys) == len(wanted)


def entry(name, node, now):
    """Give what is entered: an item set up, or a node answered; the desk's own checks are tested elsewhere."""
    if node is not None:
        return Draft("act", now, {"did": [{"duty": node, "by": "甲局"}]})
    opening = {
        "respond": "incident/1", "id": name, "title": {"zh": f"事项{name}"}, "plans": [PLAN],
        "bodies": {"undertaker": "甲局"}, "occurred": now.isoformat(), "events": {"set_up": now.isoformat()},
        "facts": {"board": "daily", "large": "no", "beyond_7_days": "no", "talks": "0"},
    }  # fmt: skip
    return Draft("opened", now, opening)
