"""A desk with a ticker, and what it sent."""

import json
from datetime import datetime, timedelta

from attrs import define, field
from logs import opening

from respond.api import default_library
from respond.desk import Desk
from respond.store import WatchedStore
from respond.watch import SendError, Ticker, acknowledge, acknowledge_key, default_rhythm, postpone

REPORT = "jiaocheng/vaccine-quality#report-up#1"
"""The county's report: within an hour of the receipt."""

DIRECT = "shanxi/incident-reporting#shanxi-direct-to-province#1"
"""The province's report of a graver incident: within an hour of the receipt, by two units."""


def at(clock: str, day: int = 21) -> datetime:
    """Give a moment of the day, in China."""
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}+08:00")


@define
class Basket:
    """A channel that keeps what it is given, and refuses as long as it is told to."""

    name: str = "basket"
    got: list = field(factory=list)
    broken: str | None = None

    def send(self, key, body, now, *, again):
        if self.broken is not None:
            from respond.errors import Text  # noqa: PLC0415

            raise SendError(Text(self.broken, self.broken))
        self.got.append(json.loads(body))


@define
class Post:
    """A seat at a watched store."""

    store: WatchedStore
    desk: Desk
    basket: Basket = field(factory=Basket)
    rhythm: object = field(factory=default_rhythm)
    ticker: Ticker = None

    def __attrs_post_init__(self):
        self.ticker = self.another()

    def another(self, *channels, name="one", rhythm=None, store=None):
        """Give a ticker that knows nothing yet, as after a restart."""
        return Ticker(
            store or self.store, default_library(), rhythm or self.rhythm, channels or (self.basket,), name
        )

    def open(self, name="one", clock="09:12", **more):
        """Open an incident of which nothing is certain to be owed but what is owed of any."""
        return self.desk.open({**opening(name), **more}, now=at(clock))

    def go(self, clock, day=21, ticker=None):
        """Go round at a moment."""
        return (ticker or self.ticker).round(at(clock, day))

    def acknowledge(self, clock, by, incident="one", duty="report-up", **more):
        """Enter at the seat that somebody has seen a duty."""
        how = {"recorder": "值班室", "now": at(clock), **more}
        return acknowledge(self.store, self.desk.library, incident, duty, by=by, **how)

    def acknowledge_last(self, clock, by, obligation=REPORT, **more):
        """Enter that somebody has seen what was sent of an obligation last, by its key."""
        how = {"recorder": "值班室", "now": at(clock), **more}
        return acknowledge_key(self.store, self.desk.library, self.last(obligation)["key"], by=by, **how)

    def postpone(self, clock, until, by, **more):
        """Enter that the county's report is not to be reminded of until a moment."""
        how = {"reason": "核实中", "recorder": "值班室", "now": at(clock), "until": at(until), **more}
        return postpone(self.store, self.desk.library, "one", "report-up", by=by, **how)

    def told(self, obligation=REPORT, since=0):
        """Give the kinds, with their steps, of what was sent of an obligation."""
        return [kind_of(each["key"]) for each in self.basket.got[since:] if each["obligation"] == obligation]

    def last(self, obligation=REPORT):
        """Give what was sent of an obligation last."""
        return [each for each in self.basket.got if each["obligation"] == obligation][-1]

    def noted(self, obligation=REPORT):
        """Give what was noted of an obligation."""
        return [each for each in self.store.noted() if each.obligation == obligation]


def kind_of(key: str) -> str:
    """Give the last part of a key."""
    return key.rpartition(":")[2]


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)
