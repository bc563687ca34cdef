"""How what is sent to another system is signed, so that it can tell it is ours and not old."""

import hmac
from datetime import datetime
from hashlib import sha256


def signature(secret: str, now: datetime, body: bytes) -> str:
    """Sign a body as of a moment.

    >>> from datetime import UTC
    >>> signature("secret", datetime(2026, 11, 21, 1, 12, tzinfo=UTC), b"{}")[:26]
    't=1795223520,v1=e5f25fe4fb'
    """
    seconds = int(now.timestamp())
    made = hmac.new(secret.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()
    return f"t={seconds},v1={made}"
