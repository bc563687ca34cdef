"""Answers for the tests of faces: real plans, and a made-up one in which a duty takes every turn it can."""

from datetime import datetime
from functools import cache
from pathlib import Path

from respond import Library, classify, read_incident

PLANS = Path(__file__).parent / "plans"
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios" / "incidents"


def moment(text):
    """Read a time of day on 21 November 2026, or a whole one."""
    return datetime.fromisoformat(text if "T" in text else f"2026-11-21T{text}+08:00")


VACCINE = """\
respond: incident/1
id: jc-2026-11-21
title: {zh: 某乡接种点疑似异常反应, en: suspected reactions at a township vaccination post}
plans: [vaccine-quality]
occurred: 2026-11-21T08:30+08:00
where: {zh: 某乡（虚构）, en: a township (invented)}
sources:
  centre: {zh: 县疾控中心, en: county disease control centre}
facts:
  quality_suspected: {value: yes, source: centre, standing: reported, as_of: 2026-11-21T09:12+08:00}
"""

SETTLED = """\
  deaths: {value: 1, source: centre, standing: confirmed, as_of: 2026-11-21T09:12+08:00}
  rare_cases: 0
  serious_cases: 0
  other_especially_serious: {value: no, by: 县市场监督管理局}
  other_serious: {value: no, by: 县市场监督管理局}
  other_fairly_large: {value: no, by: 县市场监督管理局}
"""

FIRST = """\
events:
  received: 2026-11-21T09:12+08:00
  received@county-government: 2026-11-21T09:12+08:00
"""

THEN = """\
then:
  - at: 2026-11-21T09:30+08:00
    note: {zh: 续报, en: second report}
    facts:
      deaths: {at_least: 3, source: centre}
"""


FLOOD = """\
respond: incident/1
id: flood-1
title: {zh: 某河堤防溃口, en: breach in a river dyke}
plans: [testland/flood]
occurred: 2026-11-21T08:00+08:00
mode: exercise
facts: {breach: 20 m+}
"""

RECEIVED = "events: {received: 2026-11-21T08:00+08:00}\n"
FLOOD += RECEIVED

SPAN = """\
then:
  - at: 2026-11-21T08:40+08:00
    events: {received: {at: {at_least: 2026-11-21T08:00+08:00, at_most: 2026-11-21T08:30+08:00}}}
"""

ACTS = """\
then:
  - at: 2026-11-21T08:30+08:00
    did:
      - {duty: report-up, at: 2026-11-21T08:25+08:00, by: bureau, to: [government], channel: phone}
      - {duty: block, at: 2026-11-21T08:29+08:00, by: city}
      - {duty: bulletin, at: 2026-11-21T08:30+08:00, by: bureau, number: 水报1号}
  - at: 2026-11-21T12:30+08:00
    events:
      sealed: 2026-11-21T12:10+08:00
      gate_opened: 2026-11-21T11:00+08:00
      city_received: 2026-11-21T09:20+08:00
      appraisal_started: 2026-11-21T12:00+08:00
"""

PARTLY = """\
did:
  - {duty: report-up, at: 2026-11-21T08:25+08:00, by: bureau, to: [government], channel: phone}
"""

LATER = """\
  - at: 2026-11-25T09:00+08:00
    events: {appraisal_done: 2026-11-25T08:00+08:00}
    extended: [{duty: investigate, length: 10 days, by: city}]
    corrects: [{entry: sealed, at: 2026-11-21T12:20+08:00}]
"""


NOW = moment("09:40")


@cache
def library():
    """Open the shipped plans and the made-up ones."""
    return Library([PLANS, *Library.default().roots])


def answer(text, now, **asked):
    """Answer an incident given as the text of its file."""
    return classify(read_incident(text), now=moment(now), library=library(), **asked)


DEFINITE = answer(VACCINE + SETTLED + FIRST, "10:30")
RANGE = answer("mode: exercise\n" + VACCINE + FIRST + THEN, "09:40")
DECLARED = answer(
    VACCINE
    + SETTLED
    + FIRST
    + "  response_started: {at: 2026-11-21T09:35+08:00, level: IV}\n"
    + "declared:\n"
    + "  - {level: IV, by: 值班员甲, reason: {zh: 待核, en: to be verified}, at: 2026-11-21T09:20+08:00,"
    + " until: 2026-11-21T09:30+08:00}\n"
    + "  - {level: II, by: 县指挥部, reason: {zh: 舆情快速扩散, en: opinion spreads}, at: 2026-11-21T09:35+08:00}\n",
    "09:40",
)
NOTHING = answer("mode: test\n" + VACCINE.replace("value: yes", "value: no") + FIRST, "09:40")
UNGRADED_YET = answer(VACCINE.replace("value: yes", "value: unknown") + "  deaths: 2\n" + FIRST, "09:40")
ENDED = answer(
    VACCINE
    + SETTLED
    + FIRST
    + "then:\n"
    + "  - at: 2026-11-22T09:00+08:00\n"
    + "    events:\n"
    + "      response_started: {at: 2026-11-21T10:00+08:00, level: III}\n"
    + "      terminated: 2026-11-22T08:00+08:00\n",
    "2026-11-22T09:30+08:00",
)
SIGNS = answer(
    VACCINE.replace("occurred", "noticed") + "events: {risk_judged_large: 2026-11-21T09:00+08:00}\n", "09:40"
)
STATES = answer(FLOOD + ACTS, "13:00")
LENGTHENED = answer(FLOOD + ACTS + LATER, "2026-11-26T09:00+08:00")

ALL = {
    "definite": DEFINITE,
    "range": RANGE,
    "declared": DECLARED,
    "nothing": NOTHING,
    "ungraded-yet": UNGRADED_YET,
    "ended": ENDED,
    "signs": SIGNS,
    "states": STATES,
    "lengthened": LENGTHENED,
}
