"""What becomes of a rule when an incident is written down and classified as anybody would."""

from respond.prove import day_in_force, make_witness
from respond.situation import situate


def classified(library, plan, facts, rule):
    """Classify an incident; give the level, the response called for, or whether the rule applies."""
    witness = make_witness(plan, facts, name="x", title=plan.plan.title, level=0, day=day_in_force(plan))
    situation = situate(witness.incident, library, now=witness.now)
    if rule.kind == "criterion":
        return situation.level.certain
    if rule.kind == "response":
        return situation.leading.response.called.certain
    if rule.kind == "gate":
        return rule.id in {one.plan.id for one in situation.obligations}
    shown = {one.duty for one in situation.obligations if one.open and not one.provisional}
    return rule.id in shown | {remark.id for remark in situation.leading.remarks}
