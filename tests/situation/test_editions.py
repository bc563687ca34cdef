"""The day of the incident picks the scale of levels; a duty takes the edition in force when it arises."""

import pytest

from duties import Case, incident_of, plan_of, short, when
from respond.errors import InputError
from respond.plan import Library
from small_plan import shelve

OLD = """
- {id: tell, when: asked, within: 1 hour}
- {id: note, when: received, within: 2 days}
- {id: gone, when: n >= 3, after: received, within: 1 day}
"""
NEW = """
- {id: tell, when: asked, within: 30 minutes}
- {id: note, when: received, within: 1 day}
- {id: fresh, when: n >= 3, after: received, within: 6 hours}
"""
INCIDENT = """\
occurred: @08:00
events: {received: @08:30}
facts: {n: 4}
then:
  - {at: @09:00, events: {asked: }}
  - {at: @2T09:00, events: {asked: }}
"""


@pytest.fixture
def found(tmp_path):
    return case_of(tmp_path, INCIDENT)


def case_of(folder, incident, new=NEW):
    """Give an incident of 1 March under an edition that another replaces on the 2nd, which grades from 5 persons on."""
    force = "in_force: {from: 2020-01-01"
    old = plan_of(OLD).replace(force, f"{force}, to: 2026-03-01")
    new = plan_of(new).replace(
        'name: "2020", in_force: {from: 2020-01-01', 'name: "2026", in_force: {from: 2026-03-02'
    )
    new = new.replace("3 <= n < 10", "5 <= n < 10").replace("1 <= n < 3", "1 <= n < 5")
    shelve(folder, old, "testland/duties/2020")
    shelve(folder, new, "testland/duties/2026")
    return Case(Library([folder]), incident_of(incident))


def test_the_scale_is_that_of_the_day_of_the_incident(found):
    assert [found.at(clock).level.certain for clock in ("12:00", "2T12:00")] == [
        2,
        2,
    ]  # III by the old, IV by the new


def test_a_duty_takes_the_edition_in_force_when_it_arises(found):
    first, second = found.all("2T09:10")
    assert (first.id, first.plan.edition, short(first.due)) == ("testland/duties#tell#1", "2020", "10:00")
    assert (second.id, second.plan.edition, short(second.due)) == (
        "testland/duties#tell#2",
        "2026",
        "2T09:30",
    )


def test_what_arose_before_keeps_its_life(found):
    for clock in ("1T23:00", "2T08:00", "2T12:00"):
        (note,) = found.all(clock, "note")
        assert (note.plan.edition, short(note.due)) == (
            "2020",
            "3T08:30",
        )  # not the one day of the new edition
    (gone,) = found.all("2T12:00", "gone")
    assert (gone.state, short(gone.due)) == ("overdue", "2T08:30")  # though the new edition does not know it


def test_what_comes_to_hold_under_the_new_edition_is_owed_by_it_alone(tmp_path):
    later = INCIDENT.replace("facts: {n: 4}", "facts: {n: 1}") + "  - {at: @2T10:00, facts: {n: 4}}\n"
    found = case_of(tmp_path, later)
    (fresh,) = found.all("2T10:30", "fresh")
    assert (fresh.arose, short(fresh.due), fresh.plan.edition) == (when("2T10:00"), "2T16:00", "2026")
    assert found.all("2T10:30", "gone") == []


def test_what_held_before_does_not_come_to_hold_with_a_new_edition(found):
    assert [found.all(clock, "fresh") for clock in ("1T23:59", "2T01:00", "2T12:00")] == [[], [], []]


def test_an_act_under_the_new_edition_answers_the_oldest_open_occasion(tmp_path):
    found = case_of(tmp_path, INCIDENT + "  - {at: @2T09:20, did: [{duty: tell}]}\n")
    assert found.states("2T09:25") == ["met-late", "running"]
    both = case_of(tmp_path / "both", INCIDENT + "  - {at: @2T09:20, did: [{duty: tell, round: 2}]}\n")
    assert both.states("2T09:25") == ["overdue", "met"]


@pytest.mark.parametrize(
    ("at", "by", "why"),
    [
        ("@2T09:20", "town", []),
        ("@2T09:20", "bureau", ["done by a body that does not owe it, for nobody who does"]),
        ("@09:20", "bureau", []),
        ("@09:20", "town", ["done by a body that does not owe it, for nobody who does"]),
    ],
)
def test_an_act_is_judged_by_the_edition_under_which_its_duty_arose(tmp_path, at, by, why):
    """The new edition has another body tell; what is asked for once, on the day of the act, arises under one alone."""
    asked = "\n".join(
        line for line in INCIDENT.splitlines() if "asked" not in line or line.split("@")[1][:2] == at[1:3]
    )
    moved = NEW.replace("id: tell,", "id: tell, unit: town,")
    found = case_of(tmp_path, f"{asked}\n  - {{at: {at}, did: [{{duty: tell, by: {by}}}]}}\n", moved)
    situation = found.at("2T10:00")
    assert [each.why.en for each in situation.uncounted] == why
    assert [one.state for one in situation.obligations if one.duty == "tell"] == ["overdue" if why else "met"]


def test_an_edition_given_by_name_stands_alone(tmp_path):
    case_of(tmp_path, INCIDENT)
    head = "respond: incident/1\nid: case\ntitle: {zh: 事件, en: case}\nplans: [duties@2020]\n"
    named = Case(Library([tmp_path]), incident_of(INCIDENT, head))
    assert {one.plan.edition for one in named.all("2T09:10")} == {"2020"}


OPEN = """
- {id: fresh, when: n >= 3 or leak, after: received, within: 6 hours}
"""


def test_what_is_open_as_a_new_edition_comes_arises_under_it_when_it_becomes_certain(tmp_path):
    later = INCIDENT.replace("facts: {n: 4}", "facts: {n: 1}") + "  - {at: @2T10:00, facts: {n: 4}}\n"
    found = case_of(tmp_path, later, OPEN)
    assert (
        found.all("2T09:30", "fresh") == []
    )  # whether there was a leak on the 1st is nothing to the new edition
    (fresh,) = found.all("2T10:30", "fresh")
    assert (fresh.arose, short(fresh.due), fresh.provisional) == (when("2T10:00"), "2T16:00", False)


def test_what_is_open_under_the_edition_before_stays_with_that(tmp_path):
    later = INCIDENT.replace("facts: {n: 4}", "facts: {n: 1+}") + "  - {at: @2T10:00, facts: {n: 4}}\n"
    found = case_of(tmp_path, later, OPEN.replace("fresh", "gone"))
    (gone,) = found.all("2T10:30", "gone")
    assert (gone.plan.edition, gone.provisional, short(gone.due)) == ("2020", False, "2T08:30")


KNOWN_SINCE = """
- {id: tell, when: asked, within: 30 minutes}
- {id: fresh, when: blast, after: received, within: 6 hours}
- {id: again, when: blown, after: blown, within: 1 hour}
"""


def test_what_only_the_new_edition_knows_can_be_told(tmp_path):
    force = "in_force: {from: 2020-01-01"
    new = plan_of(KNOWN_SINCE).replace(f'name: "2020", {force}', 'name: "2026", in_force: {from: 2026-03-02')
    words = 'label: {zh: 爆炸, en: a blast}, clause: "1"'
    new = new.replace("  n: {", f"  blast: {{type: flag, {words}}}\n  n: {{")
    new = new.replace("  waste: {", '  blown: {zh: 又爆炸, en: blew again, clause: "1"}\n  waste: {')
    shelve(tmp_path, plan_of(OLD).replace(force, f"{force}, to: 2026-03-01"), "testland/duties/2020")
    shelve(tmp_path, new, "testland/duties/2026")
    told = "  - {at: @2T10:00, facts: {blast: yes}, events: {blown: }}\n"
    found = Case(Library([tmp_path]), incident_of(INCIDENT + told))
    assert found.seen("2T10:30", "fresh") == [("running", "2T16:00")]
    assert found.seen("2T10:30", "again") == [("running", "2T11:00")]
    assert found.states("1T12:00") == ["overdue"]  # the log can still be asked about a moment before that
    early = f"occurred: @08:00\nevents: {{received: @08:30}}\nthen:\n{told.replace('@2T', '@')}"
    with pytest.raises(InputError) as refused:
        Case(Library([tmp_path]), incident_of(early)).at("1T23:30")
    assert [each.code for each in refused.value.faults] == ["E701", "E702"]
