"""A change of a number counts where its plan says so (`change_counts`), each judged as of its own moment."""

from datetime import datetime

import pytest

from duties import Case, incident_of, plan_of, when
from respond.errors import InputError
from respond.plan import Library, PlanRef
from respond.situation import situate
from small_plan import shelve

TELL = "- {id: tell, when: level == III, due: promptly, after: arising}"
COUNTS = "elapsed(occurred) - elapsed(more) <= 2 calendar days"


def plan(counts: str = COUNTS, duty: str = TELL) -> str:
    """Give a plan in which the persons count as of two days, or seven where there is a leak."""
    text = plan_of(duty).replace(
        "  sealed: {", '  more: {zh: 人数变化, en: more people, changes_of: [n], clause: "1"}\n  sealed: {'
    )
    return text.replace("  n: {type: count,", f"  n: {{type: count, change_counts: {counts},")


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    return Library([shelve(tmp_path_factory.mktemp("shelf"), plan(), "testland/duties/2020")])


def told(library: Library, *steps: str, first: str = "2") -> Case:
    then = "".join(f"\n  - {{at: {step}}}" for step in steps)
    return Case(library, incident_of(f"occurred: @08:00\nfacts: {{n: {first}}}\nthen:{then}\n"))


def level(found: Case, clock: str = "20T09:00", **more) -> str:
    one = situate(found.incident, found.library, now=when(clock), **more).leading.level
    return one.certain.name if one.definite else f"{one.certain.name}..{one.possible.name}"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["@3T23:59, facts: {n: 3}"], "III"),
        (["@4T00:00, facts: {n: 3}"], "IV"),
        (["@9T09:00, facts: {n: {value: 3, as_of: 2026-03-03T12:00+08:00}}"], "III"),
        (["@4T09:00, facts: {n: 3}", "@5T09:00, facts: {n: 12}"], "IV"),
        (["@3T09:00, facts: {n: 3}", "@5T09:00, facts: {n: 12}"], "III"),
        (
            ["@4T09:00, facts: {n: 3}", "@5T09:00, facts: {n: {value: 4, as_of: 2026-03-03T12:00+08:00}}"],
            "III",
        ),
        (["@4T09:00, facts: {n: 1}"], "IV"),
        (["@4T09:00, facts: {n: 3}", "@5T09:00, facts: {n: 2}"], "IV"),
    ],
)
def test_what_changed_after_the_days_leaves_the_level(library, steps, expected):
    assert level(told(library, *steps)) == expected


def test_a_change_that_was_put_right_to_be_of_an_earlier_day_counts(library):
    right = '@6T09:00, corrects: [{entry: "n#2", value: {value: 3, as_of: 2026-03-03T09:00+08:00}, reason: {zh: 误记, en: slip}}]'
    found = told(library, "@5T09:00, facts: {n: 3}", right)
    assert level(found, "5T10:00") == "IV"
    assert level(found) == "III"


def test_a_late_change_that_was_withdrawn_is_as_though_it_had_not_been_told(library):
    right = '@6T09:00, corrects: [{entry: "n#2", withdrawn: yes, reason: {zh: 误记, en: slip}}]'
    assert (
        level(told(library, "@5T09:00, facts: {n: 3}", right, "@7T09:00, note: {zh: 记, en: note}")) == "IV"
    )


def test_what_says_more_of_the_first_number_is_no_change(library):
    assert level(told(library, "@5T09:00, facts: {n: 3}", first="2+")) == "III"


def test_while_it_is_open_whether_a_change_counts_so_is_the_level(tmp_path):
    counts = f"{COUNTS} and leak"
    library = Library([shelve(tmp_path, plan(f'"{counts}"'), "testland/duties/2020")])
    assert level(told(library, "@2T09:00, facts: {n: 3}")) == "IV..III"
    settled = told(library, "@2T09:00, facts: {n: 3}", "@9T09:00, facts: {leak: yes}")
    assert level(settled) == "III"
    assert level(told(library, "@2T09:00, facts: {n: 3}", "@9T09:00, facts: {leak: no}")) == "IV"


def test_hindsight_says_the_same(library):
    late = told(library, "@9T09:00, facts: {n: {value: 3, as_of: 2026-03-03T12:00+08:00}}")
    assert level(late, "3T20:00") == "IV"
    assert level(late, "20T09:00", at=when("3T20:00"), hindsight=True) == "III"
    never = told(library, "@4T09:00, facts: {n: 3}")
    assert level(never, "20T09:00", at=when("5T20:00"), hindsight=True) == "IV"


def test_what_hangs_on_the_level_does_not_arise_and_the_answer_says_how_many_count(library):
    found = told(library, "@4T09:00, facts: {n: 3}")
    assert found.all("20T09:00") == []
    situation = found.at("20T09:00")
    (seen,) = next(each for each in situation.leading.criteria if each.id == "IV-n").seen
    assert (seen.shown.zh, seen.shown.en) == ("3人（计入2人）", "3 persons (2 persons count)")


SUPPLEMENT = f"- {{id: tell, when: more and {COUNTS}, after: more, within: 1 hour}}"


@pytest.fixture(scope="module")
def supplementing(tmp_path_factory) -> Library:
    return Library([shelve(tmp_path_factory.mktemp("shelf"), plan(duty=SUPPLEMENT), "testland/duties/2020")])


OF_THE_THIRD = "facts: {n: {value: 4, as_of: 2026-03-03T12:00+08:00}}"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([f"@9T09:00, {OF_THE_THIRD}"], [("running", "9T10:00")]),
        (["@5T09:00, facts: {n: 3}", f"@9T09:00, {OF_THE_THIRD}"], [("running", "9T10:00")]),
        (["@5T09:00, facts: {n: 3}", "@9T09:00, facts: {n: 4}"], []),
        (
            ["@2T09:00, facts: {n: 3}", "@5T09:00, facts: {n: 5}", f"@9T09:00, {OF_THE_THIRD}"],
            [("overdue", "2T10:00"), ("running", "9T10:00")],
        ),
        (["@5T09:00, facts: {n: 4}", f"@9T09:00, {OF_THE_THIRD}"], [("running", "9T10:00")]),
        (
            ["@5T09:00, facts: {n: 4}", "@6T09:00, facts: {n: 5}", "@7T09:00, facts: {n: 4}", f"@9T09:00, {OF_THE_THIRD}"],
            [("running", "9T10:00")],
        ),
    ],
    ids=["alone", "after one too late", "both too late", "between two", "the same number", "the same once more"],
)  # fmt: skip
def test_a_change_within_the_days_is_reported_whenever_it_becomes_known(supplementing, steps, expected):
    found = told(supplementing, *steps)
    assert found.seen("9T09:30") == expected


def test_what_was_told_late_is_reported_once(supplementing):
    done = "@9T09:20, did: [{duty: tell}]"
    found = told(supplementing, "@5T09:00, facts: {n: 3}", f"@9T09:00, {OF_THE_THIRD}", done)
    assert (found.states("9T12:00"), found.states("12T09:00")) == (["met"], ["met"])
    more = told(
        supplementing, "@5T09:00, facts: {n: 3}", f"@9T09:00, {OF_THE_THIRD}", "@10T09:00, facts: {leak: yes}"
    )
    assert more.states("10T12:00") == ["overdue"]


def test_while_it_is_open_whether_what_was_told_late_counts_its_report_is_only_possible(tmp_path):
    counts = f"{COUNTS} and leak"
    text = plan(f'"{counts}"', SUPPLEMENT.replace(COUNTS, counts))
    library = Library([shelve(tmp_path, text, "testland/duties/2020")])
    late = ("@5T09:00, facts: {n: 3}", f"@9T09:00, {OF_THE_THIRD}")
    assert told(library, *late).one("9T12:00").provisional
    settled = told(library, *late, "@9T09:10, facts: {leak: yes}")
    assert (settled.states("9T09:30"), settled.one("9T09:30").provisional) == (["running"], False)
    assert told(library, *late, "@9T09:10, facts: {leak: no}").states("9T09:30") == ["stood-down"]


def test_a_death_within_thirty_days_is_supplemented_though_it_is_told_after_a_later_one():
    """Order 493, article 13: a change within 30 days of the accident is reported promptly."""
    head = "respond: incident/1\nid: case\ntitle: {zh: 事故, en: accident}\nplans: [national/production-accident]\n"
    accident = """\
occurred: 2026-05-04T08:00+08:00
events: {unit_head_told: 2026-05-04T08:10+08:00}
facts: {deaths: 2, traffic_or_fire: no}
then:
  - {at: 2026-06-08T09:00+08:00, facts: {deaths: 3}}
  - {at: 2026-06-13T09:00+08:00, facts: {deaths: {value: 4, as_of: 2026-05-24T09:00+08:00}}}
"""
    now = datetime.fromisoformat("2026-06-13T10:00+08:00")
    found = situate(incident_of(accident, head), Library.default(), now=now)
    (one,) = [each for each in found.obligations if each.duty == "supplement-casualties-unit"]
    assert (found.level.certain.name, one.state, one.started) == ("III", "running", now.replace(hour=9))


def test_a_number_without_an_event_of_its_change_is_refused(tmp_path):
    text = plan().replace(", changes_of: [n]", "")
    with pytest.raises(InputError) as caught:
        Library([shelve(tmp_path, text, "testland/duties/2020")]).prepared(PlanRef("testland/duties", "2020"))
    assert [each.code for each in caught.value.faults] == ["E652"]
