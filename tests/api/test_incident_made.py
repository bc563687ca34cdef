"""An incident made of Python values is the one its texts and its file would make."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest

import respond
from respond.facts import Between, Exactly, Observation

CST = timezone(timedelta(hours=8))
NINE = datetime(2026, 11, 21, 9, 12, tzinfo=CST)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=CST)


def codes(error):
    return [each.code for each in error.value.faults]


def answer(incident, **more):
    found = respond.classify(incident, now=NOW, **more).to_json()
    return {key: value for key, value in found.items() if key not in {"incident", "title"}}


def test_values_and_texts_give_the_same_answer():
    made = respond.incident(
        "vaccine-quality",
        {"quality_suspected": True, "deaths": respond.at_least(3), "rare_cases": respond.between(1, 4),
         "serious_cases": respond.at_most(2), "other_serious": respond.unknown},
        events={"received": NINE},
        by="县市场监督管理局",
    )  # fmt: skip
    typed = respond.quick(
        "vaccine-quality",
        [
            "quality_suspected=yes",
            "deaths=3+",
            "rare_cases=1..4",
            "serious_cases=..2",
            "other_serious=unknown",
        ],
        ["received=2026-11-21T09:12+08:00"],
        by="县市场监督管理局",
    )
    assert answer(made) == answer(typed)


def test_texts_may_stand_among_the_values():
    mixed = {"quality_suspected": "yes", "deaths": "3+", "rare_cases": "unknown"}
    plain = {"quality_suspected": True, "deaths": respond.at_least(3)}
    events = {"received": "2026-11-21T09:12+08:00"}
    assert answer(respond.incident("vaccine-quality", mixed, events=events))["level"] == "II"
    assert answer(respond.incident("vaccine-quality", plain, events=events))["level"] == "II"


@pytest.mark.parametrize("value", [5000, Decimal(5000), Fraction(10_000, 2), "5000万元", "0.5亿元"])
def test_a_number_counts_in_the_unit_the_plan_declares(value):
    facts = {"deaths": 0, "serious_injuries": 0, "direct_loss": value}
    incident = respond.incident("production-accident", facts, occurred=NINE)
    assert respond.classify(incident, now=NOW).level.certain == respond.Level("II")


def test_a_text_still_needs_its_unit():
    incident = respond.incident("production-accident", {"direct_loss": "5000"}, occurred=NINE)
    with pytest.raises(respond.InputError) as error:
        respond.classify(incident, now=NOW)
    assert codes(error) == ["E311"]


def test_every_fault_of_the_facts_is_told_at_once_with_its_name():
    facts = {"deaths": 0.5, "rare_cases": True, "serious_cases": -1, "quality_suspected": 1, "deahts": 3}
    with pytest.raises(respond.InputError) as error:
        respond.classify(respond.incident("vaccine-quality", facts, occurred=NINE), now=NOW)
    assert sorted(codes(error)) == ["E303", "E341", "E341", "E342", "E701"]
    assert "did you mean `deaths`" in str(error.value)
    assert {str(each.place) for each in error.value.faults} == {"facts"}


def test_the_earliest_event_is_when_it_occurred():
    later = datetime(2026, 11, 21, 2, tzinfo=UTC)  # an hour after the other, and before it as a text
    made = respond.incident("vaccine-quality", {}, events={"received": later, "learned": NINE})
    assert made.occurred == "2026-11-21T09:12:00+08:00"
    typed = respond.quick(
        "vaccine-quality", [], ["received=2026-11-21T02:00+00:00", "learned=2026-11-21T09:12+08:00"]
    )
    assert typed.occurred == "2026-11-21T09:12+08:00"


@pytest.mark.parametrize(
    ("occurred", "words"),
    [
        (NINE, "2026-11-21 09:12"),
        (date(2026, 11, 21), "2026-11-21"),
        ("2026-11-21", "2026-11-21"),
        (respond.between(NINE, NOW), "2026-11-21 09:12 to 2026-11-21 09:30"),
        (NINE.astimezone(UTC), "2026-11-21 09:12"),
        (NINE.astimezone(timezone(timedelta(hours=8, minutes=5, seconds=43))), "2026-11-21 09:12"),
    ],
)
def test_when_it_occurred_is_a_time_a_day_or_a_span(occurred, words):
    incident = respond.incident("vaccine-quality", {"deaths": 1}, occurred=occurred)
    assert respond.classify(incident, now=NOW).occurred.en == words


def test_an_event_may_say_more():
    started = {"at": NINE, "level": respond.Level("II"), "by": "县政府"}
    incident = respond.incident("vaccine-quality", {"deaths": 3}, events={"response_started": started})
    response = respond.classify(incident, now=NOW).leading.response
    assert (response.started, str(response.started)) == (respond.Level("II"), "II")


def test_acts_are_moments_by_duty():
    told = {"report-up": {"at": NINE, "by": "headquarters", "to": ["county-government"], "channel": "phone"}}
    incident = respond.incident(
        "vaccine-quality", {"deaths": 3}, events={"received": NINE}, acts={**told, "verify": [NINE, NOW]}
    )
    first, second, third = incident.did
    assert (first.duty, first.at, first.by, first.to, first.channel) == (
        "report-up", NINE, "headquarters", ("county-government",), "phone",
    )  # fmt: skip
    assert [(act.duty, act.at) for act in (second, third)] == [("verify", NINE), ("verify", NOW)]


def test_signs_may_be_noticed_before_anything_occurs():
    incident = respond.incident("vaccine-quality", {"deaths": 0}, noticed=NINE)
    assert (incident.occurred, incident.noticed) == (None, NINE)
    assert respond.incident("vaccine-quality", {}, noticed=NINE.isoformat()).noticed == NINE


def test_a_value_may_say_more():
    told = {"value": respond.at_least(3), "source": "县医院", "standing": "estimated", "as_of": NINE}
    incident = respond.incident("vaccine-quality", {"deaths": told}, occurred=NINE, by="县市场监督管理局")
    assert incident.facts["deaths"]["by"] == "县市场监督管理局"
    shown = answer(incident)["criteria"][0]["values"]["deaths"]
    assert (shown["standing"], shown["source"]["zh"]) == ("estimated", "县医院")


@pytest.mark.parametrize(
    "given",
    [
        {"plan": 3}, {"plan": []}, {"plan": [3]}, {"plan": None},
        {"facts": ["deaths=3"]}, {"facts": "deaths=3"}, {"facts": None}, {"facts": {3: 3}},
        {"events": ["received"]}, {"events": {"received": NINE.replace(tzinfo=None)}}, {"events": {"received": None}},
        {"events": {"received": date(2026, 11, 21)}}, {"events": {"received": {"by": "县政府"}}},
        {"acts": ["report-up"]}, {"acts": {"report-up": NINE.replace(tzinfo=None)}}, {"acts": {"report-up": {}}},
        {"noticed": 3}, {"noticed": NINE.replace(tzinfo=None)},
        {"occurred": NINE.replace(tzinfo=None)}, {"occurred": 3}, {"occurred": respond.at_least(NINE)},
        {"title": 3}, {"where": ["here"]},
    ],
)  # fmt: skip
def test_what_is_no_incident_is_refused_by_name(given):
    arguments = {"plan": "vaccine-quality", "facts": {}, "occurred": NINE, **given}
    with pytest.raises(respond.InputError) as error:
        respond.incident(**arguments)
    assert codes(error) == ["E750"]
    assert next(iter(given)) in str(error.value)


def test_when_it_occurred_must_be_known():
    with pytest.raises(respond.InputError) as error:
        respond.incident("vaccine-quality", {"deaths": 3})
    assert codes(error) == ["E714"]


def test_assumptions_may_be_values():
    incident = respond.incident("vaccine-quality", {"quality_suspected": True, "deaths": 1}, occurred=NINE)
    assert answer(incident)["level"] == "III"
    for assumed in ({"deaths": 5}, ["deaths=5"], {"deaths": "5"}):
        assert answer(incident, assume=assumed)["level"] == "I"
    assert answer(incident, assume={"deaths": respond.between(2, 9)})["could_reach"] == "I"
    with pytest.raises(respond.InputError) as error:
        respond.classify(incident, now=NOW, assume={"deahts": 5})
    assert codes(error) == ["E701"]
    with pytest.raises(respond.InputError) as error:
        respond.classify(incident, now=NOW, assume={"deaths": 5.0})
    assert codes(error) == ["E342"]


def test_levels_are_values_everywhere():
    incident = respond.incident(
        "vaccine-quality",
        {"quality_suspected": True, "deaths": respond.at_least(3)},
        events={"response_started": {"at": NINE, "level": "III"}},
    )
    situation = respond.classify(incident, now=NOW, declare=(respond.Level("I"), "县政府", "舆情"))
    leading = situation.leading
    found = [
        *(getattr(part, end) for part in (situation.level, situation.effective, leading.level, leading.response.called)
          for end in ("certain", "possible")),
        *(criterion.level for criterion in leading.criteria),
        *(step.level for step in leading.distance),
        *(level for question in leading.questions for level in question.levels),
        situation.declared.level,
        leading.response.started,
    ]  # fmt: skip
    assert {type(level) for level in found} == {respond.Level}
    nothing = respond.classify(
        respond.incident("vaccine-quality", dict.fromkeys(respond.level_function("vaccine-quality").facts, False)
                         | {"deaths": 0, "rare_cases": 0, "serious_cases": 0}, occurred=NINE, by="县政府"), now=NOW,
    )  # fmt: skip
    assert (str(nothing.level.certain), nothing.level.possible) == ("none", respond.Level("none"))


def test_observations_keep_python_values():
    assert Observation("deaths", Between(3, None)) != Observation("deaths", Exactly(3))


@pytest.mark.parametrize("mode", ["prod", "", 5, None])
def test_a_mode_there_is_not_is_refused(mode):
    with pytest.raises(respond.InputError) as error:
        respond.incident("vaccine-quality", {"deaths": 1}, occurred="2026-11-21T09:12+08:00", mode=mode)
    assert [fault.code for fault in error.value.faults] == ["E750"]
