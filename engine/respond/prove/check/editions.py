"""Editions over time: which adopted editions apply when, days nothing covers, limits loosened on the way."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from respond._records import frozen
from respond.errors import CoverageError, InputError, Text, fault, nearest
from respond.plan import Library, Measure, Plan, PlanRef, Prepared, Rule, place_of, split_reference
from respond.prove.check.duties import loosened
from respond.prove.check.findings import Answer, Finding, outcome_of

STATEMENT = Text(
    "各版本前后衔接，所采用的部分每天都有版本，不放宽其时限",
    "editions follow each other, adopted parts are there on every day, and no limit of theirs is loosened",
)
_DAY = timedelta(days=1)


@frozen(eq=False)
class Stretch:
    """Days on which one combination of editions applies; None as last day: until further notice."""

    first: date
    last: date | None
    plan: Prepared | None
    fault: str | None = None


def stretches(library: Library, ref: PlanRef) -> tuple[Stretch, ...]:
    """Cut the time an edition is in force where an edition it adopts begins or ends.

    >>> library = Library.default()
    >>> found = stretches(library, library.find("jiaocheng/forest-fire"))
    >>> [str(stretch.plan.composed.sources[1]) for stretch in found if stretch.plan]
    ['national/forest-grassland-fire@2009', 'national/forest-grassland-fire@2026']
    """
    force = library.plan(ref).edition.in_force
    cuts = {force.from_, *(day for day in _cuts(library, ref, ()) if force.covers(day))}
    starts = sorted(cuts)
    ends = [*(day - _DAY for day in starts[1:]), force.to]
    found: list[Stretch] = []
    for first, last in zip(starts, ends, strict=True):
        stretch = _stretch(library, ref, first, last)
        if found and stretch.plan is not None and stretch.plan is found[-1].plan:
            found[-1] = Stretch(found[-1].first, last, stretch.plan)
        else:
            found.append(stretch)
    return tuple(found)


def _stretch(library: Library, ref: PlanRef, first: date, last: date | None) -> Stretch:
    try:
        return Stretch(first, last, library.prepared(ref, first))
    except CoverageError as error:
        return Stretch(first, last, None, error.faults[0].problem.en)
    except InputError:
        if first == library.plan(ref).edition.in_force.from_:
            raise  # the plan itself is not valid
        return Stretch(first, last, None, "")


def _cuts(library: Library, ref: PlanRef, above: tuple[PlanRef, ...]) -> Iterator[date]:
    """Give the days on which an adopted edition begins, or is the first day without it."""
    if ref in above:
        return
    for adoption in library.plan(ref).adopts:
        name, edition = split_reference(adoption.plan)
        for shelved in library.editions(library.full_name(name)):
            if edition is None or shelved.ref.edition == edition:
                yield shelved.in_force.from_
                if shelved.in_force.to is not None:
                    yield shelved.in_force.to + _DAY
                yield from _cuts(library, shelved.ref, (*above, ref))


def editions(
    library: Library,
    ref: PlanRef,
    found: tuple[Stretch, ...],
    explain: Callable[[str, tuple[str, ...]], str | None],
) -> Answer:
    """Find days without an edition, rules in force before their document, and limits loosened."""
    findings = [
        Finding(kind, entries, text, None, explain(kind, entries))
        for kind, entries, text in _found(library, ref, found)
    ]
    return Answer("editions", STATEMENT, outcome_of(findings), tuple(findings))


def _found(
    library: Library, ref: PlanRef, found: tuple[Stretch, ...]
) -> Iterator[tuple[str, tuple[str, ...], Text]]:
    plan = library.plan(ref)
    for adoption in plan.alongside:
        library.full_name(
            split_reference(adoption.plan)[0], place_of(adoption.plan)
        )  # raises for a missing plan
    _check_grading(library, plan)
    _check_formerly(library, ref, plan)
    yield from _before_document(library, ref)
    yield from _interrupted(library, ref)
    for stretch in found:
        if stretch.plan is None:
            kind = "uncovered" if stretch.fault else "outside"
            days = _days(stretch)
            text = (
                Text(
                    f"{days.zh}：所采用的预案没有施行中的版本",
                    f"{days.en}: the adopted plan has no edition in force",
                )
                if stretch.fault
                else Text(
                    f"{days.zh}：本预案所引内容在当时施行的版本中不存在",
                    f"{days.en}: what this plan refers to is not in the edition then in force",
                )
            )
            yield kind, tuple(str(adoption.plan) for adoption in plan.adopts), text
            continue
        for adopted in stretch.plan.composed.sources[1:]:
            measures = _measures(library.prepared(adopted, stretch.first))
            for entries, text in loosened(stretch.plan, measures):
                yield "loosened", entries, text


def _check_grading(library: Library, plan: Plan) -> None:
    """Refuse a plan named for its levels that is missing, or has none in any edition (E534)."""
    if plan.graded_by is None:
        return
    place = place_of(plan.graded_by)
    name = library.full_name(split_reference(plan.graded_by)[0], place)
    if not any(library.composed(each.ref).plan.levels for each in library.editions(name)):
        raise InputError([fault("E534", place, name=name)])


def _check_formerly(library: Library, ref: PlanRef, plan: Plan) -> None:
    """Refuse what a duty is said to have been in earlier editions and is in none of them (E590)."""
    earlier = (
        each.ref for each in library.editions(ref.id) if each.in_force.from_ < plan.edition.in_force.from_
    )
    known = {str(one.id) for each in earlier for one in _ordered(library.plan(each))}
    faults = [
        fault(
            "E590",
            place_of(name) or one.place,
            suggestion=nearest(name, sorted(known)),
            name=one.id,
            found=name,
        )
        for one in _ordered(plan)
        for name in one.formerly
        if name not in known
    ]
    if faults:
        raise InputError(faults)


def _ordered(plan: Plan) -> tuple[Measure, ...]:
    return (*plan.duties, *plan.measures)


def _measures(plan: Prepared) -> dict[str, Rule]:
    return {measure.entry.id: measure for measure in plan.measures}


def _before_document(library: Library, ref: PlanRef) -> Iterator[tuple[str, tuple[str, ...], Text]]:
    plan = library.plan(ref)
    issued, force = plan.document.issued, plan.edition.in_force
    if issued is not None and force.from_ < issued:
        text = Text(
            f"自{force.from_}施行，文件{issued}才印发",
            f"in force from {force.from_}, but issued on {issued} only",
        )
        yield "outside", (ref.edition,), text


def _interrupted(library: Library, ref: PlanRef) -> Iterator[tuple[str, tuple[str, ...], Text]]:
    shelf = library.editions(ref.id)
    position = next(index for index, shelved in enumerate(shelf) if shelved.ref == ref)
    before = shelf[position - 1] if position else None
    if before is not None and before.in_force.to is not None:
        first, last = before.in_force.to + _DAY, shelf[position].in_force.from_ - _DAY
        if first <= last:
            text = Text(f"{first}至{last}没有施行中的版本", f"no edition in force from {first} to {last}")
            yield "uncovered", (before.ref.edition, ref.edition), text


def _days(stretch: Stretch) -> Text:
    if stretch.last is None:
        return Text(f"自{stretch.first}起", f"from {stretch.first}")
    return Text(f"{stretch.first}至{stretch.last}", f"{stretch.first} to {stretch.last}")
