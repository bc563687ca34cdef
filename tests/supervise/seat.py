"""A supervisor with a few words for what the tests do over and over."""

from datetime import datetime

from attrs import define

from respond.desk import Decision
from respond.supervise import Opening, Supervisor, item, items

PLAN = "testland/watchful"


def at(day: int, clock: str = "09:00", month: int = 1) -> datetime:
    """Give a moment of 2018, in China."""
    return datetime.fromisoformat(f"2018-{month:02}-{day:02}T{clock}+08:00")


def how(day: int, clock: str = "09:00", by: str = "initiator", **more) -> Decision:
    """Give a decision of a moment."""
    return Decision(by, at(day, clock), **more)


@define
class Seat:
    """A seat at a store."""

    supervisor: Supervisor

    @property
    def store(self):
        """Give the store."""
        return self.supervisor.desk.store

    @property
    def library(self):
        """Give the plans."""
        return self.supervisor.desk.library

    def opening(self, name="one", **more):
        """Give an item of 2 January, 09:00."""
        given = {
            "id": name, "profile": PLAN, "title": "校车整治", "source": "常务会议", "board": "daily",
            "facts": ("large=no",), "at": at(2),
            "roles": {"undertaker": ["市教育局"], "initiator": ["市政府办公室"]},
        }  # fmt: skip
        return Opening(**{**given, **more})

    def add(self, name="one", **more):
        """Set an item up."""
        opening = self.opening(name, **more)
        return self.supervisor.add(opening, now=opening.at)

    def item(self, day, clock="09:00", name="one", month=1):
        """Read an item."""
        return item(self.store, self.library, name, now=at(day, clock, month))

    def items(self, day, clock="09:00", **more):
        """List the items."""
        return items(self.store, self.library, now=at(day, clock), **more)

    def report(self, day, clock="09:00", node=None, name="one", **more):
        """Enter what an undertaker reports."""
        return self.supervisor.feedback(
            name, now=at(day, clock), text=f"已办 {node or ''}", node=node, **more
        )
