"""What can still become of open criteria: whether one can hold, and whether several can fail together.

The search that tells is exact and slow; so what follows without it is answered without it, and an answer is
remembered with the condition for the values it depends on.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from respond.facts import UNKNOWN, Between, Level, Value
from respond.reason.condition import Condition, Conditions, Seen
from respond.reason.effort import GaveUpError, Priced, Steps, afford, spent
from respond.reason.known import Known, given_in, open_names, tied
from respond.reason.memory import Memory
from respond.reason.search import GAVE_UP, NONE, Wants, mildest_does, search
from respond.reason.truth import Truth

Values = Mapping[str, Value]
Rung = tuple[Level, Condition]
T = TypeVar("T")

_ANSWERS: Priced[tuple[Conditions, tuple[bool, ...], Seen], bool] = Memory()


def can_hold(condition: Condition, values: Values) -> bool | None:
    """Say whether some completion makes an undecided condition hold; None if the search gave up."""
    return can_all_be([(condition, True)], values)


def can_fail(conditions: Sequence[Condition], values: Values) -> bool | None:
    """Say whether some completion makes undecided conditions fail together; None if the search gave up."""
    return can_all_be([(condition, False) for condition in conditions], values)


def can_all_be(wants: Sequence[tuple[Condition, bool]], values: Values) -> bool | None:
    """Say whether some completion gives each undecided condition the wanted truth; None if the search gave up."""
    if len(wants) == 1 and is_free(wants[0][0], values):
        return True
    if spent():
        return None
    given = tied([name for condition, _ in wants for name in condition.needs], values)
    conditions = (*[condition for condition, _ in wants], *given)
    seen = tuple([values.get(name) for condition in conditions for name in condition.needs])
    question = (conditions, tuple([wanted for _, wanted in wants]), seen)
    kept = conditions[0].kept
    return afford(_ANSWERS, kept, question, lambda steps: _search(wants, given, values, steps), len(seen))


def groups_of(undecided: Sequence[tuple[T, Condition]], values: Values) -> list[list[tuple[T, Condition]]]:
    """Part undecided conditions so that no two groups share an open fact or have tied ones."""
    if len(undecided) < 2:
        return [[rung] for rung in undecided]
    heads = list(range(len(undecided)))  # for each criterion an earlier one of its group, or itself
    owners: dict[str, int] = {}
    for place, (_, condition) in enumerate(undecided):
        for name in open_names((condition,), values):
            if (owner := owners.setdefault(name, place)) != place:
                one, other = _head(heads, owner), _head(heads, place)
                heads[max(one, other)] = min(one, other)
    groups: dict[int, list[tuple[T, Condition]]] = {}
    for place, rung in enumerate(undecided):
        groups.setdefault(_head(heads, place), []).append(rung)
    return list(groups.values())


def _head(heads: list[int], place: int) -> int:
    while heads[place] != place:
        heads[place] = place = heads[heads[place]]
    return place


def is_free(condition: Condition, values: Values) -> bool:
    """Say whether an undecided condition can go either way because nothing in it hangs together."""
    if not condition.separate or tied(condition.needs, values):
        return False
    for name, variable in condition.variables.items():
        value = values.get(name, UNKNOWN)
        if type(value) is Between:
            # the ends of what is reported must be values the fact can have
            for end in (value.low, value.high):
                if end is not None and not isinstance(end, int):
                    return False
            if value.low is not None and variable.low is not None and value.low < variable.low:  # type: ignore[operator]
                return False
            if value.high is not None and variable.high is not None and value.high > variable.high:  # type: ignore[operator]
                return False
    return True


def consistent(values: Values) -> bool | None:
    """Say whether what is given to hold can hold under the values; None if the search gave up."""
    undecided = []
    for each in given_in(values):
        truth = each.truth(values)
        if truth is Truth.NO:
            return False
        if truth is Truth.UNKNOWN:
            undecided.append((each, True))
    return can_all_be(undecided, values) if undecided else True


def under(values: Values, constraints: Sequence[Condition]) -> Known:
    """Give values with constraints given to hold, but for those that cannot hold with the ones before them.

    One of which it would take too long to know that is left out as well: what follows then knows less. It is `doubted`.
    """
    known = Known(values, ())
    for each in constraints:
        wider = Known(values, (*known.given, each), known.doubted)
        can = consistent(wider)
        if can is None:
            known = Known(values, known.given, (*known.doubted, each))
        elif can:
            known = wider
    return known


def _search(wants: Wants, given: Sequence[Condition], values: Values, steps: Steps) -> bool:
    steps.take()
    if mildest_does([*wants, *((each, True) for each in given)], values):
        return True
    found = search(wants, values, steps)
    if found is GAVE_UP:
        raise GaveUpError
    return found is not NONE
