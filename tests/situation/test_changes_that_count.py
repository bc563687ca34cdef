"""A change of a number counts where its plan says so (`change_counts`), each judged as of its own moment."""

import pytest

from duties import Case, incident_of, plan_of, when
from respond.errors import InputError
from respond.plan import Library, PlanRef
from respond.situation import situate
from small_plan import shelve

TELL = "- {id: tell, when: level == III, due: promptly, after: arising}"
COUNTS = "elapsed(occurred) - elapsed(more) <= 2 calendar days"


def plan(counts: str = COUNTS) -> str:
    """Give a plan in which the persons count as of two days, or seven where there is a leak."""
    text = plan_of(TELL).replace(
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


def test_a_number_without_an_event_of_its_change_is_refused(tmp_path):
    text = plan().replace(", changes_of: [n]", "")
    with pytest.raises(InputError) as caught:
        Library([shelve(tmp_path, text, "testland/duties/2020")]).prepared(PlanRef("testland/duties", "2020"))
    assert [each.code for each in caught.value.faults] == ["E652"]
