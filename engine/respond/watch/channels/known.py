"""Every way reminders can go, and how what `--to` says becomes one of them."""

import os
from collections.abc import Callable, Mapping
from typing import Final

from respond.errors import InputError, Language, fault, nearest
from respond.watch.channels import apprise, command, file, smtp, stdout, webhook
from respond.watch.channels.face import Channel, ChannelKind, Making

CHANNEL_KINDS: Final[tuple[ChannelKind, ...]] = (
    stdout.KIND, file.KIND, command.KIND, smtp.KIND, webhook.KIND, apprise.KIND,
)  # fmt: skip

_BY_NAME: Final = {each.name: each for each in CHANNEL_KINDS}


def channel_kind(spec: str) -> ChannelKind | None:
    """Give the way that is meant by what somebody says, if it is one."""
    return _BY_NAME.get(spec.partition(":")[0])


def channel_of(
    spec: str, write: Callable[[str], None], lang: Language = "zh", *, plain: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Channel:  # fmt: skip
    """Read where reminders go: `stdout`, `file:PATH`, `command:CMD`, `smtp://...`, `webhook:URL`, `apprise:URL`.

    `write` writes to standard output, in words of a language, or with `plain` as JSON. Secrets come from the
    environment. Raises InputError (E872 to E873) and MissingExtraError (E852).
    """
    kind, making = channel_kind(spec), Making(spec, write, lang, plain, environment)
    if kind is None or (spec != kind.name if kind.alone else not making.rest.strip()):
        guess, known = nearest(spec.partition(":")[0], _BY_NAME), ", ".join(_BY_NAME)
        raise InputError([fault("E872", suggestion=guess, found=spec, known=known)])
    return kind.make(making)
