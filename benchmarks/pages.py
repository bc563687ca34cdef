"""The pages of the duty room, each by itself: the wall, lists, and the parts of an incident of 500 entries.

Processor time of this process, on SQLite, of a room that stays open: the first time, and renewed ten seconds later when
nothing was entered. Every page stands beside the desk, which shows all incidents.
"""

import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import process_time

import measure
import respond
from respond.cli import lives_long
from room import _fill
from running import NOW, _busy, _opening, _told

INCIDENTS = 100
ENTRIES = 500
PAGES = (
    "/", "/wall", "/incidents/long", "/incidents/long/log", "/incidents/long/duties", "/incidents/long/facts",
    "/incidents/busy/log", "/incidents/busy/duties", "/incidents/busy/levels", "/incidents/i-1/log", "/supervision",
    "/handover", "/audit",
)  # fmt: skip
"""`long` is a quiet log of 500 entries, `busy` one in which the response changes all the time."""


def run(rounds):
    from starlette.testclient import TestClient  # noqa: PLC0415 - of an extra

    from respond.room import DutyRoom, Running, application  # noqa: PLC0415
    from respond.store import RoomStore  # noqa: PLC0415

    lives_long()
    with tempfile.TemporaryDirectory() as folder:
        store = RoomStore(Path(folder) / "room.db", key=Path(folder) / "key")
        store.prepare()
        _filled(store)
        clock = [NOW + timedelta(minutes=20)]
        room = DutyRoom(store, respond.Library.default(), lambda: clock[0])
        may = ("plans", "read", "audit", "enter")
        key = room.entrance.make_token("load", may, (), NOW + timedelta(days=2), by="b", now=NOW)
        app, header = application(room, Running(requests=10**9)), {"Authorization": f"Bearer {key}"}
        with TestClient(app, base_url="http://room.test", headers=header) as client:
            rows, desk = [], None
            for path in PAGES:
                times = []
                for _ in range(rounds + 1):
                    clock[0] += timedelta(seconds=10)
                    started = process_time()
                    page = client.get(path)
                    times.append((process_time() - started) * 1e3)
                    assert page.status_code == 200, path
                again = median(times[1:])
                desk = desk or again
                rows.append(
                    [
                        path,
                        f"{times[0]:.0f}",
                        f"{again:.0f}",
                        f"{again / desk:.1f}",
                        len(page.content) // 1024,
                    ]
                )
        store.close()
    measure.table(["page", "first, ms", "renewed, ms", "beside the desk", "KB"], rows)


def _filled(store):
    """Open the incidents, two with long logs, and three items that are late, which the wall shows first."""
    from respond.desk import Desk  # noqa: PLC0415
    from respond.store import Draft  # noqa: PLC0415
    from respond.supervise import Opening, Supervisor  # noqa: PLC0415

    _fill(store, INCIDENTS)
    for name, told in (("long", _told), ("busy", _busy)):
        drafts = [Draft("opened", NOW, _opening(name)), *(told(number) for number in range(1, ENTRIES))]
        store.add(name, lambda _, drafts=drafts: drafts, by="b", now=NOW, new=True)
    desk = Desk(store, respond.Library.default(), by="b")
    for number in range(3):
        item = Opening(
            f"item-{number}", "jincheng/supervision-13710", "示例", "会议", {"undertaker": ["某局"]}, "daily"
        )
        Supervisor(desk).add(item, now=NOW - timedelta(days=9))
