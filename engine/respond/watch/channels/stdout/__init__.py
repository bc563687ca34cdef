"""Reminders on standard output: `stdout`."""

from respond.watch.channels.stdout.channel import KIND

__all__ = ["KIND"]
