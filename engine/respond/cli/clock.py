"""The one place in the project that reads the clock, or waits for it."""

from datetime import UTC, datetime, timedelta


def present() -> datetime:
    """Give the present moment, to the second; an answer tells it in the zone of its plan."""
    return datetime.now(UTC).replace(microsecond=0)


def pause(length: timedelta) -> None:
    """Let time pass."""
    from time import sleep  # noqa: PLC0415 - only the ticker waits

    sleep(length / timedelta(seconds=1))
