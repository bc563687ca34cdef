"""Working-day calendars: one file a year, as the yearly notice sets the days off and the days made up for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from attrs import evolve, field

from respond._records import define, frozen
from respond.clock.zone import SHANGHAI
from respond.errors import CoverageError, Fault, InputError, Place, Text, fault, nearest
from respond.facts import read_date

_SATURDAY = 5
_KEYS = ("respond", "region", "year", "standing", "notice", "days_off", "working")


@frozen
class Notice:
    """The official notice a year's calendar follows."""

    title: Text
    issued: date
    number: str | None = None


@frozen
class DaysOff:
    """A run of days off, first and last included."""

    first: date
    last: date
    name: Text


@frozen
class Year:
    """The calendar of one year: days off beyond the weekends, and weekend days that are worked."""

    region: str
    year: int
    standing: Literal["confirmed", "draft"]
    notice: Notice
    days_off: tuple[DaysOff, ...]
    working: frozenset[date]
    off: frozenset[date] = field(init=False, repr=False)

    @off.default
    def _off(self) -> frozenset[date]:
        return frozenset(
            run.first + timedelta(days=n)
            for run in self.days_off
            for n in range((run.last - run.first).days + 1)
        )

    def is_working(self, day: date) -> bool:
        """Say whether a day of this year is worked."""
        if day in self.working:
            return True
        return day.weekday() < _SATURDAY and day not in self.off


@define
class Calendar:
    """The working days of a region, year by year, and the zone in which its days are counted.

    A year is read when it is first asked for.
    """

    region: str
    years: dict[int, Year | None] = field(factory=dict)
    source: Callable[[int], Year | None] | None = field(default=None, repr=False, eq=False)
    zone: ZoneInfo = SHANGHAI

    @classmethod
    def of_zone(cls, zone: ZoneInfo) -> "Calendar":
        """Give the days of a zone, of which none is known to be worked: E610 where working days are asked for."""
        return cls(zone.key, zone=zone)

    def counted_in(self, zone: ZoneInfo) -> "Calendar":
        """Give the same working days with the days of another zone; the years read are shared."""
        return evolve(self, zone=zone)

    def year(self, year: int) -> Year:
        """Give one year; raise CoverageError (E610) for a year nobody has set yet."""
        if year not in self.years:
            self.years[year] = self.source(year) if self.source else None
        found = self.years[year]
        if found is None:
            raise CoverageError([fault("E610", region=self.region, year=year)])
        return found

    def covers(self, year: int) -> bool:
        """Say whether a year is known."""
        try:
            self.year(year)
        except CoverageError:
            return False
        return True

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is worked; raise CoverageError (E610) for a year that is not known."""
        return self.year(day.year).is_working(day)

    def shift(self, day: date, working_days: int) -> date:
        """Give the n-th working day after a day, before it for a negative n; the day is not counted."""
        step = timedelta(days=1 if working_days > 0 else -1)
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def rest_before(self, day: date, earliest: date) -> date:
        """Give the first of the days off, none before `earliest`, that end with a day or with the day before it.

        Itself where there is none.

        >>> load_calendar(Path("plans/calendars/cn")).rest_before(date(2026, 10, 8), date(2026, 9, 1)).isoformat()
        '2026-10-01'
        """
        while day > earliest and not self.is_working_day(day - timedelta(days=1)):
            day -= timedelta(days=1)
        return day


def load_calendar(folders: Path | Sequence[Path], region: str = "cn") -> Calendar:
    """Give the calendar whose years stand in folders as `<year>.yaml`; files are read when first needed.

    Of two files for a year the one of the earlier folder counts. Raise InputError for a faulty file, when its year is
    asked for.
    """
    places = (folders,) if isinstance(folders, Path) else tuple(folders)

    def read(year: int) -> Year | None:
        from respond.yaml import parse, read_source  # noqa: PLC0415 - most answers need no calendar

        path = next((file for folder in places if (file := folder / f"{year}.yaml").is_file()), None)
        if path is None:
            return None
        found = read_year(parse(read_source(path)))
        if (found.year, found.region) != (year, region):
            raise InputError([fault("E631", Place(str(path)), found=f"{found.region} {found.year}")])
        return found

    return Calendar(region, source=read)


def read_year(node: object) -> Year:
    """Read the calendar of a year from its file; raise InputError with all faults (E630 to E637)."""
    place = getattr(node, "place", None)
    if not isinstance(node, Mapping):
        raise InputError([fault("E630", place)])
    reader = _Reader(node, place)
    reader.keys(node, _KEYS, place)
    if node.get("respond") != "calendar/1":
        reader.refuse("E630", getattr(node.get("respond"), "place", place))
    year = reader.year()
    standing = str(node.get("standing", ""))
    if standing not in {"confirmed", "draft"}:
        reader.refuse("E634", reader.place_of("standing"), key="standing", found=standing)
    notice = reader.notice()
    days_off = reader.days_off(year)
    working = reader.working(year, days_off)
    if reader.faults or notice is None:
        raise InputError(reader.faults)
    known: Literal["confirmed", "draft"] = "draft" if standing == "draft" else "confirmed"
    return Year(str(node["region"]), year, known, notice, days_off, frozenset(working))


class _Reader:
    """Reads one file and gathers its faults."""

    def __init__(self, node: Mapping[str, Any], place: Place | None) -> None:
        self.node = node
        self.place = place
        self.faults: list[Fault] = []

    def refuse(self, code: str, place: Place | None, suggestion: str | None = None, **found: object) -> None:
        self.faults.append(fault(code, place or self.place, suggestion=suggestion, related=(), **found))

    def place_of(self, key: str) -> Place | None:
        return getattr(self.node.get(key), "place", None)

    def keys(
        self, node: Mapping[str, Any], known: tuple[str, ...], place: Place | None, extra: str = ""
    ) -> None:
        for key in node:
            if key not in known and key != extra:
                self.refuse("E632", getattr(key, "place", place), nearest(str(key), known), found=key)
        for key in known:
            if key not in node:
                self.refuse("E633", place, key=key)

    def year(self) -> int:
        text = str(self.node.get("year", ""))
        if not (len(text) == 4 and text.isascii() and text.isdigit()):
            self.refuse("E634", self.place_of("year"), key="year", found=text)
            return 0
        return int(text)

    def day(self, text: object, year: int) -> date | None:
        place = getattr(text, "place", None) or self.place
        try:
            day = read_date(str(text), place=place)
        except InputError as error:
            self.faults.extend(error.faults)
            return None
        if year and day.year != year:
            self.refuse("E635", place, found=day, year=year)
            return None
        return day

    def notice(self) -> Notice | None:
        node = self.node.get("notice")
        if not isinstance(node, Mapping):
            self.refuse("E634", self.place_of("notice"), key="notice", found=type(node).__name__)
            return None
        self.keys(node, ("zh", "en", "issued"), getattr(node, "place", None), extra="number")
        issued = self.day(node.get("issued", ""), 0)
        number = node.get("number")
        if issued is None:
            return None
        title = Text(str(node.get("zh", "")), str(node.get("en", "")))
        return Notice(title, issued, None if number is None else str(number))

    def days_off(self, year: int) -> tuple[DaysOff, ...]:
        runs: list[DaysOff] = []
        for node in self._items("days_off"):
            if not isinstance(node, Mapping):
                self.refuse("E634", getattr(node, "place", None), key="days_off", found=node)
                continue
            place = getattr(node, "place", None)
            self.keys(node, ("from", "to", "zh", "en"), place)
            first, last = self.day(node.get("from", ""), year), self.day(node.get("to", ""), year)
            if first is None or last is None:
                continue
            if first > last or (runs and first <= runs[-1].last):
                self.refuse("E636", place, first=first, last=last)
                continue
            runs.append(DaysOff(first, last, Text(str(node.get("zh", "")), str(node.get("en", "")))))
        return tuple(runs)

    def working(self, year: int, days_off: tuple[DaysOff, ...]) -> list[date]:
        days: list[date] = []
        for text in self._items("working"):
            day = self.day(text, year)
            if day is None:
                continue
            off = any(run.first <= day <= run.last for run in days_off)
            if off or day.weekday() < _SATURDAY or day in days:
                self.refuse("E637", getattr(text, "place", None), found=day)
            days.append(day)
        return days

    def _items(self, key: str) -> list[Any]:
        items = self.node.get(key, [])
        if isinstance(items, list):
            return items
        self.refuse("E634", self.place_of(key), key=key, found=items)
        return []
