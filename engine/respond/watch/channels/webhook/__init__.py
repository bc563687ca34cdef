"""Reminders to another system by HTTP: `webhook:URL`."""

from respond.watch.channels.webhook.channel import KIND
from respond.watch.channels.webhook.signing import signature

__all__ = ["KIND", "signature"]
