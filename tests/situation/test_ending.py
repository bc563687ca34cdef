"""How an obligation ends: fulfilled, by an end the plan names, or by its ground going; and what does not end it."""

from datetime import timedelta

import pytest

from duties import case, short, when

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"


def steps(*found):
    return RECEIVED + "facts: {n: 5}\nthen:\n" + "".join(f"  - {{at: {each}}}\n" for each in found)


HOUR = "- {id: tell, when: received, within: 1 hour%s}"


@pytest.mark.parametrize(
    ("at", "state"), [("@09:00", "stood-down"), ("@09:30", "stood-down"), ("@09:31", "missed")]
)
def test_an_end_the_plan_names_stands_it_down_or_leaves_it_missed(tmp_path, at, state):
    found = case(tmp_path, HOUR % ", ends: [sealed]", steps(f"{at}, events: {{sealed: }}"))
    one = found.one("12:00")
    assert (one.state, one.ended) == (state, when(at.removeprefix("@")))
    assert one.late == (timedelta(minutes=1) if state == "missed" else None)


@pytest.mark.parametrize("clock", ["10:00", "5T08:00"])
def test_what_was_overdue_when_it_ended_stays_visible(tmp_path, clock):
    found = case(
        tmp_path,
        HOUR % ", ends: [sealed]",
        steps("@10:00, events: {sealed: }", "@11:00, facts: {n: 1}", "@12:00, events: {closed: }"),
    )
    one = found.one(clock)
    assert (one.state, one.late, short(one.due)) == ("missed", timedelta(minutes=30), "09:30")


def test_an_end_counts_only_after_the_obligation_arose(tmp_path):
    duty = "- {id: tell, when: leak, after: received, within: 1 hour, ends: [sealed]}"
    found = case(
        tmp_path,
        duty,
        steps(
            "@09:00, events: {sealed: }", "@10:00, facts: {leak: yes}", "@10:40, events: {sealed: }"
        ).replace("n: 5", "n: 5, leak: no"),
    )
    assert found.seen("10:30") == [("running", "11:00")]  # sealed at 09:00 was before
    assert (found.states("10:40"), found.one("10:40").ended) == (["stood-down"], when("10:40"))


def test_an_event_that_ends_a_duty_and_begins_it_anew_leaves_the_latest_occasion_alone(tmp_path):
    duty = "- {id: tell, when: asked, after: asked, within: 1 hour, ends: [asked]}"
    found = case(
        tmp_path,
        duty,
        steps("@09:00, events: {asked: }", "@09:40, events: {asked: }", "@10:50, events: {asked: }"),
    )
    assert found.seen("09:30") == [("running", "10:00")]
    assert found.seen("10:20") == [("stood-down", "10:00"), ("running", "10:40")]
    assert found.seen("11:00") == [("stood-down", "10:00"), ("missed", "10:40"), ("running", "11:50")]


def test_an_end_counts_only_from_the_body_that_may_give_it(tmp_path):
    duty = HOUR % ", ends: [asked@county]"
    found = case(
        tmp_path,
        duty,
        steps(
            "@08:40, events: {asked: }", "@08:50, events: {asked@town: }", "@09:10, events: {asked@county: }"
        ),
    )
    assert found.states("09:05") == ["running"]
    assert found.states("09:10") == ["stood-down"]


GROUND = "- {id: tell, when: n >= 3, after: received, within: 1 hour}"


@pytest.mark.parametrize(
    ("at", "state", "late"),
    [
        ("@09:00", "stood-down", None),
        ("@09:30", "stood-down", None),
        ("@11:00", "missed", timedelta(hours=1.5)),
    ],
)
def test_its_ground_going_stands_it_down_before_the_limit_and_leaves_it_missed_after(
    tmp_path, at, state, late
):
    one = case(tmp_path, GROUND, steps(f"{at}, facts: {{n: 1}}")).one("12:00")
    assert (one.state, one.late, one.ended) == (state, late, when(at.removeprefix("@")))
    assert "no longer" in one.why.en


def test_its_ground_that_never_was_true_stands_it_down_and_says_so(tmp_path):
    found = case(tmp_path, GROUND, steps("@11:00, corrects: [{entry: n, value: 1}]"))
    assert found.states("10:30") == ["overdue"]
    one = found.one("11:00")
    assert (one.state, one.late) == ("stood-down", None)
    assert "never was" in one.why.en


def test_its_event_that_never_was_stands_it_down_and_says_so(tmp_path):
    incident = (
        RECEIVED
        + "then:\n  - {at: @09:00, events: {asked: }}\n  - {at: @11:00, corrects: [{entry: asked, withdrawn: yes}]}\n"
    )
    one = case(tmp_path, "- {id: tell, when: asked, within: 1 hour}", incident).one("11:30")
    assert (one.state, one.late) == ("stood-down", None)
    assert "never was" in one.why.en


def test_a_ground_put_right_upwards_is_still_a_ground(tmp_path):
    found = case(tmp_path, GROUND, steps("@09:00, corrects: [{entry: n, value: 9}]"))
    assert found.seen("09:10") == [("running", "09:30")]


def test_what_was_only_possible_when_it_ended_was_not_missed(tmp_path):
    duty = "- {id: tell, when: leak, due: immediately, ends: [sealed]}"
    incident = (
        RECEIVED + "then:\n  - {at: @09:00, events: {sealed: }}\n  - {at: @10:00, facts: {leak: yes}}\n"
    )
    assert case(tmp_path, duty, incident).states("10:30") == ["stood-down"]


# Measures and their response.

STARTED = ("@09:00, events: {response_started: {level: III}}",)
SEAL = "- {id: tell, response: [III], due: promptly%s}"


@pytest.mark.parametrize("event", ["terminated", "closed"])
def test_a_measure_ends_with_its_response(tmp_path, event):
    found = case(tmp_path, SEAL % "", steps(*STARTED, f"@12:00, events: {{{event}: }}"))
    assert (found.states("11:00"), found.states("12:00")) == (["running"], ["stood-down"])
    assert found.one("3T08:00").ended == when("12:00")


def test_a_measure_ends_as_its_clause_says_instead(tmp_path):
    found = case(
        tmp_path,
        SEAL % ", ends: [sealed]",
        steps(*STARTED, "@12:00, events: {terminated: }", "@13:00, events: {sealed: }"),
    )
    assert (found.states("12:30"), found.states("13:00")) == (["running"], ["stood-down"])
    assert found.one("13:00").ended == when("13:00")


@pytest.mark.parametrize("clock", ["10:30", "11:30", "5T08:00"])
def test_a_started_response_stands_whatever_the_facts_do(tmp_path, clock):
    found = case(tmp_path, SEAL % "", steps(*STARTED, "@10:00, facts: {n: 1}", "@11:00, facts: {n: 0}"))
    assert found.states(clock) == ["running"]
    assert len(found.all(clock)) == 1


def test_a_response_its_body_changed_ends_the_measures_it_leaves(tmp_path):
    found = case(
        tmp_path,
        SEAL % "",
        steps(*STARTED, "@10:00, facts: {n: 1}", "@11:00, events: {response_adjusted: {level: IV}}"),
    )
    assert (found.states("10:59"), found.states("11:00")) == (["running"], ["stood-down"])


def test_a_response_only_called_for_falls_with_the_level(tmp_path):
    found = case(tmp_path, SEAL % "", steps("@10:00, facts: {n: 1}"))
    assert (found.states("09:00"), found.states("10:00")) == (["waiting"], ["stood-down"])  # for its start


def test_a_response_started_anew_owes_its_measures_anew(tmp_path):
    again = "@13:00, events: {response_started: {level: III}}"
    found = case(tmp_path, SEAL % "", steps(*STARTED, "@12:00, events: {terminated: }", again))
    assert found.states("13:00") == ["stood-down", "running"]


# What is owed to somebody.

OWED = [
    "within: 1 hour, to: [county], report: first",
    "within: 1 hour, to: [county]",
    "due: promptly, to: [county], report: first",
]


@pytest.mark.parametrize("duty", OWED)
@pytest.mark.parametrize("event", ["terminated", "closed"])
def test_what_is_owed_to_somebody_does_not_end_with_the_response(tmp_path, duty, event):
    found = case(
        tmp_path, f"- {{id: tell, when: received, {duty}}}", steps(*STARTED, f"@09:10, events: {{{event}: }}")
    )
    assert found.states("09:20") == ["running"]
    assert found.states("16:00") == (["overdue"] if "within" in duty else ["running"])


def test_a_report_not_made_when_the_response_ended_can_still_be_made_late(tmp_path):
    found = case(
        tmp_path,
        f"- {{id: tell, when: received, {OWED[0]}}}",
        steps(*STARTED, "@09:10, events: {terminated: }", "@10:00, did: [{duty: tell}]"),
    )
    one = found.one("12:00")
    assert (one.state, one.late) == ("met-late", timedelta(minutes=30))


def test_a_report_of_a_response_outlasts_it(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, response: [III], within: 1 hour, to: [county], report: first}",
        steps(*STARTED, "@09:10, events: {terminated: }"),
    )
    assert found.seen("09:20") == [("running", "10:00")]  # the response started at 09:00


# A level declared.

TWO = """
- {id: tell, when: level >= III, after: received, within: 1 hour}
- {id: more, when: level == I, after: received, within: 1 hour}
"""


def declared(level, until=""):
    return f"@09:00, declared: [{{level: {level}, by: 县政府, reason: {{zh: 研判, en: judged}}{until}}}]"


def test_a_declared_level_adds_what_hangs_on_it(tmp_path):
    found = case(tmp_path, TWO, steps(declared("I")))
    assert found.all("08:59", "more") == []
    assert found.seen("09:10", "more") == [("running", "10:00")]
    assert found.seen("09:10") == [("running", "09:30")]


@pytest.mark.parametrize("level", ["IV", "none"])
def test_a_declared_level_never_removes_what_the_facts_order(tmp_path, level):
    found = case(tmp_path, TWO, steps(declared(level)))
    assert found.seen("09:10") == [("running", "09:30")]
    assert found.states("10:00") == ["overdue"]


@pytest.mark.parametrize("level", ["I", "IV"])
def test_a_measure_of_the_level_the_facts_give_stays_beside_a_declared_one(tmp_path, level):
    found = case(
        tmp_path, "- {id: tell, when: level == III, after: received, within: 1 hour}", steps(declared(level))
    )
    assert found.seen("09:10") == [("running", "09:30")]


def test_what_a_declared_level_added_goes_when_it_runs_out(tmp_path):
    found = case(tmp_path, TWO, steps(declared("I", ", until: @09:40")))
    assert found.states("09:40", "more") == ["stood-down"]
    late = case(tmp_path / "late", TWO, steps(declared("I", ", until: @10:20")))
    one = late.one("10:30", "more")
    assert (one.state, one.late) == ("missed", timedelta(minutes=20))


def test_a_measure_that_outlasts_its_response_goes_with_its_other_ground(tmp_path):
    found = case(
        tmp_path,
        SEAL % ", when: n >= 3, ends: [sealed]",
        steps(*STARTED, "@09:30, events: {terminated: }", "@10:00, facts: {n: 1}"),
    )
    assert (found.states("09:40"), found.states("10:00")) == (["running"], ["stood-down"])


@pytest.mark.parametrize("owner", ["when: received", "response: [III]"])
def test_with_no_ends_nothing_but_being_done_ends_it(tmp_path, owner):
    told = ("@09:00, events: {response_started: {level: III}}", "@10:00, events: {terminated: }", "@11:00, events: {closed: }")  # fmt: skip
    usual = "- {id: tell, %s, due: promptly, after: received%s}"
    assert case(tmp_path, usual % (owner, ""), steps(*told)).states("12:00") == ["stood-down"]
    found = case(
        tmp_path / "none", usual % (owner, ", ends: []"), steps(*told, "@13:00, did: [{duty: tell}]")
    )
    assert found.states("12:00") == ["running"]
    assert found.states("13:00") == ["met"]


def test_with_no_ends_its_ground_still_may_go(tmp_path):
    told = ("@08:40, facts: {n: 5, leak: yes}", "@09:00, facts: {leak: no}")
    found = case(
        tmp_path, "- {id: tell, when: leak, after: received, within: 1 hour, ends: []}", steps(*told)
    )
    assert found.states("10:00") == ["stood-down"]


@pytest.mark.parametrize("ends", ["", ", ends: []", ", ends: [closed]"])
def test_until_ends_it_beside_whatever_ends_are_named(tmp_path, ends):
    duty = f"- {{id: tell, when: received, every: 1 hour, after: received, until: sealed{ends}}}"
    found = case(tmp_path, duty, steps("@09:00, events: {sealed: }"))
    assert found.states("12:00") == ["stood-down"]
