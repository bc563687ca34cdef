"""One report that several plans ask for: it gives points once, whatever came of it."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve

from respond.errors import Text
from respond.exercise.score import Outcome
from respond.situation import Obligation, report_of


def counted_once(outcomes: Sequence[Outcome], leading: str, end: datetime) -> tuple[Outcome, ...]:
    """Let one report that several plans ask for give points once: by the worst that came of it.

    The same report is one that stands together in the situation (its kind and whom it goes to) and was answered by one
    act, or by none in either plan while both were owed. Each keeps its own result; of equal ones the one due first
    gives the points, then that of the `leading` plan.
    """
    groups: list[list[Outcome]] = []
    for each in outcomes:
        if isinstance(each.of, Obligation) and each.judged and report_of(each.of) is not None:
            own = next(
                (group for group in groups if all(_same_report(each, other, end) for other in group)), None
            )
            if own is None:
                groups.append([each])
            else:
                own.append(each)
    with_: dict[str, Outcome] = {}
    for group in groups:
        first = min(
            group,
            key=lambda each: (
                each.points, each.due is None, each.due or each.since, _plan_of(each) != leading, each.id,
            ),
        )  # fmt: skip
        with_ |= {each.id: first for each in group if each is not first}
    return tuple(_with(each, with_[each.id]) if each.id in with_ else each for each in outcomes)


def _with(outcome: Outcome, first: Outcome) -> Outcome:
    words = Text(
        f"与“{first.label.zh}”是同一报送，只计一次分", f"the same report as “{first.label.en}”: counted once"
    )
    why = outcome.why
    if why is not None:
        words = Text(f"{words.zh}；{why.zh}", f"{words.en}; {why.en}")
    return evolve(outcome, counted_with=first.id, why=words)


def _plan_of(outcome: Outcome) -> str | None:
    return outcome.of.plan.id if isinstance(outcome.of, Obligation) else None


def _same_report(one: Outcome, other: Outcome, end: datetime) -> bool:
    """Say whether two expectations of two plans are one report, sent by one act or left out in both at once."""
    a, b = one.of, other.of
    if not isinstance(a, Obligation) or not isinstance(b, Obligation):
        return False
    if a.plan.id == b.plan.id or report_of(a) != report_of(b) or _answer(one) != _answer(other):
        return False
    return a.arose <= (b.ended or end) and b.arose <= (a.ended or end)


def _answer(outcome: Outcome) -> object:
    """Give the acts that answered a report, the same for two that the same acts answered; nothing where none did."""
    of = outcome.of
    if not isinstance(of, Obligation):
        return None
    if of.done is not None:
        return of.done.at, of.done.by
    return frozenset((unit.name, at) for unit, at in of.told)
