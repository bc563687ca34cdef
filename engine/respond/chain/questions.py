"""Questions put to the rule engine: small events, each answered by exactly one rule.

durable-rules follows every true branch of an `or` apart and multiplies them in an `and` of `or`s; it keeps
64 pending matches an event, and 31 marks for `and` and `or` a rule. So a large condition becomes several
questions: a part is asked first, and its verdict is a symbol of the whole.
"""

from math import prod
from typing import Any, Final

from attrs import Factory

from respond._records import define, frozen
from respond.chain.normal import ALWAYS, Junction, Literal, Node, denied, join, literals

PATHS: Final = 12
CONNECTIVES: Final = 10

Test = dict[str, Any]
"""A condition in the JSON form of durable-rules."""


@frozen
class Question:
    """One kind of event: the truths it carries, as places in the list of values, and the rules to answer it.

    While everything `live` watches is a plain no, nothing can follow, and the event need not be posted.
    """

    kind: str
    slot: int
    inputs: tuple[int, ...]
    live: tuple[int, ...] | None
    rules: tuple[tuple[str, Test], ...]


@define
class Questionnaire:
    """Grows the questions of a program; `index` says where each truth stands in the list of values."""

    index: dict[str, int]
    questions: list[Question] = Factory(list)
    _asked: dict[Node, Literal] = Factory(dict)

    def ask(self, node: Node) -> Literal:
        """Give the symbol that carries the verdict on a condition, asking for it if nobody has."""
        if node not in self._asked:
            self._asked[node] = self._add(self._fit(node))
        return self._asked[node]

    def tell(self, inputs: list[Literal], rules: list[tuple[str, list[str]]]) -> Literal:
        """Add a question whose rules compare the first inputs with given truths; give its verdict."""
        kind, literal = self._next()
        tests = [
            (name, _all(kind, [{f"s{place}": truth} for place, truth in enumerate(truths)]))
            for name, truths in rules
        ]
        slots = tuple(self.index[one.name] for one in inputs)
        self.questions.append(Question(kind, self.index[literal.name], slots, None, tuple(tests)))
        return literal

    def _next(self) -> tuple[str, Literal]:
        number = len(self.questions)
        name = f"#{number}"  # no symbol of a plan can have this name
        self.index[name] = len(self.index)
        return f"k{number}", Literal(name)

    def _fit(self, node: Node) -> Node:
        while isinstance(node, Junction) and not _fits(node):
            node = self._lighter(node)
        return node

    def _lighter(self, node: Junction) -> Node:
        inner = [part for part in node.parts if isinstance(part, Junction)]
        if inner:
            heavy = max(inner, key=lambda part: (_paths(part), _connectives(part), len(literals(part))))
            return join(node.kind, [self.ask(part) if part is heavy else part for part in node.parts])
        cut = len(node.parts) - PATHS
        return join(node.kind, [*node.parts[:cut], self.ask(Junction(node.kind, node.parts[cut:]))])

    def _add(self, node: Node) -> Literal:
        watched = literals(node)
        names = sorted({one.name for one in watched})
        keys = {name: f"s{place}" for place, name in enumerate(names)}
        kind, literal = self._next()
        quiet = node != ALWAYS and all(one.positive for one in watched)
        question = Question(
            kind=kind,
            slot=self.index[literal.name],
            inputs=tuple(self.index[name] for name in names),
            live=tuple(sorted(self.index[one.name] for one in watched)) if quiet else None,
            rules=tuple(_rules(kind, keys, node)),
        )
        self.questions.append(question)
        return literal


def _rules(kind: str, keys: dict[str, str], node: Node) -> list[tuple[str, Test]]:
    """Give the rules in the order in which they are tried."""
    rules = [("yes", _tests(node, keys, sure=True))]
    if node != ALWAYS:
        rules += [("unknown", _tests(node, keys, sure=False)), ("no", _tests(denied(node), keys, sure=True))]
    return [(verdict, _all(kind, tests)) for verdict, tests in rules]


def _tests(node: Node, keys: dict[str, str], *, sure: bool) -> list[Test]:
    """Give tests that all pass when the node holds for sure, or else when it may still hold."""
    if isinstance(node, Literal):
        key = keys[node.name]
        if sure:
            return [{key: "yes" if node.positive else "no"}]
        return [{"$neq": {key: "no" if node.positive else "yes"}}]
    parts = [_tests(part, keys, sure=sure) for part in node.parts]
    if node.kind == "and":
        return [test for part in parts for test in part]
    return [{"$or": [part[0] if len(part) == 1 else {"$and": part} for part in parts]}]


def _all(kind: str, tests: list[Test]) -> Test:
    own = {kind: "ask"}  # tested first, so that no rule ever meets a message that lacks its keys
    return {"$and": [own, *tests]} if tests else own


def _fits(node: Node) -> bool:
    return max(_paths(node), _paths(denied(node))) <= PATHS and _connectives(node) <= CONNECTIVES


def _paths(node: Node) -> int:
    """Give the number of ways the engine can walk through a condition when all of it holds."""
    if isinstance(node, Literal):
        return 1
    ways = [_paths(part) for part in node.parts]
    return sum(ways) if node.kind == "or" else prod(ways)


def _connectives(node: Node) -> int:
    return 0 if isinstance(node, Literal) else 1 + sum(_connectives(part) for part in node.parts)
