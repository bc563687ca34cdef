"""What every channel is: how it is told from others, how it is made of what somebody says, how it sends."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from json import loads
from typing import Final, Protocol

from respond._records import frozen
from respond.errors import InputError, Language, Text, fault

SECONDS: Final = 20
"""How long a channel waits for an answer."""


class Channel(Protocol):
    """Somewhere reminders go; `name` tells it from others in the store, and holds no secret."""

    @property
    def name(self) -> str:
        """Give its name; the same whenever it is made of the same words, for what it was sent is kept under it."""

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:
        """Send a reminder, its JSON given; `again` where an earlier attempt may have arrived. Raises SendError.

        It returns once the reminder has arrived, waits no longer than `SECONDS`, and hands `key` on, by which whoever
        gets it tells a second copy from another reminder.
        """


@frozen(eq=False)
class Making:
    """What a channel is made of: the words that say where, the environment with the secrets, standard output."""

    spec: str
    """All that was said, as `file:out.jsonl`."""
    write: Callable[[str], None]
    lang: Language
    plain: bool
    """Whether standard output gets JSON in place of words."""
    environment: Mapping[str, str]

    @property
    def rest(self) -> str:
        """Give what stands after the kind."""
        return self.spec.partition(":")[2]

    def secret(self, kind: "ChannelKind") -> str:
        """Give the secret of a channel; raises InputError (E873) where the environment has none."""
        found = self.environment.get(kind.secret or "")
        if not found:
            raise InputError([fault("E873", channel=kind.name, name=kind.secret or "-")])
        return found


@frozen(eq=False)
class ChannelKind:
    """A way reminders can go: the word it is said with, and how one is made. Each folder beside this has one, `KIND`.

    `make` raises InputError (E872) for words that are none of its own and MissingExtraError (E852) for a library that
    is not there. It opens nothing: a channel is made to be named, too.
    """

    name: str
    make: Callable[[Making], Channel]
    secret: str | None = None
    """The variable of the environment that has the secret, where it needs one."""
    alone: bool = False
    """Whether the word says all; else a colon and more follow it."""
    of_the_machine: bool = False
    """Whether it runs or writes something where the watch runs: only whoever starts that may name it."""


class SendError(Exception):
    """A reminder could not be sent, and why; it is tried again later."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)

    @classmethod
    def saying(cls, told: str) -> "SendError":
        """Make one of what another program or system tells, in its own words."""
        return cls(Text(told, told))

    @classmethod
    def of(cls, error: OSError) -> "SendError":
        """Make one of what the system of this machine refuses."""
        return cls.saying(error.strerror or type(error).__name__)


def named(kind: str, shown: str, secret: str) -> str:
    """Name a channel: its kind, what of it anybody may read, and a print of what nobody should.

    >>> named("webhook", "hook.example", "https://hook.example/token")
    'webhook:hook.example#a260178b1bfd'
    """
    return f"{kind}:{shown}#{sha256(secret.encode()).hexdigest()[:12]}"


def letter(body: str) -> tuple[str, str]:
    """Give the subject and the text of a reminder, its JSON given, for a reader of either language."""
    text = loads(body)["text"]
    return text["zh"].splitlines()[0], f"{text['zh']}\n\n{text['en']}"
