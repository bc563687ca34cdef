"""Sends each reminder as an e-mail."""

import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.watch.channels.face import SECONDS, ChannelKind, Making, SendError, letter, named

_KEYS: Final = frozenset({"to", "from", "tls"})
_TLS: Final = ("starttls", "ssl", "no")
_SHAPE: Final = "smtp://USER@HOST:PORT?to=A,B&from=C&tls=starttls"


@frozen(eq=False)
class Mail:
    """Sends each reminder to some addresses through a server; the password comes from the environment."""

    host: str
    port: int
    sender: str
    to: tuple[str, ...]
    tls: str
    user: str | None
    password: str | None

    @property
    def name(self) -> str:
        """Give the server with a print of the addresses."""
        return named("smtp", f"{self.host}:{self.port}", ",".join((self.sender, *self.to)))

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002 - of every channel
        """Send one message; its id follows from the key, so that a second copy can be told from another reminder."""
        subject, text = letter(body)
        message = EmailMessage()
        message["Subject"] = subject
        message["From"] = self.sender
        message["To"] = ", ".join(self.to)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{sha256(key.encode()).hexdigest()[:40]}@respond.invalid>"
        message.set_content(f"{text}\n")
        kind = smtplib.SMTP_SSL if self.tls == "ssl" else smtplib.SMTP
        try:
            with kind(self.host, self.port, timeout=SECONDS) as server:
                if self.tls == "starttls":
                    server.starttls()
                if self.user is not None and self.password is not None:
                    server.login(self.user, self.password)
                refused = server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise SendError.saying(
                str(error).splitlines()[0] if str(error) else type(error).__name__
            ) from None
        if refused:
            who = ", ".join(refused)
            raise SendError(Text(f"未被接收：{who}", f"refused for {who}"))


def _make(making: Making) -> Mail:
    spec = making.spec
    try:
        parts = urlsplit(spec)
    except ValueError:
        parts = urlsplit("")
    told = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    to = tuple(each.strip() for each in told.get("to", "").split(",") if each.strip())
    tls = told.get("tls", "starttls")
    try:
        port = parts.port or (465 if tls == "ssl" else 587)
    except ValueError:
        port = 0
    broken = any(sign in spec for sign in "\r\n") or parts.password is not None
    if broken or not (parts.hostname and to and port and told.keys() <= _KEYS and tls in _TLS):
        raise InputError([fault("E872", found=spec, known=_SHAPE)])
    user = unquote(parts.username) if parts.username else None
    password = making.secret(KIND) if user is not None else None
    return Mail(parts.hostname, port, told.get("from") or user or to[0], to, tls, user, password)


KIND: Final = ChannelKind("smtp", _make, secret="RESPOND_SMTP_PASSWORD")  # noqa: S106 - where it is
