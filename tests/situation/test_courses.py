"""Courses of incidents worked out by hand from the texts: what is owed by whom to whom, due when, and how it stands.

Each file under `courses` holds courses under one text. A course gives its incident, and for each duty by hand: the
clause, who owes it, to whom, why it is due when it is, and how its occasions stand at some moments: state, due time
(`-` for none) and minutes late, occasions parted by `;`. `@09:00` is that time on 1 March 2026, `@3T09:00` on the
third, in China; `@3T09:00Z` is Greenwich time; `none` says that no occasion has arisen. A course under `plan` brings a plan of its own; `besides` holds facts
that are the same in several courses of a file.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import yaml
from duties import Case, incident_of, when
from respond.plan import Library
from respond.situation import situate
from small_plan import shelve

COURSES = {
    f"{path.stem}: {name}": course
    for path in sorted(Path(__file__).with_name("courses").glob("*.yaml"))
    for name, course in yaml.load(path.read_text("utf-8"), yaml.BaseLoader).items()  # noqa: S506 - text alone
}
HEAD = "respond: incident/1\nid: course\ntitle: {zh: 过程, en: course}\n"
DEFAULT = Library.default()


def moment(text: str) -> datetime:
    """Read `@09:00`, `@3T09:00Z` or `2026-05-31`, `2026-05-31T09:00`, `2026-05-31T09:00+01:00`."""
    if text.startswith("@"):
        return when(text[1:])
    whole = text if "T" in text else f"{text}T23:59:59"
    found = datetime.fromisoformat(whole)
    return found if found.tzinfo else datetime.fromisoformat(f"{whole}+08:00")


def standing(words: str) -> list[tuple[str, datetime | None, timedelta | None]]:
    """Read how the occasions of a duty stand: `met-late @09:30 40; running -`."""
    found = []
    for each in words.split(";") if words != "none" else ():
        state, due, late = (*each.split(), "", "")[:3]
        found.append(
            (state, None if due in {"-", ""} else moment(due), timedelta(minutes=int(late)) if late else None)
        )
    return found


def library(course, folder: Path) -> Library:
    """Give the shipped plans, or the course's own."""
    if "plan" not in course:
        return DEFAULT
    name = re.search(r"^id: (\S+)", course["plan"], re.MULTILINE)[1]
    return Library([shelve(folder, course["plan"], f"{name}/own")])


def told(course) -> str:
    """Give the incident of a course, with the facts it shares put before its own."""
    if "besides" not in course:
        return course["incident"]
    return course["incident"].replace("facts: {", f"facts: {{{course['besides']}, ", 1)


@pytest.mark.parametrize("name", COURSES)
def test_a_course_goes_as_worked_out_by_hand(name, tmp_path):
    course = COURSES[name]
    case = Case(library(course, tmp_path), incident_of(told(course), HEAD))
    asked = {at for row in course["owed"] for at in row["at"]}
    situations = {at: situate(case.incident, case.library, now=moment(at)) for at in asked}
    wrong = []
    for row in course["owed"]:
        for at, words in row["at"].items():
            found = sorted(
                (one for one in situations[at].obligations if one.duty == row["duty"]),
                key=lambda one: one.round,
            )
            got = [(one.state, one.due, one.late) for one in found]
            if got != standing(words):
                shown = "; ".join(f"{state} {due} {late}" for state, due, late in got) or "none"
                wrong.append(f"{row['duty']} at {at}: by hand {words}, found {shown}")
            for one in found:
                if "by" in row and [unit.id for unit in one.units] != row["by"].split():
                    wrong.append(f"{row['duty']}: owed by {[unit.id for unit in one.units]}")
                if "to" in row and [unit.id for unit in one.to] != row["to"].split():
                    wrong.append(f"{row['duty']}: owed to {[unit.id for unit in one.to]}")
            if "missing" in row and at in row["missing"]:
                missing = [unit.id for one in found for unit in one.missing]
                if missing != row["missing"][at].split():
                    wrong.append(f"{row['duty']} at {at}: missing {missing}")
    assert not wrong, "\n".join(wrong)


def test_there_are_courses_enough_and_each_says_why():
    assert len(COURSES) >= 24
    for name, course in COURSES.items():
        assert all(row["why"] and row["clause"] for row in course["owed"]), name
