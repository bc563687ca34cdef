"""One plan file, read and checked on its own."""

from pathlib import Path

from respond.errors import InputError
from respond.plan.check import check_plan
from respond.plan.model import Plan
from respond.plan.prepared import faults_of
from respond.plan.structuring.structure import structure
from respond.plan.written_check import faults_of_writing
from respond.yaml import Source, parse, read_source


def load_plan(path: Path | str) -> Plan:
    """Read one plan file; every fault of form is reported at once, then every fault of sense.

    What refers to an adopted plan is checked when the two are put together (`respond.plan.compose`).
    Raises `InputError`.
    """
    return plan_from(read_source(path))


def plan_from(source: Source) -> Plan:
    """Read one plan from text already at hand."""
    node = parse(source)
    plan = structure(node, Plan)
    faults = [*faults_of_writing(node, source), *check_plan(plan)]
    if faults:
        raise InputError([*faults, *([] if plan.adopts else faults_of(plan))])
    return plan
