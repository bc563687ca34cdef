"""A bell that rings whenever the logs have gone on: one wait of a process for all who listen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from anyio import CapacityLimiter, Condition, create_task_group, move_on_after, to_thread

from respond.store import RoomStore

QUIET: Final = 15
"""Seconds after which whoever waits looks for itself."""


class Bell:
    """Rings whenever the logs have gone on, in this process or another; one wait for all who listen."""

    def __init__(self, store: RoomStore) -> None:
        self.store = store
        self.condition: Condition | None = None
        self.rung = 0
        """How often it rang: whoever waits says what it had heard, so that no ring between two looks is missed."""

    @asynccontextmanager
    async def ringing(self) -> AsyncIterator[None]:
        """Listen while the application lives."""
        self.condition = Condition()
        waiter = self.store.database.waiter()
        try:
            async with create_task_group() as tasks:
                tasks.start_soon(self._listen, waiter, CapacityLimiter(1))
                yield
                tasks.cancel_scope.cancel()
        finally:
            waiter.close()

    async def _listen(self, waiter: Any, limiter: CapacityLimiter) -> None:  # noqa: ANN401 - of the database
        while True:
            if await to_thread.run_sync(waiter.changed, limiter=limiter, abandon_on_cancel=True):
                await self.ring()

    async def ring(self) -> None:
        """Wake everybody who waits."""
        if self.condition is not None:
            async with self.condition:
                self.rung += 1
                self.condition.notify_all()

    async def wait(self, heard: int) -> None:
        """Wait until it has rung since what was heard, or for a while."""
        if self.condition is None:
            return
        with move_on_after(QUIET):
            async with self.condition:
                while self.rung == heard:
                    await self.condition.wait()
