"""By when something would be due, had a rejected reading of its limit been taken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duties import Case, case, incident_of, plan_of, short, when
from respond.plan import Library
from respond.show import View, as_html, as_markdown, plain, situation_sheet
from respond.situation import Running, situate, situations_of
from small_plan import shelve

TELL = "- {id: tell, when: n >= 3, after: received, within: 1 hour}"
OCCURRED = "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 3}\n"


def reading(limits, more=""):
    return f"""\
interpretations:
  - id: from-when
    clause: "1"
    question: {{zh: 从何时起算, en: from when}}
    reading: {{zh: 接报, en: from the receipt}}
    rejected: [{{zh: 另一时, en: from another moment, limits: {limits}{more}}}]
    touches: [tell]
"""


def moved(situation):
    """What would be due when: the duty, now and otherwise."""
    found = [other for each in situation.leading.readings for other in each.alternatives]
    return [
        (each.duty, (each.now.by, short(each.now.due)), (each.would_be.by, short(each.would_be.due)))
        for other in found
        for each in other.limits
    ]


def decided(situation):
    return [each.id for each in situation.leading.readings if each.decided]


@pytest.mark.parametrize(
    ("limit", "would_be"),
    [
        ("{within: 1 hour, after: occurred, counted: from-start}", ("moment", "09:00")),  # 08:00 + 1 h
        ("{within: 3 hours, after: received}", ("moment", "11:30")),  # 08:30 + 3 h
        ("{within: the same day, after: received}", ("moment", "2T00:00")),
        ("{due: immediately}", ("at-once", None)),
        ("{due: immediately, after: sealed}", ("waiting", None)),
        ("{due: promptly}", ("in-words", None)),
        ("{due: unstated}", ("no-limit", None)),
        ("{}", ("no-limit", None)),
        ("{within: 1 hour, after: sealed}", ("waiting", None)),
        ("{at_least: 1 day, before: matures}", ("waiting", None)),
        # 1 March 2026 is a Sunday
        ("{within: 1 hour, after: received, roll: {if: not working day, to: '12:00 next working day'}}", ("moment", "2T12:00")),
        ("{latest: [{within: 1 hour, after: received}, {within: 5 hours, after: occurred, counted: from-start}]}", ("moment", "13:00")),
        ("{every: 2 hours, after: received}", ("moment", "10:30")),
    ],
)  # fmt: skip
def test_both_moments_are_told(tmp_path, limit, would_be):
    situation = case(tmp_path, TELL, OCCURRED, reading(f"{{tell: {limit}}}")).at("08:50")
    assert moved(situation) == [("tell", ("moment", "09:30"), would_be)]
    assert decided(situation) == ["from-when"]


def test_a_start_that_is_learnt_moves_the_other_moment(tmp_path):
    told = OCCURRED + "then:\n  - {at: @09:10, events: {sealed: @09:05}}\n"
    found = case(tmp_path, TELL, told, reading("{tell: {within: 1 hour, after: sealed}}"))
    assert moved(found.at("09:00")) == [("tell", ("moment", "09:30"), ("waiting", None))]
    assert moved(found.at("09:20")) == [("tell", ("moment", "09:30"), ("moment", "10:05"))]


def test_a_start_put_right_moves_the_other_moment(tmp_path):
    told = (
        OCCURRED
        + "then:\n  - {at: @08:50, events: {sealed: @08:45}}\n  - {at: @08:55, corrects: [{entry: sealed, at: @08:20}]}\n"
    )
    found = case(tmp_path, TELL, told, reading("{tell: {within: 1 hour, after: sealed}}"))
    assert moved(found.at("08:52")) == [("tell", ("moment", "09:30"), ("moment", "09:45"))]
    # sealed 08:20, the duty arose at 08:00 with the first report
    assert moved(found.at("08:56")) == [("tell", ("moment", "09:30"), ("moment", "09:20"))]


def test_the_same_moment_by_another_way_decides_nothing(tmp_path):
    found = case(
        tmp_path, TELL, OCCURRED, reading("{tell: {within: 90 min, after: occurred, counted: from-start}}")
    ).at("08:50")
    assert (moved(found), decided(found)) == ([], [])  # 08:00 + 90 min is 08:30 + 1 h


def test_what_is_done_or_not_owed_is_due_at_no_moment(tmp_path):
    limits = reading("{tell: {within: 1 hour, after: occurred, counted: from-start}}")
    done = OCCURRED + "then:\n  - {at: @08:50, did: [{duty: tell, at: @08:45}]}\n"
    found = case(tmp_path / "done", TELL, done, limits)
    assert [moved(found.at(clock)) == [] for clock in ("08:45", "08:55")] == [False, True]
    none = case(tmp_path / "none", TELL, OCCURRED.replace("n: 3", "n: 2"), limits).at("08:50")
    assert (moved(none), decided(none)) == ([], [])


def test_what_may_be_owed_is_told_too(tmp_path):
    maybe = OCCURRED.replace("n: 3", "n: 2+")
    found = case(
        tmp_path, TELL, maybe, reading("{tell: {within: 1 hour, after: occurred, counted: from-start}}")
    ).at("08:50")
    assert moved(found) == [("tell", ("moment", "09:30"), ("moment", "09:00"))]


def test_pauses_stay_unless_others_are_given(tmp_path):
    duty = TELL.replace("within: 1 hour", "within: 1 hour, pauses: {from: test_begun, to: test_done}")
    told = OCCURRED + "then:\n  - {at: @09:10, events: {test_begun: @08:40, test_done: @09:00}}\n"
    for more, would_be in (("", "09:20"), (", pauses: []", "09:00")):
        limits = reading(f"{{tell: {{within: 1 hour, after: occurred, counted: from-start{more}}}}}")
        found = case(tmp_path / f"pauses{len(more)}", duty, told, limits).at("09:15")
        assert moved(found) == [("tell", ("moment", "09:50"), ("moment", would_be))]


def test_what_is_granted_lengthens_both(tmp_path):
    duty = TELL.replace("within: 1 hour", "within: 1 hour, extend: {by: county, at_most: 5 hours}")
    told = (
        OCCURRED
        + "then:\n  - {at: @08:50, extended: [{duty: tell, at: @08:50, by: county, length: 2 hours}]}\n"
    )
    found = case(
        tmp_path, duty, told, reading("{tell: {within: 1 hour, after: occurred, counted: from-start}}")
    ).at("08:55")
    assert moved(found) == [("tell", ("moment", "11:30"), ("moment", "11:00"))]


def test_a_duty_the_reading_takes_away_is_due_at_no_moment(tmp_path):
    limits = reading("{tell: {within: 3 hours, after: received}}", ", instead: {tell: n >= 5}")
    situation = case(tmp_path, TELL, OCCURRED, limits).at("08:50")
    (other,) = situation.leading.readings[0].alternatives
    assert [(each.duty, each.would_be) for each in other.duties] == [("tell", "not-owed")]
    assert other.limits == ()


def test_a_duty_that_counts_from_another_one_done(tmp_path):
    duties = TELL + "\n- {id: check, when: n >= 3, after: received, within: 2 hours}"
    told = OCCURRED + "then:\n  - {at: @08:50, did: [{duty: tell, at: @08:45}]}\n"
    found = case(tmp_path, duties, told, reading("{check: {within: 2 hours, after: met(tell)}}"))
    assert moved(found.at("08:40")) == [("check", ("moment", "10:30"), ("waiting", None))]
    assert moved(found.at("08:55")) == [("check", ("moment", "10:30"), ("moment", "10:45"))]


def test_another_occasion_by_the_other_reading_alone(tmp_path):
    told = (
        OCCURRED.replace("received: @08:30", "received: @08:30, sealed: @08:35")
        + "then:\n  - {at: @08:50, events: {sealed: @08:50}}\n"
    )
    found = case(tmp_path, TELL, told, reading("{tell: {within: 1 hour, after: sealed}}")).at("08:55")
    assert moved(found) == [
        ("tell", ("moment", "09:30"), ("moment", "09:35")),
        ("tell", ("not-owed", None), ("moment", "09:50")),
    ]


def test_the_state_of_the_case_is_that_of_the_reading_taken(tmp_path):
    """Late by the rejected reading is not late."""
    found = case(
        tmp_path, TELL, OCCURRED, reading("{tell: {within: 1 hour, after: occurred, counted: from-start}}")
    )
    assert found.seen("09:15") == [("running", "09:30")]


@pytest.mark.parametrize(
    ("limit", "zh", "en"),
    [
        ("{within: 1 hour, after: occurred, counted: from-start}", "“任务”应于09:00前（现应于09:30前）", "“duty” would be due at 09:00 (now at 09:30)"),
        ("{due: immediately}", "“任务”立即（现应于09:30前）", "“duty” would be due at once (now at 09:30)"),
        ("{due: promptly}", "“任务”及时（现应于", "“duty” would be due promptly"),
        ("{}", "“任务”无时限（现", "“duty” would be due at no set moment"),
        ("{within: 1 hour, after: sealed}", "“任务”待起算（封堵）", "“duty” would be due later, waiting for its start (sealed)"),
    ],
)  # fmt: skip
def test_the_page_says_both_moments(tmp_path, limit, zh, en):
    situation = case(tmp_path, TELL, OCCURRED, reading(f"{{tell: {limit}}}")).at("08:50")
    for lang, words, mark in (("zh", zh, "决定了时限"), ("en", en, "decided a limit")):
        page = " ".join(plain(situation_sheet(situation, View(lang)), 200).split())
        assert words in page
        assert mark in page
        assert words in as_markdown(situation_sheet(situation, View(lang)))
        assert words in as_html(situation_sheet(situation, View(lang)))


def test_a_short_page_tells_two_and_how_many(tmp_path):
    duties = "\n".join(TELL.replace("tell", name) for name in ("tell", "ask", "send"))
    limits = ", ".join(f"{name}: {{due: promptly}}" for name in ("tell", "ask", "send"))
    situation = case(tmp_path, duties, OCCURRED, reading(f"{{{limits}}}")).at("08:50")
    short_page, full = (
        "".join(plain(situation_sheet(situation, View("zh", full=full))).split()) for full in (False, True)
    )
    assert (short_page.count("“任务”及时"), "等3项" in short_page) == (2, True)
    assert (full.count("“任务”及时"), "采用：接报" in full) == (3, True)


def test_it_stands_in_the_json(tmp_path):
    found = case(tmp_path, TELL, OCCURRED, reading("{tell: {due: immediately, after: sealed}}")).at("08:50")
    (other,) = found.to_json()["interpretations"][0]["alternatives"]
    assert other["limits"] == [
        {
            "obligation": "testland/duties#tell#1",
            "duty": "tell",
            "label": {"zh": "任务", "en": "duty"},
            "now": {
                "by": "moment",
                "due": "2026-03-01T09:30:00+08:00",
                "latest": None,
                "limit": {"zh": "1小时内", "en": "within 1 hour"},
                "start": {"zh": "接报", "en": "report received"},
            },
            "would_be": {
                "by": "waiting",
                "due": None,
                "latest": None,
                "limit": {"zh": "立即", "en": "immediately"},
                "start": {"zh": "封堵", "en": "sealed"},
            },
        }
    ]


# Laws: whatever is told of an incident, two readings of one limit answer each other.

TIMINGS = (
    "within: 1 hour, after: received",
    "within: 90 min, after: [received, sealed]",
    "within: 3 hours, after: sealed",
    "within: 1 hour, after: sealed, counted: from-start",
    "within: 2 hours, after: arising",
    "due: immediately, after: sealed",
    "due: promptly",
    "earliest: [{within: 1 hour, after: sealed}, {within: 4 hours, after: received}]",
    "latest: [{within: 1 hour, after: sealed}, {within: 2 hours, after: asked}]",
    "every: 2 hours, after: received",
    "every: 1 hour, after: sealed",
    "at_least: 1 day, before: matures",
    "within: 1 hour, after: met(check)",
    "",
)
CLOCKS = [f"{hour:02}:{minute}" for hour in range(8, 14) for minute in ("00", "20", "40")]


SAID = (
    "events: {sealed: @THEN}",
    "events: {asked: @THEN}",
    "events: {test_begun: @THEN}",
    "events: {test_done: @THEN}",
    "did: [{duty: tell, at: @THEN}]",
    "did: [{duty: check, at: @THEN}]",
    "facts: {n: 2}",
    "facts: {n: 3}",
    "facts: {n: 2+}",
    "facts: {matures: 2026-03-03}",
)


@st.composite
def logs(draw):
    """What is told of an incident after its first report, each of its own time or of an earlier one; one start is put right."""
    clocks = sorted(draw(st.lists(st.sampled_from(CLOCKS[2:]), min_size=1, max_size=6, unique=True)))
    told = []
    for clock in clocks:
        then = draw(st.sampled_from([each for each in CLOCKS if each <= clock]))
        told.append(f"  - {{at: @{clock}, {draw(st.sampled_from(SAID)).replace('THEN', then)}}}\n")
    received = draw(st.sampled_from(CLOCKS[:2]))
    if draw(st.booleans()):
        told.append(
            f"  - {{at: @13:50, corrects: [{{entry: received, at: @{draw(st.sampled_from(CLOCKS[:6]))}}}]}}\n"
        )
    n = draw(st.sampled_from(["2", "3", "2+"]))
    return f"occurred: @08:00\nevents: {{received: @{received}}}\nfacts: {{n: {n}}}\nthen:\n{''.join(told)}"


PAUSED = "pauses: {from: test_begun, to: test_done}"


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    """The plans with one reading of a limit taken and another rejected, each made once."""
    made = {}

    def of(taken, rejected):
        if (taken, rejected) not in made:
            duties = "- {id: tell, when: n >= 3, PAUSED, TIMING}\n- {id: check, when: n >= 2, due: promptly}"
            duties = duties.replace("PAUSED", PAUSED).replace("TIMING", taken).replace(", }", "}")
            text = plan_of(duties, reading(f"{{tell: {{{rejected}}}}}"))
            folder = tmp_path_factory.mktemp("plans")
            made[taken, rejected] = Library([shelve(folder, text, "testland/duties/2020")])
        return made[taken, rejected]

    return of


TWO = st.tuples(st.sampled_from(TIMINGS), st.sampled_from(TIMINGS))
ASKED = st.sampled_from([*CLOCKS[3:], "13:55"])


def _pairs(situation):
    return [
        (
            (each.now.by, each.now.due, each.now.latest),
            (each.would_be.by, each.would_be.due, each.would_be.latest),
        )
        for found in situation.leading.readings
        for other in found.alternatives
        for each in other.limits
    ]


@settings(max_examples=60)
@given(TWO, logs(), ASKED)
def test_two_readings_answer_each_other(shelves, two, log, asked):
    """What one reading says it would be otherwise is what the other says it is; a reading never differs from itself."""
    incident = incident_of(log)
    one, other = (_pairs(situate(incident, shelves(*each), now=when(asked))) for each in (two, two[::-1]))
    assert sorted(one, key=repr) == sorted(((b, a) for a, b in other), key=repr)
    if two[0] == two[1]:
        assert one == []


@settings(max_examples=40)
@given(TWO, logs(), ASKED)
def test_what_it_would_be_is_what_the_other_plan_says_it_is(shelves, two, log, asked):
    incident = incident_of(log)
    told = Case(shelves(*two), incident).at(asked)
    found = Case(shelves(*two[::-1]), incident).all(asked)
    would_be = [each.would_be for r in told.leading.readings for o in r.alternatives for each in o.limits]
    assert {each.due for each in would_be if each.due is not None} <= {one.due for one in found}


@settings(max_examples=40)
@given(TWO, logs(), st.lists(ASKED, min_size=1, max_size=4).map(sorted))
def test_however_often_it_is_asked_the_answer_is_the_same(shelves, two, log, asked):
    incident, library = incident_of(log), shelves(*two)
    running = Running(library)
    alone = [situate(incident, library, now=when(clock)) for clock in asked]
    going_on = [situate(incident, library, now=when(clock), running=running) for clock in asked]
    at_one_go = situations_of(incident, library, [when(clock) for clock in asked])
    for one, other, third in zip(alone, going_on, at_one_go, strict=True):
        assert one.leading.readings == other.leading.readings == third.leading.readings
