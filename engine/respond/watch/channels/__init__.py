"""The channels: a folder for each way reminders can go, what all of them are, and the table of them."""

from respond.watch.channels.face import Channel, ChannelKind, Making, SendError
from respond.watch.channels.known import CHANNEL_KINDS, channel_kind, channel_of
from respond.watch.channels.webhook import signature

__all__ = [
    "CHANNEL_KINDS",
    "Channel",
    "ChannelKind",
    "Making",
    "SendError",
    "channel_kind",
    "channel_of",
    "signature",
]
