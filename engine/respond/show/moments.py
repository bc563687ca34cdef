"""Moments and lengths of time as people in a duty room read them."""

from datetime import datetime, timedelta

from respond.clock import SHANGHAI, clock_text
from respond.errors import Language

_UNITS = ((86_400, "天", "d"), (3_600, "小时", "h"), (60, "分", "min"))


def full_moment(instant: datetime) -> str:
    """Give day and time as the instant has them, in its own zone, of which it tells an hour that comes twice.

    >>> full_moment(datetime.fromisoformat("2026-11-21T09:12+08:00"))
    '2026-11-21 09:12'
    """
    return clock_text(instant, instant.tzinfo or SHANGHAI)


def near_moment(instant: datetime, now: datetime) -> str:
    """Give the time alone if it is today, with the day if this year, in full otherwise; in the zone of `now`.

    >>> now = datetime.fromisoformat("2026-11-21T09:00+08:00")
    >>> near_moment(now.replace(day=22), now), near_moment(now, now)
    ('11-22 09:00', '09:00')
    """
    zone = now.tzinfo or SHANGHAI
    there = instant.astimezone(zone)
    if there.date() == now.date():
        return clock_text(instant, zone, "%H:%M")
    return clock_text(instant, zone, "%m-%d %H:%M") if there.year == now.year else full_moment(there)


def zone_words(zone: str, lang: Language) -> str:
    """Name the time of a zone.

    >>> zone_words("Asia/Shanghai", "zh"), zone_words("Europe/Berlin", "en")
    ('北京时间', 'Europe/Berlin time')
    """
    if zone == SHANGHAI.key:
        return "北京时间" if lang == "zh" else "Beijing time"
    return f"{zone} 时间" if lang == "zh" else f"{zone} time"


def other_zone(zone: str, lang: Language) -> str:
    """Name the time of a zone where that is not the time of duty rooms and of lists of incidents; else nothing.

    >>> other_zone("Asia/Shanghai", "zh"), other_zone("Europe/Berlin", "zh")
    ('', 'Europe/Berlin 时间')
    """
    return "" if zone == SHANGHAI.key else zone_words(zone, lang)


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
