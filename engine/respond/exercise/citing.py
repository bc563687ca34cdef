"""What the papers of an exercise say alike: clauses, before when nobody is late, the value an inject sets."""

from typing import Final

from respond.errors import Language, Text
from respond.show import joined
from respond.yaml import Node, data_of

_CLAUSE: Final = Text("条款{clause}", "clause {clause}")
_AFTER: Final = Text("", " ")
"""What stands between a plan and its clause."""
_NOT_LATE: Final = Text("{at}之前不算迟", "not late before {at}")


def cited(clauses: tuple[str, ...] | list[str], lang: Language, plan: Text | None = None) -> str:
    """Give clauses as they are cited, after the plan they are of where it is named; nothing where there are none.

    >>> cited(("5.1", "6.2"), "en"), cited((), "en"), cited(("7",), "en", Text("应对法", "Response Law"))
    ('clause 5.1, 6.2', '', 'Response Law clause 7')
    """
    if not clauses:
        return ""
    before = "" if plan is None else plan.say(lang) + _AFTER.say(lang)
    return before + _CLAUSE.fill(clause=joined(clauses, lang)).say(lang)


def not_late_before(at: str, lang: Language) -> str:
    """Say before which moment nobody can be called late."""
    return _NOT_LATE.fill(at=at).say(lang)


def written_value(node: Node) -> str:
    """Give a value of an inject in one line, as its file has it."""
    data = data_of(node)
    if isinstance(data, dict):
        return " ".join(f"{name}: {value}" for name, value in data.items())
    return "" if data is None else str(data)
