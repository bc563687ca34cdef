"""An exercise held by fifty players: each in a browser of its own, on one server, with the director's page open beside.

The browsers are contexts of one Chromium (apt-get install chromium), asked through `playwright`, on the machine of the
server: what they cost stands in the figures. Who plays which unit goes round; every page follows by itself meanwhile.
"""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import measure

PACE = 0.5
"""Seconds from one player's act to the next one's."""
COMING = 5
"""How many come in at once."""
PASSWORD = "a sentence to remember"
SCENARIO = "vaccine-school-day"
UNITS = ("headquarters", "market-regulator", "health-bureau", "public-security")
PLAY = "/plays/drill"
SLOW = 120_000


def run(rounds, number):
    """Hold the exercise with so many players, and as many acts of each as there are rounds."""
    chromium = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    if chromium is None:
        print("no Chromium: apt-get install chromium")
        return
    with tempfile.TemporaryDirectory() as folder:
        server = served(folder, number)
        try:
            address = json.loads(server.stdout.readline())["address"]
            begun = perf_counter()
            taken = asyncio.run(_held(address, chromium, rounds, number))
            lasted, worked = perf_counter() - begun, processor_time(server.pid)
        finally:
            server.terminate()
            server.wait(20)
    measure.table((f"{number} players", "times", "p50, s", "p99, s"), rows_of(taken))
    print(f"\nthe server worked {worked:.1f} s of {lasted:.0f}")


def rows_of(taken):
    """Give how long each kind of thing took as rows of a table."""
    return [
        (name, len(found), f"{median(found):.2f}", f"{quantiles(found, n=100, method='inclusive')[98]:.2f}")
        for name, found in taken.items()
    ]


def served(folder, number):
    """Start a server with everybody's account, in a process of its own; its first line is its address."""
    code = "import sys; import players; players.listen(*sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path[:2])}
    return subprocess.Popen(
        [sys.executable, "-c", code, folder, str(number)], stdout=subprocess.PIPE, env=environment, text=True
    )


def processor_time(process):
    """Give the seconds a process has had of the processors, on Linux."""
    told = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK")


def listen(folder, number):
    """Serve a room for exercises with everybody's account, on the real clock, until told to stop."""
    import uvicorn  # noqa: PLC0415
    from argon2 import PasswordHasher  # noqa: PLC0415

    from respond.api import default_library  # noqa: PLC0415
    from respond.room import DutyRoom, Entrance, Running, application  # noqa: PLC0415
    from respond.store import Account, RoomStore, stamp  # noqa: PLC0415

    quick = PasswordHasher(
        time_cost=1, memory_cost=8, parallelism=1
    )  # what a log-in costs is not the question
    store = RoomStore(Path(folder) / "drill.db", key=Path(folder) / "key", exercise=True)
    room = DutyRoom(store, default_library(), lambda: datetime.now(UTC), Entrance(store, quick))
    store.prepare()
    people = {"director": "exercise-control", **{f"player-{n}": "player" for n in range(int(number))}}
    secret, now = quick.hash(PASSWORD), room.clock()
    for name, role in people.items():
        store.keep_account(Account(name, f"{name}-post", (role,), (), secret, stamp(now)), by="b", now=now)
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    bound.listen(2048)
    print(json.dumps({"address": f"http://127.0.0.1:{bound.getsockname()[1]}"}), flush=True)
    app = application(room, Running(requests=10**9, logins=10**9))
    uvicorn.Server(uvicorn.Config(app, log_level="error", backlog=2048)).run(sockets=[bound])


async def _held(address, chromium, rounds, number):
    """Hold it, and give how long each kind of thing took."""
    from playwright.async_api import async_playwright  # noqa: PLC0415

    taken = {"a page of a unit loads": [], "an act is kept": [], "an act stands on the director's page": []}
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        director = await _seat(browser, address, "director")
        await director.goto(f"{address}/plays")
        await director.fill("#open-play", "drill")
        await director.fill("#open-team", "team")
        await director.select_option("#open-shipped", SCENARIO)
        await director.locator("form:has(#open-play) button").last.click()
        await director.goto(f"{address}{PLAY}/control")
        await director.locator("button[name=speed][value='1']").click()
        few = asyncio.Semaphore(COMING)
        players = await asyncio.gather(*(_playing(browser, address, n, taken, few) for n in range(number)))
        for turn in range(rounds):
            acts = []
            for place, page in enumerate(players):
                acts.append(asyncio.create_task(_act(page, director, f"act {turn}-{place}.", taken)))
                await asyncio.sleep(PACE)
            await asyncio.gather(*acts)
        await browser.close()
    return taken


async def _seat(browser, address, who):
    """Log somebody in, in a browser of its own."""
    page = await (await browser.new_context()).new_page()
    page.set_default_timeout(SLOW)
    await page.goto(f"{address}/login")
    await page.fill("[name=name]", who)
    await page.fill("[name=password]", PASSWORD)
    await page.locator("form:has([name=password]) button").last.click()
    await page.wait_for_url(lambda url: not url.endswith("/login"))
    return page


async def _playing(browser, address, number, taken, few):
    """Let a player come in and take a seat, and load the page of the unit once more."""
    async with few:
        page = await _seat(browser, address, f"player-{number}")
        await page.goto(f"{address}{PLAY}/unit")
        await page.select_option("#unit", UNITS[number % len(UNITS)])
        await page.locator("form:has(#unit) button").click()
        await page.locator("#level-declares").wait_for()
        begun = perf_counter()
        await page.goto(f"{address}{PLAY}/unit")
        taken["a page of a unit loads"].append(perf_counter() - begun)
        return page


async def _act(page, director, said, taken):
    await page.select_option("#level-declares", "II")
    await page.fill("#level-note", said)
    begun = perf_counter()
    await page.locator("form:has(#level-declares) button").last.click()
    await asyncio.gather(
        _seen(page, said, begun, taken["an act is kept"]),
        _seen(director, said, begun, taken["an act stands on the director's page"]),
    )


async def _seen(page, said, begun, found):
    await page.get_by_text(said).first.wait_for()
    found.append(perf_counter() - begun)
