"""Faults on their way out of nested readers, and what to look up once it is known which are shown."""

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve

from respond._records import frozen
from respond.errors import Fault, InputError, fault, nearest

MAX_FAULTS: Final = 100


@frozen
class Finding:
    """A fault; `name` is to be compared with the names `known`, because it may be a slip for one of them.

    `missing` is the key a fault misses: it is not reported where one of the `strangers` beside it is a slip
    for it. Looking for slips is slow, so it waits until the end.
    """

    fault: Fault
    name: str = ""
    known: Sequence[str] = ()
    missing: str | None = None
    strangers: Sequence[str] = ()


class RefusedError(Exception):
    """A node is not what its reader takes."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings)
        self.findings = findings


def refused(problem: Fault, name: str = "", known: Sequence[str] = ()) -> RefusedError:
    """Make the exception for a single fault."""
    return RefusedError([Finding(problem, name, known)])


def findings_of(error: RefusedError | InputError) -> Sequence[Finding]:
    """Give the findings of either exception a reader may raise."""
    return error.findings if isinstance(error, RefusedError) else [Finding(each) for each in error.faults]


def faults_of(findings: Iterable[Finding]) -> list[Fault]:
    """Give the faults to report, with suggestions, and no more than a reader will bear."""
    faults: list[Fault] = []
    for finding in sorted(findings, key=_order):
        if len(faults) == MAX_FAULTS:
            faults.append(fault("E123", finding.fault.place, limit=MAX_FAULTS))
            break
        if finding.missing is None:
            faults.append(_suggest(finding))
        elif not any(nearest(name, finding.known) == finding.missing for name in finding.strangers):
            faults.append(finding.fault)
    return faults


def _order(finding: Finding) -> tuple[str, int, int]:
    place = finding.fault.place
    return (place.file, place.line, place.column) if place else ("", 0, 0)


def _suggest(finding: Finding) -> Fault:
    suggestion = nearest(finding.name, finding.known) if finding.known else None
    return evolve(finding.fault, suggestion=suggestion) if suggestion else finding.fault
