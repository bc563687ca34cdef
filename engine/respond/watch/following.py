"""Who follows the logs: each place that is told of entries, with a queue of its own beside that of its reminders."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from respond._records import frozen
from respond.errors import InputError
from respond.store import Subscription, queue_of
from respond.watch.channels import CHANNEL_KINDS, Channel, channel_of

_NO_SECRETS: Final = {each.secret: "-" for each in CHANNEL_KINDS if each.secret is not None}


@frozen(eq=False)
class Follower:
    """A channel as it is told of entries: what fails here holds up no reminder, and the other way round."""

    channel: Channel

    @property
    def name(self) -> str:
        """Give the name of its queue."""
        return queue_of(self.channel.name)

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:
        """Send an entry as the channel sends a reminder. Raises SendError."""
        self.channel.send(key, body, now, again=again)


def channel_name(target: str) -> str:
    """Give what a place is called, of which nothing secret can be read. Raises as `channel_of`.

    >>> channel_name("webhook:https://hook.example/log")[:21]
    'webhook:hook.example#'
    """
    return channel_of(target, _write, environment=_NO_SECRETS).name


def queue_name(target: str) -> str:
    """Give the name of the queue of a place, wherever its secrets are. Raises as `channel_of`.

    >>> queue_name("webhook:https://hook.example/log")[:29]
    'entries webhook:hook.example#'
    """
    return queue_of(channel_name(target))


def followers_of(
    subscriptions: Sequence[Subscription], make: Callable[[str], Channel]
) -> tuple[list[Follower], list[InputError]]:
    """Make the channels of who follows the logs, and give what keeps any from being made, as a missing secret."""
    found, faults = [], []
    for each in subscriptions:
        try:
            found.append(Follower(make(each.target)))
        except InputError as error:
            faults.append(error)
    return found, faults


def _write(_: str) -> None:
    """Write nothing: only the name is wanted."""
