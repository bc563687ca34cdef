"""A limit in working days or office hours: what it counts by, and that one that cannot be said takes nothing with it."""

import json
from datetime import datetime

import pytest

from duties import case, incident_of, plan_of, short
from respond.cli import main
from respond.errors import InputError
from respond.plan import Library
from respond.situation import situate
from small_plan import shelve

LATER = datetime.fromisoformat("2027-02-01T09:00+08:00")
RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 5}\n"
HOURS = 'office_hours: ["08:30-12:00", "14:30-18:00"]\n'
DUTIES = "- {{id: tell, when: received, {}}}\n- {{id: soon, when: received, within: 1 hour}}"


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("within: 300 working days", "E610"),
        ("at_least: 5 working days, before: matures", "E610"),
        ("every: 300 working days, after: received", "E610"),
        ("within: 2 office hours", "E615"),
        ("every: 2 office hours, after: received", "E615"),
        ("latest: [{within: 2 office hours, after: received}, {within: 1 hour, after: received}]", "E615"),
    ],
)
def test_what_cannot_be_said_is_named_with_its_code_and_all_else_is_answered(tmp_path, limit, code):
    found = case(tmp_path, DUTIES.format(limit), RECEIVED.replace("n: 5", "n: 5, matures: 2028-04-20"))
    one = found.one("09:00")
    assert (one.state, one.due, one.late) == ("running", None, None)
    assert f"({code})" in one.why.en
    assert f"（{code}）" in one.why.zh
    assert one.why.en.startswith("the limit cannot be said: ")
    assert found.seen("09:00", "soon") == [("running", "09:30")]
    situation = found.at("20T09:00")
    assert (
        situation.exit_code == 0
    )  # the level is definite; a limit that cannot be said changes nothing of it
    assert {each.duty: each.state for each in situation.obligations} == {"tell": "running", "soon": "overdue"}


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        ("every: 70 working days, after: received", "the limit cannot be said"),
        ("every: 10 working days, after: received", "the limit cannot be said"),
    ],
)
def test_rounds_before_a_year_that_is_not_published_stay_as_they_are(tmp_path, limit, last):
    found = case(tmp_path, DUTIES.format(limit), RECEIVED)
    rounds = found.all("20T09:00") and sorted(
        (one for one in situate(found.incident, found.library, now=LATER).obligations if one.duty == "tell"),
        key=lambda one: one.round,
    )
    assert len(rounds) > 2
    assert {one.state for one in rounds[:-1]} == {"overdue"}
    assert all(one.due is not None and one.due.year == 2026 for one in rounds[:-1])
    assert (rounds[-1].state, rounds[-1].due) == ("running", None)
    assert last in rounds[-1].why.en


def test_the_answer_of_the_command_names_it_where_the_duty_stands(tmp_path, monkeypatch, capsys):
    root = shelve(tmp_path, plan_of(DUTIES.format("within: 300 working days")), "testland/duties/2020")
    monkeypatch.setenv("RESPOND_PLANS", str(root))
    from respond.api import default_library  # noqa: PLC0415 - made anew for the folder of this test

    default_library.cache_clear()
    try:
        path = tmp_path / "case.yaml"
        path.write_text(
            "respond: incident/1\nid: case\ntitle: {zh: 事件, en: case}\nplans: [duties]\n"
            "occurred: 2026-03-01T08:00+08:00\nevents: {received: 2026-03-01T08:30+08:00}\nfacts: {n: 5}\n",
            encoding="utf-8",
        )
        now = ("--now", "2026-03-01T09:00+08:00")
        assert main(["classify", str(path), *now, "--lang", "en"]) == 0
        text = " ".join(capsys.readouterr().out.split())
        assert "the calendar of 2027 (cn) is not published, or not here yet (E610)" in text
        assert main(["classify", str(path), *now, "--format", "json"]) == 0
        data = json.loads(capsys.readouterr().out)
        (one,) = [each for each in data["obligations"] if each["duty"] == "tell"]
        assert (one["due"], one["state"]) == (None, "running")
        assert "E610" in one["why"]["en"]
    finally:
        default_library.cache_clear()


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        # received on Sunday, 1 March 2026, at 08:30
        ("within: 2 office hours", "2T10:30"),
        ("within: 2个工作小时", "2T10:30"),
        ("within: 30 office minutes", "2T09:00"),
        ("within: 7 office hours", "2T18:00"),
        ("within: 1 working day", "2T08:30"),
        (
            "earliest: [{within: 4 office hours, after: received}, {within: 72 hours, after: received}]",
            "2T15:00",
        ),
        ("within: 24 hours", "2T08:30"),
    ],
)
def test_each_way_of_counting_has_its_own_end(tmp_path, limit, due):
    found = case(tmp_path, f"- {{id: tell, when: received, {limit}}}", RECEIVED, HOURS)
    assert short(found.one("09:00").due) == due
    assert found.states(due) == ["running"]
    assert found.states(f"{due}:01") == ["overdue"]


def test_rounds_in_office_hours(tmp_path):
    found = case(
        tmp_path, "- {id: tell, when: received, every: 7 office hours, after: received}", RECEIVED, HOURS
    )
    assert found.seen("3T12:00") == [("overdue", "2T18:00"), ("running", "3T18:00")]


def test_a_limit_can_be_lengthened_in_office_hours(tmp_path):
    duties = (
        "- {id: tell, when: received, within: 2 office hours, extend: {by: county, at_most: 7 office hours}}"
    )
    more = (
        "then:\n  - {at: @09:00, extended: [{duty: tell, by: county, length: 3 office hours, at: @09:00}]}\n"
    )
    found = case(tmp_path, duties, RECEIVED + more, HOURS)
    assert short(found.one("10:00").due) == "2T16:00"
    with pytest.raises(InputError, match="E725"):
        case(tmp_path, duties, RECEIVED + more.replace("3 office", "8 office"), HOURS).one("10:00")


LATE_IN_THE_YEAR = """\
occurred: 2026-12-20T08:00+08:00
events: {received: 2026-12-20T08:30+08:00}
facts: {n: 5}
then:
  - {at: 2026-12-21T09:00+08:00, extended: [{duty: tell, by: county, length: LENGTH}]}
"""


@pytest.mark.parametrize(("length", "code"), [("20 working days", "E610"), ("20 office hours", "E615")])
def test_a_lengthening_that_cannot_be_measured_leaves_that_limit_unknown(tmp_path, length, code):
    duties = (
        "- {id: tell, when: received, within: 5 days, extend: {by: county, at_most: 60 days}}\n"
        "- {id: soon, when: received, within: 3 days}"
    )
    found = case(tmp_path, duties, LATE_IN_THE_YEAR.replace("LENGTH", length))
    now = datetime.fromisoformat("2026-12-22T09:00+08:00")
    told = {one.duty: one for one in situate(found.incident, found.library, now=now).obligations}
    assert (told["tell"].state, told["tell"].due) == ("running", None)
    assert code in told["tell"].why.en
    assert told["soon"].due.isoformat() == "2026-12-23T08:30:00+08:00"


def test_a_lengthening_that_is_too_long_on_any_calendar_is_refused_without_one(tmp_path):
    duties = "- {id: tell, when: received, within: 5 days, extend: {by: county, at_most: 60 days}}"
    found = case(tmp_path, duties, LATE_IN_THE_YEAR.replace("LENGTH", "61 working days"))
    with pytest.raises(InputError, match="E725"):
        situate(found.incident, found.library, now=datetime.fromisoformat("2026-12-22T09:00+08:00"))


def test_office_hours_of_the_region_serve_where_the_plan_has_none(tmp_path):
    own = tmp_path / "calendars" / "hill"
    own.mkdir(parents=True)
    (own / "region.yaml").write_text(
        "respond: region/1\nregion: hill\nzh: 山县\nen: Hill County\nbase: cn\n"
        "office_hours: ['09:00-12:00']\nsource: {zh: 通知, en: notice}\n",
        encoding="utf-8",
    )
    duties = "- {id: tell, when: received, within: 2 office hours}"
    found = case(tmp_path, duties, RECEIVED, "calendar: hill\n")
    assert short(found.one("09:00").due) == "2T11:00"
    text = plan_of(duties, "calendar: hill\n" + HOURS)
    library = Library([shelve(tmp_path, text, "testland/duties/2020")])
    situation = situate(incident_of(RECEIVED), library, now=found.one("09:00").arose)
    assert [short(each.due) for each in situation.obligations] == ["2T10:30"]  # the plan's own go before


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ('office_hours: ["08:30"]\n', "E616"),
        ('office_hours: [{from: "05-01", to: "09-30", hours: ["08:30-12:00"]}]\n', "E617"),
        ('office_hours: [{from: "05-01", to: "09-30"}]\n', "E202"),
        ("office_hours: 08:30-12:00\n", "E204"),
    ],
)
def test_faulty_office_hours_of_a_plan_are_refused_with_their_place(tmp_path, hours, code):
    with pytest.raises(InputError) as raised:
        case(tmp_path, "- {id: tell, when: received, within: 1 hour}", RECEIVED, hours).one("09:00")
    assert code in {each.code for each in raised.value.faults}
    assert all(each.place and each.place.line for each in raised.value.faults)
