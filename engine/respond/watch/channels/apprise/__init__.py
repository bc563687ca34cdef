"""Reminders to what the `apprise` library reaches: `apprise:URL`."""

from respond.watch.channels.apprise.channel import KIND

__all__ = ["KIND"]
