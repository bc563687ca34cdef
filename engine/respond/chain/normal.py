"""Skeletons in one normal form: negation at the symbols only, flat, sorted, each part once.

None of the steps changes a three-valued truth; sorting makes the order in which a plan is written irrelevant.
"""

from collections.abc import Iterable
from typing import Final

from respond._records import frozen
from respond.chain.productions import Skeleton

_DUAL: Final = {"and": "or", "or": "and"}


@frozen(order=True)
class Literal:
    """A symbol, or the denial of one."""

    name: str
    positive: bool = True


@frozen
class Junction:
    """Parts that must all hold (`and`), or of which one must (`or`)."""

    kind: str
    parts: tuple["Node", ...]


Node = Literal | Junction

ALWAYS: Final = Junction("and", ())
NEVER: Final = Junction("or", ())


def normal(skeleton: Skeleton, *, positive: bool = True) -> Node:
    """Give the normal form of a well-formed skeleton, or of its denial.

    >>> normal(("not", ("or", ("symbol", "b"), ("not", ("symbol", "a")))))
    Junction(kind='and', parts=(Literal(name='a', positive=True), Literal(name='b', positive=False)))
    """
    match skeleton:
        case ("symbol", str(name)):
            return Literal(str(name), positive)
        case ("not", tuple(part)):
            return normal(part, positive=not positive)
        case (("and" | "or") as kind, *parts):
            nodes = [normal(part, positive=positive) for part in parts if isinstance(part, tuple)]
            return join(str(kind) if positive else _DUAL[str(kind)], nodes)
    return ALWAYS if (skeleton == ("always",)) is positive else NEVER


def join(kind: str, nodes: Iterable[Node]) -> Node:
    """Put nodes in normal form together.

    >>> join("or", [Literal("a"), NEVER, Literal("a")])
    Literal(name='a', positive=True)
    """
    absorbing = NEVER if kind == "and" else ALWAYS
    flat: set[Node] = set()
    for node in nodes:
        if node == absorbing:
            return absorbing
        if isinstance(node, Junction) and node.kind == kind:
            flat.update(node.parts)
        else:
            flat.add(node)
    return Junction(kind, _ordered(flat)) if len(flat) != 1 else flat.pop()


def denied(node: Node) -> Node:
    """Give the denial of a node, in normal form."""
    if isinstance(node, Literal):
        return Literal(node.name, not node.positive)
    return join(_DUAL[node.kind], map(denied, node.parts))


def _ordered(parts: set[Node]) -> tuple[Node, ...]:
    simple = sorted(part for part in parts if isinstance(part, Literal))
    junctions = sorted((part for part in parts if isinstance(part, Junction)), key=repr)
    return (*simple, *junctions)


def literals(node: Node) -> set[Literal]:
    """Give all literals of a node."""
    return {node} if isinstance(node, Literal) else {one for part in node.parts for one in literals(part)}
