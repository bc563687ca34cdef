"""What the channels share: how long they wait, what they are called, a reminder in words, what failed."""

from hashlib import sha256
from json import loads
from typing import Final

from respond.errors import Text

SECONDS: Final = 20
"""How long a channel waits for an answer."""


class SendError(Exception):
    """A reminder could not be sent, and why; it is tried again later."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)

    @classmethod
    def saying(cls, told: str) -> "SendError":
        """Make one of what another program or system tells, in its own words."""
        return cls(Text(told, told))


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
