"""A large sound plan for `prove.py`, made of the forms the shipped plans use, and defects to plant in it.

150 families of four criteria, one for each level, each family after a pattern of a shipped plan: cases counted in
bands (vaccines), areas in hectares (forest fire), losses in yuan, a sum of dead and hurt (the fire regulation of 2009),
a share of two amounts (debt), a class of a list, bands that hold only where a flag does. 45 duties hang on the level.
Figures differ from family to family. Nothing is random.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LEVELS = ("IV", "III", "II", "I")
FLAGS = 5
PATTERNS = {"count": 55, "area": 30, "loss": 20, "sum": 10, "share": 10, "list": 10, "gated": 15}
DUTIES = 45
_CLASSES = ("absent", "general", "fairly_large", "major", "especially_major")


@dataclass
class Family:
    """The facts, formulas and conditions of one family, mildest level first."""

    facts: list[str]
    conditions: list[str]
    derived: str = ""


def _fact(name, kind, worse="up"):
    return (
        f"  {name}: {{type: {kind}, worse: {worse}, label: {{zh: 事实{name}, en: fact {name}}}, clause: '2'}}"
    )


def _bands(subject, steps, unit="", least="> 0"):
    """Give four bands that meet."""
    sides = [f"{step}{unit}" for step in steps]
    return [
        f"{subject} {least}{unit} and {subject} < {sides[0]}",
        *(f"{low} <= {subject} < {high}" for low, high in pairwise(sides)),
        f"{subject} >= {sides[-1]}",
    ]


def _family(pattern, n):
    name = f"{pattern}_{n}"
    steps = [step + n % 7 for step in (3, 10, 30)]
    if pattern == "count":
        return Family([_fact(name, "count, unit: person")], _bands(name, steps))
    if pattern == "area":
        return Family(
            [_fact(name, "quantity, unit: ha")], _bands(name, [f"{step}.5" for step in steps], " ha")
        )
    if pattern == "loss":
        return Family(
            [_fact(name, "quantity, unit: 万元")], _bands(name, [step * 100 for step in steps], " 万元")
        )
    if pattern == "sum":
        both = [f"{name}_dead", f"{name}_hurt"]
        return Family([_fact(fact, "count, unit: person") for fact in both], _bands(" + ".join(both), steps))
    if pattern == "share":
        facts = [
            _fact(f"{name}_lost", "quantity, unit: 万元"),
            _fact(f"{name}_whole", "quantity, unit: 万元, min: '0.000001'", "down"),
        ]
        formula = (
            f"{{formula: {name}_lost / {name}_whole, label: {{zh: 占比{n}, en: share {n}}}, clause: '2'}}"
        )
        return Family(facts, _bands(name, steps, "%"), f"  {name}: {formula}")
    if pattern == "list":
        choices = ", ".join(f"{each}: {{zh: {each}, en: {each}}}" for each in _CLASSES)
        fact = f"  {name}: {{type: choice, label: {{zh: 规模{n}, en: size {n}}}, choices: {{{choices}}}, clause: '2'}}"
        return Family([fact], [f"{name} == {each}" for each in _CLASSES[1:]])
    bands = _bands(name, steps)
    return Family([_fact(name, "count, unit: person")], [f"flag_{n % FLAGS} and {band}" for band in bands])


def families() -> Iterator[tuple[str, Family]]:
    """Go through all families with their names."""
    for pattern, number in PATTERNS.items():
        for n in range(number):
            yield f"{pattern}_{n}", _family(pattern, n)


def generated():
    """Give the plan."""
    made = dict(families())
    facts = [fact for family in made.values() for fact in family.facts]
    facts += [
        f"  flag_{n}: {{type: flag, worse: up, label: {{zh: 前提{n}, en: flag {n}}}, clause: '2'}}"
        for n in range(FLAGS)
    ]
    derived = [family.derived for family in made.values() if family.derived]
    lines = [
        "respond: plan/1\nid: testland/generated",
        'edition: {name: "2020", in_force: {from: 2020-01-01}}',
        "title: {zh: 生成的预案, en: generated plan}",
        "units:\n  bureau: {zh: 县局, en: county bureau, role: lead, clause: '1'}",
        "  government: {zh: 县政府, en: county government, role: government, clause: '1'}",
        "facts:",
        *facts,
        "derived:",
        *derived,
        "levels:",
    ]
    for index in reversed(range(len(LEVELS))):
        lines.append(f"  {LEVELS[index]}:")
        lines += [
            f"    - {{id: {LEVELS[index]}-{name}, when: {family.conditions[index]}, clause: '2'}}"
            for name, family in made.items()
        ]
    lines += [
        "reports:\n  first: {zh: 首报, en: first report, kind: initial, clause: '3',",
        "    contents: [{id: p, zh: 地点, en: place}]}",
        "duties:",
        *(_duty(n) for n in range(DUTIES)),
        "ledger:",
        *(f"  '{clause}': {{status: encoded}}" for clause in (1, 2, 3)),
    ]
    return "\n".join(lines) + "\n"


def _duty(n):
    when = f"received and level >= {LEVELS[n % 4]}"
    sent = ", report: first, to: [government]" if n == 0 else ""
    return (
        f"  - {{id: duty-{n}, zh: 任务{n}, en: duty {n}, unit: bureau, when: {when}, after: received, "
        f"within: {n % 5 + 1} hours, clause: '3'{sent}}}"
    )


def planted():
    """Give, for each kind of defect `respond plan check` should find, the plan with one such defect in it."""
    made, text = dict(families()), generated()
    changes = {
        "hole": ("IV", "area_7", lambda old: old.replace("> 0 ha", "> 1 ha")),
        "gap": ("II", "count_40", lambda old: old.replace("<= count_40", "< count_40")),
        "overlap": ("III", "loss_11", lambda old: old.replace("loss_11 <", "loss_11 <=")),
        "dead": ("I", "share_3", lambda old: f"{old} and share_3 < 20%"),
        "hidden": ("II", "list_4", lambda _: made["list_4"].conditions[3]),
        "repeated": ("I", "list_6", lambda _: made["list_7"].conditions[3]),
        "fall": ("I", "sum_5", lambda old: f"{old} and not flag_0"),
    }
    for kind, (level, name, change) in changes.items():
        old = made[name].conditions[LEVELS.index(level)]
        line = f"id: {level}-{name}, when: "
        yield kind, text.replace(f"{line}{old},", f"{line}{change(old)},")
    never = "received and level == I and level == IV"
    yield "never-owed", text.replace("when: received and level >= I,", f"when: {never},", 1)
