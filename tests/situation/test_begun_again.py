"""A response that is begun again after its end: what ended with it is owed anew, what came with its end is not owed yet."""

from datetime import datetime

import pytest

from duties import case, incident_of, short, when
from respond.plan import Library
from respond.show import gone_since
from respond.situation import situate

AGAIN = """\
occurred: @08:00
events: {received: @08:30, response_started: @09:00}
facts: {n: 5}
then:
  - {at: @12:00, events: {terminated: }}
  - {at: @RESTART, events: {response_started: }}
  - {at: @20:00, events: {terminated: }}
"""


def again(tmp_path, duty, restart="15:00"):
    return case(tmp_path, duty, AGAIN.replace("RESTART", restart))


@pytest.mark.parametrize("restart", ["15:00", "12:00"])
def test_what_ended_with_the_response_is_owed_again(tmp_path, restart):
    found = again(tmp_path, "- {id: tell, when: received, due: immediately}", restart)
    assert found.states("11:00") == ["running"]
    if restart > "12:00":
        assert found.states("12:30") == ["missed"]
    first, second = found.all("16:00")
    assert (first.state, first.ended) == ("missed", when("12:00"))
    assert (second.state, second.arose, gone_since(second)) == ("running", when(restart), when(restart))
    assert found.states("20:30") == ["missed", "missed"]


def test_what_does_not_end_with_the_response_is_not_owed_twice(tmp_path):
    for number, more in enumerate((", to: [county]", ", ends: []", ", ends: [closed]", ", ends: [sealed]")):
        found = again(tmp_path / str(number), f"- {{id: tell, when: received, due: promptly{more}}}")
        assert found.states("20:30") == ["running"], more


def test_what_was_done_is_not_owed_again_but_a_measure_and_what_is_kept_up_are(tmp_path):
    done = AGAIN.replace("  - {at: @12:00", "  - {at: @10:00, did: [{duty: tell}]}\n  - {at: @12:00").replace(
        "RESTART", "15:00"
    )
    for number, (duty, states) in enumerate(
        (
            ("when: received, due: immediately", ["met"]),
            ("response: [III], due: immediately", ["met", "running"]),
            ("when: received, kind: keep", ["stood-down", "standing"]),
        )
    ):
        found = case(tmp_path / str(number), f"- {{id: tell, {duty}}}", done)
        assert found.states("16:00") == states, duty


def test_a_start_that_is_withdrawn_changes_nothing(tmp_path):
    steps = AGAIN.replace("RESTART", "15:00").split("  - {at: @20:00")[0]
    steps += "  - {at: @17:00, corrects: [{entry: response_started#2, withdrawn: yes}]}\n"
    told = steps.replace("  - {at: @15:00", "  - {at: @13:00, did: [{duty: tell}]}\n  - {at: @15:00")
    over = "- {id: tell, when: terminated, within: 1 day, to: [county]}"
    assert [
        (one.state, short(one.due)) for one in case(tmp_path / "over", over, steps).all("18:00") if one.open
    ] == [("running", "2T12:00")]
    assert [
        one.state for one in case(tmp_path / "told", over, told).all("18:00") if one.why is None or one.done
    ] == ["met"]
    for number, duty in enumerate(
        ("when: received, due: promptly", "when: received and not terminated, due: promptly")
    ):
        found = case(tmp_path / str(number), f"- {{id: tell, {duty}}}", steps)
        assert [one.open for one in found.all("18:00")] == [False, False], duty


def test_a_measure_is_owed_again_where_no_moment_lies_between(tmp_path):
    found = again(tmp_path, "- {id: tell, response: [III], due: immediately}", "12:00")
    assert found.states("16:00") == ["missed", "running"]


@pytest.mark.parametrize("restart", ["15:00", "12:00"])
def test_that_the_response_has_ended_holds_until_it_is_begun_again(tmp_path, restart):
    over = again(tmp_path / "over", "- {id: tell, when: terminated, within: 1 day, to: [county]}", restart)
    running = again(
        tmp_path / "running", "- {id: tell, when: received and not terminated, due: promptly}", restart
    )
    if restart > "12:00":
        assert [(one.state, short(one.due)) for one in over.all("13:00")] == [("running", "2T12:00")]
        assert running.states("13:00") == ["stood-down"]
    assert [one.state for one in over.all("16:00") if one.open] == []
    assert [one.arose for one in running.all("16:00") if one.open] == [
        when(restart) if restart > "12:00" else when("08:30")
    ]
    if restart > "12:00":
        assert [one.why.en for one in over.all("16:00")] == ["the response was begun again"]
    assert [(one.arose, short(one.due)) for one in over.all("21:00") if one.open] == [
        (when("20:00"), "2T20:00")
    ]
    assert [one for one in running.all("21:00") if one.open] == []


def test_a_measure_counts_from_the_end_of_its_own_response(tmp_path):
    found = again(
        tmp_path,
        "- {id: tell, response: [III], report: findings, to: [county], within: 1 day, after: terminated}",
    )
    assert [(one.state, short(one.due)) for one in found.all("13:00")] == [("running", "2T12:00")]
    second = found.all("21:00")[-1]
    assert (second.state, short(second.due)) == ("running", "2T20:00")


def test_an_end_that_is_put_right_never_to_have_been_renews_nothing(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: received, due: promptly}",
        AGAIN.replace("RESTART", "15:00").split("  - {at: @15:00")[0]
        + "  - {at: @13:00, corrects: [{entry: terminated, withdrawn: yes}]}\n",
    )
    assert (found.states("12:30"), found.states("14:00")) == (["stood-down"], ["running"])


def test_an_adjustment_after_the_end_begins_it_again_where_nobody_told_of_a_start(tmp_path):
    first = AGAIN.replace(", response_started: @09:00", "").split("  - {at: @RESTART")[0]
    text = first + "  - {at: @15:00, events: {response_adjusted: {level: III}}}\n"
    found = case(tmp_path, "- {id: tell, when: received, due: immediately}", text)
    one, two = found.all("16:00")
    assert (one.state, two.state, two.arose) == ("missed", "running", when("15:00"))
    over = case(tmp_path / "over", "- {id: tell, when: terminated, within: 1 day, to: [county]}", text)
    assert over.states("16:00") == ["stood-down"]
    text += "  - {at: @17:00, corrects: [{entry: response_adjusted, withdrawn: yes}]}\n"
    assert (
        case(tmp_path / "undone", "- {id: tell, when: received, due: immediately}", text).states("18:00")[0]
        == "missed"
    )


@pytest.mark.parametrize(
    ("clock", "ended"), [("02T01:30", True), ("02T02:00", False), ("02T02:30", False), ("02T03:00", False)]
)
def test_a_fire_that_rekindles_after_the_end_calls_for_a_response_again(clock, ended):
    """It is no longer told as ended, but as called for and not started, until somebody starts it."""
    head = "respond: incident/1\nid: case\ntitle: {zh: 火灾, en: fire}\nplans: [jiaocheng/forest-fire]\n"
    fire = """\
occurred: 2026-03-01T22:00+08:00
events: {received: 2026-03-01T22:10+08:00, response_started: 2026-03-01T22:30+08:00}
facts: {damaged_forest: 12 ha}
then:
  - {at: 2026-03-02T00:45+08:00, events: {terminated: }}
  - {at: 2026-03-02T02:00+08:00, events: {rekindled: }}
  - {at: 2026-03-02T03:00+08:00, events: {response_started: }}
"""
    now = datetime.fromisoformat(f"2026-03-{clock}+08:00")
    response = situate(incident_of(fire, head), Library.default(), now=now).leading_response
    assert response.called.certain == 2
    assert (response.ended is not None, response.started) == (ended, 2 if clock == "02T03:00" else None)


REKINDLED = """\
occurred: 2026-03-01T22:00+08:00
events: {received: 2026-03-01T22:10+08:00, response_started: 2026-03-01T22:30+08:00}
facts: {damaged_forest: 12 ha}
then:
  - {at: 2026-03-02T00:40+08:00, events: {flame_out: }}
  - {at: 2026-03-02T00:45+08:00, events: {terminated: }}
  - {at: 2026-03-02T02:00+08:00, events: {rekindled: }}
"""
STARTED = "  - {at: 2026-03-02T03:00+08:00, events: {response_started: }}\n"
WITHDRAWN = "  - {at: 2026-03-02T02:30+08:00, corrects: [{entry: rekindled, withdrawn: yes}]}\n"
OUT = "  - {at: 2026-03-02T05:00+08:00, events: {flame_out: , terminated: }}\n"


def burning(duty, clock, more=""):
    """Give how the occasions of a duty stand, each with the moment it arose, in a fire that rekindled at 02:00."""
    head = "respond: incident/1\nid: case\ntitle: {zh: 火灾, en: fire}\nplans: [jiaocheng/forest-fire]\n"
    now = datetime.fromisoformat(f"2026-03-02T{clock}+08:00")
    owed = situate(incident_of(REKINDLED + more, head), Library.default(), now=now).obligations
    found = sorted((one for one in owed if one.duty == duty), key=lambda one: one.round)
    return [f"{one.state} {one.arose:%H:%M}" for one in found]


@pytest.mark.parametrize(
    ("duty", "before", "after"),
    [
        # 突发事件应对法 87: 立即, 应急处置工作结束后, which it has not while the fire burns again
        ("law-assess-losses", ["running 00:45"], ["missed 00:45"]),
        ("law-review", ["running 00:45"], ["stood-down 00:45"]),
        # 72, 73: 突发事件发生后 measures are taken at once, not only once somebody has said that a response is started
        ("law-measures", ["stood-down 22:10"], ["stood-down 22:10", "running 02:00"]),
        # 条例 39, 40: while the fire is fought
        ("rescue-evacuate", ["stood-down 22:00"], ["stood-down 22:00", "running 02:00"]),
        ("nearest-forces", ["missed 22:00"], ["missed 22:00", "running 02:00"]),
        ("act-by-plan", ["missed 22:00"], ["missed 22:00", "running 02:00"]),
        # a report that was owed to somebody is open as ever, and that of the rekindling comes
        ("report-level-by-level", ["running 22:00"], ["running 22:00"]),
        ("report-rekindled", [], ["running 02:00"]),
    ],
)
def test_what_rekindles_after_the_end_is_handled_again_before_anybody_says_so(duty, before, after):
    assert burning(duty, "01:30") == before
    assert burning(duty, "02:00") == after
    assert (
        burning(duty, "04:00", STARTED) == after
    )  # nothing is owed a third time once the response is started


def test_it_is_over_once_more_when_that_is_said():
    assert burning("law-assess-losses", "06:00", STARTED + OUT) == ["missed 00:45", "running 05:00"]
    assert burning("law-assess-losses", "06:00", OUT) == ["missed 00:45", "running 05:00"]
    assert burning("act-by-plan", "06:00", OUT) == ["missed 22:00", "missed 02:00"]


def test_what_rekindled_and_is_put_right_never_to_have_is_over_since_its_end():
    assert burning("law-assess-losses", "04:00", WITHDRAWN) == ["running 00:45"]
    assert burning("act-by-plan", "04:00", WITHDRAWN)[0] == "missed 22:00"
    assert all(
        each.startswith(("missed", "stood-down")) for each in burning("act-by-plan", "04:00", WITHDRAWN)
    )
