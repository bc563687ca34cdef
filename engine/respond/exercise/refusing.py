"""Everything for which a scenario cannot be run, at once, where a run stops at the first kind of it."""

from collections.abc import Callable, Iterator

from respond.errors import Fault, InputError
from respond.exercise.key import check_scenario
from respond.exercise.run import check_names, check_told, concerned
from respond.exercise.scenario import Scenario
from respond.exercise.timeline import check_waits, chosen
from respond.plan import Library


def refusals(scenario: Scenario, library: Library) -> tuple[Fault, ...]:
    """Give every fault for which checking a scenario refuses it, in whichever variant, each once."""
    found: list[Fault] = []
    variants: list[str | None] = [each.id for each in scenario.variants]
    for variant in variants or [None]:
        for each in _refused(chosen(scenario, variant), library):
            if each not in found:
                found.append(each)
    return tuple(found)


def _refused(scenario: Scenario, library: Library) -> Iterator[Fault]:
    """Give what the check refuses, and where it does what the steps behind the one it stopped at would have found."""
    steps: tuple[Callable[[], object], ...] = (
        lambda: check_names(scenario, library),
        lambda: check_waits(scenario, concerned(scenario, library)[0]),
        lambda: check_told(scenario, library),
    )
    try:
        check_scenario(scenario, library)
    except InputError as error:
        yield from error.faults
        for step in steps:
            yield from _faults_of(step)


def _faults_of(step: Callable[[], object]) -> tuple[Fault, ...]:
    try:
        step()
    except InputError as error:
        return tuple(error.faults)
    return ()
