"""A plan counts its days, clock times and working days in its own zone and calendar, and answers tell them so."""

import json
from datetime import datetime

import pytest

from duties import case, incident_of, plan_of, when
from respond import classify
from respond.cli import main
from respond.errors import InputError
from respond.plan import Library
from respond.show import as_markdown, situation_sheet
from respond.show.view import View
from respond.situation import situate
from small_plan import shelve

BERLIN = "zone: Europe/Berlin\ncalendar: eu/target\n"
RECEIVED = "occurred: {0}\nevents: {{received: {0}}}\nfacts: {{n: 5}}\n"


def due(folder, limit, start, head=BERLIN):
    found = case(folder, f"- {{id: tell, when: received, {limit}}}", RECEIVED.format(start), head)
    return found.one(start).due.isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("limit", "start", "expected"),
    [
        # clocks in Berlin went forward on Sunday, 29 March 2026, at two
        ("within: 1 day", "2026-03-28T10:00+01:00", "2026-03-29T10:00+02:00"),
        ("within: 24 hours", "2026-03-28T10:00+01:00", "2026-03-29T11:00+02:00"),
        ("within: 1 month", "2026-03-28T10:00+01:00", "2026-04-28T10:00+02:00"),
        ("within: 1 day", "2026-03-28T02:30+01:00", "2026-03-29T03:30+02:00"),
        # and back on Sunday, 25 October
        ("within: 1 day", "2026-10-24T10:00+02:00", "2026-10-25T10:00+01:00"),
        ("within: 24 hours", "2026-10-24T10:00+02:00", "2026-10-25T09:00+01:00"),
        # Good Friday, the weekend and Easter Monday are not worked; the start is told in UTC
        ("within: 1 working day", "2026-04-02T08:00Z", "2026-04-07T10:00+02:00"),
        ("within: 2 working days", "2026-04-30T10:00+02:00", "2026-05-05T10:00+02:00"),
        # late in the evening of 30 April it is 1 May in Shanghai, and not yet in Berlin
        ("within: 1 working day", "2026-04-30T17:00Z", "2026-05-04T19:00+02:00"),
        ('at: "17:00"', "2026-03-28T18:00+01:00", "2026-03-29T17:00+02:00"),
    ],
)
def test_limits_are_counted_by_the_clock_and_calendar_of_the_plan(tmp_path, limit, start, expected):
    assert due(tmp_path, limit, start) == expected


def test_without_keys_of_its_own_it_is_china(tmp_path):
    assert due(tmp_path, "within: 1 working day", "2026-04-30T10:00+08:00", "") == "2026-05-06T10:00+08:00"


def test_how_late_it_is_does_not_lose_the_hour_of_the_clock(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: received, within: 1 hour}",
        RECEIVED.format("2026-03-28T10:00+01:00"),
        BERLIN,
    )
    one = found.one("2026-03-29T11:00+02:00")
    assert one.late.total_seconds() == 23 * 3600
    assert found.at("2026-03-29T11:00+02:00").to_json()["obligations"][0]["late_seconds"] == 23 * 3600


def test_pauses_are_lengths_of_time_across_summer_time(tmp_path):
    duty = "- {id: tell, when: received, within: 2 days, pauses: {from: test_begun, to: test_done}}"
    incident = RECEIVED.format("2026-03-28T10:00+01:00").replace(
        "received:", "test_begun: 2026-03-28T12:00+01:00, test_done: 2026-03-29T13:00+02:00, received:"
    )
    assert case(tmp_path, duty, incident, BERLIN).one("2026-03-29T14:00+02:00").due.isoformat() == (
        "2026-03-31T10:00:00+02:00"
    )


@pytest.mark.parametrize(("month", "level"), [("04-30T23:30+02:00", 0), ("05-01T00:30+02:00", 2)])
def test_windows_and_days_are_those_of_the_plan(tmp_path, month, level):
    text = plan_of("- {id: tell, when: received}", BERLIN)
    text = text.replace(
        "levels:\n", 'windows:\n  may: {from: "05-01", to: "05-31", zh: 五月, en: May}\nlevels:\n'
    )
    for condition in ("occurred in may", "seen in may", "seen >= 2026-05-01"):
        plan = text.replace("when: 3 <= n < 10", f"when: 3 <= n < 10 and {condition}")
        root = shelve(tmp_path / str(len(condition)), plan, "testland/duties/2020")
        moment = f"2026-{month}"
        incident = incident_of(f"occurred: {moment}\nfacts: {{n: 5, seen: {moment}}}\n")
        found = situate(incident, Library([root]), now=when("2026-06-01T00:00Z"))
        assert (found.level.certain, found.level.possible) == (level, level), condition


def test_an_edition_begins_by_the_midnight_of_its_zone(tmp_path):
    old, new = (plan_of("- {id: tell, when: received}", BERLIN) for _ in range(2))
    old = old.replace("{from: 2020-01-01}", "{from: 2020-01-01, to: 2026-05-31}")
    new = new.replace(
        'name: "2020", in_force: {from: 2020-01-01}', 'name: "2026", in_force: {from: 2026-06-01}'
    )
    root = shelve(tmp_path, old, "testland/duties/2020")
    shelve(tmp_path, new, "testland/duties/2026")
    for moment, edition in (("2026-05-31T23:30+02:00", "2020"), ("2026-06-01T00:30+02:00", "2026")):
        found = situate(incident_of(f"occurred: {moment}\n"), Library([root]), now=when("2026-06-02T00:00Z"))
        assert found.leading.plan.edition == edition
    later = incident_of(
        "occurred: 2026-05-31T10:00+02:00\nthen:\n  - {at: 2026-06-01T00:30+02:00, events: {received: 2026-06-01T00:30+02:00}}\n"
    )
    (one,) = situate(later, Library([root]), now=when("2026-06-01T01:00+02:00")).obligations
    assert one.plan.edition == "2026"


def test_a_day_without_a_time_is_a_day_of_the_zone(tmp_path):
    found = case(tmp_path, "- {id: tell, when: occurred, within: 1 hour}", "occurred: 2026-05-01\n", BERLIN)
    one = found.one("2026-05-02T00:00+02:00")
    assert (one.due.isoformat(), one.latest.isoformat()) == (
        "2026-05-01T01:00:00+02:00",
        "2026-05-02T00:59:59+02:00",
    )


def test_the_zone_is_told_where_it_is_not_chinas(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: received, within: 1 month}",
        RECEIVED.format("2026-03-28T09:00Z"),
        BERLIN,
    )
    for lang, words in (("en", "times in Europe/Berlin"), ("zh", "时间按 Europe/Berlin")):
        page = as_markdown(situation_sheet(found.at("2026-03-28T11:00+01:00"), View(lang)))
        assert page.count("Europe/Berlin") == 1
        assert words in page
        assert "2026-03-28 11:00" in page
        assert "04-28 10:00" in page  # by summer time, though it is told before that began
    china = case(tmp_path / "cn", "- {id: tell, when: received}", RECEIVED.format("2026-03-28T09:00Z"))
    page = as_markdown(situation_sheet(china.at("2026-03-28T11:00+01:00"), View("en")))
    assert "times in" not in page
    assert "2026-03-28 18:00" in page


def test_plans_of_several_zones_each_keep_their_own(tmp_path):
    root = shelve(tmp_path, plan_of('- {id: tell, when: received, at: "17:00"}'), "testland/duties/2020")
    other = plan_of('- {id: say, when: received, at: "17:00"}', BERLIN).replace(
        "id: testland/duties", "id: testland/berlin"
    )
    shelve(tmp_path, other, "testland/berlin/2020")
    text = RECEIVED.format("2026-03-28T12:00+08:00")
    head = "respond: incident/1\nid: case\ntitle: {zh: 事件, en: case}\nplans: [duties, berlin]\n"
    found = situate(incident_of(text, head), Library([root]), now=when("2026-03-28T12:00+08:00"))
    dues = {one.duty: one.due.isoformat() for one in found.obligations}
    assert dues == {"tell": "2026-03-28T17:00:00+08:00", "say": "2026-03-28T17:00:00+01:00"}
    page = as_markdown(situation_sheet(found, View("en", full=True)))
    assert "times in Asia/Shanghai" in page
    assert "03-29 00:00" in page  # five in the afternoon in Berlin


@pytest.mark.parametrize(
    ("head", "code", "guess"),
    [
        ("zone: Europe/Berln\n", "E622", "Europe/Berlin"),
        ("zone: europe\n", "E622", None),
        ("zone: ../etc\n", "E622", None),
        ("calendar: eu/taget\n", "E561", "eu/target"),
    ],
)
def test_an_unknown_zone_or_calendar_is_refused_at_its_place(tmp_path, head, code, guess):
    found = case(tmp_path, "- {id: tell, when: received}", RECEIVED.format("2026-03-28T09:00Z"), head)
    with pytest.raises(InputError) as raised:
        found.at("2026-03-28T11:00+01:00")
    (fault,) = raised.value.faults
    assert (fault.code, fault.place.line) == (code, 7)
    assert guess is None or fault.suggestion == guess


def test_a_year_in_a_folder_of_ones_own_hides_no_other(tmp_path):
    own = tmp_path / "calendars" / "eu" / "target"
    own.mkdir(parents=True)
    shipped = Library([tmp_path]).calendars.folders[-1] / "eu" / "target" / "2026.yaml"
    year = (
        shipped.read_text("utf-8")
        .replace("2026", "2031")
        .replace("- {from: 2031-04", "- {from: 2031-03")
        .replace("to: 2031-04", "to: 2031-03")
    )
    (own / "2031.yaml").write_text(year, "utf-8")
    assert due(tmp_path, "within: 1 working day", "2031-04-30T10:00+02:00") == "2031-05-02T10:00+02:00"
    assert due(tmp_path, "within: 1 working day", "2026-04-30T10:00+02:00") == "2026-05-04T10:00+02:00"


def test_times_typed_without_an_offset_are_those_of_the_plans_zone(tmp_path, monkeypatch, capsys):
    root = shelve(
        tmp_path, plan_of("- {id: tell, when: received, within: 1 hour}", BERLIN), "testland/duties/2020"
    )
    monkeypatch.setattr("respond.api.default_library", lambda: Library([root]))
    typed = [
        "classify",
        "--plan",
        "duties",
        "--set",
        "n=5",
        "--event",
        "received=2026-03-28T10:00",
        "--format",
        "json",
    ]
    assert main([*typed, "--now", "2026-03-29T10:00", "--done", "tell=2026-03-28 10:30"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["now"] == "2026-03-29T10:00:00+02:00"
    (one,) = data["obligations"]
    assert (one["due"], one["state"]) == ("2026-03-28T11:00:00+01:00", "met")
    assert datetime.fromisoformat(one["done"]["at"]) == when("2026-03-28T10:30+01:00")


def test_a_file_always_has_offsets(tmp_path):
    with pytest.raises(InputError, match="E321"):
        case(tmp_path, "- {id: tell, when: received}", RECEIVED.format("2026-03-28T09:00"), BERLIN).at(
            "2026-03-28T11:00Z"
        )


@pytest.mark.parametrize(
    ("time", "advised"),
    [("2026-01-28T09:00", "+01:00"), ("2026-07-28T09:00", "+02:00"), ("2026-10-25T02:30", None)],
)
@pytest.mark.parametrize("place", ["occurred", "received", "seen", "then", "corrected"])
def test_who_leaves_out_the_offset_is_advised_that_of_the_plan_on_that_day(tmp_path, place, time, advised):
    """In a step, which is read before the plans are known, as among the facts and events, which are read after."""
    given = {
        "occurred": "2026-01-01T08:00Z",
        "received": "2026-01-01T08:00Z",
        "seen": "unknown",
        "then": "2026-12-01T08:00Z",
    }
    given |= {place: time} if place != "corrected" else {}
    shelve(tmp_path, plan_of("- {id: tell, when: received}", BERLIN), "testland/duties/2020")
    path = tmp_path / "case.yaml"
    path.write_text(
        "respond: incident/1\nid: case\ntitle: {zh: 事件, en: case}\nplans: [duties]\n"
        f"occurred: {given['occurred']}\nfacts: {{n: 1, seen: {given['seen']}}}\nevents: {{received: {given['received']}}}\n"
        f"then:\n  - at: {given['then']}\n"
        + (
            f"    corrects: [{{entry: received, at: {time}, reason: {{zh: 核, en: x}}}}]\n"
            if place == "corrected"
            else "    facts: {n: 2}\n"
        ),
        "utf-8",
    )
    with pytest.raises(InputError) as raised:
        classify(path, now=when("2026-12-31T08:00Z"), library=Library([tmp_path]))
    (found,) = [each for each in raised.value.faults if each.code == "E321"]
    assert found.suggestion == (advised and f"{time}{advised}")
    assert (found.help is None) is (advised is None)
    assert advised is None or advised in found.help.zh


def test_a_time_in_the_hour_that_comes_twice_is_told_with_its_offset(tmp_path):
    text = RECEIVED.format("2026-10-25T00:05+02:00")
    found = case(tmp_path, "- {id: tell, when: received, within: 3 hours}", text, BERLIN).at(
        "2026-10-25T00:40Z"
    )
    for lang in ("zh", "en"):
        shown = as_markdown(situation_sheet(found, View(lang)))
        assert "02:05+01:00" in shown
        assert "02:40+02:00" in shown
        assert "00:05+" not in shown
    (one,) = found.obligations
    assert one.due.isoformat() == "2026-10-25T02:05:00+01:00"


def test_the_plan_with_levels_leads_and_its_zone_counts(tmp_path):
    root = shelve(
        tmp_path, plan_of('- {id: tell, when: received, at: "17:00"}', BERLIN), "testland/duties/2020"
    )
    text = plan_of('- {id: say, when: received, at: "17:00"}').replace(
        "id: testland/duties", "id: testland/other"
    )
    ungraded = text[: text.index("levels:")] + text[text.index("reports:") :]
    shelve(tmp_path, ungraded, "testland/other/2020")
    head = "respond: incident/1\nid: case\ntitle: {zh: 事件, en: case}\nplans: [other, duties]\n"
    found = situate(
        incident_of("occurred: 2026-05-01\n", head), Library([root]), now=when("2026-05-02T00:00Z")
    )
    assert (found.zones, found.leading.plan.id) == (("Europe/Berlin", "Asia/Shanghai"), "testland/duties")
    assert [event.at.isoformat() for event in found.events] == ["2026-05-01T00:00:00+02:00"]
