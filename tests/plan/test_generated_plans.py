"""Plans made at random, of any scale, zone and units of their own: the engine's level is what their figures say."""

import itertools
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from respond.facts import UNKNOWN, Between, Exactly
from respond.plan import Composed, Plan, PlanRef, prepare, structure
from respond.reason import level_range
from respond.yaml import Source, parse

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/St_Johns",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/Los_Angeles",
)
STEPS = ("calm", "rough", "high", "wild")
HEAD = """\
respond: plan/1
id: testland/any
edition: {{name: "2020", in_force: {{from: 2020-01-01}}}}
title: {{en: Any}}
zone: {zone}
level_scale: [{scale}]
units_of_measure:
  pace: {{dimension: way, factor: "{factor}"}}
  foot: {{dimension: way}}
  rider: {{dimension: count, en: rider, plural: riders}}
facts:
  riders: {{type: count, unit: rider, max: 6, worse: up, label: {{en: riders}}, clause: "1"}}
  far: {{type: quantity, unit: pace, worse: up, label: {{en: distance}}, clause: "1"}}
  sea: {{type: choice, worse: {worse}, label: {{en: sea}}, clause: "1", choices: {{{choices}}}}}
  seen: {{type: instant, label: {{en: seen}}, clause: "1"}}
  lost: {{type: flag, worse: up, label: {{en: lost}}, clause: "1"}}
windows:
  dark: {{from: "{first}", to: "{last}", en: dark months, clause: "1"}}
levels:
{levels}
ledger: {{"1": {{status: encoded}}}}
"""


@st.composite
def drawn_test(draw, factor, zone, window):
    """Draw one test of a fact, as a condition says it and as plain Python does."""
    kind = draw(st.sampled_from(["riders", "far", "sea", "seen", "lost"]))
    word, holds = draw(st.sampled_from([
        (">=", lambda x, y: x >= y), (">", lambda x, y: x > y), ("<", lambda x, y: x < y), ("==", lambda x, y: x == y),
    ]))  # fmt: skip
    if kind == "riders":
        figure = draw(st.integers(0, 6))
        return f"riders {word} {figure}", lambda v: holds(v["riders"], figure)
    if kind == "far":
        figure, unit = (
            draw(st.integers(0, 9)),
            draw(st.sampled_from([("pace", factor), ("foot", Fraction(1))])),
        )
        return f"far {word} {figure} {unit[0]}", lambda v: holds(v["far"], figure * unit[1])
    if kind == "sea":
        key = draw(st.sampled_from(STEPS))
        return f"sea {word} {key}", lambda v: holds(STEPS.index(v["sea"]), STEPS.index(key))
    if kind == "seen":
        return "seen in dark", lambda v: _dark(v["seen"].astimezone(zone), *window)
    return "lost", lambda v: v["lost"]


def _dark(there, first, last):
    day = f"{there:%m-%d}"
    return first <= day <= last if first <= last else day >= first or day <= last


@st.composite
def plans(draw):
    """Draw a plan as its text, with what each criterion of each level means."""
    names = draw(st.lists(st.from_regex(r"L[a-z]{1,4}", fullmatch=True), min_size=1, max_size=6, unique=True))
    factor = draw(st.fractions(Fraction(1, 9), 9, max_denominator=9))
    zone = draw(st.sampled_from(ZONES))
    window = [
        f"{day:%m-%d}" for day in draw(st.tuples(*[st.dates(date(2025, 1, 2), date(2025, 12, 30))] * 2))
    ]
    meant, lines = [], []
    for gravity, name in enumerate(names, 1):
        criteria = []
        for place in range(draw(st.integers(1, 2))):
            parts = draw(st.lists(drawn_test(factor, ZoneInfo(zone), window), min_size=1, max_size=3))
            joins = draw(st.sampled_from(["and", "or", "least"]))
            least = {"and": len(parts), "or": 1, "least": draw(st.integers(1, len(parts)))}[joins]
            texts = [f"({text})" for text, _ in parts]
            when = (
                f"at least {least} of ({', '.join(texts)})" if joins == "least" else f" {joins} ".join(texts)
            )
            criteria.append(f"{{id: c-{name}-{place}, when: '{when}', clause: '1'}}")
            meant.append((gravity, least, [means for _, means in parts]))
        lines.append(f"  {name}: [{', '.join(criteria)}]")
    text = HEAD.format(
        zone=zone, scale=", ".join(f"{{id: {name}, en: {name}}}" for name in reversed(names)), factor=factor,
        worse=draw(st.sampled_from(["up", "down"])), choices=", ".join(f"{key}: {{en: {key}}}" for key in STEPS),
        first=window[0], last=window[1], levels="\n".join(lines),
    )  # fmt: skip
    return text, names, factor, meant


def directly(meant, values):
    """Give the level as one would by hand: the gravest with a criterion of which enough holds."""
    return max(
        (gravity for gravity, least, parts in meant if sum(bool(part(values)) for part in parts) >= least),
        default=0,
    )


@st.composite
def values_of(draw, factor):
    return {
        "riders": draw(st.integers(0, 6)),
        "far": draw(st.integers(0, 20)) * draw(st.sampled_from([factor, Fraction(1), Fraction(1, 2)])),
        "sea": draw(st.sampled_from(STEPS)),
        "seen": draw(st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
        "lost": draw(st.booleans()),
    }


def prepared(text):
    plan = structure(parse(Source("plan.yaml", text)), Plan)
    ref = PlanRef(plan.id, plan.edition.name)
    return prepare(Composed(ref, plan, (ref,), {}))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_the_level_is_what_the_figures_say(data):
    text, names, factor, meant = data.draw(plans())
    plan = prepared(text)
    for _ in range(4):
        values = data.draw(values_of(factor))
        direct = directly(meant, values)
        found = level_range(plan.ladder, {name: Exactly(value) for name, value in values.items()}).on(
            plan.levels
        )
        assert (str(found.certain), found.definite, found.exact) == (("none", *names)[direct], True, True), (
            text,
            values,
        )
        assert str(plan.exact_level(values)) == ("none", *names)[direct], (text, values)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_the_range_is_what_every_completion_gives(data):
    """Counts and flags open or in ranges, choices in a range by the order of the plan; all completions are tried."""
    text, names, factor, meant = data.draw(plans())
    exact = data.draw(values_of(factor))
    known = {name: Exactly(value) for name, value in exact.items()}
    axes = {name: [value] for name, value in exact.items()}
    for name, order in (("riders", range(7)), ("sea", STEPS)):
        low, high = sorted(data.draw(st.tuples(*[st.integers(0, len(order) - 1)] * 2)))
        if low != high:
            known[name] = Between(order[low], order[high])
            axes[name] = list(order[low : high + 1])
    if data.draw(st.booleans()):
        known["lost"], axes["lost"] = UNKNOWN, [False, True]
    levels = {
        directly(meant, dict(zip(axes, point, strict=True))) for point in itertools.product(*axes.values())
    }
    plan = prepared(text)
    found = level_range(plan.ladder, known).on(plan.levels)
    wanted = (("none", *names)[min(levels)], ("none", *names)[max(levels)], True)
    assert (str(found.certain), str(found.possible), found.exact) == wanted, (text, known)
