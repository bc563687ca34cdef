"""What several ask for at once is worked out once: whoever asks before it is begun gets the same answer."""

from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from anyio import Event
from attrs import field

from respond._records import define
from respond.errors import RespondError


@define(eq=False)
class _Turn:
    """Something that is to be worked out, and what came of it."""

    done: Event
    carried: bool = False
    """Whether anything came of it; not where whoever was to have it worked out went away."""
    found: Any = None
    error: RespondError | None = None


@define(eq=False)
class Together:
    """Gives one answer to all who wait for it. `work` has the engine do something, after what it is doing now.

    An answer is begun after everybody who gets it has asked, so that none is older than the question.
    """

    work: Callable[[Callable[[], Any]], Awaitable[Any]]
    waiting: dict[Hashable, _Turn] = field(factory=dict, init=False)

    async def once(self, key: Hashable, function: Callable[[], Any]) -> Any:  # noqa: ANN401 - what the function gives
        """Give what a function gives; whoever asks under the same key before it is begun gets the same."""
        while (turn := self.waiting.get(key)) is not None:
            await turn.done.wait()
            if turn.error is not None:
                raise turn.error
            if turn.carried:
                return turn.found
        return await self._begin(key, function)

    async def _begin(self, key: Hashable, function: Callable[[], Any]) -> Any:  # noqa: ANN401 - as `once`
        turn = self.waiting[key] = _Turn(Event())

        def begun() -> Any:  # noqa: ANN401 - as `once`
            self.waiting.pop(key, None)  # who asks from now on asks for a later one
            return function()

        try:
            turn.found = await self.work(begun)
            turn.carried = True
        except RespondError as error:
            turn.error = error
            raise
        finally:
            if self.waiting.get(key) is turn:
                del self.waiting[key]
            turn.done.set()
        return turn.found
