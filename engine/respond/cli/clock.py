"""The one place in the project that reads the clock."""

from datetime import datetime
from zoneinfo import ZoneInfo


def present() -> datetime:
    """Give the present moment in Beijing time, to the second."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).replace(microsecond=0)
