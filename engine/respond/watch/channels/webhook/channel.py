"""Posts each reminder to another system by HTTP, signed."""

import urllib.error
import urllib.request
from datetime import datetime
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import quote, urlsplit

from respond._address import is_web_address
from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.watch.channels.face import SECONDS, ChannelKind, Making, SendError, named
from respond.watch.channels.webhook.signing import signature


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


def _make(making: Making) -> Webhook:
    if not is_web_address(making.rest):
        raise InputError([fault("E872", found=making.spec, known="webhook:https://...")])
    return Webhook(making.rest, making.secret(KIND))


KIND: Final = ChannelKind("webhook", _make, secret="RESPOND_WEBHOOK_SECRET")  # noqa: S106 - where it is
