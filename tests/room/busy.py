"""A busy night for the tests of pages: incidents of several levels, an exercise, one that is late, an item, a roster."""

from datetime import timedelta

from duty import NOW

from respond.desk import Desk
from respond.room import BY_ID, DutyRoom, owner
from respond.supervise import Opening, Supervisor

PROFILE = "jincheng/supervision-13710"
_MORNING = "2026-11-21T09:12+08:00"


def busy(room: DutyRoom, more: int = 0) -> DutyRoom:
    """Open some incidents and one supervised item, and say who is on duty; `more` opens so many beside."""
    desk = Desk(room.store, room.library, by="值班室")
    early = NOW - timedelta(hours=2)
    desk.open(
        opened("vaccine", "接种异常", deaths="3+", quality_suspected="yes"), now=NOW - timedelta(minutes=15)
    )
    desk.open(opened("late", "某乡疑似接种反应", quality_suspected="yes"), now=NOW - timedelta(minutes=14))
    desk.open(
        {**opened("drill", "桌面推演：疫苗事件", quality_suspected="yes"), "mode": "exercise"}, now=NOW - timedelta(minutes=10)
    )  # fmt: skip
    for number in range(more):
        desk.open(
            opened(f"more-{number}", f"第{number + 1}起接种反应", quality_suspected="yes"),
            now=NOW - timedelta(minutes=9),
        )
    Supervisor(desk).add(
        Opening("edu-01", PROFILE, "校车安全整治", "市政府常务会议", {"undertaker": ["市教育局"]}, "daily"),
        now=early,
    )
    asked(room, "keepSettings", {"roster": [shift(-1, 11), shift(11, 23)]})
    return room


def opened(name: str, title: str, **facts: str) -> dict:
    """Give an incident file of the vaccine plan."""
    said: dict = {
        "respond": "incident/1",
        "id": name,
        "plans": ["jiaocheng/vaccine-quality"],
        "title": {"zh": title},
        "occurred": _MORNING,
        "facts": facts,
        "events": {"received": _MORNING},
    }
    return said


def shift(begins: int, ends: int) -> dict:
    """Give a shift of the roster, by hours from now."""
    first, last = (NOW + timedelta(hours=hours) for hours in (begins, ends))
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "officers": ["王建国", "李敏"],
        "leader": "张主任",
    }


def asked(room: DutyRoom, operation: str, body=None, path=None, query=None):
    """Ask the room as whoever owns it, and give the answer."""
    import json  # noqa: PLC0415

    sent = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    return room.call(BY_ID[operation], owner("值班室"), path=path or {}, query=query or {}, body=sent)[
        0
    ].thing
