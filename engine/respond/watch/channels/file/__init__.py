"""Reminders in a file, a line each: `file:PATH`."""

from respond.watch.channels.file.channel import KIND

__all__ = ["KIND"]
