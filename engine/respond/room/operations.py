"""Everything the duty room can be asked: one table, from which routes, permissions and the description are made."""

from typing import Final

from respond.room import (
    administration,
    exercises,
    incident_log,
    paperwork,
    plan_shelf,
    play_moves,
    plays,
    service,
    stateless,
    subscriptions,
    supervised,
    targets,
)
from respond.room.events import EVENTS
from respond.room.operation import Operation

_ALL: Final[tuple[Operation, ...]] = (
    *stateless.OPERATIONS,
    *plan_shelf.OPERATIONS,
    *incident_log.OPERATIONS,
    *paperwork.OPERATIONS,
    *supervised.OPERATIONS,
    *exercises.OPERATIONS,
    *plays.OPERATIONS,
    *play_moves.OPERATIONS,
    *administration.OPERATIONS,
    *targets.OPERATIONS,
    *subscriptions.OPERATIONS,
    *service.OPERATIONS,
)

OPERATIONS: Final[tuple[Operation, ...]] = (*_ALL, service.openapi_operation((*_ALL, EVENTS)))

BY_ID: Final[dict[str, Operation]] = {each.id: each for each in OPERATIONS}
