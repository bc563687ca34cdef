"""The duty room under load: every page and question of the API, memory and start on both stores; desk and handover.

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
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time, sleep

import measure
import respond
from pages import addresses, call, fill, key_for_all
from respond.cli import lives_long
from running import NOW, _opening, places

SIZES = (25, 1_270)
"""Open incidents of a desk, as it is and as it must be borne: of the last some 100,000 obligations."""
CLIENTS = {1: 5, 20: 20, 100: 100}
"""How many ask at once, and how often together; once each where that would take longer than `LONG`."""
LONG, LONGEST = 10, 40
"""Seconds all questions of a row may take, and the round of one for each client: what takes longer is said to."""
LATER = timedelta(minutes=20)


def run(rounds, store=None, sizes=None):
    if shutil.which("hey") is None:
        print("no `hey` to ask with: apt-get install hey")
        return
    from respond.store import RoomStore  # noqa: PLC0415 - an extra

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make = lambda where, key: (str(where), RoomStore(where, key=key))  # noqa: E731
        for kind, place in places(folder, make, only=store):
            print(f"{kind}\n")
            for count in sizes or SIZES:
                where, kept = place(f"room{count}")
                kept.prepare()
                fill(kept, count)
                _desk(where, kept, count, rounds)
                _shift(where, kept, count)
                kept.close()
                _served(where, folder / "key", count)


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
        store.add("i-1", lambda _, number=number: [call(number)], by="b", now=NOW)
        more.append(_seconds(lambda: look(21)))
    one = median(more)
    measure.table(
        ["incidents", "obligations", "first look, s", "nothing new, ms", "one entry, ms", "first beside again", "MiB"],
        [[f"{count:,}", f"{obligations:,}", f"{first:.2f}", f"{again * 1e3:.0f}", f"{one * 1e3:.0f}",
          f"{first / again:.0f}", (measure.resident() - before) // 1024]],
    )  # fmt: skip
    print()


def _shift(where, store, count):
    """Hand a shift over that began before: nothing known yet, all looked at before as `respond serve` does, again."""
    from respond.desk import handover, handover_sheet, renewed  # noqa: PLC0415
    from respond.show import as_html_part  # noqa: PLC0415

    library, now, half = respond.Library.default(), NOW + LATER, timedelta(minutes=10)

    def hand(kept):
        found = handover(kept, library, now=now, since=now - half, ahead=timedelta(hours=8))
        return len(str(as_html_part(handover_sheet(found, "zh")))) // 1024

    fresh, looked = (type(store)(where, readonly=True) for _ in range(2))
    first = _seconds(lambda: hand(fresh))
    ahead = _seconds(lambda: list(renewed(looked, library, lambda: now)))
    served = _seconds(lambda: hand(looked))
    again = _seconds(lambda: hand(looked))
    measure.table(
        ["incidents", "handover, s", "all looked at, s", "handover then, s", "again, s", "first beside then", "KB"],
        [[f"{count:,}", f"{first:.2f}", f"{ahead:.2f}", f"{served:.2f}", f"{again:.2f}", f"{first / served:.1f}",
          hand(looked)]],
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
    token = key_for_all(room, f"load-{os.getpid()}", NOW)
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.bind(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{bound.getsockname()[1]}"
    print(json.dumps({"address": address, "key": token, "asked": addresses(app, "i-1")}), flush=True)
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
        rows, left = _loads(told)
        print(
            f"{count:,} incidents: answers after {started:.1f} s ({started / alone:.1f} times its libraries); "
            f"memory {idle} MiB, after the load {_memory(server.pid)} MiB\n"
        )
        heads = [f"of {each}: p50, p99, ms" for each in CLIENTS]
        measure.table(["asked", *heads, "KB", "failed", "p50 of 1 beside /healthz"], rows)
        print(f"\nnot here to be asked: {', '.join(left)}\n")
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


def _loads(told):
    """Ask for everything from so many at once; give the rows, and what is not to be had in such a room."""
    rows, left, base = [], [], None
    for name, path, options in _questions(told):
        kept = _once(told, path) if not options else ""
        if isinstance(kept, str) and kept:
            left.append(f"{path} ({kept})")
            continue
        row, failed, one = [], 0, None
        for clients, number in CLIENTS.items():
            wanted = clients if (one or 0) * number > LONG * 1e3 else number
            try:
                times, wrong = _asked(told, path, options, clients, wanted)
            except subprocess.TimeoutExpired:
                row.append(f"not done in {LONGEST} s")
                _once(told, path)  # after all that was asked before it
                continue
            cut = quantiles(times, n=100, method="inclusive")
            one = one or cut[49]
            row.append(f"{cut[49]:.1f}, {cut[98]:.1f}")
            failed += wrong
        base = base or one
        rows.append([name, *row, kept, failed, f"{one / base:.1f}"])
    return rows, left


def _questions(told):
    """Give everything to ask: /healthz first, which answers nothing; what GET gives; a classification; a note."""
    incident = {**_opening("x"), "facts": {"quality_suspected": "yes", "deaths": 3}}
    classify = json.dumps({"incident": incident, "now": "2026-11-21T10:00+08:00"})
    note = json.dumps({"text": "电话"})
    post = ["-m", "POST", "-T", "application/json", "-d"]
    yield "/healthz", "/healthz", []
    for path in told["asked"]:
        if path != "/healthz":
            yield path, path, []
    yield "POST /v1/classify", "/v1/classify", [*post, classify]
    yield "POST a note", "/v1/incidents/i-1/entries/note", [*post, note]


def _once(told, path):
    """Ask once, which may take as long as it likes; give the KB of the answer, or what it says instead of one."""
    asked = urllib.request.Request(told["address"] + path, headers={"Authorization": f"Bearer {told['key']}"})
    try:
        with _STRAIGHT.open(asked) as answer:
            return len(answer.read()) // 1024
    except urllib.error.HTTPError as error:
        return str(error.code)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


_STRAIGHT = urllib.request.build_opener(_Stay)


def _asked(told, path, options, clients, number):
    """Ask so often, from so many at once; give the milliseconds of each, and how many failed."""
    done = subprocess.run(
        ["hey", "-n", str(number), "-c", str(clients), "-t", "120", "-o", "csv", "-disable-redirects",
         "-H", f"Authorization: Bearer {told['key']}", *options, told["address"] + path],
        capture_output=True, text=True, check=True, timeout=LONGEST if number == clients > 1 else None,
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    times = sorted(float(row["response-time"]) * 1e3 for row in rows)
    wrong = sum(row["status-code"][:1] != "2" for row in rows) + number // clients * clients - len(rows)
    return times, wrong
