"""Every limit of every shipped plan is due when plain counting says so, and overdue not a moment before.

The starts lie where counting goes wrong: at the ends of months and quarters, on leap days, around New Year, the Spring
Festival and other runs of days off, and, for plans whose clocks are changed, around the hour that is skipped or comes
twice.
"""

import contextlib
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import plain_deadlines as plain
from duties import incident_of, plan_of
from respond.author import load_expected
from respond.clock import Limit, Within
from respond.errors import CoverageError
from respond.log import incident_from
from respond.plan import Library, Measure
from respond.situation import situate
from respond.yaml import read_source
from small_plan import shelve

LIBRARY = Library.default()
ROOT = Path(__file__).resolve().parents[2]
TICK = timedelta(microseconds=1)
KINDS = {"within", "at_least", "every", "at", "each", "earliest", "latest"}

CLOCKS = ("00:00", "08:30", "13:07:41", "23:59:59")
CHINA = (
    "2024-02-09", "2024-02-28", "2024-02-29", "2024-12-31", "2025-01-27", "2025-01-31", "2025-03-31", "2025-09-30",
    "2025-12-31", "2026-01-03", "2026-02-13", "2026-02-14", "2026-02-28", "2026-04-30", "2026-06-30", "2026-09-19",
    "2026-09-30", "2026-10-09",
)  # fmt: skip
LEAP = ("2027-12-31", "2028-01-31", "2028-02-28", "2028-02-29", "2028-12-31")
EUROPE = (
    "2024-03-28", "2024-02-29", "2024-12-24", "2025-04-17", "2025-10-25", "2025-10-26", "2026-03-27", "2026-03-28",
    "2026-03-29", "2026-04-02", "2026-04-30", "2026-10-24", "2026-10-25", "2026-12-24", "2026-12-31", "2028-02-29",
)  # fmt: skip


def starts(zone):
    """Give moments in a zone, each clock time on each day, and the hours around a change of its clocks."""
    days = CHINA + LEAP if zone.key == "Asia/Shanghai" else EUROPE
    found = [
        datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone) for day in days for clock in CLOCKS
    ]
    if zone.key != "Asia/Shanghai":
        found += [
            datetime.fromisoformat(moment)
            for day in ("2026-03-29", "2026-10-25")
            for moment in (
                f"{day}T00:30+00:00",
                f"{day}T01:00+00:00",
                f"{day}T01:30+00:00",
                f"{day}T00:59:59+00:00",
            )
        ]
    return [moment.astimezone(UTC) for moment in found]


def measures():
    """Give the measures with a limit in figures, each with the edition it stands in."""
    for name in LIBRARY.names:
        for shelved in LIBRARY.editions(name):
            prepared = LIBRARY.prepared(shelved.ref)
            for rule in prepared.measures:
                if rule.limit is not None and rule.limit.figured:
                    yield prepared, rule


@cache
def limits():
    """Give each limit once: its key, its texts, how it is put off, its zone and calendar, its class and measure."""
    found = {}
    for prepared, rule in measures():
        found.setdefault(_same(prepared, rule), (rule.limit, f"{prepared.ref} {rule.id}"))
    return found


def _same(prepared, rule):
    entry: Measure = rule.entry
    (key,) = entry.limits
    told = getattr(entry, key)
    texts = tuple(str(piece.within) for piece in entry.pieces) or (
        ("; ".join(map(str, told)) if isinstance(told, tuple) else str(told)),
    )
    roll = str(entry.roll.to) if entry.roll is not None else None
    return key, texts, roll, str(prepared.plan.zone), str(prepared.plan.calendar)


LIMITS = limits()
NAMED = [pytest.param(*same, *found, id=f"{found[1]}: {'/'.join(same[1])}") for same, found in LIMITS.items()]


def test_every_kind_of_limit_shipped_is_counted_here():
    assert {key for key, *_ in LIMITS} <= KINDS, (
        "a new kind of limit needs its plain counting in plain_deadlines"
    )
    assert len(LIMITS) >= 30
    assert {zone for *_, zone, _ in LIMITS} > {"Asia/Shanghai"}


def test_every_duty_has_the_limit_its_text_is_counted_by():
    counted = {same: limit for same, (limit, _) in LIMITS.items()}
    rules = [rule for _, rule in measures()]
    assert len(rules) > 100
    for prepared, rule in measures():
        limit = counted[_same(prepared, rule)]
        assert (type(rule.limit), rule.limit.roll) == (type(limit), limit.roll)
        several = rule.limit.names_starts  # what its parts count from is another thing than how they count
        assert rule.limit.parts == limit.parts if several else rule.limit == limit


def expected(key, text, roll, start, zone, works):
    back = key == "at_least"
    moment = plain.moved(text, start, zone, works, -1) if back else plain.within(text, start, zone, works)
    return plain.rolled(moment, roll, zone, works)


def or_unknown(moment):
    """Give a moment, or None where the working days of a year are not known."""
    try:
        return moment()
    except (CoverageError, NotImplementedError):
        return None


def known(moments):
    """Give the first six rounds, fewer where the working days of a year are not known."""
    found = []
    with contextlib.suppress(CoverageError, NotImplementedError):
        for moment in islice(moments, 6):
            found.append(moment)  # noqa: PERF402 - what came before the unknown year stays
    return found


@pytest.mark.parametrize(("key", "texts", "roll", "zone", "calendar", "limit", "name"), NAMED)
def test_it_is_due_when_plain_counting_says_so(key, texts, roll, zone, calendar, limit: Limit, name):
    where, works = ZoneInfo(zone), plain.WORKS[calendar]
    days = LIBRARY.calendars.calendar(calendar).counted_in(where)
    for start in starts(where):
        if limit.recurs:
            told = known(plain.rounds(key, texts[0], start, where, works))
            assert known(limit.rounds(start, start, days)) == told, start
            if len(told) > 4:
                assert next(limit.rounds(start, told[3], days)) == told[4], start
            continue
        legs = limit.parts if key in ("earliest", "latest") else (limit,)
        for leg, text in zip(legs, texts, strict=True):
            begin = start.astimezone(where).date() if key == "at_least" else start
            due = or_unknown(lambda leg=leg, begin=begin: limit.settled(leg.reached(begin, days), days))
            plainly = or_unknown(
                lambda text=text, begin=begin: expected(key, text, roll, begin, where, works)
            )
            assert due == plainly, begin
        if len(legs) > 1:
            dues = [leg.reached(start, days) for leg in legs]
            first, *_ = sorted(dues, reverse=key == "latest")
            assert dues[limit.decided_by(dues)] == first


@pytest.mark.parametrize("calendar", sorted({calendar for *_, calendar in LIMITS}))
def test_lengths_with_working_days_are_counted_the_same_way(calendar):
    zone = ZoneInfo("Asia/Shanghai" if calendar == "cn" else "Europe/Berlin")
    days = LIBRARY.calendars.calendar(calendar).counted_in(zone)
    for start in starts(zone):
        if calendar == "cn" and start.year > 2026:
            continue
        for text in ("1 working day", "5 working days", "20 working days"):
            if calendar == "cn" and start.astimezone(zone).date() > date(2026, 11, 1):
                continue
            due = plain.moved(text, start, zone, plain.WORKS[calendar])
            assert Within.read(text).due(start, days) == due, (text, start)


# The state of an obligation with such a limit, a moment before it, at it and after it.


def duty(number, key, texts, roll):
    told = {
        "at_least": f"at_least: {texts[0]}, before: matures",
        "every": f"every: {texts[0]}, after: received",
        "at": f"at: '{texts[0]}', after: received",
        "each": f"each: [{', '.join(f'{text!r}' for text in texts[0].split('; '))}], after: received",
        "within": f"within: {texts[0]}, after: received",
    }.get(key)
    if told is None:
        parts = (
            f"{{within: {text}, after: {event}}}"
            for text, event in zip(texts, ("sealed", "waste", "asked"), strict=False)
        )
        told = f"{key}: [{', '.join(parts)}]"
    if roll is not None:
        told += f", roll: {{if: not working day, to: '{roll}'}}"
    return f"- {{id: d{number}, when: received, {told}}}"


GROUPS = sorted({same[3:] for same in LIMITS})
SAMPLES = {
    "Asia/Shanghai": ("2024-02-29T23:59:59+08:00", "2026-02-13T17:00+08:00", "2025-12-31T08:30+08:00"),
    "Europe": ("2026-03-28T02:30+01:00", "2026-10-24T12:00+01:00", "2026-04-02T17:30+01:00"),
}


@pytest.mark.parametrize(("zone", "calendar"), GROUPS)
def test_it_is_running_until_that_moment_and_overdue_from_then_on(tmp_path, zone, calendar):
    where, works = ZoneInfo(zone), plain.WORKS[calendar]
    mine = [same for same in LIMITS if same[3:] == (zone, calendar)]
    rows = [duty(number, *same[:3]) for number, same in enumerate(mine)]
    text = plan_of("\n".join(rows), f"zone: {zone}\ncalendar: {calendar}\n")
    library = Library([shelve(tmp_path, text, "testland/duties/2020")])
    for sample in SAMPLES.get(zone, SAMPLES["Europe"]):
        start = datetime.fromisoformat(sample)
        matures = (start + timedelta(days=200)).astimezone(where).date()
        events = ", ".join(
            f"{event}: {start.isoformat()}" for event in ("received", "sealed", "waste", "asked")
        )
        incident = incident_of(
            f"occurred: {start.isoformat()}\nevents: {{{events}}}\nfacts: {{n: 5, matures: {matures}}}\n"
        )
        dues = {f"d{number}": due_of(same, start, matures, where, works) for number, same in enumerate(mine)}
        for moment in sorted(
            {moment + shift for moment in dues.values() for shift in (-TICK, timedelta(), TICK)}
        ):
            answer = situate(incident, library, now=moment)
            found = {one.duty: one for one in answer.obligations if one.round == 1}
            for name, due in dues.items():
                if name in found:  # of one that recurs often only the last rounds are told one by one
                    assert found[name].state == ("overdue" if moment > due else "running"), (
                        name,
                        moment,
                        due,
                    )
                    assert found[name].due == due
            assert len(found) >= len(dues) - sum(same[0] in ("every", "at", "each") for same in mine)


def due_of(same, start, matures, zone, works):
    key, texts, roll, *_ = same
    if key in ("every", "at", "each"):
        return next(plain.rounds(key, texts[0], start, zone, works))
    if key == "at_least":
        return expected(key, texts[0], roll, matures, zone, works)
    found = [expected(key, text, None, start, zone, works) for text in texts]
    return plain.rolled((max if key == "latest" else min)(found), roll, zone, works)


# Full answers of shipped plans, each to the first call of a shipped incident: nobody reports what came later.

FULL = {
    "cyber-ministry-portal-defaced": {"cn/cyber-incident#report-central#1"},
    "debt-expected-county-bond": {"jincheng/debt-risk#ahead-debt-county#1"},
    "debt-one-county-of-six": {"shanxi/incident-reporting#shanxi-direct-to-province#1"},
    "severity-payments-down": {"example/severity#first-post#1"},
    "vaccine-three-dead": {"jiaocheng/vaccine-quality#report-up#1"},
}


@pytest.mark.parametrize("name", FULL)
def test_a_full_answer_turns_at_the_same_moment(name):
    path = ROOT / "scenarios" / "incidents" / f"{name}.expected.yaml"
    now = min(check.now for check in load_expected(path).checks)
    incident = evolve(incident_from(read_source(path.with_name(f"{name}.yaml"))), then=())
    running = {
        one.id: one.due
        for one in situate(incident, LIBRARY, now=now).obligations
        if one.state == "running" and one.late_from == one.due is not None and not one.provisional
    }
    assert FULL[name] <= running.keys()
    for wanted, due in running.items():
        for shift, state in ((-TICK, "running"), (timedelta(), "running"), (TICK, "overdue")):
            then = situate(incident, LIBRARY, now=due + shift).obligations
            (same,) = [one for one in then if one.id == wanted]
            assert same.state == state, (wanted, shift)
