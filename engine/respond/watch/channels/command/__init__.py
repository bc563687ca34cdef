"""Reminders to a program of this machine: `command:CMD`."""

from respond.watch.channels.command.channel import KIND

__all__ = ["KIND"]
