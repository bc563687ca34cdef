"""Sends reminders to one of the services the `apprise` library knows."""

from datetime import datetime
from importlib.util import find_spec
from typing import Any, Final
from urllib.parse import urlsplit

from respond._records import frozen
from respond.errors import MissingExtraError, Text, fault
from respond.watch.channels.face import ChannelKind, Making, SendError, letter, named


@frozen(eq=False)
class Apprise:
    """Sends to a service by its URL in that library."""

    url: str

    @property
    def name(self) -> str:
        """Give the service with a print of the URL, which holds its token."""
        return named("apprise", urlsplit(self.url).scheme, self.url)

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002 - of every channel
        """Send the reminder in both languages, its first line as the title."""
        import apprise  # noqa: PLC0415 - an extra

        title, text = letter(body)
        there: Any = apprise.Apprise()
        if not there.add(self.url) or not there.notify(title=title, body=text):
            raise SendError(Text("apprise 没有送达", "apprise did not deliver it"))


def _make(making: Making) -> Apprise:
    if find_spec("apprise") is None:
        raise MissingExtraError([fault("E852", library="apprise", extra="notify")])
    return Apprise(making.rest)


KIND: Final = ChannelKind("apprise", _make)
