"""Criteria -> one generated Python function from exact facts to the gravity of the level.

The code is built as a syntax tree: names of facts and choices enter it as constants, never as code. Numbers
are compared after multiplying out, in whole numbers when the facts are whole.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from respond.facts import Exactly, Plain
from respond.language import (
    DAY,
    MOMENT,
    AllOf,
    AnyOf,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    Monomial,
    Normal,
    Opposite,
    SeasonAtom,
    SumAtom,
    Variable,
    atoms_of,
    conjoin,
    disjoin,
)
from respond.reason.closures import judge_of
from respond.reason.condition import Condition
from respond.reason.truth import Truth

ExactLevel = Callable[[Mapping[str, Plain]], int]
"""From exact values by name, in base units, to the gravity of the level; KeyError names a fact it needs."""

_COMPARE: dict[str, ast.cmpop] = {
    ">=": ast.GtE(), ">": ast.Gt(), "==": ast.Eq(), "<=": ast.LtE(), "<": ast.Lt(),
}  # fmt: skip
_TURNED = {">=": "<=", ">": "<", "==": "=="}


def compile_level(levels: Sequence[tuple[int, Sequence[Condition]]]) -> ExactLevel:
    """Generate the function that gives the gravest level with a criterion met, 0 if there is none.

    >>> from respond.language import Scope
    >>> from respond.reason import compile_condition
    >>> from respond.errors import Text
    >>> from respond.facts import Fact, FactType
    >>> scope = Scope({"deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")})
    >>> level = compile_level([(4, [compile_condition("deaths >= 5", scope)])])
    >>> level({"deaths": 5}), level({"deaths": 4})
    (4, 0)
    """
    variables: dict[str, Variable] = {}
    steps: list[tuple[int, Form]] = []
    for gravity, conditions in sorted(levels, key=lambda step: -step[0]):
        for condition in conditions:
            variables.update(condition.normal.variables)
        steps.append((gravity, factor(condition.normal.form for condition in conditions)))
    return _Writer(steps, variables).function()


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


class _Writer:
    def __init__(self, steps: list[tuple[int, Form]], variables: Mapping[str, Variable]) -> None:
        self.steps = steps
        self.variables = variables
        self.helpers: dict[str, Callable[[Mapping[str, Plain]], bool]] = {}
        times = Counter(name for _, form in steps for name in self.names(form))
        # a name used once is looked up where it is used, the others once at the start
        self.locals = {name: f"v{i}" for i, name in enumerate(n for n, count in times.items() if count > 1)}

    def function(self) -> ExactLevel:
        tests = [
            ast.If(self.test(form), [ast.Return(ast.Constant(int(gravity)))], [])
            for gravity, form in self.steps
        ]
        loads = [
            ast.Assign([ast.Name(local, ast.Store())], self.lookup(name))
            for name, local in self.locals.items()
        ]
        body: list[ast.stmt] = [*loads, *tests, ast.Return(ast.Constant(0))]
        arguments = ast.arguments(
            posonlyargs=[], args=[ast.arg("facts")], kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        definition = ast.FunctionDef("level", arguments, body, [])
        if hasattr(definition, "type_params"):  # Python 3.12 and later
            definition.type_params = []
        module = ast.fix_missing_locations(ast.Module([definition], []))
        space: dict[str, Any] = {**self.helpers, "__builtins__": {}}
        exec(compile(module, "<level>", "exec"), space)  # noqa: S102 - built above, node by node
        level: ExactLevel = space["level"]
        return level

    def names(self, form: Form) -> Iterator[str]:
        """Give the names the code looks up itself, as often as it does."""
        for atom in atoms_of(form):
            if isinstance(atom, SumAtom) and not self.dated(atom):
                yield from (name for product, _ in atom.products for name in product)
            elif isinstance(atom, FlagAtom | ChoiceAtom):
                yield atom.name

    def dated(self, atom: SumAtom) -> bool:
        return any(self.variables[name].dimension in {DAY, MOMENT} for name in atom.names)

    def lookup(self, name: str) -> ast.expr:
        return ast.Subscript(ast.Name("facts", ast.Load()), ast.Constant(str(name)), ast.Load())

    def value(self, name: str) -> ast.expr:
        local = self.locals.get(name)
        return self.lookup(name) if local is None else ast.Name(local, ast.Load())

    def test(self, form: Form) -> ast.expr:
        return _TESTS[type(form)](self, form)

    def all(self, form: AllOf) -> ast.expr:
        return ast.BoolOp(ast.And(), [self.test(part) for part in form.parts])

    def any(self, form: AnyOf) -> ast.expr:
        return ast.BoolOp(ast.Or(), [self.test(part) for part in form.parts])

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
            return ast.Compare(value, [ast.Eq()], [ast.Constant(str(keys[0]))])
        return ast.Compare(
            value, [ast.In()], [ast.Tuple([ast.Constant(str(key)) for key in keys], ast.Load())]
        )

    def sum(self, atom: SumAtom) -> ast.expr:
        """Write the comparison with positive factors on both sides."""
        if self.dated(atom):
            return self.helper(atom)
        above = [(product, number) for product, number in atom.products if number > 0]
        below = [(product, -number) for product, number in atom.products if number < 0]
        if not above:
            left, right = self.total(below, max(-atom.constant, 0)), self.total([], max(atom.constant, 0))
            return ast.Compare(left, [_COMPARE[_TURNED[atom.operator]]], [right])
        left, right = self.total(above, max(atom.constant, 0)), self.total(below, max(-atom.constant, 0))
        return ast.Compare(left, [_COMPARE[atom.operator]], [right])

    def total(self, products: Iterable[tuple[Monomial, int]], constant: int) -> ast.expr:
        parts = [self.product(product, number) for product, number in products]
        if constant or not parts:
            parts.append(ast.Constant(constant))
        total = parts[0]
        for part in parts[1:]:
            total = ast.BinOp(total, ast.Add(), part)
        return total

    def product(self, product: Monomial, number: int) -> ast.expr:
        total: ast.expr | None = None if number == 1 else ast.Constant(number)
        for name in product:
            value = self.value(name)
            total = value if total is None else ast.BinOp(total, ast.Mult(), value)
        return total if total is not None else ast.Constant(1)

    def helper(self, atom: Form) -> ast.expr:
        """Leave days and windows to the function that judges them everywhere else."""
        judge = judge_of(Normal(atom, self.variables))
        source = atom.source if isinstance(atom, SeasonAtom) else None
        needed = [source] if source else sorted(atom.names) if isinstance(atom, SumAtom) else []

        def holds(facts: Mapping[str, Plain]) -> bool:
            return judge({name: Exactly(facts[name]) for name in needed}) is Truth.YES

        name = f"h{len(self.helpers)}"
        self.helpers[name] = holds
        return ast.Call(ast.Name(name, ast.Load()), [ast.Name("facts", ast.Load())], [])


_TESTS: dict[type, Callable[[_Writer, Any], ast.expr]] = {
    AllOf: _Writer.all,
    AnyOf: _Writer.any,
    Opposite: _Writer.opposite,
    Fixed: _Writer.fixed,
    FlagAtom: _Writer.flag,
    ChoiceAtom: _Writer.choice,
    SeasonAtom: _Writer.helper,
    SumAtom: _Writer.sum,
}
