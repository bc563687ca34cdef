"""What makes a program unfit for the chain, found before the rule engine sees any of it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from respond.chain.productions import RESPONSE, Program, Skeleton
from respond.errors import Fault, Place, fault

DEPTH: Final = 60
LENGTH: Final = 2000
_NAME: Final = re.compile(r"[A-Za-z0-9_:.-]+")


def faults_of(program: Program) -> Iterator[Fault]:
    """Give every fault of a program (E660-E664).

    >>> from respond.chain.productions import Trigger
    >>> program = Program("p", triggers=(Trigger("d", ("symbol", "deaths >= 3"), ("report",)),))
    >>> [fault.code for fault in faults_of(program)]
    ['E660']
    """
    yield from _level_faults(program)
    for rule in program.responses:
        yield from _skeleton_faults(rule.skeleton, f"response {rule.level}", rule.level, ())
    for trigger in program.triggers:
        yield from _skeleton_faults(trigger.skeleton, trigger.id, trigger.id, program.levels)


def _level_faults(program: Program) -> Iterator[Fault]:
    gravest = 0
    for rule in program.responses:
        if rule.level not in program.levels[gravest:]:
            yield fault("E662", _place(rule.level), found=rule.level)
        else:
            gravest = program.levels.index(rule.level) + 1
        unknown = [one for one in rule.includes if one not in program.levels]
        yield from (fault("E662", _place(one), found=one) for one in unknown)


def _skeleton_faults(skeleton: Skeleton, where: str, source: str, levels: Sequence[str]) -> Iterator[Fault]:
    """Give the faults of a skeleton that may ask for the responses of some levels."""
    place = _place(source)
    waiting: list[tuple[object, int]] = [(skeleton, 1)]
    names: set[str] = set()
    count = 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        match part:
            case ("symbol", str(name)):
                names.add(name)
            case ("always",) | ("never",):
                pass
            case ("not", one):
                waiting.append((one, depth + 1))
            case ("and" | "or", *parts):
                waiting.extend((one, depth + 1) for one in parts)
            case _:
                yield fault("E661", place, where=where, found=part)
        for found, limit in ((count, LENGTH), (depth, DEPTH)):
            if found > limit:
                yield fault("E664", place, where=where, found=found, limit=limit)
                return
    for name in sorted(names):
        yield from _name_faults(name, where, source, levels)


def _name_faults(name: str, where: str, source: str, levels: Sequence[str]) -> Iterator[Fault]:
    if not _NAME.fullmatch(name):
        yield fault("E660", _place(source), where=where, found=name)
    elif name.startswith(RESPONSE) and name.removeprefix(RESPONSE) not in levels:
        yield fault("E663", _place(source), where=where, found=name)


def _place(name: str) -> Place | None:
    """Give the place of a name that was read from a file."""
    place = getattr(name, "place", None)
    return place if isinstance(place, Place) else None
