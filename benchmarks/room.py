"""The duty room under load: API and pages, memory and start on both stores, and a desk with many incidents.

Asked by `hey` (apt-get install hey) on this machine alone, so many questions and no more.
"""

import csv
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time, sleep

import measure
import respond
from respond.cli import lives_long
from running import NOW, places

CLIENTS = {25: {1: 30, 20: 100, 100: 200}, 1_000: {1: 10, 20: 20, 100: 100}}
"""By the open incidents of a desk, as it is and as it must be borne: how many ask at once, and how often together."""
LATER = timedelta(minutes=20)


def run(rounds, store=None):
    if shutil.which("hey") is None:
        print("no `hey` to ask with: apt-get install hey")
        return
    from respond.store import RoomStore  # noqa: PLC0415 - an extra

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make = lambda where, key: (str(where), RoomStore(where, key=key))  # noqa: E731
        for kind, place in places(folder, make, only=store):
            print(f"{kind}\n")
            for count in CLIENTS:
                where, kept = place(f"room{count}")
                kept.prepare()
                _fill(kept, count)
                _desk(where, kept, count, rounds)
                kept.close()
                _served(where, folder / "key", count)


def _fill(store, count):
    """Open vaccine incidents in which something is owed at once, something in an hour, and most without a figure."""
    from respond.store import Draft  # noqa: PLC0415

    for number in range(count):
        name = f"i-{number}"
        opening = {
            "respond": "incident/1", "id": name, "title": {"zh": f"示例{number}", "en": f"example {number}"},
            "plans": ["vaccine-quality"], "occurred": "2026-11-21T08:00+08:00",
            "facts": {"quality_suspected": "yes", "deaths": str(1 + number % 5)},
            "events": {"received": "2026-11-21T09:12+08:00"},
        }  # fmt: skip
        drafts = [Draft("opened", NOW, opening), _call(number)]
        store.add(name, lambda _, drafts=drafts: drafts, by="b", now=NOW, new=True)


def _call(number):
    from respond.store import Draft  # noqa: PLC0415

    return Draft("note", NOW, {"note": {"zh": f"电话{number}"}})


def _desk(where, store, count, rounds):
    """Look at all incidents: the first time, when nothing is new, and after one entry."""
    from respond.desk import overview  # noqa: PLC0415

    lives_long()
    library = respond.Library.default()
    library.prepared(library.find("vaccine-quality"))
    before = measure.resident()

    def look(minutes):
        return overview(store, library, now=NOW + timedelta(minutes=minutes))

    found = look(20)
    obligations = sum(len(each.situation.obligations) for each in found.incidents)
    first = _seconds(lambda: overview(type(store)(where, readonly=True), library, now=NOW + LATER))
    again = min(_seconds(lambda: look(21)) for _ in range(rounds))
    more = []
    for number in range(3):
        store.add("i-1", lambda _, number=number: [_call(number)], by="b", now=NOW)
        more.append(_seconds(lambda: look(21)))
    one = median(more)
    measure.table(
        ["incidents", "obligations", "first look, s", "nothing new, ms", "one entry, ms", "first beside again", "MiB"],
        [[f"{count:,}", f"{obligations:,}", f"{first:.2f}", f"{again * 1e3:.0f}", f"{one * 1e3:.0f}",
          f"{first / again:.0f}", (measure.resident() - before) // 1024]],
    )  # fmt: skip
    print()


def _seconds(action):
    started = process_time()
    action()
    return process_time() - started


# The server.


def listen(where, key):
    """Serve a room until told to stop; print where and with which key, once it can be asked."""
    import uvicorn  # noqa: PLC0415

    from respond.room import DutyRoom, Running, application  # noqa: PLC0415
    from respond.store import RoomStore  # noqa: PLC0415

    lives_long()
    begun = perf_counter()
    store = RoomStore(where, key=Path(key))
    clock = lambda: NOW + LATER + timedelta(seconds=perf_counter() - begun)  # noqa: E731
    room = DutyRoom(store, respond.Library.default(), clock)
    app = application(room, Running(requests=10**9, ahead=True))
    token = room.entrance.make_token(
        f"load-{os.getpid()}", ("plans", "read"), (), NOW + timedelta(days=2), by="b", now=NOW
    )
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.bind(("127.0.0.1", 0))
    print(json.dumps({"address": f"http://127.0.0.1:{bound.getsockname()[1]}", "key": token}), flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error", backlog=2048)).run(sockets=[bound])


def _served(where, key, count):
    """Load a server of its own: start, memory, and how long each of some questions takes."""
    begun = perf_counter()
    code = "import sys; import room; room.listen(*sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path[:2])}
    server = subprocess.Popen(
        [sys.executable, "-c", code, where, str(key)], stdout=subprocess.PIPE, env=environment, text=True
    )
    try:
        told = json.loads(server.stdout.readline())
        _wait(told["address"] + "/healthz")
        started = perf_counter() - begun
        libraries = "import starlette.applications, uvicorn, sqlalchemy, argon2"
        alone = min(
            measure.whole_process([sys.executable, "-c", libraries], dict(os.environ))[0] for _ in range(3)
        )
        idle = _memory(server.pid)
        rows = _loads(told, CLIENTS[count])
        print(
            f"{count:,} incidents: answers after {started:.1f} s ({started / alone:.1f} times its libraries); "
            f"memory {idle} MiB, after the load {_memory(server.pid)} MiB\n"
        )
        measure.table(
            ["asked", "clients", "questions", "p50, ms", "p99, ms", "a second", "p50 beside /healthz"], rows
        )
        print()
    finally:
        server.terminate()
        server.wait(20)


def _wait(address):
    while True:
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            sleep(0.01)
        else:
            return


def _memory(process):
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def _loads(told, loads):
    body = {
        "incident": {
            "respond": "incident/1", "id": "x", "title": {"zh": "示例"}, "plans": ["vaccine-quality"],
            "occurred": "2026-11-21T08:00+08:00", "facts": {"quality_suspected": "yes", "deaths": 3},
            "events": {"received": "2026-11-21T09:12+08:00"},
        },
        "now": "2026-11-21T10:00+08:00",
    }  # fmt: skip
    questions = {
        "GET /healthz": [],
        "POST /v1/classify": ["-m", "POST", "-T", "application/json", "-d", json.dumps(body)],
        "GET /v1/incidents": [],
        "GET /v1/incidents/i-1": [],
        "GET / (the desk)": [],
    }
    rows = []
    base = {}
    for name, options in questions.items():
        path = name.split()[1]
        _asked(told, path, options, 1, 2)  # the first answer reads every log
        for clients, number in loads.items():
            times, seconds, failed = _asked(told, path, options, clients, number)
            cut = quantiles(times, n=100)
            base.setdefault(clients, cut[49])
            beside = f"{cut[49] / base[clients]:.1f}"
            shown = f"{len(times)}" + (f", {failed} failed" if failed else "")
            rows.append(
                [
                    name,
                    clients,
                    shown,
                    f"{cut[49]:.1f}",
                    f"{cut[98]:.1f}",
                    f"{len(times) / seconds:.0f}",
                    beside,
                ]
            )
    return rows


def _asked(told, path, options, clients, number):
    """Ask so often, from so many at once; give the milliseconds of each, the seconds of all, and how many failed."""
    done = subprocess.run(
        ["hey", "-n", str(number), "-c", str(clients), "-t", "120", "-o", "csv",
         "-H", f"Authorization: Bearer {told['key']}", *options, told["address"] + path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    times = sorted(float(row["response-time"]) * 1e3 for row in rows)
    seconds = max(float(row["offset"]) + float(row["response-time"]) for row in rows)
    return times, seconds, sum(row["status-code"] != "200" for row in rows)
