"""Everything the duty room can be asked, each by itself: every page and every question of the API.

Processor time of this process, on SQLite, of a room that stays open: the first time, and renewed ten seconds later when
nothing was entered. Each stands beside the desk, which shows all incidents.
"""

import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import process_time

import measure
import respond
from respond.cli import lives_long
from running import NOW, _busy, _opening, _told

INCIDENTS = 100
ENTRIES = 500
EXAMPLES = {
    "place": "jiaocheng", "name": "vaccine-quality", "edition": "2024", "clause": "5.1", "code": "E931",
    "kind": "initial", "scenario": "vaccine-school-day", "play": "none", "secret": "none",
}  # fmt: skip
"""What stands for the names in an address, but for the incident."""
WHOLE = {
    "/v1/plans/{place}/{name}/diff": "/v1/plans/national/forest-grassland-fire/diff?from=2009&to=2026",
    "/plans/{place}/{name}/diff": "/plans/national/forest-grassland-fire/diff?from=2009&to=2026",
    "/v1/incidents/{incident}/comparison": "/v1/incidents/{incident}/comparison?decision=close",
    "/v1/circular": "/v1/circular?period=2026-11",
    "/supervision/{incident}": "/supervision/item-1",
    "/v1/supervision/{incident}": "/v1/supervision/item-1",
}
"""Addresses of which more is asked than their names."""
ENDLESS = ("/v1/events",)
"""Asked for once, it tells what happens for as long as it is listened to."""


def addresses(app, incident):
    """Give every address an application answers GET at, from its routes, with names of things that are there."""
    found = []
    for route in app.routes:
        if "GET" in (getattr(route, "methods", None) or ()) and route.path not in ENDLESS:
            address = WHOLE.get(route.path, route.path)
            for name, value in {**EXAMPLES, "incident": incident}.items():
                address = address.replace("{" + name + "}", value)
            found.append(address)
    return list(dict.fromkeys(found))


def key_for_all(room, name, now):
    """Make a key that may ask whatever a key may."""
    from respond.room import PERMISSIONS  # noqa: PLC0415 - of an extra

    return room.entrance.make_token(name, tuple(PERMISSIONS), (), now + timedelta(days=2), by="b", now=now)


def fill(store, count):
    """Open vaccine incidents in which something is owed at once, something in an hour, and most without a figure.

    Three items under supervision are late, which the wall shows first.
    """
    from respond.desk import Desk  # noqa: PLC0415
    from respond.store import Draft  # noqa: PLC0415
    from respond.supervise import Opening, Supervisor  # noqa: PLC0415

    for number in range(count):
        name = f"i-{number}"
        said = {"facts": {"quality_suspected": "yes", "deaths": str(1 + number % 5)}}
        opening = {**_opening(name), "title": {"zh": f"示例{number}", "en": f"example {number}"}, **said}
        drafts = [Draft("opened", NOW, opening), call(number)]
        store.add(name, lambda _, drafts=drafts: drafts, by="b", now=NOW, new=True)
    desk = Desk(store, respond.Library.default(), by="b")
    for number in range(3):
        item = Opening(
            f"item-{number}", "jincheng/supervision-13710", "示例", "会议", {"undertaker": ["某局"]}, "daily"
        )
        Supervisor(desk).add(item, now=NOW - timedelta(days=9))


def call(number):
    """Give a note of a call."""
    from respond.store import Draft  # noqa: PLC0415

    return Draft("note", NOW, {"note": {"zh": f"电话{number}"}})


def run(rounds):
    from starlette.testclient import TestClient  # noqa: PLC0415 - of an extra

    from respond.room import DutyRoom, Running, application  # noqa: PLC0415
    from respond.store import Draft, RoomStore  # noqa: PLC0415

    lives_long()
    with tempfile.TemporaryDirectory() as folder:
        store = RoomStore(Path(folder) / "room.db", key=Path(folder) / "key")
        store.prepare()
        fill(store, INCIDENTS)
        for name, told in (("long", _told), ("busy", _busy)):
            drafts = [Draft("opened", NOW, _opening(name)), *(told(number) for number in range(1, ENTRIES))]
            store.add(name, lambda _, drafts=drafts: drafts, by="b", now=NOW, new=True)
        clock = [NOW + timedelta(minutes=20)]
        room = DutyRoom(store, respond.Library.default(), lambda: clock[0])
        app = application(room, Running(requests=10**9))
        header = {"Authorization": f"Bearer {key_for_all(room, 'load', NOW)}"}
        asked = dict.fromkeys(address for name in ("long", "busy", "i-1") for address in addresses(app, name))
        rows, beside, left = [], None, []
        with TestClient(app, base_url="http://room.test", headers=header, follow_redirects=False) as client:
            for path in ("/", *(each for each in asked if each != "/")):
                times = []
                for _ in range(rounds + 1):
                    clock[0] += timedelta(seconds=10)
                    started = process_time()
                    page = client.get(path)
                    times.append((process_time() - started) * 1e3)
                if page.status_code != 200:
                    left.append(f"{path} ({page.status_code})")
                    continue
                again = median(times[1:])
                beside = beside or again
                size = len(page.content) // 1024
                rows.append([path, f"{times[0]:.0f}", f"{again:.0f}", f"{again / beside:.1f}", size])
        store.close()
    measure.table(["asked", "first, ms", "renewed, ms", "beside the desk", "KB"], rows)
    print(f"\nnot here to be asked: {', '.join(left)}\n")
