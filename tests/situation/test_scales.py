"""Levels as data: any number of them, with any names, for incidents and for responses."""

import json
import pickle
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond import InputError, level_function
from respond.errors import Text
from respond.facts import FOUR_LEVELS, LevelScale, Rank
from respond.log import incident_from
from respond.plan import Library
from respond.show import View, plain, situation_sheet
from respond.situation import situate
from respond.yaml import Source
from small_plan import shelve

SEVERITY = """\
respond: plan/1
id: testland/severity
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {en: Severity of outages}
level_scale:
  - {id: SEV1, en: "SEV1: everybody is affected", short: {en: SEV1}, colour: {en: red}}
  - {id: SEV2, en: "SEV2: many are affected", short: {en: SEV2}, colour: {en: teal}}
  - {id: SEV3, en: "SEV3: some are affected", short: {en: SEV3}}
  - {id: SEV4, en: "SEV4: a few are affected", short: {en: SEV4}}
  - {id: SEV5, en: "SEV5: nobody is affected yet", short: {en: SEV5}}
below: {en: no outage, covers: everything else}
response_scale:
  - {id: full, en: all hands}
  - {id: light, en: one team}
units:
  crew: {en: the crew on call, clause: "1"}
facts:
  users: {type: count, unit: person, worse: up, label: {en: users affected}, clause: "1"}
levels:
  SEV1: [{id: sev1, when: users >= 10000, clause: "1"}]
  SEV2: [{id: sev2, when: 1000 <= users < 10000, clause: "1"}]
  SEV3: [{id: sev3, when: 100 <= users < 1000, clause: "1"}]
  SEV4: [{id: sev4, when: 10 <= users < 100, clause: "1"}]
  SEV5: [{id: sev5, when: 1 <= users < 10, clause: "1"}]
responses:
  full: {when: level >= SEV2, clause: "2"}
  light: {when: level == SEV3 or level == SEV4, clause: "2"}
duties:
  - {id: page, en: page the crew, when: received and level >= SEV3, after: received, unit: crew, within: 15 minutes, clause: "2"}
measures:
  - {id: bridge, en: open a bridge, response: [full], unit: crew, due: immediately, clause: "2"}
ledger: {"1": {status: encoded}, "2": {status: encoded}}
"""
INCIDENT = """\
respond: incident/1
id: outage
title: {en: outage}
plans: [severity]
occurred: 2026-03-01T08:00+08:00
events: {received: 2026-03-01T08:05+08:00}
facts: {users: %s}
"""
NAMES = ("none", "SEV5", "SEV4", "SEV3", "SEV2", "SEV1")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library([shelve(tmp_path_factory.mktemp("plans"), SEVERITY, "testland/severity/2020")])


def ask(library, users, more="", **options):
    incident = incident_from(Source("incident.yaml", INCIDENT % users + more))
    return situate(incident, library, now=datetime.fromisoformat("2026-03-01T08:10+08:00"), **options)


def shown(situation, lang="en", **view):
    return plain(situation_sheet(situation, View(lang, **view)))


@pytest.mark.parametrize(
    ("users", "level", "response"),
    [
        ("0", "none", "none"), ("1", "SEV5", "none"), ("9", "SEV5", "none"), ("10", "SEV4", "light"),
        ("99", "SEV4", "light"), ("100", "SEV3", "light"), ("999", "SEV3", "light"), ("1000", "SEV2", "full"),
        ("9999", "SEV2", "full"), ("10000", "SEV1", "full"),
    ],
)  # fmt: skip
def test_every_level_of_five_is_told(library, users, level, response):
    situation = ask(library, users)
    assert (str(situation.level.certain), situation.exit_code) == (level, 0)
    assert str(situation.leading.response.called.certain) == response
    data = situation.to_json()
    assert (data["level"], data["could_reach"]) == (level, level)
    assert data["response"]["level"] == response
    assert {one["duty"]: one["response"] for one in data["obligations"]} == {
        name: given
        for name, given, least in (("page", [], 100), ("bridge", ["full"], 1000))
        if int(users) >= least
    }


@pytest.mark.parametrize(
    ("users", "low", "high"),
    [
        ("10+", "SEV4", "SEV1"),
        ("..99", "none", "SEV4"),
        ("50..500", "SEV4", "SEV3"),
        ("unknown", "none", "SEV1"),
    ],
)
def test_ranges_run_over_the_scale(library, users, low, high):
    situation = ask(library, users)
    assert (str(situation.level.certain), str(situation.level.possible)) == (low, high)
    assert json.loads(json.dumps(situation.to_json()))["could_reach"] == high
    (question,) = situation.leading.questions
    assert all(level.scale.names == NAMES for level in question.levels)


def test_words_and_colours_are_the_plans_own(library):
    text = shown(ask(library, "1000"))
    assert "SEV2: many are affected, teal" in text
    assert "all hands response" in text
    assert "Ⅱ" not in shown(ask(library, "1000"), "zh")
    assert "No outage" in shown(ask(library, "0"))
    assert "SEV5: nobody is affected yet" in shown(ask(library, "5"), why=True, full=True)


def test_what_keeps_it_from_a_level_is_asked_by_its_name_or_words(library):
    situation = ask(library, "900")
    for name in ("SEV2", "sev2", "SEV2: many are affected"):
        assert "Why not SEV2" in shown(situation, why_not=name)
    with pytest.raises(InputError, match="E340") as caught:
        shown(situation, why_not="II")
    assert caught.value.faults[0].code == "E340"


def test_a_level_is_declared_by_its_name(library):
    declared = "declared: [{level: SEV1, by: the lead, reason: {en: the bank is down}}]\n"
    for situation in (ask(library, "5", declared), ask(library, "5", declare=("sev1", "the lead", "it is"))):
        assert str(situation.effective.certain) == "SEV1"
        assert {"page", "bridge"} <= {one.duty for one in situation.obligations}
    with pytest.raises(InputError) as caught:
        ask(library, "5", declared.replace("SEV1", "SEV6"))
    assert [(each.code, each.suggestion) for each in caught.value.faults] == [("E551", "SEV5")]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("  SEV5: [", "  SEV6: [", "E551"),
        ("  SEV5: [", "  none: [", "E551"),
        ("level >= SEV2", "level >= SEV9", "E340"),
        ("response: [full]", "response: [III]", "E514"),
        ("{id: SEV5,", "{id: SEV4,", "E550"),
        ("{id: SEV5,", "{id: users,", "E550"),
        ("{id: SEV5,", "{id: none,", "E550"),
        ("{id: light,", "{id: a-b,", "E550"),
    ],
)
def test_names_that_are_no_levels_are_refused(tmp_path, before, after, code):
    assert before in SEVERITY
    root = shelve(tmp_path, SEVERITY.replace(before, after), "testland/severity/2020")
    with pytest.raises(InputError) as caught:
        Library([root]).prepared(Library([root]).find("severity"))
    assert code in {fault.code for fault in caught.value.faults}


def test_the_level_function_gives_levels_of_the_plan(library):
    function = level_function("severity", library=library)
    assert [str(function({"users": n})) for n in (0, 1, 10, 100, 1000, 10000)] == list(NAMES)
    assert function({"users": 0}).words.en == "no outage"


def test_a_plan_of_responses_alone_answers_with_the_response(tmp_path):
    text = SEVERITY[: SEVERITY.index("level_scale")] + SEVERITY[SEVERITY.index("response_scale") :]
    text = text[: text.index("levels:")] + text[text.index("responses:") :]
    text = text.replace("level >= SEV2", "users >= 1000").replace(
        "level == SEV3 or level == SEV4", "10 <= users < 1000"
    )
    text = text.replace("received and level >= SEV3", "received")
    library = Library([shelve(tmp_path, text, "testland/severity/2020")])
    for users, low, high, code in (
        ("2000", "full", "full", 0),
        ("0", "none", "none", 0),
        ("10+", "light", "full", 3),
    ):
        situation = ask(library, users)
        called = situation.leading.response.called
        assert (str(called.certain), str(called.possible), situation.exit_code) == (low, high, code)
    assert "a one team response is called for, all hands still possible" in shown(ask(library, "10+"))
    (question,) = ask(library, "10+").leading.questions
    assert [str(level) for level in question.responses] == ["full"]


RANKS = st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=7, unique=True).map(
    lambda names: [Rank(name, Text(name, name), Text(name, name)) for name in ("none", *names)]
)


@given(RANKS)
def test_a_scale_is_its_ranks(ranks):
    scale = LevelScale(ranks)
    assert scale.names == tuple(rank.name for rank in ranks)
    assert [scale.find(name) for name in scale.names] == list(range(len(ranks)))
    assert all(level.scale is scale and scale.at(int(level)) is level for level in scale)
    again = pickle.loads(pickle.dumps(scale))  # noqa: S301 - our own
    assert again == scale
    assert pickle.loads(pickle.dumps(scale[-1])).scale == scale  # noqa: S301 - our own
    assert (scale == FOUR_LEVELS) is (scale.ranks == FOUR_LEVELS.ranks)


def test_who_adopts_levels_takes_their_scale(tmp_path):
    adopting = SEVERITY[: SEVERITY.index("level_scale")].replace("testland/severity", "testland/shop")
    adopting += "adopts: [{plan: testland/severity, parts: [facts, levels]}]\nledger: {}\n"
    shelve(tmp_path, SEVERITY, "testland/severity/2020")
    root = shelve(tmp_path, adopting, "testland/shop/2020")
    plan = Library([root]).prepared(Library([root]).find("shop"))
    assert plan.levels.names == NAMES
    assert plan.levels.none.words.en == "no outage"
    assert [str(rule.gravity) for rule in plan.criteria] == list(NAMES[:0:-1])


HOURS = """\
respond: plan/1
id: testland/hours
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {en: Hours}
units: {crew: {en: crew, clause: "1"}}
duties:
  - {id: tell, en: tell, when: received and level >= %s, after: received, unit: crew, within: 1 hour, clause: "1"}
ledger: {"1": {status: encoded}}
"""


def beside(folder, other, where):
    root = shelve(shelve(folder, SEVERITY, "testland/severity/2020"), other, where)
    text = (INCIDENT % "500").replace("[severity]", f"[severity, {where.split('/')[1]}]")
    now = datetime.fromisoformat("2026-03-01T08:10+08:00")
    return situate(incident_from(Source("incident.yaml", text)), Library([root]), now=now)


def test_a_plan_without_levels_goes_by_those_of_the_leading_plan(tmp_path):
    scale = SEVERITY[SEVERITY.index("level_scale") : SEVERITY.index("below")]
    same = (HOURS % "SEV3").replace("units:", f"{scale}units:")
    assert "tell" in {one.duty for one in beside(tmp_path / "same", same, "testland/hours/2020").obligations}
    with pytest.raises(InputError) as caught:
        beside(tmp_path / "other", HOURS % "III", "testland/hours/2020")
    assert [fault.code for fault in caught.value.faults] == ["E735"]


def test_levels_of_different_scales_do_not_contradict_each_other(tmp_path):
    spill = HOURS[: HOURS.index("duties")].replace("hours", "spill") + (
        "facts: {users: {type: count, unit: person, label: {en: users}, clause: '1'}}\n"
        'levels: {I: [{id: I-users, when: users >= 1, clause: "1"}]}\nledger: {"1": {status: encoded}}\n'
    )
    found = beside(tmp_path, spill, "testland/spill/2020")
    assert [str(answer.level.certain) for answer in found.answers] == ["SEV3", "I"]
    assert (found.conflicts, found.exit_code) == ((), 0)


RELIEF = """\
respond: plan/1
id: testland/relief
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 救灾, en: Relief}
units: {office: {zh: 减灾办, en: office, clause: "1"}}
facts:
  deaths: {type: count, unit: person, worse: up, label: {zh: 死亡人数, en: deaths}, clause: "1"}
  houses: {type: count, unit: house, worse: up, label: {zh: 倒塌房屋, en: houses}, clause: "1"}
responses:
  I: {when: deaths >= 200 or houses >= 1000, clause: "1"}
  II: {when: 100 <= deaths < 200, clause: "2"}
  III: {when: 50 <= deaths < 100, clause: "3"}
duties:
  - {id: warn, zh: 预警, en: warn, when: response >= III, after: arising, unit: office, within: 1 hour, clause: "4"}
ledger: {"1": {status: encoded}, "2": {status: encoded}, "3": {status: encoded}, "4": {status: encoded}}
"""
QUAKE = """\
respond: incident/1
id: quake
title: {zh: 地震, en: quake}
plans: [relief]
%s: 2026-03-01T08:00+08:00
facts: {deaths: %s}
"""


def relief(folder, when, deaths):
    library = Library([shelve(folder, RELIEF, "testland/relief/2020")])
    incident = incident_from(Source("incident.yaml", QUAKE % (when, deaths)))
    return situate(incident, library, now=datetime.fromisoformat("2026-03-01T08:10+08:00"))


@pytest.mark.parametrize("level", ["full", "light"])
def test_a_response_started_on_one_scale_is_none_of_another(tmp_path, level):
    """The other plan runs by what it calls for itself, as if no level had been said."""
    root = shelve(shelve(tmp_path, SEVERITY, "testland/severity/2020"), RELIEF, "testland/relief/2020")
    text = (INCIDENT % "500, deaths: 60").replace("[severity]", "[severity, relief]").replace(
        "+08:00}\nfacts", f"+08:00, response_started: {{at: 2026-03-01T08:06+08:00, level: {level}}}}}\nfacts"
    )  # fmt: skip
    now = datetime.fromisoformat("2026-03-01T08:10+08:00")
    found = situate(incident_from(Source("incident.yaml", text)), Library([root]), now=now)
    assert [str(answer.response.started) for answer in found.answers] == [level, "III"]


def test_a_plan_of_responses_alone_says_why(tmp_path):
    found = relief(tmp_path, "occurred", "60")
    assert [(each.id, str(each.level), each.truth.value) for each in found.leading.criteria] == [
        ("I", "I", "unknown"), ("II", "II", "no"), ("III", "III", "yes"),
    ]  # fmt: skip
    text = shown(found, why=True, full=True, why_not="II")
    assert "deaths = 60 persons" in text
    assert "deaths +40 persons (100 persons) → level II" in text
    assert "Why not level II" in text
    assert found.to_json()["criteria"][0]["id"] == "I"


def test_a_warning_before_anything_occurs_names_its_response(tmp_path):
    found = relief(tmp_path, "noticed", "60")
    for lang, words in (("en", "a level III response is called for"), ("zh", "应启动Ⅲ级响应")):
        assert shown(found, lang).count(words) == 2  # in the headline and under the response
    assert "response is called for" not in shown(relief(tmp_path, "noticed", "1")).replace("no response", "")


def test_words_that_say_response_themselves_are_not_doubled(tmp_path):
    own = "response_scale: [{id: red, zh: 红色响应, en: red response}]\nunits:"
    text = RELIEF.replace("units:", own, 1)
    text = (
        text[: text.index("responses:")]
        + 'responses: {red: {when: deaths >= 50, clause: "1"}}\n'
        + text[text.index("duties:") :]
    )
    text = text.replace('"2": {status: encoded}, "3": {status: encoded}, ', "")
    library = Library(
        [shelve(tmp_path, text.replace("response >= III", "response >= red"), "testland/relief/2020")]
    )
    incident = incident_from(Source("incident.yaml", QUAKE % ("occurred", "60")))
    found = situate(incident, library, now=datetime.fromisoformat("2026-03-01T08:10+08:00"))
    assert "应启动红色响应" in shown(found, "zh")
    assert "a red response is called for" in shown(found)
    assert "响应响应" not in shown(found, "zh")
