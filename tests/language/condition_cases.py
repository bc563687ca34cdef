"""Conditions made at random together with what they mean, said in plain Python, and what may be known.

Each case is a text and a function from exact values to the answer; nothing here uses the room under test
but its scope, so the function is an independent account of the language.
"""

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from respond.errors import Text
from respond.facts import UNKNOWN, Between, Exactly, Fact, FactType, Value
from respond.language import Scope


def _fact(name: str, kind: FactType, **more: Any) -> Fact:
    return Fact(name, kind, Text(f"事实{name}", f"fact {name}"), **more)


FACTS = {
    fact.id: fact
    for fact in (
        _fact("a", FactType.COUNT, unit="case", max="6", worse="up"),
        _fact("b", FactType.COUNT, unit="case", max="4"),
        _fact("m", FactType.COUNT, unit="government", max="5", worse="up"),
        _fact("t", FactType.COUNT, unit="government", min="1", max="9", worse="down"),
        _fact("area", FactType.QUANTITY, unit="ha", max="4 ha", worse="up"),
        _fact("burnt", FactType.QUANTITY, unit="mu", min="15", max="60"),
        _fact("p", FactType.SHARE, worse="up"),
        _fact("n", FactType.NUMBER, min="-3", max="3.5", worse="up"),
        _fact("w", FactType.NUMBER),
        _fact("f", FactType.FLAG, worse="up"),
        _fact("g", FactType.FLAG, worse="down"),
        _fact("c", FactType.CHOICE, choices={k: Text(k, k) for k in ("near", "far-off", "gone")}),
        _fact("o", FactType.CHOICE, choices={k: Text(k, k) for k in ("light", "fair", "heavy")}, worse="up"),
        _fact(
            "q", FactType.CHOICE, choices={k: Text(k, k) for k in ("top", "mid", "low-down")}, worse="down"
        ),
        _fact("d", FactType.DATE, min="2025-10-01", max="2026-06-30"),
    )
}
EVENTS = {"begun": Text("开始", "begun"), "ended": Text("结束", "ended")}
WINDOWS = {"winter": ("11-01", "02-29"), "may": ("05-01", "05-31")}
DERIVED = {"rate": "m / t", "both": "a + b", "worst": "max(a, 2 * b)"}
CONDITIONS = {"bad": "a >= 3 and (f or p >= 15%)", "worse": "at least 2 of (bad, g, m >= 3)"}
SCOPE = Scope(FACTS, DERIVED, EVENTS, WINDOWS, conditions=CONDITIONS)

# Every value worth trying: with thresholds at whole numbers the halves stand for what lies between them.
ORDERED = ("o", "q")
"""The choices that stand in an order, in which their ranges go."""

_HALVES = [Fraction(n, 2) for n in range(9)]
GRID: dict[str, list[Any]] = {
    "a": list(range(7)),
    "b": list(range(5)),
    "m": list(range(6)),
    "t": list(range(1, 10)),
    "area": _HALVES,
    "burnt": [Fraction(n, 2) for n in range(2, 9)],
    "p": [Fraction(n, 20) for n in range(21)],
    "n": [Fraction(x, 2) for x in range(-6, 8)],
    "w": [Fraction(x, 2) for x in range(-12, 12)],
    "f": [False, True],
    "g": [False, True],
    "c": list(FACTS["c"].choices),
    "o": list(FACTS["o"].choices),
    "q": list(FACTS["q"].choices),
    "d": [date(2025, 10, 1), date(2025, 10, 31), date(2025, 11, 1), date(2026, 1, 1), date(2026, 2, 28),
          date(2026, 3, 1), date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1),
          date(2026, 6, 30)],
    "begun": [False, True],
    "ended": [False, True],
    "level": list(range(5)),
    "response": list(range(5)),
    "elapsed(begun)": [Fraction(n, 2) for n in range(10)],
}  # fmt: skip

Exact = dict[str, Any]


class Case(NamedTuple):
    """A text, what it means, and the names it depends on."""

    text: str
    means: Callable[[Exact], Any]
    names: frozenset[str]


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
    "==": lambda x, y: x == y,
    "!=": lambda x, y: x != y,
}
_LEVELS = ("none", "IV", "III", "II", "I")


def _name(name: str) -> Case:
    return Case(name, lambda v: v[name], frozenset({name}))


def _constant(text: str, value: Any) -> Case:
    return Case(text, lambda _: value, frozenset())


def _cases_term(rnd: random.Random) -> Case:
    """Make a number of cases."""
    kind = rnd.randrange(8)
    if kind < 3:
        return _name(rnd.choice("ab"))
    if kind == 3:
        return Case("both", lambda v: v["a"] + v["b"], frozenset("ab"))
    if kind == 4:
        return Case("worst", lambda v: max(v["a"], 2 * v["b"]), frozenset("ab"))
    left, right = _name("a"), _name("b")
    if kind == 5:
        k = rnd.randint(2, 3)
        return Case(f"{k} * a - b", lambda v: k * v["a"] - v["b"], frozenset("ab"))
    if kind == 6:
        k = rnd.randint(0, 4)
        return Case(f"min({left.text}, {k})", lambda v: min(v["a"], k), frozenset("a"))
    return Case(f"max({left.text}, {right.text} + 1)", lambda v: max(v["a"], v["b"] + 1), frozenset("ab"))


def _rate_term(rnd: random.Random) -> Case:
    if rnd.random() < 0.5:
        return Case("rate", lambda v: Fraction(v["m"], v["t"]), frozenset("mt"))
    if rnd.random() < 0.5:
        return Case("m / t", lambda v: Fraction(v["m"], v["t"]), frozenset("mt"))
    return _name("p")


def _compare(rnd: random.Random, term: Case, constants: Callable[[], Case]) -> Case:
    """Make one comparison, or a chain of two."""
    if rnd.random() < 0.4:
        low, high = constants(), constants()
        first, second = rnd.choice(("<", "<=")), rnd.choice(("<", "<="))
        return Case(
            f"{low.text} {first} {term.text} {second} {high.text}",
            lambda v: (
                _OPERATORS[first](low.means(v), term.means(v))
                and _OPERATORS[second](term.means(v), high.means(v))
            ),
            term.names | low.names | high.names,
        )
    operator, other = rnd.choice(list(_OPERATORS)), constants()
    return Case(
        f"{term.text} {operator} {other.text}",
        lambda v: _OPERATORS[operator](term.means(v), other.means(v)),
        term.names | other.names,
    )


def _whole(rnd: random.Random) -> Case:
    number = rnd.randint(0, 7)
    return _constant(rnd.choice((str(number), f"{number} cases")), number)


def _hectares(rnd: random.Random) -> Case:
    number = rnd.randint(0, 4)
    return _constant(rnd.choice((f"{number} ha", f"{number * 15} 亩", f"{number}.0公顷")), number)


def _percent(rnd: random.Random) -> Case:
    number = rnd.choice((0, 5, 10, 15, 20, 50, 100))
    return _constant(rnd.choice((f"{number}%", f"{number / 100:.2f}")), Fraction(number, 100))


def _number_term(rnd: random.Random) -> Case:
    kind = rnd.randrange(5)
    if kind < 2:
        return _name(rnd.choice("nw"))
    if kind == 2:
        return Case("n + 2 * w", lambda v: v["n"] + 2 * v["w"], frozenset("nw"))
    if kind == 3:
        return Case("2.5 * n - 1", lambda v: Fraction(5, 2) * v["n"] - 1, frozenset("n"))
    return Case("-1.5 * n - p", lambda v: -Fraction(3, 2) * v["n"] - v["p"], frozenset("np"))


def _decimal(rnd: random.Random) -> Case:
    number = rnd.randint(-8, 8)
    return _constant(f"{number / 2}", Fraction(number, 2))


def _atom_number(rnd: random.Random) -> Case:
    return _compare(rnd, _number_term(rnd), lambda: _decimal(rnd))


def _atom_counts(rnd: random.Random) -> Case:
    return _compare(rnd, _cases_term(rnd), lambda: _whole(rnd))


def _atom_area(rnd: random.Random) -> Case:
    name = rnd.choice(("area", "burnt"))
    if rnd.random() < 0.25:
        return _compare(rnd, _name("area"), lambda: _name("burnt"))
    return _compare(rnd, _name(name), lambda: _hectares(rnd))


def _atom_rate(rnd: random.Random) -> Case:
    return _compare(rnd, _rate_term(rnd), lambda: _percent(rnd))


def _atom_flag(rnd: random.Random) -> Case:
    name = rnd.choice(("f", "g", "begun", "ended"))
    if rnd.random() < 0.2:
        return Case(f"{name} == false", lambda v: not v[name], frozenset({name}))
    return _name(name)


def _bad(v: Exact) -> bool:
    return v["a"] >= 3 and (v["f"] or v["p"] >= Fraction(15, 100))


def _atom_named(rnd: random.Random) -> Case:
    if rnd.random() < 0.5:
        return Case("bad", _bad, frozenset("afp"))
    return Case("worse", lambda v: _bad(v) + v["g"] + (v["m"] >= 3) >= 2, frozenset("afpgm"))


def _atom_choice(rnd: random.Random) -> Case:
    keys = rnd.sample(list(FACTS["c"].choices), rnd.randint(1, 2))
    if len(keys) == 1:
        return Case(f"c == {keys[0]}", lambda v: v["c"] == keys[0], frozenset("c"))
    word, outside = rnd.choice((("in", False), ("not in", True)))
    return Case(f"c {word} {{{', '.join(keys)}}}", lambda v: (v["c"] in keys) is not outside, frozenset("c"))


def _atom_ranked(rnd: random.Random) -> Case:
    """Compare a choice that has an order by its place in it."""
    name = rnd.choice("oq")
    order = list(FACTS[name].choices)
    term = Case(name, lambda v: order.index(v[name]), frozenset({name}))

    def key() -> Case:
        found = rnd.choice(order)
        return _constant(found, order.index(found))

    return _compare(rnd, term, key)


def _atom_level(rnd: random.Random) -> Case:
    name = rnd.choice(("level", "response"))
    if rnd.random() < 0.3:
        levels = rnd.sample(range(5), 2)
        text = f"{name} in {{{', '.join(_LEVELS[level] for level in levels)}}}"
        return Case(text, lambda v: v[name] in levels, frozenset({name}))

    def level() -> Case:
        gravity = rnd.randrange(5)
        return _constant(_LEVELS[gravity], gravity)

    return _compare(rnd, _name(name), level)


def _atom_day(rnd: random.Random) -> Case:
    if rnd.random() < 0.5:
        name = rnd.choice(("winter", "may"))
        covers = {"winter": lambda d: d.month in {11, 12, 1, 2}, "may": lambda d: d.month == 5}[name]
        return Case(f"d in {name}", lambda v: covers(v["d"]), frozenset("d"))

    def day() -> Case:
        value = rnd.choice((date(2025, 11, 1), date(2026, 1, 1), date(2026, 5, 31)))
        return _constant(value.isoformat(), value)

    return _compare(rnd, _name("d"), day)


def _atom_elapsed(rnd: random.Random) -> Case:
    hours = rnd.randint(0, 4)
    name = "elapsed(begun)"
    return _compare(
        rnd, _name(name), lambda: _constant(rnd.choice((f"{hours} hours", f"{hours * 60} 分钟")), hours)
    )


_ATOMS = (
    _atom_counts,
    _atom_counts,
    _atom_counts,
    _atom_area,
    _atom_rate,
    _atom_rate,
    _atom_flag,
    _atom_flag,
    _atom_named,
    _atom_number,
    _atom_choice,
    _atom_ranked,
    _atom_level,
    _atom_day,
    _atom_elapsed,
)


def make_condition(rnd: random.Random, depth: int = 3) -> Case:
    """Make a condition."""
    if depth == 0 or rnd.random() < 0.35:
        return rnd.choice(_ATOMS)(rnd)
    kind = rnd.randrange(6)
    if kind == 5:
        parts = [make_condition(rnd, depth - 1) for _ in range(rnd.randint(1, 4))]
        least = rnd.randint(1, len(parts))
        return Case(
            f"at least {least} of ({', '.join(part.text for part in parts)})",
            lambda v: sum(map(bool, (part.means(v) for part in parts))) >= least,
            frozenset().union(*(part.names for part in parts)),
        )
    if kind == 0:
        part = make_condition(rnd, depth - 1)
        return Case(f"not ({part.text})", lambda v: not part.means(v), part.names)
    parts = [make_condition(rnd, depth - 1) for _ in range(rnd.randint(2, 3))]
    word, joins = ("and", all) if kind < 3 else ("or", any)
    return Case(
        f" {word} ".join(f"({part.text})" for part in parts),
        lambda v: joins(part.means(v) for part in parts),
        frozenset().union(*(part.names for part in parts)),
    )


def make_knowledge(rnd: random.Random) -> dict[str, Value]:
    """Make what is known of every name: exact, a range, or nothing."""
    known: dict[str, Value] = {}
    for name, values in GRID.items():
        kind = rnd.random()
        if kind < 0.35:
            known[name] = Exactly(rnd.choice(values))
        elif kind < 0.6 and (name in ORDERED or not isinstance(values[0], bool | str)):
            low, high = sorted(rnd.sample(range(len(values)), 2))  # in the order of the plan, choices too
            ends = (values[low], values[high]), (values[low], None), (None, values[high])
            known[name] = Between(*rnd.choice(ends))
        elif kind < 0.8:
            known[name] = UNKNOWN
    return known


def make_exact(rnd: random.Random) -> dict[str, Value]:
    """Make exact values of every name."""
    return {name: Exactly(rnd.choice(values)) for name, values in GRID.items()}


def allowed(value: Value | None, candidate: Any, order: list[Any] | None = None) -> bool:
    """Say whether an exact value is possible under what is known; choices go by their `order`."""
    if isinstance(value, Exactly):
        return candidate == value.value
    if isinstance(value, Between):
        place = order.index if isinstance(candidate, str) and order else lambda x: x
        return (value.low is None or place(value.low) <= place(candidate)) and (
            value.high is None or place(candidate) <= place(value.high)
        )
    return True


def completions(
    names: frozenset[str], known: dict[str, Value], rnd: random.Random, most: int = 1500
) -> Iterator[Exact]:
    """Give every completion on the grid, or many at random where they are too many."""
    axes = [
        [(name, x) for x in GRID[name] if allowed(known.get(name), x, GRID[name])] for name in sorted(names)
    ]
    total = 1
    for axis in axes:
        total *= len(axis)
    if total <= most:
        yield from (dict(point) for point in itertools.product(*axes))
    else:
        yield from (dict(rnd.choice(axis) for axis in axes) for _ in range(most))
