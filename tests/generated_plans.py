"""Plans made at random, of any scale, zone and units of their own, with what each of their criteria means."""

from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from respond.plan import Composed, Plan, PlanRef, prepare, structure
from respond.yaml import Source, parse

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/St_Johns",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/Los_Angeles",
)
KINDS = ("riders", "far", "sea", "seen", "lost")
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
def drawn_test(draw, factor, zone, window, kinds):
    """Draw one test of a fact, as a condition says it and as plain Python does."""
    kind = draw(st.sampled_from(kinds))
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
def plans(draw, kinds=KINDS):
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
            parts = draw(st.lists(drawn_test(factor, ZoneInfo(zone), window, kinds), min_size=1, max_size=3))
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
