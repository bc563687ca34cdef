"""The day of the incident picks the scale of levels; a duty takes the edition in force when it arises."""

from datetime import datetime

import pytest

from duties import Case, incident_of, plan_of, short, when
from respond.errors import InputError
from respond.plan import Library
from respond.situation import situate
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
    return between(folder, plan_of(OLD), plan_of(new), incident)


def between(folder, old, new, incident=INCIDENT):
    """Give an incident of 1 March under a plan that another replaces on the 2nd, which grades from 5 persons on."""
    force = "in_force: {from: 2020-01-01"
    old = old.replace(force, f"{force}, to: 2026-03-01")
    new = new.replace(
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


def test_what_goes_on_as_a_new_edition_comes_is_owed_by_it_from_then(found):
    """The edition before asked for no such act; its six hours run from the first moment of the new one."""
    assert found.all("1T23:59", "fresh") == []
    assert [found.seen(clock, "fresh") for clock in ("2T01:00", "2T12:00")] == [
        [("running", "2T06:00")],
        [("overdue", "2T06:00")],
    ]


@pytest.mark.parametrize(
    ("duty", "comes"),
    [
        ("when: received", False),
        ("when: received, ends: [terminated, closed]", True),
        ("when: received, ends: [asked]", False),
        ("when: received, ends: []", False),
        ("when: received and elapsed(received) >= 1 hour", False),
        ("when: received and not leak_stopped", True),
        ("when: received and not asked", False),
        ("when: received and n >= 3", True),
        ("when: level >= III", True),
        ("when: received and n >= 3, formerly: [gone]", False),
        ("when: received and n >= 3, formerly: [never]", True),
        ("when: received and n >= 3, kind: refrain", True),
    ],
)
def test_what_comes_with_a_new_edition_goes_by_how_things_stand_not_by_what_happened_once(
    tmp_path, duty, comes
):
    kind = "" if "kind" in duty else ", after: received, within: 6 hours"
    new = plan_of(f"- {{id: fresh, {duty}{kind}}}\n")
    stopped = '  leak_stopped: {zh: 止漏, en: leak stopped, clause: "1"}\n  waste: {'
    old = plan_of(OLD + "- {id: never, when: n >= 9, within: 1 day, after: received}\n")
    found = between(tmp_path, *(each.replace("  waste: {", stopped) for each in (old, new)))
    assert bool(found.all("2T01:00", "fresh")) is comes


@pytest.mark.parametrize("end", ["terminated", "closed"])
def test_a_new_edition_orders_nothing_of_what_was_over_before(tmp_path, end):
    over = INCIDENT + f"  - {{at: @1T22:00, events: {{{end}: }}}}\n"
    lines = over.splitlines()
    ordered = "\n".join([*lines[:4], lines[-1], ""])
    assert case_of(tmp_path, ordered).all("2T12:00", "fresh") == []


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


def test_what_may_be_owed_as_a_new_edition_comes_is_certain_from_when_that_is_known(tmp_path):
    """As within one edition: one acts by the earliest end, and is late six hours after it was certain."""
    later = INCIDENT.replace("facts: {n: 4}", "facts: {n: 1}") + "  - {at: @2T10:00, facts: {n: 4}}\n"
    found = case_of(tmp_path, later, OPEN)
    assert found.all("1T23:59", "fresh") == []
    (open_,) = found.all("2T09:30", "fresh")
    assert (open_.arose, short(open_.due), open_.provisional, open_.state) == (
        when("2T00:00"),
        "2T06:00",
        True,
        "running",
    )
    (fresh,) = found.all("2T10:30", "fresh")
    assert (short(fresh.due), fresh.provisional, fresh.state) == ("2T06:00", False, "running")
    assert [found.states(clock, "fresh") for clock in ("2T16:00", "2T16:01")] == [["running"], ["overdue"]]


def gone_by(folder, step):
    """Give of each occasion of a duty that two editions have its edition, whether it is only possible, and its state."""
    later = INCIDENT.replace("facts: {n: 4}", "facts: {n: 1+}") + f"  - {step}\n"
    found = case_of(folder, later, OPEN.replace("fresh", "gone"))
    return [(one.plan.edition, one.provisional, one.state) for one in found.all("2T10:30", "gone")]


@pytest.mark.parametrize(
    ("step", "owed"),
    [
        ("{at: @2T10:00, facts: {n: 4}}", [("2020", True, "running"), ("2026", False, "running")]),
        ("{at: @2T10:00, facts: {n: {value: 4, as_of: @22:00}}}", [("2020", False, "running")]),
        ("{at: @2T10:00, corrects: [{entry: n, value: 4}]}", [("2020", False, "running")]),
        ("{at: @2T10:00, facts: {n: {value: 4, as_of: @2T00:00}}}", None),
        ("{at: @2T10:00, facts: {n: 2}}", [("2020", False, "stood-down")]),
    ],
    ids=["since", "of that day", "put right", "of the new day", "not so much"],
)
def test_what_an_edition_left_open_is_settled_by_what_was_so_while_it_was_in_force(tmp_path, step, owed):
    """What comes after makes no duty of it: that is for the edition in force since."""
    found = gone_by(tmp_path, step)
    assert found == (owed or [("2020", True, "running"), ("2026", False, "running")])


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
    (fresh,) = found.all("2T10:30", "fresh")  # it may have been owed since the new edition has been in force
    assert (fresh.provisional, short(fresh.due), short(fresh.late_from)) == (False, "2T06:00", "2T16:00")
    assert found.seen("2T10:30", "again") == [("running", "2T11:00")]
    assert found.states("1T12:00") == ["overdue"]  # the log can still be asked about a moment before that
    early = f"occurred: @08:00\nevents: {{received: @08:30}}\nthen:\n{told.replace('@2T', '@')}"
    with pytest.raises(InputError) as refused:
        Case(Library([tmp_path]), incident_of(early)).at("1T23:30")
    assert [each.code for each in refused.value.faults] == ["E701", "E702"]


OPEN_BEFORE = "- {id: warn, when: leak or n >= 10, to: [city], within: 1 hour, after: arising}"
CERTAIN_NOW = "- {id: warn, when: leak or n >= 3, to: [city], within: 2 hours, after: arising}"
A_FEW = """\
occurred: @08:00
facts: {n: 1}
then:
  - {at: @2T10:00, facts: {n: 4}}
"""


def opened(folder, incident=A_FEW, old=OPEN_BEFORE, new=CERTAIN_NOW):
    """Give an incident over the 2nd: what the edition before left open the new one orders for certain."""
    force = "in_force: {from: 2020-01-01"
    shelve(folder, plan_of(old).replace(force, f"{force}, to: 2026-03-01"), "testland/duties/2020")
    later = plan_of(new).replace(f'name: "2020", {force}', 'name: "2026", in_force: {from: 2026-03-02')
    shelve(folder, later, "testland/duties/2026")
    return Case(Library([folder]), incident_of(incident))


def owing(found, clock):
    """Give of each occasion of the duty its edition, whether it is only possible, and by when it is due."""
    return [(one.plan.edition, one.provisional, short(one.due)) for one in found.all(clock, "warn")]


def test_what_the_edition_before_left_open_is_certain_when_the_one_in_force_orders_it(tmp_path):
    found = opened(tmp_path)
    assert owing(found, "2T09:59") == [("2020", True, "09:00")]
    assert owing(found, "2T10:00") == [("2020", True, "09:00"), ("2026", False, "2T12:00")]
    assert found.states("2T12:01", "warn") == ["running", "overdue"]  # nobody is late with what only may be


def test_it_is_certain_from_the_first_day_where_it_held_before(tmp_path):
    found = opened(tmp_path, A_FEW.replace("n: 1", "n: 4"))
    assert owing(found, "1T23:59") == [("2020", True, "09:00")]
    assert owing(found, "2T00:00") == [("2020", True, "09:00"), ("2026", False, "2T02:00")]


def test_one_report_answers_what_was_open_and_what_is_certain(tmp_path):
    found = opened(tmp_path, A_FEW + "  - {at: @2T11:00, did: [{duty: warn}]}\n")
    assert found.states("2T11:00", "warn") == ["met", "met"]
    other = opened(
        tmp_path / "city", A_FEW + "  - {at: @2T11:00, did: [{duty: warn, round: 2, to: [city]}]}\n"
    )
    assert other.states("2T11:00", "warn") == ["running", "met"]


def test_what_was_told_in_doubt_before_is_not_asked_for_again_as_the_edition_changes(tmp_path):
    early = A_FEW.replace("n: 1", "n: 4").replace("then:\n", "then:\n  - {at: @09:00, did: [{duty: warn}]}\n")
    found = opened(tmp_path, early)
    assert [(each, found.states(each, "warn")) for each in ("2T00:00", "2T12:00")] == [
        ("2T00:00", ["met"]),
        ("2T12:00", ["met"]),
    ]


def test_what_was_told_in_doubt_did_not_tell_of_what_came_since(tmp_path):
    early = A_FEW.replace("then:\n", "then:\n  - {at: @09:00, did: [{duty: warn}]}\n")
    found = opened(tmp_path, early)
    assert found.states("2T10:00", "warn") == ["met", "running"]


def test_what_the_edition_before_orders_for_certain_stays_with_that(tmp_path):
    found = opened(tmp_path, A_FEW.replace("n: 1", "n: 1, leak: yes"))
    assert owing(found, "2T10:30") == [("2020", False, "09:00")]


def test_what_turned_out_not_to_be_owed_before_hinders_nothing(tmp_path):
    incident = """\
occurred: @08:00
then:
  - {at: @2T08:00, facts: {leak: no}}
  - {at: @2T10:00, facts: {n: 4}}
"""
    old, new = (text.replace("n >= 10", "n >= 100") for text in (OPEN_BEFORE, CERTAIN_NOW))
    found = opened(tmp_path, incident, old.replace(" or n >= 100", ""), new.replace("leak or ", ""))
    assert owing(found, "2T09:00") == [("2020", False, "09:00")]
    assert found.states("2T09:00", "warn") == ["stood-down"]
    assert found.states("2T10:30", "warn") == ["stood-down", "running"]


BOTH = """\
occurred: @08:00
facts: {n: 4, leak: yes}
then:
  - {at: @2T10:00, corrects: [{entry: leak, value: no}]}
"""


def test_what_the_edition_before_orders_no_more_is_owed_by_the_one_in_force(tmp_path):
    found = opened(tmp_path, BOTH)
    assert owing(found, "2T09:59") == [("2020", False, "09:00")]
    assert [(one.plan.edition, one.state, short(one.arose)) for one in found.all("2T10:00", "warn")] == [
        ("2020", "stood-down", "08:00"),
        ("2026", "running", "2T10:00"),
    ]


def test_what_was_done_under_the_edition_before_is_done(tmp_path):
    done = BOTH.replace("then:\n", "then:\n  - {at: @08:30, did: [{duty: warn}]}\n")
    assert opened(tmp_path, done).states("2T10:00", "warn") == ["met"]


def test_a_fire_on_the_list_of_the_regulation_in_force_is_reported_for_certain():
    """Order 822, article 35(1): more than 100 ha burnt over; the list of 2008 left it open what else there was."""
    head = "respond: incident/1\nid: case\ntitle: {zh: 火灾, en: fire}\nplans: [national/forest-grassland-fire]\n"
    fire = """\
occurred: 2025-12-31T20:00+08:00
events: {received: 2025-12-31T20:30+08:00}
facts: {burnt_forest: 20 ha}
then:
  - {at: 2026-01-01T09:00+08:00, facts: {burnt_forest: 150 ha}}
"""
    now = datetime.fromisoformat("2026-01-01T09:30+08:00")
    found = situate(incident_of(fire, head), Library.default(), now=now).obligations
    lists = [one for one in found if one.duty == "report-national-immediately"]
    assert sorted((one.plan.edition, one.clause, one.provisional) for one in lists) == [
        ("2009", "32", True),
        ("2026", "35", False),
    ]


NOTHING_ELSE = """near_border: no, threatens_residents: no, threatens_facilities: no, virgin_forest: no,
    dangerous_at_provincial_boundary: no, national_aid_needed: no"""


@pytest.mark.parametrize(
    ("told", "listed"),
    [
        ("{at: 2026-01-01T20:00+08:00, note: {zh: 火仍未灭, en: not out yet}}", ["provisional"]),
        (f"{{at: 2026-01-01T20:20+08:00, facts: {{{NOTHING_ELSE}}}}}", ["stood-down"]),
        ("{at: 2026-01-01T20:20+08:00, facts: {near_border: {value: yes, as_of: 2025-12-31T21:00+08:00}}}", ["certain"]),
    ],
    ids=["time goes by", "nothing else there was", "it held then"],
)  # fmt: skip
def test_the_hours_of_a_list_that_is_repealed_run_out_in_vain(told, listed):
    """Order 541, article 32: not out for 24 hours, which are over when Order 822 is in force, which has no such ground."""
    head = "respond: incident/1\nid: case\ntitle: {zh: 火灾, en: fire}\nplans: [national/forest-grassland-fire]\n"
    fire = """\
occurred: 2025-12-31T20:00+08:00
events: {received: 2025-12-31T20:10+08:00}
facts: {damaged_forest: 50 ha, burnt_forest: 80 ha, deaths: 0, serious_injuries: 0, damaged_grassland: 0 ha}
then:
"""
    now = datetime.fromisoformat("2026-01-01T20:30+08:00")
    owed = situate(incident_of(f"{fire}  - {told}\n", head), Library.default(), now=now).obligations
    old = [one for one in owed if one.duty == "report-national-immediately" and one.plan.edition == "2009"]
    stands = [one.state if not one.open else "provisional" if one.provisional else "certain" for one in old]
    assert stands == listed


def test_what_is_to_be_kept_up_and_what_is_forbidden_is_of_the_edition_in_force():
    """Order 822 in the place of Order 541: safety of those who fight the fire (39) and what it forbids and provides."""
    head = "respond: incident/1\nid: case\ntitle: {zh: 火灾, en: fire}\nplans: [national/forest-grassland-fire]\n"
    fire = incident_of("occurred: 2025-12-31T20:00+08:00\nevents: {received: 2025-12-31T20:10+08:00}\n", head)
    seen = {}
    for clock in ("2025-12-31T23:59", "2026-01-01T00:00", "2026-01-02T10:00"):
        found = situate(fire, Library.default(), now=datetime.fromisoformat(f"{clock}+08:00"))
        safety = [(one.plan.edition, one.state) for one in found.obligations if one.duty == "fighters-safety"]
        seen[clock] = (sorted(safety), {each.plan.edition for each in found.leading.remarks})
    taken_over = ([("2009", "stood-down"), ("2026", "standing")], {"2026"})
    assert list(seen.values()) == [([("2009", "standing")], {"2009"}), taken_over, taken_over]
