"""The one place in the project that reads the clock."""

from datetime import UTC, datetime


def present() -> datetime:
    """Give the present moment, to the second; an answer tells it in the zone of its plan."""
    return datetime.now(UTC).replace(microsecond=0)
