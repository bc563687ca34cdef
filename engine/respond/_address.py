"""Addresses of the web that something can be sent to, as they stand: no standing for another, nothing to be encoded."""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Say whether a text is an address of http or https with a host, in the signs that are sent.

    A name and password before the host are none of an address, and a host in other letters stands in ASCII.

    >>> [is_web_address(text) for text in ("http://[::1]:8642", "http://[::1", "http://x:y", "http://é")]
    [True, False, False, False]
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and " " not in text
    return (
        plain and parts.scheme in {"http", "https"} and bool(host) and port != 0 and "@" not in parts.netloc
    )
