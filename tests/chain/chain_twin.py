"""The productions told a second time, from their definition: what is sure, what may be, and nothing else.

Written apart from the engine and in another manner: no truth tables, no normal form, no order of evaluation.
"""

LEVELS = ("I", "II", "III", "IV")


def sure(skeleton, symbols):
    """Say whether a condition holds whatever the unknown symbols turn out to be, part by part."""
    head, *parts = skeleton
    if head == "symbol":
        return symbols.get(parts[0], "unknown") == "yes"
    if head == "not":
        return not may(parts[0], symbols)
    if head in {"and", "or"}:
        return (all if head == "and" else any)(sure(part, symbols) for part in parts)
    return head == "always"


def may(skeleton, symbols):
    """Say whether a condition can still hold."""
    head, *parts = skeleton
    if head == "symbol":
        return symbols.get(parts[0], "unknown") != "no"
    if head == "not":
        return not sure(parts[0], symbols)
    if head in {"and", "or"}:
        return (all if head == "and" else any)(may(part, symbols) for part in parts)
    return head == "always"


def closure(program, level):
    grown = {level}
    while True:
        more = {one for rule in program.responses if rule.level in grown for one in rule.includes} - grown
        if not more:
            return grown
        grown |= more


def expect(program, symbols):
    """Give all conclusions as a plain dict of sets."""
    certain = next((r.level for r in program.responses if sure(r.skeleton, symbols)), None)
    maybe = [r.level for r in program.responses if may(r.skeleton, symbols) and not sure(r.skeleton, symbols)]
    graver = [one for one in maybe if certain is None or LEVELS.index(one) < LEVELS.index(certain)]
    active = {}
    for level in LEVELS:
        if certain and level in closure(program, certain):
            active[level] = "yes"
        elif any(level in closure(program, one) for one in graver):
            active[level] = "unknown"
        else:
            active[level] = "no"
    known = dict(symbols) | {f"response:{level}": truth for level, truth in active.items()}
    held, open_ = set(), set()
    for trigger in program.triggers:
        for name in trigger.consequences:
            if sure(trigger.skeleton, known):
                held.add(name)
            elif may(trigger.skeleton, known):
                open_.add(name)
    return {
        "response": certain,
        "possible": graver[0] if graver else certain,
        "active": active,
        "owed": held,
        "provisional": open_ - held,
        "notices": {(name, who) for name in held for who in program.notices.get(name, ())},
    }


def seen(conclusions):
    """Give conclusions in the same plain form, making sure that nothing is said twice."""
    listed = {name: getattr(conclusions, name) for name in ("owed", "provisional", "notices")}
    assert all(len(set(values)) == len(values) for values in listed.values())
    return {
        "response": conclusions.response,
        "possible": conclusions.possible,
        "active": dict(conclusions.active),
        **{name: set(values) for name, values in listed.items()},
    }
