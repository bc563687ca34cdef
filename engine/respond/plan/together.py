"""Facts that cannot be together: the constraints of a plan held against what is known."""

from collections.abc import Mapping

from respond.errors import LANGUAGES, Fault, Text, fault
from respond.facts import Value, show_value
from respond.plan.prepared import Prepared
from respond.reason import Condition, Truth


def broken_constraints(
    plan: Prepared, given: Mapping[str, Condition], values: Mapping[str, Value]
) -> list[Fault]:
    """Give a fault (E755) for each of the `given` constraints that does not hold, with the values of all its facts."""
    faults = []
    for entry in plan.plan.constraints:
        condition = given.get(str(entry.id))
        if condition is not None and condition.truth(values) is Truth.NO:
            shown = [
                Text(*(f"{name} = {show_value(values[name], plan.facts[name], lang)}" for lang in LANGUAGES))
                for name in sorted(condition.names)
            ]
            found = Text("，".join(each.zh for each in shown), ", ".join(each.en for each in shown))
            faults.append(fault("E755", words=Text(entry.zh, entry.en), found=found))
    return faults
