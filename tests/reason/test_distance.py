"""How far a fact is from another level."""

import itertools
import random
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import Between, Exactly, Fact, FactType
from respond.language import Scope
from respond.reason import Budget, Truth, WhatIf, compile_condition, distances, under

FACTS = {
    "deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="person"),
    "smell": Fact("smell", FactType.CHOICE, Text("气味", "smell"), choices={"faint": Text("弱", "faint"), "clear": Text("明", "clear")}),
}  # fmt: skip
SCOPE = Scope(FACTS)


def steps(*criteria, **known):
    values = {name: Exactly(value) for name, value in known.items()}
    ladder = [(level, compile_condition(text, SCOPE)) for level, text in criteria]
    now = WhatIf([(level, each, each.truth(values)) for level, each in ladder], values)
    return [(step.fact, step.value.en, int(step.level)) for step in distances(tuple(FACTS.values()), now)]


def test_the_least_number_that_gives_each_graver_level():
    found = steps((1, "deaths >= 3"), (2, "deaths >= 10"), deaths=1, smell="faint")
    assert found == [("deaths", "10 persons", 2), ("deaths", "3 persons", 1)]


def test_of_a_range_the_lower_end_is_moved_and_what_it_meets_is_told():
    bands = [compile_condition(text, SCOPE) for text in ("2 <= deaths < 5", "deaths >= 5")]
    values = {"deaths": Between(1, None)}
    now = WhatIf([(level, each, each.truth(values)) for level, each in enumerate(bands, 1)], values)
    found = [(step.size, int(step.level), step.condition) for step in distances(tuple(FACTS.values()), now)]
    assert found == [(4, 2, bands[1]), (1, 1, bands[0])]


@pytest.mark.parametrize("condition", ["never and deaths > 2", "deaths < 0 and deaths > 2", "never"])
def test_a_fact_nothing_that_can_hold_looks_at_is_far_from_nothing(condition):
    assert steps((1, condition), deaths=1, smell="faint") == []


LARGE = {name: Fact(name, FactType.COUNT, Text(name, name), unit="case", worse=worse) for name, worse in (("a", "up"), ("b", "up"), ("c", "down"))}  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "step"),
    [
        ("a + b >= 1000000 or b < 3", 999_997),
        ("a - c >= 1000000 or c > 500", 1_000_500),
        ("a + c >= 1000000 or c < 3", 999_997),
        ("2 * a + 3 * b >= 1000000 or b < 4", 499_994),
        ("a >= 2 * c or c > 1000", 2_000),
    ],
)
def test_a_step_far_away_beside_an_open_fact_is_found_without_trying_each(condition, step):
    scope = Scope(LARGE)
    criterion = compile_condition(condition, scope)
    values = {"a": Exactly(0)}
    with Budget(5_000) as budget:
        now = WhatIf([(1, criterion, criterion.truth(values))], values)
        (found,) = distances(tuple(LARGE.values()), now)
    assert (found.size, int(found.level), budget.gave_up) == (step, 1, False)


# every step against every incident of small plans


def _count(name, most, worse="up"):
    return Fact(name, FactType.COUNT, Text(name, name), unit="case", max=str(most), worse=worse)


SMALL = {"a": _count("a", 6), "b": _count("b", 4), "c": _count("c", 4, "down")}
SMALL |= {name: Fact(name, FactType.FLAG, Text(name, name), worse="up") for name in ("f", "g")}
SMALL_SCOPE = Scope(SMALL)
GRID = {"a": range(7), "b": range(5), "c": range(5), "f": (False, True), "g": (False, True)}
POINTS = [dict(zip(GRID, point, strict=True)) for point in itertools.product(*GRID.values())]
ATOMS = ("a + b >= 5", "b >= 3", "b < 3", "a >= 3", "a <= 1", "a > 2 * c", "c < 2", "f", "not g", "a - b >= 2", "a + 2 * b == 5",
         "b in {1, 3}", "a != 4", "a + b + c >= 8", "2 * a <= 3 * b", "a - 2 * b >= 1", "min(a, c) <= 1", "f or a < 2")  # fmt: skip
seeds = st.integers(0, 2**32)


def drawn_condition(rnd):
    parts = [f"({part})" for part in rnd.sample(ATOMS, rnd.randint(1, 4))]
    if len(parts) > 2 and rnd.random() < 0.4:
        text = f"at least {rnd.randint(2, len(parts) - 1)} of ({', '.join(parts)})"
    else:
        text = rnd.choice((" and ", " or ")).join(parts)
    return compile_condition(f"not ({text})" if rnd.random() < 0.2 else text, SMALL_SCOPE)


def drawn_knowledge(rnd):
    known = {}
    for name, values in GRID.items():
        kind = rnd.random()
        if kind < 0.5:
            known[name] = Exactly(rnd.choice(values))
        elif kind < 0.75 and name not in "fg":
            low, high = sorted(rnd.choices(values, k=2))
            known[name] = Between(low, rnd.choice((high, None)))
    return known


def fits(point, known):
    for name, value in known.items():
        if isinstance(value, Exactly):
            if point[name] != value.value:
                return False
        elif point[name] < value.low or (value.high is not None and point[name] > value.high):
            return False
    return True


class Oracle:
    """Every incident of a small plan with its level, in so far as it keeps the constraints."""

    def __init__(self, ladder, given, points):
        def holds(condition, point):
            return condition.truth({name: Exactly(value) for name, value in point.items()}) is Truth.YES

        self.levels = [
            (point, max((level for level, each in ladder if holds(each, point)), default=0))
            for point in points
            if all(holds(each, point) for each in given)
        ]

    def certain(self, known):
        """The level certain under what is known; None if nothing can be so."""
        return min((level for point, level in self.levels if fits(point, known)), default=None)

    def steps(self, known):
        """Every step there should be: fact, moved to, level."""
        base = self.certain(known)
        for name, value in known.items():
            if name in "fg":
                level = self.certain({**known, name: Exactly(not value.value)})
                if level not in {None, base}:
                    yield name, not value.value, level
                continue
            start = value.value if isinstance(value, Exactly) else value.low
            for way in (range(start + 1, len(GRID[name])), range(start - 1, -1, -1)):
                gravest, fallen = base, False
                for number in way:
                    moved = Exactly(number)
                    if isinstance(value, Between):
                        beyond = value.high is not None and number > value.high
                        moved = Exactly(number) if beyond else Between(number, value.high)
                    level = self.certain({**known, name: moved})
                    if level is None:
                        continue
                    if level > gravest or (level < base and not fallen):
                        yield name, number, level
                    gravest, fallen = max(gravest, level), fallen or level < base


@given(seeds)
@settings(max_examples=400, deadline=None)
def test_the_steps_are_those_of_every_incident_there_is(seed):
    rnd = random.Random(seed)
    ladder = [(level, drawn_condition(rnd)) for level in rnd.sample((3, 2, 1, 3, 2), rnd.randint(1, 4))]
    constraints = [drawn_condition(rnd) for _ in range(rnd.choice((0, 0, 1, 2)))]
    known = drawn_knowledge(rnd)
    values = under(known, constraints)
    now = WhatIf([(level, each, each.truth(values)) for level, each in ladder], values)
    found = [
        (step.fact, {"yes": True, "no": False}.get(step.value.en) if step.fact in "fg" else int(step.value.en.split()[0]), int(step.level))
        for step in distances(tuple(SMALL.values()), now)
    ]  # fmt: skip
    assert sorted(found) == sorted(Oracle(ladder, values.given, POINTS).steps(known)), (
        [(level, each.text) for level, each in ladder],
        [each.text for each in values.given],
        known,
    )


# shares: lines at quarters cross at eighths, so the level changes at eighths of the known share or just past them, and its
# sixteenths with the 32nds of the other tell all

SHARES = {name: Fact(name, FactType.SHARE, Text(name, name), max="1", worse=worse) for name, worse in (("x", "up"), ("y", "down"))}  # fmt: skip
SHARES["f"] = Fact("f", FactType.FLAG, Text("f", "f"))
SHARE_SCOPE = Scope(SHARES)
SHARE_ATOMS = ("x + y >= 75%", "x - y > 25%", "y < 50%", "y >= 25%", "x <= y", "x > 50%", "x + y == 100%", "y != 25%", "f",
               "not f", "x < 25%", "y - x >= 25%", "x + y > 125%")  # fmt: skip
SIXTEENTHS = [Fraction(n, 16) for n in range(17)]
SHARE_POINTS = [
    {"x": x, "y": Fraction(n, 32), "f": f} for x in SIXTEENTHS for n in range(33) for f in (False, True)
]


def drawn_of_shares(rnd):
    parts = [f"({part})" for part in rnd.sample(SHARE_ATOMS, rnd.randint(1, 4))]
    if len(parts) > 2 and rnd.random() < 0.4:
        return compile_condition(f"at least 2 of ({', '.join(parts)})", SHARE_SCOPE)
    return compile_condition(rnd.choice((" and ", " or ")).join(parts), SHARE_SCOPE)


def steps_of_shares(levels, start):
    """Give edge, whether it must be passed, and level of every step there should be from the level at each sixteenth."""
    base = levels[start]
    for upward in (True, False):
        gravest, fallen = base, False
        way = [x for x in SIXTEENTHS if (x > start if upward else x < start)]
        for x in way if upward else way[::-1]:
            level = levels[x]
            if level is None:
                continue
            if level > gravest or (level < base and not fallen):
                within = x.denominator == 16  # between two eighths, and so all the way from the nearer one
                yield (x - Fraction(1, 16) if upward else x + Fraction(1, 16)) if within else x, within, level
            gravest, fallen = max(gravest, level), fallen or level < base


@given(seeds)
@example(510)
@example(594)
@settings(max_examples=100, deadline=None)
def test_the_steps_of_shares_are_those_of_every_incident_there_is(seed):
    rnd = random.Random(seed)
    ladder = [(level, drawn_of_shares(rnd)) for level in rnd.sample((3, 2, 1, 2), rnd.randint(1, 3))]
    constraints = [drawn_of_shares(rnd) for _ in range(rnd.choice((0, 0, 1)))]
    start = rnd.choice(SIXTEENTHS[::2])
    known = {"x": Exactly(start)} | ({"f": Exactly(rnd.random() < 0.5)} if rnd.random() < 0.3 else {})
    values = under(known, constraints)
    now = WhatIf([(level, each, each.truth(values)) for level, each in ladder], values)
    oracle = Oracle(ladder, values.given, SHARE_POINTS)
    levels = {x: oracle.certain({**known, "x": Exactly(x)}) for x in SIXTEENTHS}
    found = []
    for step in distances((SHARES["x"],), now):
        number = Fraction(step.value.en.split()[-1].rstrip("%")) / 100
        found.append((number, "than" in step.value.en, int(step.level)))
        assert step.size == abs(number - start)
    assert sorted(found) == sorted(steps_of_shares(levels, start)), (
        [(level, each.text) for level, each in ladder],
        [each.text for each in values.given],
        known,
    )
