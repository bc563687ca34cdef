"""How the room is run: where it listens, what stands before it, and the limits it keeps."""

from typing import Final

from respond._records import frozen

BIGGEST: Final = 5_000_000
"""Bytes of a request."""


@frozen
class Running:
    """How the room is run.

    `tls` says that browsers reach it by TLS, so that cookies are never shown without. `proxy_header` names the header
    in which a proxy says who has logged in there; it counts only from the addresses in `proxies`. `requests` and
    `logins` are what one client may ask in a minute.
    """

    tls: bool = False
    proxy_header: str | None = None
    proxies: tuple[str, ...] = ()
    requests: int = 1200
    logins: int = 20
    ahead: bool = False
    """Whether the looks at all incidents are renewed while nobody asks."""
