"""Where reminders go when nobody says: the places a store keeps, and the marked reminder that tries one out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.clock import SHANGHAI, clock_text
from respond.errors import Text
from respond.log import Mode
from respond.situation import Placed, json_of
from respond.store import RoomStore, stamp
from respond.watch.channels import Channel

TARGETS: Final = "targets"
"""The setting of a store that says where its reminders go."""


@frozen
class Trial:
    """A reminder of nothing, by which somebody sees whether reminders arrive."""

    key: str
    mode: Mode
    noted: str
    text: Text

    @property
    def schema(self) -> Annotated[Literal["reminder-trial/1"], Placed(before="key")]:
        """Give the name of the contract its JSON keeps."""
        return "reminder-trial/1"


def kept_targets(store: RoomStore) -> Sequence[str]:
    """Give where the reminders of a store go when nobody says; standard output where it keeps nothing."""
    return tuple(store.setting(TARGETS) or ()) or ("stdout",)


def try_out(channel: Channel, by: str, now: datetime) -> str:
    """Send a marked reminder that is about nothing, and give its key. Raises SendError where it does not arrive."""
    at = clock_text(now, SHANGHAI)
    key = f"trial@{stamp(now)}"
    text = Text(
        f"【测试】提醒的测试，不必办理\n{by} 于 {at} 发出，看提醒能否送到\n提醒编号：{key}",
        f"[TEST] a trial of reminders, nothing is to be done\nsent by {by} at {at} to see whether reminders arrive\n"
        f"key: {key}",
    )
    channel.send(key, json_of(Trial(key, "test", stamp(now), text)), now, again=False)
    return key
