"""Reminders by e-mail: `smtp://USER@HOST:PORT?to=A,B&from=C&tls=starttls`."""

from respond.watch.channels.smtp.channel import KIND

__all__ = ["KIND"]
