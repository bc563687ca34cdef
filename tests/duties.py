"""A plan with the duties of one test, and incidents under it, so that a test holds no more than what it is about.

In duties and incidents `@08:30` stands for half past eight on 1 March 2026, `@3T08:30` for that time on the third, both in
China; `@3T08:30Z` is Greenwich time.
"""

import re
from datetime import datetime
from pathlib import Path

from attrs import frozen

from respond.log import incident_from
from respond.plan import Library
from respond.situation import Obligation, Situation, situate
from respond.yaml import Source
from small_plan import shelve

PLAN = """\
respond: plan/1
id: testland/duties
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 测试县预案, en: Testland plan}
kinds: [spill]
seat: bureau
units:
  bureau: {zh: 县环境局, en: county bureau, role: lead, clause: "1"}
  office: {zh: 县应急办, en: county office, role: office, clause: "1"}
  town: {zh: 镇政府, en: town government, role: government, clause: "1"}
  county: {zh: 县政府, en: county government, role: superior, clause: "1"}
  city: {zh: 市政府, en: city government, role: superior, clause: "1"}
  press: {zh: 新闻办, en: press office, role: outside, clause: "1"}
facts:
  n: {type: count, unit: person, worse: up, label: {zh: 人数, en: persons}, clause: "1"}
  leak: {type: flag, label: {zh: 泄漏, en: leak}, clause: "1"}
  matures: {type: date, label: {zh: 到期日, en: day of maturity}, clause: "1"}
  seen: {type: instant, label: {zh: 目击时间, en: time of sighting}, clause: "1"}
events:
  county_told: {zh: 县政府收到, en: the county has it, clause: "1"}
  city_told: {zh: 市政府收到, en: the city has it, clause: "1"}
  sealed: {zh: 封堵, en: sealed, clause: "1"}
  test_begun: {zh: 鉴定开始, en: appraisal begun, clause: "1"}
  test_done: {zh: 鉴定结束, en: appraisal done, clause: "1"}
  asked: {zh: 提出要求, en: asked for, clause: "1"}
  waste: {zh: 倾倒, en: dumping, clause: "1"}
levels:
  I: [{id: I-n, when: n >= 30, clause: "1"}]
  II: [{id: II-n, when: 10 <= n < 30, clause: "1"}]
  III: [{id: III-n, when: 3 <= n < 10, clause: "1"}]
  IV: [{id: IV-n, when: 1 <= n < 3, clause: "1"}]
responses:
  I: {when: level == I, clause: "1"}
  II: {when: level == II, clause: "1"}
  III: {when: level == III, clause: "1"}
  IV: {when: level == IV, clause: "1"}
reports:
  first: {zh: 首报, en: first report, kind: initial, clause: "1"}
  later: {zh: 续报, en: progress report, kind: progress, clause: "1"}
  findings: {zh: 核实结果, en: findings, kind: other, clause: "1"}
duties:
DUTIES
ledger:
  "1": {status: encoded}
"""
INCIDENT = """\
respond: incident/1
id: case
title: {zh: 事件, en: case}
plans: [duties]
"""


def when(clock: str) -> datetime:
    """Give a moment from `08:30` or `3T08:30`, or from all of it.

    >>> when("3T08:30").isoformat()
    '2026-03-03T08:30:00+08:00'
    """
    return datetime.fromisoformat(_times(f"@{clock}").removeprefix("@"))


def _times(text: str) -> str:
    return re.sub(
        r"@(?:(\d+)T)?(\d\d:\d\d(?::\d\d)?)(Z|\b)",
        lambda found: f"2026-03-{int(found[1] or 1):02}T{found[2]}{'+00:00' if found[3] else '+08:00'}",
        text,
    )


def plan_of(duties: str, head: str = "") -> str:
    """Give the text of the plan with these duties, a list in YAML: mappings of which zh, en, clause may be left out.

    `head` is more for the top of the file, such as `zone: Europe/Berlin`.
    """
    lines = []
    for line in _times(duties).strip().splitlines():
        found = re.match(r"\s*- \{(.*)\}\s*$", line)
        assert found, line
        rest = found[1] if "unit" in found[1] else f"unit: bureau, {found[1]}"
        lines.append('  - {zh: 任务, en: duty, clause: "1", ' + rest + "}")
    return PLAN.replace("DUTIES", "\n".join(lines)).replace("seat: bureau\n", f"seat: bureau\n{head}")


def incident_of(text: str, head: str = INCIDENT):
    """Read an incident whose head may be left out."""
    return incident_from(Source("incident.yaml", head + _times(text)))


@frozen(eq=False)
class Case:
    """An incident under a plan, to be asked at any moment."""

    library: Library
    incident: object

    def at(self, clock: str, **more) -> Situation:
        """Give the situation at a moment."""
        return situate(self.incident, self.library, now=when(clock), **more)

    def all(self, clock: str, duty: str = "tell", **more) -> list[Obligation]:
        """Give every occasion of a duty, in order."""
        found = [one for one in self.at(clock, **more).obligations if one.duty == duty]
        return sorted(found, key=lambda one: one.round)

    def one(self, clock: str, duty: str = "tell", **more) -> Obligation:
        """Give the only occasion of a duty."""
        (found,) = self.all(clock, duty, **more)
        return found

    def states(self, clock: str, duty: str = "tell", **more) -> list[str]:
        """Give the states of the occasions of a duty, in order."""
        return [one.state for one in self.all(clock, duty, **more)]

    def seen(self, clock: str, duty: str = "tell", **more) -> list[tuple[str, str | None]]:
        """Give the state and the due time (`08:30`, with the day where it is not the first) of each occasion."""
        return [(one.state, short(one.due)) for one in self.all(clock, duty, **more)]


def short(moment: datetime | None) -> str | None:
    """Write a moment of March as tests do."""
    if moment is None:
        return None
    clock = f"{moment:%H:%M:%S}".removesuffix(":00")
    return clock if moment.day == 1 else f"{moment.day}T{clock}"


def case(folder: Path, duties: str, incident: str, head: str = "") -> Case:
    """Put the plan on a shelf and read the incident."""
    root = shelve(folder, plan_of(duties, head), "testland/duties/2020")
    return Case(Library([root]), incident_of(incident))
