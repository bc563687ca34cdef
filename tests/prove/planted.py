"""Small plans whose bands are sound by construction, and ways to break them."""

import operator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import define, evolve, field, frozen
from hypothesis import strategies as st

from respond.plan import Library, shipped

LEVELS = ("IV", "III", "II", "I")
NAMES = ("dead", "burnt", "lost", "share")

_HEAD = """\
respond: plan/1
id: testland/planted
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 测试预案, en: test plan}
units:
  bureau: {zh: 县局, en: county bureau, role: lead, clause: "1"}
facts:
  dead: {type: count, unit: person, worse: up, label: {zh: 死亡, en: deaths}, clause: "1"}
  burnt: {type: quantity, unit: ha, worse: up, label: {zh: 面积, en: area}, clause: "1"}
  lost: {type: quantity, unit: 万元, worse: up, label: {zh: 损失, en: loss}, clause: "1"}
  part: {type: count, unit: household, worse: up, label: {zh: 受灾户, en: households hit}, clause: "1"}
  whole: {type: count, unit: household, min: "1", worse: down, label: {zh: 总户数, en: households}, clause: "1"}
  gate: {type: flag, label: {zh: 疑与产品有关, en: product suspected}, clause: "1"}
derived:
  share: {formula: part / whole, label: {zh: 比例, en: share}, clause: "1"}
levels:
"""
_TAIL = 'ledger:\n  "1": {status: encoded}\n'
_UNITS = {"dead": "", "burnt": " ha", "lost": " 万元", "share": "%"}


@frozen
class Band:
    """One criterion: a level and the numbers it claims; an end that is None is no end."""

    id: str
    level: str
    fact: str
    low: int
    high: int | None
    low_in: bool = True
    high_in: bool = False
    gate: bool = False

    @property
    def when(self):
        unit = _UNITS[self.fact]
        parts = ["gate"] if self.gate else []
        parts.append(f"{self.fact} {'>=' if self.low_in else '>'} {self.low}{unit}")
        if self.high is not None:
            parts.append(f"{self.fact} {'<=' if self.high_in else '<'} {self.high}{unit}")
        return " and ".join(parts)


@define
class Drawn:
    """A plan as a list of criteria."""

    bands: list[Band]
    broken: str = ""
    expected: frozenset[str] = frozenset()
    """The kinds of finding of which at least one must be there."""
    extra: list[tuple[str, str, str]] = field(factory=list)
    """Further criteria: level, id, condition."""

    @property
    def text(self):
        lines = []
        for level in reversed(LEVELS):
            own = [(band.id, band.when) for band in self.bands if band.level == level]
            own += [(name, when) for at, name, when in self.extra if at == level]
            if own:
                lines.append(f"  {level}:\n")
                lines += [f"    - {{id: {name}, when: {when}, clause: '1'}}\n" for name, when in own]
        return _HEAD + "".join(lines) + _TAIL


@st.composite
def sound(draw, cumulative=None):
    """Draw a plan of one to three families without a defect."""
    facts = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    bands = []
    for fact in facts:
        bands += draw(_family(fact, cumulative))
    return Drawn(bands)


@st.composite
def _family(draw, fact, cumulative):
    number = draw(st.integers(2, 4))
    levels = LEVELS[draw(st.integers(0, 4 - number)) :][:number]
    steps = sorted(draw(st.lists(st.integers(3, 90), min_size=number - 1, max_size=number - 1, unique=True)))
    steps = [step + 2 * place for place, step in enumerate(steps)]  # room to move a bound by one
    nested = draw(st.booleans()) if cumulative is None else cumulative
    gate = draw(st.booleans())
    count = fact == "dead"
    lows = [1 if count else 0, *steps]
    highs = [None] * number if nested else [*steps, None]
    return [
        Band(f"{level}-{fact}", level, fact, low, high, low_in=count or place > 0, gate=gate)
        for place, (level, low, high) in enumerate(zip(levels, lows, highs, strict=True))
    ]


@frozen
class PlantedRule:
    """One entry beside the criteria, decided by a comparison or by a gate."""

    kind: str
    fact: str
    operator: str
    figure: int
    gate: str = ""
    """`and open` or `or open`, or nothing."""

    @property
    def when(self):
        subject = "elapsed(received)" if self.fact == "hours" else self.fact
        unit = " hours" if self.fact == "hours" else _UNITS[self.fact]
        return f"{subject} {self.operator} {self.figure}{unit} {self.gate}".strip()

    @property
    def lines(self):
        """Give the entry as it stands in the plan."""
        said = f"when: {self.when}, clause: '1', zh: 做, en: act"
        match self.kind:
            case "response":
                return f"responses:\n  IV: {{{said}}}\n"
            case "duty":
                return f"duties:\n  - {{id: planted, {said}, unit: bureau}}\n"
            case "measure":
                return (
                    "responses:\n  III: {when: calls, clause: '1'}\n  IV: {when: always, clause: '1'}\n"
                    f"measures:\n  - {{id: planted, {said}, unit: bureau, response: [III]}}\n"
                )
            case "exclusion":
                return f"exclusions:\n  - {{id: planted, {said}}}\n"
            case "provision":
                return f"provisions:\n  - {{id: planted, kind: rule, {said}}}\n"
        return f"changes:\n  - {{id: planted, kind: {self.kind}, {said}}}\n"

    def holds(self, facts):
        """Judge the condition without the engine."""
        number = {
            "hours": lambda: facts["elapsed(received)"],
            "burnt": lambda: facts["burnt"],
            "lost": lambda: Fraction(facts["lost"]) / 10_000,
            "share": lambda: Fraction(facts["part"]) / facts["whole"] * 100,
        }.get(self.fact, lambda: facts["dead"])()
        found = _COMPARE[self.operator](number, self.figure)
        if self.gate:
            return (found and facts["open"]) if "and" in self.gate else (found or facts["open"])
        return found


_COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
_MORE = """\
  open: {type: flag, label: {zh: 开放, en: open}, clause: "1"}
  calls: {type: flag, label: {zh: 要求响应, en: calls for more}, clause: "1"}
"""


@st.composite
def ruled(draw):
    """Draw a sound plan with one rule beside the criteria; give its text and the rule."""
    rule = PlantedRule(
        draw(st.sampled_from(["response", "duty", "measure", "exclusion", "provision", "start", "end"])),
        draw(st.sampled_from([*NAMES, "hours"])),
        draw(st.sampled_from(["<", "<=", ">", ">=", "=="])),
        draw(st.integers(1, 60)),
        draw(st.sampled_from(["", "and open", "or open"])),
    )
    text = draw(sound()).text.replace("derived:\n", f"{_MORE}derived:\n")
    return text.replace("ledger:\n", f"{rule.lines}ledger:\n"), rule


DEFECTS = (
    "low-up", "high-up", "high-down", "bottom-up", "low-open", "high-closed", "flipped",
    "duplicate-milder", "duplicate-same", "unreachable", "backwards",
)  # fmt: skip


@st.composite
def broken(draw, defect):
    """Draw a plan with one defect."""
    drawn = draw(sound(cumulative=False))
    by_fact = {}
    for band in drawn.bands:
        by_fact.setdefault(band.fact, []).append(band)
    family = by_fact[draw(st.sampled_from(sorted(by_fact)))]
    place = draw(st.integers(1, len(family) - 1))
    band, below = family[place], family[place - 1]
    drawn.broken = defect
    drawn.expected = frozenset(_KINDS[defect])
    change = _CHANGES.get(defect)
    if change is not None:
        old, new = change(band, below, family)
        drawn.bands = [new if each == old else each for each in drawn.bands]
    elif defect == "flipped":
        swap = {band.id: below.level, below.id: band.level}
        drawn.bands = [evolve(each, level=swap.get(each.id, each.level)) for each in drawn.bands]
    elif defect == "duplicate-milder":
        drawn.extra.append((below.level, "copy", band.when))
    elif defect == "duplicate-same":
        drawn.extra.append((band.level, "copy", band.when))
    else:
        unit = _UNITS[band.fact]
        drawn.extra.append((band.level, "copy", f"{band.fact} > 50{unit} and {band.fact} < 40{unit}"))
    return drawn


_KINDS = {
    "low-up": {"gap"},
    "high-up": {"overlap"},
    "high-down": {"gap"},
    "bottom-up": {"hole"},
    "low-open": {"gap"},
    "high-closed": {"overlap"},
    "flipped": {"fall"},
    "duplicate-milder": {"hidden"},
    "duplicate-same": {"repeated"},
    "unreachable": {"dead"},
    "backwards": {"dead"},
}
_CHANGES = {
    "low-up": lambda band, below, family: (band, evolve(band, low=band.low + 1)),
    "high-up": lambda band, below, family: (below, evolve(below, high=below.high + 1)),
    "high-down": lambda band, below, family: (below, evolve(below, high=below.high - 1)),
    "bottom-up": lambda band, below, family: (
        family[0],
        evolve(family[0], low=family[0].low + 1, low_in=True),
    ),
    "low-open": lambda band, below, family: (band, evolve(band, low_in=False)),
    "high-closed": lambda band, below, family: (below, evolve(below, high_in=True)),
    "backwards": lambda band, below, family: (below, evolve(below, low=below.high, high=below.low)),
}


class Shelf:
    """A folder with one plan on it, for as long as it is wanted, and the shipped plans behind it."""

    def __init__(self, text, where="testland/planted/2020"):
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / f"{where}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")

    def __enter__(self):
        return Library([Path(self.folder.name), shipped("plans")])

    def __exit__(self, *_):
        self.folder.cleanup()
