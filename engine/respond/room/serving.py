"""Running the web application on this machine: where it listens, and what is said when it starts."""

import socket
import ssl
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import Final

import uvicorn

from respond._records import frozen
from respond.errors import InputError, Place, Text, fault
from respond.room.application import application
from respond.room.duty_room import DutyRoom
from respond.room.settled import Running
from respond.yaml import opened

_WAITING: Final = 1024
"""Connections that may wait to be taken."""
_SEEN_FROM_OUTSIDE = Text(
    "注意：{host} 不只本机可以访问，而连接没有加密；请放在 TLS 代理之后（--behind-tls），或用 --certificate",
    "note: {host} can be reached from elsewhere, and nothing is encrypted; put it behind TLS (--behind-tls), or give "
    "--certificate",
)
_FIRST = Text(
    "还没有管理员。24小时内打开这个链接建立（只能用一次）：{link}",
    "There is no administrator yet. Open this link within 24 hours to make one (it works once): {link}",
)
_FIRST_BEHIND = Text(
    "还没有管理员。24小时内在浏览器里打开 TLS 代理的 https 地址加上这个路径建立（只能用一次）：{path}",
    "There is no administrator yet. Within 24 hours open the https address of your TLS proxy with this path behind it "
    "to make one (it works once): {path}",
)
_EXERCISE = Text(
    "【演练】{name} 只用于演练，每一页都有标记",
    "[EXERCISE] {name} is for exercises alone, and every page is marked so",
)
_LISTENS = Text("值班室：{link}", "the duty room: {link}")
_LISTENS_BEHIND = Text(
    "值班室：在 {link} 等 TLS 代理转来的请求；浏览器打开代理的 https 地址",
    "the duty room: {link} takes what the TLS proxy passes on; browsers open the https address of the proxy",
)


@frozen
class Listening:
    """Where the application listens, and with which certificate, if any."""

    host: str = "127.0.0.1"
    port: int = 8642
    certificate: str | None = None
    key: str | None = None

    @property
    def local(self) -> bool:
        """Say whether only this machine can reach it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def serve(room: DutyRoom, listening: Listening, running: Running, tell: Callable[[Text], None]) -> None:
    """Listen until told to stop; `tell` gets what is to be said at the start. Raises InputError (E962)."""
    _check_certificate(listening)
    app = application(room, running)
    bound = _bound(listening)
    for said in told_at_start(room, listening, running, bound.getsockname()[1]):
        tell(said)
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, date_header=True, proxy_headers=False,
        ssl_certfile=listening.certificate, ssl_keyfile=listening.key, timeout_graceful_shutdown=5,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[bound])


def told_at_start(room: DutyRoom, listening: Listening, running: Running, port: int) -> Iterator[Text]:
    """Say where the room is, what is to be minded, and how the first administrator is made.

    Behind a proxy the address listened at is none for a browser, whose forms would be refused there (E958).
    """
    behind = running.tls and not listening.certificate
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    link = f"{'https' if listening.certificate else 'http'}://{host}:{port}/"
    yield (_LISTENS_BEHIND if behind else _LISTENS).fill(link=link)
    if room.store.exercise:
        yield _EXERCISE.fill(name=room.store.place)
    if not listening.local and not (running.tls or listening.certificate):
        yield _SEEN_FROM_OUTSIDE.fill(host=listening.host)
    first = room.entrance.first_link(room.clock())
    if first is not None:
        path = f"first/{first}"
        yield _FIRST_BEHIND.fill(path=f"/{path}") if behind else _FIRST.fill(link=f"{link}{path}")


def _check_certificate(listening: Listening) -> None:
    """Refuse a certificate or key that cannot be used (E101, E102, E103), before anything is made of it."""
    if listening.certificate is None:
        return
    for name in filter(None, (listening.certificate, listening.key)):
        with opened(name):
            pass
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            listening.certificate, listening.key
        )
    except OSError as error:
        reason = getattr(error, "reason", None) or error.strerror or type(error).__name__
        name = listening.certificate
        raise InputError([fault("E103", Place(name), name=name, reason=reason)]) from None


def _bound(listening: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    made = socket.socket(
        family, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )  # named, or asyncio lets answers wait
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((listening.host, listening.port))
        made.listen(_WAITING)  # whoever follows the link before everything has started waits
    except OSError as error:
        made.close()
        raise InputError(
            [fault("E962", host=listening.host, port=listening.port, reason=error.strerror or str(error))]
        ) from None
    return made
