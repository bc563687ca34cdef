"""The watch: which reminders a running incident calls for, each noted once, sent until it arrives, and answered for."""

from respond.watch.channels import (
    CHANNEL_KINDS,
    Channel,
    ChannelKind,
    SendError,
    channel_kind,
    channel_of,
    signature,
)
from respond.watch.following import Follower, channel_name, followers_of, queue_name
from respond.watch.missed import Unwatched, unwatched
from respond.watch.people import (
    Heard,
    HeardData,
    acknowledge,
    acknowledge_key,
    heard_data,
    postpone,
    said_of,
)
from respond.watch.planning import Held, Outlook, Planned, plan, reminded
from respond.watch.planning import Kind as ReminderKind
from respond.watch.reminder import REMINDER_KINDS, Outage, Reminder
from respond.watch.rhythm import Rhythm, default_rhythm, load_rhythm, read_rhythm
from respond.watch.ticker import Failure, Round, Ticker, Unplanned, faults_of
from respond.watch.trial import TARGETS, kept_targets, try_out

__all__ = [
    "CHANNEL_KINDS",
    "REMINDER_KINDS",
    "TARGETS",
    "Channel",
    "ChannelKind",
    "Failure",
    "Follower",
    "Heard",
    "HeardData",
    "Held",
    "Outage",
    "Outlook",
    "Planned",
    "Reminder",
    "ReminderKind",
    "Rhythm",
    "Round",
    "SendError",
    "Ticker",
    "Unplanned",
    "Unwatched",
    "acknowledge",
    "acknowledge_key",
    "channel_kind",
    "channel_name",
    "channel_of",
    "default_rhythm",
    "faults_of",
    "followers_of",
    "heard_data",
    "kept_targets",
    "load_rhythm",
    "plan",
    "postpone",
    "queue_name",
    "read_rhythm",
    "reminded",
    "said_of",
    "signature",
    "try_out",
    "unwatched",
]
