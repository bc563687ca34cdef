"""Moments and lengths of time as people in a duty room read them."""

from datetime import datetime, timedelta

from respond.clock import SHANGHAI
from respond.errors import Language

_UNITS = ((86_400, "天", "d"), (3_600, "小时", "h"), (60, "分", "min"))


def full_moment(instant: datetime) -> str:
    """Give day and time in Beijing time.

    >>> from datetime import timezone
    >>> full_moment(datetime(2026, 11, 21, 1, 12, tzinfo=timezone.utc))
    '2026-11-21 09:12'
    """
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def near_moment(instant: datetime, now: datetime) -> str:
    """Give the time alone if it is today, with the day if this year, in full otherwise; Beijing time.

    >>> now = datetime(2026, 11, 21, 9, 0, tzinfo=SHANGHAI)
    >>> near_moment(now.replace(day=22), now), near_moment(now, now)
    ('11-22 09:00', '09:00')
    """
    there, here = instant.astimezone(SHANGHAI), now.astimezone(SHANGHAI)
    if there.date() == here.date():
        return there.strftime("%H:%M")
    return there.strftime("%m-%d %H:%M") if there.year == here.year else full_moment(instant)


def length(span: timedelta, lang: Language) -> str:
    """Give a length of time in its two largest units, whole minutes, rounded down.

    >>> length(timedelta(hours=1, minutes=32, seconds=50), "zh"), length(timedelta(days=2, minutes=5), "en")
    ('1小时32分', '2d')
    """
    seconds = int(abs(span).total_seconds())
    parts = []
    for place, (size, zh, en) in enumerate(_UNITS):
        number, seconds = divmod(seconds, size)
        if number:
            parts.append((place, f"{number}{zh}" if lang == "zh" else f"{number}{en}"))
    if not parts:
        return "不足1分" if lang == "zh" else "<1min"
    first = parts[0][0]
    kept = [words for place, words in parts if place <= first + 1]
    return "".join(kept) if lang == "zh" else " ".join(kept)
