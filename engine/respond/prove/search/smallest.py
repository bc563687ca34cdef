"""The smallest readable incident with a property: the fewest facts away from rest, in the plainest numbers.

The solver says how few facts will do; the numbers are then shrunk by ordinary evaluation, threshold by
threshold, so that what comes out has been confirmed on the way.
"""

from collections.abc import Collection, Sequence

from respond.facts import Plain
from respond.prove.search.exact import ExactIncident
from respond.prove.search.ground import Holds
from respond.prove.search.solver import Model, Near
from respond.prove.search.translate import Expr


def smallest(
    part: Model | Near,
    found: ExactIncident,
    wants: Sequence[Expr],
    holds: Holds,
    focus: Collection[str] = (),
) -> dict[str, Plain]:
    """Make an incident with a property as small as it can be.

    `wants` are the property as the solver sees it, `holds` by ordinary evaluation; `focus` names the facts it
    is most likely about.
    """
    model = part if isinstance(part, Model) else part.model
    harm = {name: value for name, value in model.ground.mildest.items() if name in part.reach}
    smaller = model.ground.shrink(found, holds, focus=focus)
    while (away := sum(smaller[name] != value for name, value in harm.items())) > 1:
        x, z3 = model.x, model.space.z3
        fewer = z3.PbLe([(z3.Not(x.equals(name, value)), 1) for name, value in harm.items()], away - 1)
        reply = part.ask(*wants, fewer)
        if reply.model is None or not holds(part.read(reply)):
            break
        smaller = model.ground.shrink(part.read(reply), holds, focus=focus)
    return smaller
