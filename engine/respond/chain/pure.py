"""The same productions without any library: it answers whenever the rule engine cannot be trusted."""

from collections.abc import Iterable, Mapping
from typing import Final

from respond.chain.productions import RESPONSE, Conclusions, Program, Skeleton, included

_RANK: Final = {"no": 0, "unknown": 1, "yes": 2}
_DENIED: Final = {"no": "yes", "unknown": "unknown", "yes": "no"}


def truth(skeleton: Skeleton, symbols: Mapping[str, str]) -> str:
    """Give the truth of a skeleton; a symbol without a value is unknown.

    >>> truth(("and", ("symbol", "a"), ("not", ("symbol", "b"))), {"a": "yes"})
    'unknown'
    """
    match skeleton:
        case ("symbol", str(name)):
            return symbols.get(name, "unknown")
        case ("not", tuple(part)):
            return _DENIED[truth(part, symbols)]
        case ("and", *parts):
            return min(_truths(parts, symbols), key=_RANK.__getitem__, default="yes")
        case ("or", *parts):
            return max(_truths(parts, symbols), key=_RANK.__getitem__, default="no")
    return "yes" if skeleton == ("always",) else "no"


def _truths(parts: Iterable[object], symbols: Mapping[str, str]) -> list[str]:
    return [truth(part, symbols) for part in parts if isinstance(part, tuple)]


def conclude(program: Program, symbols: Mapping[str, str]) -> Conclusions:
    """Give what follows from the symbols, by plain evaluation.

    >>> from respond.chain.productions import Trigger
    >>> program = Program("p", triggers=(Trigger("d", ("symbol", "received"), ("report",)),))
    >>> conclude(program, {"received": "yes"}).owed
    ('report',)
    """
    called, possible, active = _responses(program, symbols)
    known = {**symbols, **{RESPONSE + level: active[level] for level in program.levels}}
    verdicts: dict[str, str] = {}
    for trigger in program.triggers:
        found = truth(trigger.skeleton, known)
        for name in trigger.consequences:
            verdicts[name] = max(found, verdicts.get(name, "no"), key=_RANK.__getitem__)
    owed = tuple(name for name, found in verdicts.items() if found == "yes")
    return Conclusions(
        response=called,
        possible=possible,
        active=active,
        owed=owed,
        provisional=tuple(name for name, found in verdicts.items() if found == "unknown"),
        notices=tuple((name, addressee) for name in owed for addressee in program.notices.get(name, ())),
        path="pure",
    )


def _responses(program: Program, symbols: Mapping[str, str]) -> tuple[str | None, str | None, dict[str, str]]:
    called: str | None = None
    candidates: list[str] = []
    for rule in program.responses:  # gravest first: the first yes decides, whatever is said of milder levels
        found = truth(rule.skeleton, symbols)
        if found == "yes":
            called = rule.level
            break
        if found == "unknown":
            candidates.append(rule.level)
    active = dict.fromkeys(program.levels, "no")
    for level in candidates:
        active.update(dict.fromkeys(included(program.responses, level), "unknown"))
    if called:
        active.update(dict.fromkeys(included(program.responses, called), "yes"))
    return called, candidates[0] if candidates else called, active
