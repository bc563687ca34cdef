"""Criteria -> generated Python functions from exact facts to the level.

The code is built as a syntax tree: names of facts and choices enter it as constants, never as code. Numbers
are compared after multiplying out, in whole numbers when the facts are whole.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import Any, Final

from respond.facts import (
    COUNT_LIMIT,
    QUANTITY_LIMIT,
    Domain,
    Exactly,
    Fact,
    FactType,
    Level,
    Plain,
    domain_of,
    may_be_negative,
    unit_of,
)
from respond.language import DAY, MOMENT, TURNED
from respond.reason.closures import judge_of
from respond.reason.condition import Condition
from respond.reason.first import first_match
from respond.reason.forms import (
    AllOf,
    AnyOf,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    ManyOf,
    Monomial,
    Normal,
    Opposite,
    SeasonAtom,
    SumAtom,
    atoms_of,
    conjoin,
    disjoin,
)
from respond.reason.terms import Variable
from respond.reason.truth import Truth

ExactLevel = Callable[[Mapping[str, Plain]], Level]
"""From exact values by name, in base units, to the level; KeyError names a fact it needs."""

GivenLevel = Callable[[Mapping[str, object]], Level]
"""From what a program gives by name, in the units of the facts, to the level."""

Ladder = Sequence[tuple[int, Sequence[Condition]]]
"""The criteria of each level, which is one or the number of one."""

_COMPARE: dict[str, ast.cmpop] = {
    ">=": ast.GtE(), ">": ast.Gt(), "==": ast.Eq(), "<=": ast.LtE(), "<": ast.Lt(),
}  # fmt: skip
_BITS: Final = 140
_EXPONENT: Final = 40
"""Beyond these a number is left to whoever takes it with care: it may be short to write and fill the memory."""

_FINEST: Final = Decimal("1e-12")
"""Decimals that are multiples of this, within the limits of facts, have few digits; others are looked at with care."""

_MEASURED: Final = {FactType.QUANTITY, FactType.SHARE}
_AT_SIGHT: Final = {FactType.FLAG, FactType.CHOICE, FactType.COUNT, *_MEASURED}


def compile_level(levels: Ladder) -> ExactLevel:
    """Generate the function that gives the gravest level with a criterion met, none if there is none.

    It checks nothing: values must be those the facts can have.

    >>> from respond.language import Scope
    >>> from respond.reason import compile_condition
    >>> from respond.errors import Text
    >>> scope = Scope({"deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")})
    >>> level = compile_level([(Level("I"), [compile_condition("deaths >= 5", scope)])])
    >>> level({"deaths": 5}), level({"deaths": 4})
    (I, none)
    """
    steps, variables = first_match_of(levels)
    return _Plain(steps, variables).function()


def compile_given_level(
    levels: Ladder, facts: Mapping[str, Fact], careful: GivenLevel, given: Sequence[Condition] = ()
) -> GivenLevel:
    """Generate the function that takes what a program gives, and leaves to `careful` all it cannot take at sight.

    At sight it takes True and False, whole numbers, Fractions and Decimals in the units of the facts, and the keys of
    choices, where every fact the criteria use has a value its domain allows, and what is `given` to hold of these facts
    does; `careful` must give the same level for these, and says what is wrong with others.
    """
    used = {name: facts[name] for name in names_of(levels)}
    if any(fact.type not in _AT_SIGHT or may_be_negative(fact) for fact in used.values()):
        return careful
    steps, variables = first_match_of(levels)
    for condition in given:
        variables.update(condition.normal.variables)
    return _Checked(
        steps, variables, used, careful, [condition.normal.form for condition in given]
    ).function()


def names_of(levels: Ladder) -> tuple[str, ...]:
    """Give every name the criteria use, in the order of the plan: facts, and what is none."""
    found: dict[str, None] = {}
    for _, conditions in levels:
        for condition in conditions:
            for atom in atoms_of(condition.normal.form):
                found.update(
                    dict.fromkeys([atom.source] if isinstance(atom, SeasonAtom) else sorted(atom.names))
                )
    return tuple(found)


def first_match_of(levels: Ladder) -> tuple[list[tuple[int, Form]], dict[str, Variable]]:
    """Give what each level is met by, gravest first, once those before it are not; and what all of it depends on.

    Whoever writes the levels in another language starts here: a first match of these is the level.
    """
    variables: dict[str, Variable] = {}
    steps: list[tuple[int, Form]] = []
    for level, conditions in sorted(levels, key=lambda step: -step[0]):
        for condition in conditions:
            variables.update(condition.normal.variables)
        steps.append((level, disjoin(condition.normal.form for condition in conditions)))
    return [(level, factor([form])) for level, form in first_match(steps, variables)], variables


def factor(forms: Iterable[Form]) -> Form:
    """Give the alternative of some forms, with a part that several share tested once."""
    flat = disjoin(forms)
    rows = [_parts(form) for form in flat.parts] if isinstance(flat, AnyOf) else [_parts(flat)]
    return _factored(rows)


def _parts(form: Form) -> tuple[Form, ...]:
    return form.parts if isinstance(form, AllOf) else (form,)


def _factored(rows: list[tuple[Form, ...]]) -> Form:
    shared = Counter(part for row in rows for part in set(row))
    part, times = max(shared.items(), key=lambda item: item[1])
    if times == 1 or len(rows) == 1:
        return disjoin(conjoin(row) for row in rows)
    within = [tuple(other for other in row if other != part) for row in rows if part in row]
    apart = [row for row in rows if part not in row]
    inner: Form = Fixed(True) if () in within else _factored(within)  # noqa: FBT003 - nothing else is asked
    gated = conjoin([part, inner])
    return disjoin([gated, _factored(apart)]) if apart else gated


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(_name(name), list(arguments), [])


def _set(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def _both(tests: Sequence[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), list(tests))


def _compare(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> ast.expr:
    return ast.Compare(left, [operator], [right])


class _Code:
    """Writes the tests of a ladder of steps as a syntax tree."""

    def __init__(self, steps: Sequence[tuple[int, Form]], variables: Mapping[str, Variable]) -> None:
        self.steps = steps
        self.variables = variables
        scale = next((level.scale for level, _ in steps if isinstance(level, Level)), Level.scale)
        self.space: dict[str, Any] = {"__builtins__": {}, "none": scale.none}
        self.helpers = 0
        self.locals: dict[str, str] = {}

    def made(self, body: list[ast.stmt]) -> Any:  # noqa: ANN401 - a function of either kind
        arguments = ast.arguments(
            posonlyargs=[], args=[ast.arg("facts")], kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        definition = ast.FunctionDef("level", arguments, body, [])
        if hasattr(definition, "type_params"):  # Python 3.12 and later
            definition.type_params = []
        module = ast.fix_missing_locations(ast.Module([definition], []))
        exec(compile(module, "<level>", "exec"), self.space)  # noqa: S102 - built here, node by node
        return self.space["level"]

    def tests(self) -> list[ast.stmt]:
        """Write the steps, gravest first, and what is left when none holds."""
        written: list[ast.stmt] = []
        for level, form in self.steps:
            name = f"level_{int(level)}"
            self.space[name] = Level.at(level)
            written.append(ast.If(self.test(form), [ast.Return(_name(name))], []))
        return [*written, ast.Return(_name("none"))]

    def dated(self, atom: SumAtom) -> bool:
        return any(self.variables[name].dimension in {DAY, MOMENT} for name in atom.names)

    def lookup(self, name: str) -> ast.expr:
        return ast.Subscript(_name("facts"), ast.Constant(str(name)), ast.Load())

    def value(self, name: str) -> ast.expr:
        local = self.locals.get(name)
        return self.lookup(name) if local is None else _name(local)

    def test(self, form: Form) -> ast.expr:
        return _TESTS[type(form)](self, form)

    def all(self, form: AllOf) -> ast.expr:
        return ast.BoolOp(ast.And(), [self.test(part) for part in form.parts])

    def any(self, form: AnyOf) -> ast.expr:
        return ast.BoolOp(ast.Or(), [self.test(part) for part in form.parts])

    def many(self, form: ManyOf) -> ast.expr:
        """Count the parts that hold; what is tested may be a moment, so that its truth must be asked for."""
        one, nothing = ast.Constant(1), ast.Constant(0)
        held = _total([ast.IfExp(self.test(part), one, nothing) for part in form.parts])
        return _compare(held, ast.GtE(), ast.Constant(form.least))

    def opposite(self, form: Opposite) -> ast.expr:
        return ast.UnaryOp(ast.Not(), self.test(form.part))

    def fixed(self, form: Fixed) -> ast.expr:
        return ast.Constant(form.truth)

    def flag(self, atom: FlagAtom) -> ast.expr:
        value = self.value(atom.name)
        return value if atom.wanted else ast.UnaryOp(ast.Not(), value)

    def choice(self, atom: ChoiceAtom) -> ast.expr:
        keys = sorted(atom.keys)
        value = self.value(atom.name)
        if len(keys) == 1:
            return _compare(value, ast.Eq(), ast.Constant(str(keys[0])))
        return _compare(value, ast.In(), ast.Tuple([ast.Constant(str(key)) for key in keys], ast.Load()))

    def sum(self, atom: SumAtom) -> ast.expr:
        """Write the comparison with positive factors on both sides."""
        if self.dated(atom):
            return self.helper(atom)
        terms = list(self.terms(atom))
        above = [self.product(names, number) for names, number in terms if number > 0]
        below = [self.product(names, -number) for names, number in terms if number < 0]
        if not above or all(not names for names, number in terms if number > 0):
            return _compare(_total(below), _COMPARE[TURNED[atom.operator]], _total(above))
        return _compare(_total(above), _COMPARE[atom.operator], _total(below))

    def terms(self, atom: SumAtom) -> Iterator[tuple[Sequence[str], int]]:
        """Give the names of the locals multiplied, with their factor; the constant has none."""
        yield from atom.products
        if atom.constant:
            yield (), atom.constant

    def product(self, names: Sequence[str], number: int) -> ast.expr:
        values = [self.value(name) for name in names]
        parts = [*([ast.Constant(number)] if number != 1 or not values else []), *values]
        total = parts[0]
        for part in parts[1:]:
            total = ast.BinOp(total, ast.Mult(), part)
        return total

    def helper(self, atom: Form) -> ast.expr:
        """Leave days and windows to the function that judges them everywhere else."""
        judge = judge_of(Normal(atom, self.variables))
        source = atom.source if isinstance(atom, SeasonAtom) else None
        needed = [source] if source else sorted(atom.names) if isinstance(atom, SumAtom) else []

        def holds(facts: Mapping[str, Plain]) -> bool:
            return judge({name: Exactly(facts[name]) for name in needed}) is Truth.YES

        name = f"holds_{self.helpers}"
        self.helpers += 1
        self.space[name] = holds
        return _call(name, _name("facts"))


def _total(parts: Sequence[ast.expr]) -> ast.expr:
    total = parts[0] if parts else ast.Constant(0)
    for part in parts[1:]:
        total = ast.BinOp(total, ast.Add(), part)
    return total


class _Plain(_Code):
    """The function that trusts its values."""

    def function(self) -> ExactLevel:
        times = Counter(name for _, form in self.steps for name in self.names(form))
        # a name used once is looked up where it is used, the others once at the start
        self.locals = {name: f"v{i}" for i, name in enumerate(n for n, count in times.items() if count > 1)}
        loads = [_set(local, self.lookup(name)) for name, local in self.locals.items()]
        level: ExactLevel = self.made([*loads, *self.tests()])
        return level

    def names(self, form: Form) -> Iterator[str]:
        """Give the names the code looks up itself, as often as it does."""
        for atom in atoms_of(form):
            if isinstance(atom, SumAtom) and not self.dated(atom):
                yield from (name for product, _ in atom.products for name in product)
            elif isinstance(atom, FlagAtom | ChoiceAtom):
                yield atom.name


class _Checked(_Code):
    """The function that takes what comes: first all facts, then their types and domains, then the tests.

    It has the tests thrice where facts are measured: for whole numbers; for Decimals, which are compared as they are
    with Decimals, for that is exact, and taken apart where anything is to be added or multiplied; and for any numbers,
    all taken apart into numerator and denominator, so that only whole numbers are multiplied.
    """

    def __init__(
        self,
        steps: Sequence[tuple[int, Form]],
        variables: Mapping[str, Variable],
        facts: Mapping[str, Fact],
        careful: GivenLevel,
        given: Sequence[Form],
    ) -> None:
        super().__init__(steps, variables)
        self.facts = facts
        self.given = given
        self.places = {name: place for place, name in enumerate(facts)}
        self.measured = [name for name, fact in facts.items() if fact.type in _MEASURED]
        self.counts = [name for name, fact in facts.items() if fact.type is FactType.COUNT]
        self.apart = False
        self.as_they_are = False
        self.space |= {
            "type": type, "int": int, "str": str, "Exception": Exception, "ratio": _ratio, "careful": careful,
            "Decimal": Decimal, "finest": _FINEST,
        }  # fmt: skip

    def function(self) -> GivenLevel:
        loads = [_set(f"v{place}", self.lookup(name)) for name, place in self.places.items()]
        self.locals = {name: f"v{place}" for name, place in self.places.items()}
        whole = [*map(self.is_int, self.measured), *self.plain(), *self.sized([*self.counts, *self.measured])]
        body: list[ast.stmt] = [*loads, *self.when(whole, self.guarded())]
        if self.measured:
            taken = [*self.compared_as_decimals(), *self.taken_apart()]
            body += self.when([*self.plain(), *self.sized(self.counts)], taken)
        # whatever goes wrong here is told by the careful way, which goes wrong for the same reason
        handler = ast.ExceptHandler(_name("Exception"), None, [ast.Pass()])
        last = ast.Return(_call("careful", _name("facts")))
        level: GivenLevel = self.made([ast.Try(body, [handler], [], []), last])
        return level

    def guarded(self) -> list[ast.stmt]:
        """Write the tests, for facts of which all holds that is given to hold."""
        return self.when([self.test(form) for form in self.given], self.tests())

    def when(self, tests: Sequence[ast.expr], body: list[ast.stmt]) -> list[ast.stmt]:
        return [ast.If(_both(tests), body, [])] if tests else body

    def plain(self) -> Iterator[ast.expr]:
        """Write what flags, choices and counts must be."""
        for name, fact in self.facts.items():
            if fact.type is FactType.FLAG:
                truths = [
                    _compare(self.value(name), ast.Is(), ast.Constant(truth)) for truth in (False, True)
                ]
                yield ast.BoolOp(ast.Or(), truths)
            elif fact.type is FactType.CHOICE:
                keys: list[ast.expr] = [ast.Constant(str(key)) for key in fact.choices]
                yield _compare(_call("type", self.value(name)), ast.Is(), _name("str"))
                yield _compare(self.value(name), ast.In(), ast.Set(keys))
            elif fact.type is FactType.COUNT:
                yield self.is_int(name)

    def is_int(self, name: str) -> ast.expr:
        return _compare(_call("type", self.value(name)), ast.Is(), _name("int"))

    def sized(self, names: Sequence[str]) -> Iterator[ast.expr]:
        """Write that whole numbers lie within their domains.

        The bits of all of them together tell at once that none is negative and none beyond the limit of facts.
        """
        if not names:
            return
        bits = min(self.limit(name).bit_length() for name in names) - 1
        together = self.value(names[0])
        for name in names[1:]:
            together = ast.BinOp(together, ast.BitOr(), self.value(name))
        yield ast.Compare(ast.Constant(0), [ast.LtE(), ast.Lt()], [together, ast.Constant(2 ** max(bits, 0))])
        for name in names:
            low, high = self.bounds(name)
            if low > 0:
                yield _compare(
                    self.value(name), ast.GtE(), ast.Constant(-(-low.numerator // low.denominator))
                )
            if high is not None:
                yield _compare(self.value(name), ast.LtE(), ast.Constant(high.numerator // high.denominator))

    def bounds(self, name: str) -> tuple[Fraction, Fraction | None]:
        """Give the declared bounds in the fact's own unit; None where there is no upper one."""
        domain: Domain = domain_of(self.facts[name])
        scale = self.scale(name)
        assert isinstance(domain.low, int | Fraction)  # noqa: S101 - numbers only
        high = domain.high
        return domain.low / scale, high / scale if isinstance(high, int | Fraction) else None

    def limit(self, name: str) -> int:
        """Give the largest whole number any fact of the kind can have, in the fact's own unit."""
        kind = self.facts[name].type
        if kind is FactType.SHARE:
            return QUANTITY_LIMIT  # a share has its own bounds
        return COUNT_LIMIT if kind is FactType.COUNT else QUANTITY_LIMIT // self.scale(name)

    def scale(self, name: str) -> Fraction:
        unit = unit_of(self.facts[name])
        return unit.factor if unit else Fraction(1)

    def ends(self, name: str) -> tuple[Fraction, Fraction]:
        """Give the least and the greatest number a fact can be, in its own unit."""
        low, high = self.bounds(name)
        limit = Fraction(self.limit(name))
        return low, limit if high is None else min(high, limit)

    def compared_as_decimals(self) -> list[ast.stmt]:
        """Write the tests for Decimals of few digits; none where an end of a domain is no Decimal."""
        checks: list[ast.expr] = []
        for name in self.measured:
            low, top = (self.decimal(end) for end in self.ends(name))
            if low is None or top is None:
                return []
            checks.append(ast.BoolOp(ast.Or(), [self.whole(name), self.short_decimal(name, low, top)]))
        forms = [*(form for _, form in self.steps), *self.given]
        atoms = [atom for form in forms for atom in atoms_of(form) if isinstance(atom, SumAtom)]
        joined = {name for atom in atoms if self.edge(atom) is None for name in atom.names}
        plain = dict(self.locals)
        self.apart = self.as_they_are = True
        taken = [self.parted(name) for name in self.measured if name in joined]
        body = [*taken, *self.guarded()]
        self.apart = self.as_they_are = False
        self.locals = plain
        return self.when(checks, body)

    def whole(self, name: str) -> ast.expr:
        """Write that a value is a whole number of its domain."""
        low, top = self.ends(name)
        least, most = (
            ast.Constant(-(-low.numerator // low.denominator)),
            ast.Constant(top.numerator // top.denominator),
        )
        within = ast.Compare(least, [ast.LtE(), ast.LtE()], [self.value(name), most])
        return _both([self.is_int(name), within])

    def short_decimal(self, name: str, low: ast.expr, top: ast.expr) -> ast.expr:
        """Write that a value is a Decimal of its domain with few digits."""
        value = self.value(name)
        kind = _compare(_call("type", value), ast.Is(), _name("Decimal"))
        within = ast.Compare(low, [ast.LtE(), ast.LtE()], [value, top])
        return _both([kind, within, ast.UnaryOp(ast.Not(), ast.BinOp(value, ast.Mod(), _name("finest")))])

    def decimal(self, number: Fraction) -> ast.expr | None:
        """Give the name of a Decimal that is exactly a number, None where no Decimal is."""
        below, places = number.denominator, 0
        while 10**places % below:
            places += 1
            if places > _EXPONENT:
                return None
        name = f"exactly_{number.numerator}_{below}".replace("-", "minus_")
        self.space[name] = Decimal(f"{number.numerator * (10**places // below)}e-{places}")
        return _name(name)

    def edge(self, atom: SumAtom) -> tuple[str, str, Fraction, ast.expr] | None:
        """Give a comparison of one measured fact with a Decimal: the fact, the operator, the number, its name."""
        products = atom.products
        if len(products) != 1 or len(products[0][0]) != 1 or self.dated(atom):
            return None
        (name,), factor = products[0]
        limit = -atom.constant / self.sized_factor((name,), factor)
        written = self.decimal(limit)
        if name not in self.measured or written is None:
            return None
        return name, atom.operator if factor > 0 else TURNED[atom.operator], limit, written

    def sum(self, atom: SumAtom) -> ast.expr:
        """Write the comparison, of a Decimal as it is where nothing is to be worked out."""
        edge = self.edge(atom) if self.as_they_are else None
        if edge is None:
            return super().sum(atom)
        name, operator, limit, written = edge
        value = _name(f"v{self.places[name]}")
        if operator == ">" and not limit:  # no fact is negative
            return value
        return _compare(value, _COMPARE[operator], written)

    def parted(self, name: str) -> ast.stmt:
        """Write that a number is taken apart; from then on its name means the two parts."""
        place = self.places[name]
        above, below = f"n{place}", f"d{place}"
        value = _name(f"v{place}")
        ratio = _call("ratio", value)
        if self.as_they_are:  # it is known to be short
            ratio = ast.Call(ast.Attribute(value, "as_integer_ratio", ast.Load()), [], [])
        target = ast.Tuple([ast.Name(above, ast.Store()), ast.Name(below, ast.Store())], ast.Store())
        self.locals |= {name: above, _below(name): below}
        return ast.Assign([target], ratio)

    def taken_apart(self) -> list[ast.stmt]:
        """Write the tests for numbers taken apart into whole ones."""
        self.apart = True
        taken = [self.parted(name) for name in self.measured]
        checks: list[ast.expr] = []
        for name in self.measured:
            above, below = self.locals[name], self.locals[_below(name)]
            low, top = self.ends(name)
            checks.append(_cross(above, below, ast.GtE(), low))
            checks.append(_cross(above, below, ast.LtE(), top))
        for name in self.measured:
            place = self.places[name]
            self.locals |= {name: f"n{place}", _below(name): f"d{place}"}
        return [*taken, *self.when(checks, self.guarded())]

    def terms(self, atom: SumAtom) -> Iterator[tuple[Sequence[str], int]]:
        """Give the terms in the units of the facts, in whole numbers, over one denominator."""
        terms = [*atom.products, *([((), atom.constant)] if atom.constant else [])]
        sizes = [self.sized_factor(product, factor) for product, factor in terms]
        whole = lcm(*(size.denominator for size in sizes))
        common = gcd(*(int(size * whole) for size in sizes))
        powers = {name: max(product.count(name) for product, _ in terms) for name in sorted(atom.names)}
        for (product, _), size in zip(terms, sizes, strict=True):
            below = [
                _below(name)
                for name, power in powers.items()
                if self.apart and name in self.measured
                for _ in range(power - product.count(name))
            ]
            yield (*product, *below), int(size * whole) // common

    def sized_factor(self, product: Monomial, factor: int) -> Fraction:
        size = Fraction(factor)
        for name in product:
            size *= self.scale(name)
        return size


def _below(name: str) -> str:
    return f"1/{name}"


def _cross(above: str, below: str, operator: ast.cmpop, limit: Fraction) -> ast.expr:
    """Write that a number taken apart lies on one side of a limit."""
    left, right = _name(above), _name(below)
    return _compare(
        left if limit.denominator == 1 else ast.BinOp(left, ast.Mult(), ast.Constant(limit.denominator)),
        operator,
        ast.Constant(0) if not limit else ast.BinOp(right, ast.Mult(), ast.Constant(limit.numerator)),
    )


def _ratio(value: object) -> tuple[int, int]:
    """Take a number apart, exactly; raise where it must be looked at with care."""
    if type(value) is int:
        return value, 1
    if type(value) is Fraction:
        above, below = value.numerator, value.denominator
    elif type(value) is Decimal and -_EXPONENT <= value.adjusted() <= _EXPONENT:
        above, below = value.as_integer_ratio()
    else:
        raise TypeError
    if above >> _BITS or below >> _BITS:
        raise ValueError
    return above, below


_TESTS: dict[type, Callable[[Any, Any], ast.expr]] = {
    AllOf: _Code.all,
    AnyOf: _Code.any,
    ManyOf: _Code.many,
    Opposite: _Code.opposite,
    Fixed: _Code.fixed,
    FlagAtom: _Code.flag,
    ChoiceAtom: _Code.choice,
    SeasonAtom: _Code.helper,
    SumAtom: lambda code, atom: code.sum(atom),
}
