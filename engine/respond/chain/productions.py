"""The productions of one plan edition: symbols in, consequences out; no numbers and no classes of a plan."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final, Literal

from attrs import Factory

from respond._records import frozen

Skeleton = tuple[object, ...]
"""A condition over symbols, as a tree of tuples.

`("symbol", name)`, `("not", part)`, `("and", parts...)`, `("or", parts...)`, `("always",)` or `("never",)`.
"""

LEVELS: Final = ("I", "II", "III", "IV")
"""The response levels of a program that names no others, gravest first."""
TRUTHS: Final = frozenset({"yes", "no", "unknown"})
RESPONSE: Final = "response:"
"""Symbols of this family (`response:II`: that response level is active) are derived here, never given."""


@frozen
class Trigger:
    """What is owed when a condition holds; a consequence of several triggers is owed if any of them holds."""

    id: str
    skeleton: Skeleton
    consequences: tuple[str, ...]


@frozen
class ResponseRule:
    """When a response level is called for, and the levels whose measures it takes in."""

    level: str
    skeleton: Skeleton
    includes: tuple[str, ...] = ()


@frozen
class Program:
    """All productions of a plan edition; `responses`, and the `levels` there are of them, run from the gravest down.

    `notices` names who must be told of a consequence.

    >>> program = Program("fire@2026", triggers=(Trigger("d", ("symbol", "received"), ("report",)),))
    >>> program.consequences, program.symbols
    (('report',), ('received',))
    """

    key: str
    responses: tuple[ResponseRule, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    notices: Mapping[str, tuple[str, ...]] = Factory(dict)
    levels: tuple[str, ...] = LEVELS

    @cached_property
    def consequences(self) -> tuple[str, ...]:
        """Give every consequence once, in the order of the triggers."""
        return tuple(dict.fromkeys(name for trigger in self.triggers for name in trigger.consequences))

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """Give the closed vocabulary of symbols, sorted, without those the chain derives."""
        skeletons = (*(one.skeleton for one in self.responses), *(one.skeleton for one in self.triggers))
        found = {name for skeleton in skeletons for name in names_in(skeleton)}
        return tuple(sorted(name for name in found if not name.startswith(RESPONSE)))

    @cached_property
    def fingerprint(self) -> str:
        """Give a text that programs share if they say the same; their rules are registered once under it."""
        return repr((self.key, self.responses, self.triggers, sorted(self.notices.items()), self.levels))


@frozen
class Conclusions:
    """What follows from the symbols.

    `response` and `possible` are the gravest level certainly and possibly called for; `active` gives each
    level's truth. No consequence is both `owed` and `provisional` (it hangs on what is unknown). `path` tells who
    answered; both answer alike, `pure` if alarmed.
    """

    response: str | None
    possible: str | None
    active: Mapping[str, str]
    owed: tuple[str, ...]
    provisional: tuple[str, ...]
    notices: tuple[tuple[str, str], ...]
    path: Literal["durable", "pure"]


def names_in(skeleton: Skeleton) -> set[str]:
    """Give the names of all symbols in a skeleton.

    >>> sorted(names_in(("and", ("symbol", "a"), ("not", ("symbol", "b")))))
    ['a', 'b']
    """
    match skeleton:
        case ("symbol", str(name)):
            return {name}
    return {name for part in skeleton if isinstance(part, tuple) for name in names_in(part)}


def included(responses: tuple[ResponseRule, ...], level: str) -> frozenset[str]:
    """Give a response level with all it includes, directly or through others.

    >>> rules = (ResponseRule("II", ("always",), ("III",)), ResponseRule("III", ("always",), ("IV",)))
    >>> sorted(included(rules, "II"))
    ['II', 'III', 'IV']
    """
    direct = {rule.level: rule.includes for rule in responses}
    found: set[str] = set()
    waiting = [level]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(direct.get(one, ()))
    return frozenset(found)
