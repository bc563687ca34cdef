"""Reminders to another system by HTTP, signed so that it can tell they are ours and not old."""

import hmac
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import quote, urlsplit

from respond._address import is_web_address
from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.watch.sending import SECONDS, SendError, named

SECRET: Final = "RESPOND_WEBHOOK_SECRET"  # noqa: S105 - where it is, not what it is


class _Straight(urllib.request.HTTPRedirectHandler):
    """Goes nowhere but where it was sent."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401
        """Follow no redirection: the answer is then the failure it looks like."""
        return


@frozen(eq=False)
class Webhook:
    """Posts each reminder's JSON to a URL.

    `Respond-Signature` is `t=SECONDS,v1=HEX`: the HMAC-SHA256 of `SECONDS.BODY` by the secret of the environment;
    `Idempotency-Key` is the reminder's key, percent-encoded. Any answer but 2xx is a failure.
    """

    url: str
    secret: str

    @classmethod
    def read(cls, url: str, environment: Mapping[str, str]) -> "Webhook":
        """Read a URL; raises InputError (E872), and (E873) where the environment has no secret."""
        if not is_web_address(url):
            raise InputError([fault("E872", found=f"webhook:{url}", known="webhook:https://...")])
        secret = environment.get(SECRET)
        if not secret:
            raise InputError([fault("E873", channel="webhook", name=SECRET)])
        return cls(url, secret)

    @property
    def name(self) -> str:
        """Give the host with a print of the URL, which may hold a token."""
        return named("webhook", str(urlsplit(self.url).hostname), self.url)

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002 - of every channel
        """Post it."""
        data = body.encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": quote(key),
            "Respond-Signature": signature(self.secret, now, data),
            "User-Agent": "respond",
        }
        request = urllib.request.Request(self.url, data, headers, method="POST")  # noqa: S310 - checked when read
        try:
            with urllib.request.build_opener(_Straight).open(request, timeout=SECONDS):
                return
        except urllib.error.HTTPError as error:
            error.close()
            raise SendError(Text(f"应答 {error.code}", f"it answered {error.code}")) from None
        except urllib.error.URLError as error:
            raise SendError.saying(str(error.reason)) from None
        except (OSError, HTTPException) as error:
            raise SendError.saying(str(error) or type(error).__name__) from None


def signature(secret: str, now: datetime, body: bytes) -> str:
    """Sign a body as of a moment.

    >>> from datetime import UTC
    >>> signature("secret", datetime(2026, 11, 21, 1, 12, tzinfo=UTC), b"{}")[:26]
    't=1795223520,v1=e5f25fe4fb'
    """
    seconds = int(now.timestamp())
    made = hmac.new(secret.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()
    return f"t={seconds},v1={made}"
