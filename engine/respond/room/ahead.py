"""Looks worked out ahead: what a list of all incidents would have to work out, while nobody is asking."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from logging import getLogger
from typing import Final

from anyio import create_task_group, sleep

from respond.desk import renewed
from respond.errors import RespondError
from respond.room.front import Front

EVERY: Final = 20
"""Seconds between two rounds."""
_LOG: Final = getLogger("respond.room")


@asynccontextmanager
async def working_ahead(front: Front) -> AsyncIterator[None]:
    """Renew the looks at all incidents, round after round, while the application lives."""
    async with create_task_group() as tasks:
        tasks.start_soon(_rounds, front)
        yield
        tasks.cancel_scope.cancel()


async def _rounds(front: Front) -> None:
    while True:
        try:
            await work_ahead(front)
        except RespondError:
            pass  # whoever asks is told
        except Exception as error:
            _LOG.error("unforeseen", exc_info=error)
        await sleep(EVERY)


async def work_ahead(front: Front) -> int:
    """Renew every look that no longer holds, one incident at a time so that whoever asks waits for one at the most.

    Gives how many there were. Raises RespondError where the store cannot be read.
    """
    room = front.room
    steps = renewed(room.store, room.library, room.clock)

    def step() -> bool:
        with room.lock:
            return next(steps, None) is not None

    count = 0
    while await front.work(step):
        count += 1
    return count
