"""What the questions about levels do not reach, said under the answer so that nothing counts as proved unasked."""

from collections.abc import Iterator

from respond.errors import Text
from respond.language import DAY, MOMENT
from respond.prove.check.edition_model import EditionModel
from respond.prove.search.solver import harmful
from respond.prove.search.translate import YEARS
from respond.reason import event_of

_NO_DIRECTION = Text(
    "没有写明朝哪边是加重（worse），不问：{facts}",
    "no direction of harm (worse) is given, so not asked of: {facts}",
)
_YEARS = Text(
    "只查了{first}年到{last}年之间的日期：{facts}", "days were searched from {first} to {last} only: {facts}"
)
_APART = Text(
    "{id}：“{event}”起的时间按几种方式计（小时、日历日、月），当作互不相干，未判定能否成立",
    "{id}: it counts the time since {event} in several ways (hours, calendar days, months), which were taken as "
    "unrelated, so whether it can be met is not decided",
)
_STATES = Text(
    "{id}：问到任务的状态，当作可是可否，未判定能否成立",
    "{id}: it asks how a duty stands, which was taken as free, so whether it can be met is not decided",
)


def without_direction(case: EditionModel) -> Iterator[Text]:
    """Name the numbers of the criteria for which the plan does not say which way is worse."""
    asked = {*harmful(case.model), *case.plan.scope.events}
    facts = [
        case.label(name)
        for name, variable in case.model.variables.items()
        if name in case.plan.facts
        and name not in asked
        and not variable.choices
        and not _dated(variable.dimension)
    ]
    if facts:
        yield _NO_DIRECTION.fill(facts=Text.joined(facts))


def beyond_the_years(case: EditionModel) -> Iterator[Text]:
    """Name the days and moments of the criteria, which the solver searches in some years only."""
    dated = [
        case.label(name)
        for name, variable in case.model.variables.items()
        if _dated(variable.dimension) and event_of(name) is None
    ]
    if dated:
        yield _YEARS.fill(first=YEARS[0], last=YEARS[-1], facts=Text.joined(dated))


def taken_as_free(case: EditionModel) -> Iterator[Text]:
    """Name the criteria made of what was taken as free though it is not, so that none may be there that meets them."""
    for criterion in case.plan.criteria:
        condition = criterion.condition
        counted = (condition.elapsed, condition.months, condition.days)
        for event in sorted(name for name in condition.timed if sum(name in each for each in counted) > 1):
            yield _APART.fill(id=criterion.id, event=case.label(event))
        if condition.states:
            yield _STATES.fill(id=criterion.id)


def _dated(dimension: str) -> bool:
    return dimension in {DAY, MOMENT}
