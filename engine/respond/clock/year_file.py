"""The files of a calendar: a year with its notice, and what holds of a region in every year."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from respond._records import frozen
from respond.clock.office import OfficeHours
from respond.clock.season import OfficeSeason
from respond.clock.year import SATURDAY, DaysOff, Notice, WorkedDay, Year
from respond.errors import LANGUAGES, Fault, InputError, Place, Text, fault, nearest
from respond.facts import read_date

_YEAR_KEYS = ("respond", "region", "year", "standing", "notice", "days_off", "working")
_REGION_KEYS = ("respond", "region", "zh", "en")
_REGION_EXTRA = ("base", "office_hours", "source")


@frozen
class Region:
    """What holds of a region in every year: its name, the calendar its own days are added to, its office hours."""

    region: str
    name: Text
    base: str | None = None
    hours: OfficeHours | None = None
    source: Text | None = None
    """Where the office hours are told."""
    place: Place | None = None


def read_year(node: object, base: Year | None = None) -> Year:
    """Read the calendar of a year from its file, a local one over its base; raise InputError (E630 to E637)."""
    reader = _Reader(node)
    reader.head("calendar/1", _YEAR_KEYS)
    year = reader.year()
    standing = str(reader.node.get("standing", ""))
    if standing not in {"confirmed", "draft"}:
        reader.refuse("E634", reader.place_of("standing"), key="standing", found=standing)
    notice = reader.notice()
    days_off = reader.days_off(year)
    working = reader.working(year, days_off, base)
    if reader.faults or notice is None:
        raise InputError(reader.faults)
    known: Literal["confirmed", "draft"] = "draft" if standing == "draft" else "confirmed"
    return Year(str(reader.node["region"]), year, known, notice, days_off, tuple(working), base)


def read_region(node: object) -> Region:
    """Read what holds of a region from its file; raise InputError (E607, E616, E617, E630 to E634)."""
    reader = _Reader(node)
    reader.head("region/1", _REGION_KEYS, _REGION_EXTRA)
    hours = reader.office_hours()
    if hours is not None and "source" not in reader.node:
        reader.refuse("E633", reader.place_of("office_hours"), key="source")
    source, name = reader.text("source"), reader.words(reader.node)
    if reader.faults:
        raise InputError(reader.faults)
    base = reader.node.get("base")
    return Region(
        str(reader.node["region"]), name, None if base is None else str(base), hours, source, reader.place
    )


class _Reader:
    """Reads one file and gathers its faults; raises InputError (E630) for what is no mapping."""

    def __init__(self, node: object) -> None:
        self.place: Place | None = getattr(node, "place", None)
        if not isinstance(node, Mapping):
            raise InputError([fault("E630", self.place)])
        self.node: Mapping[str, Any] = node
        self.faults: list[Fault] = []

    def refuse(self, code: str, place: Place | None, suggestion: str | None = None, **found: object) -> None:
        self.faults.append(fault(code, place or self.place, suggestion=suggestion, related=(), **found))

    def place_of(self, key: str) -> Place | None:
        return getattr(self.node.get(key), "place", None)

    def head(self, kind: str, known: tuple[str, ...], extra: tuple[str, ...] = ()) -> None:
        self.keys(self.node, known, self.place, extra)
        if self.node.get("respond") != kind:
            self.refuse("E630", getattr(self.node.get("respond"), "place", self.place))

    def keys(
        self,
        node: Mapping[str, Any],
        known: tuple[str, ...],
        place: Place | None,
        extra: tuple[str, ...] = (),
    ) -> None:
        for key in node:
            if key not in known and key not in extra:
                self.refuse(
                    "E632", getattr(key, "place", place), nearest(str(key), (*known, *extra)), found=key
                )
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
        self.keys(node, ("zh", "en", "issued"), getattr(node, "place", None), ("number",))
        issued = self.day(node.get("issued", ""), 0)
        number = node.get("number")
        if issued is None:
            return None
        title = self.words(node)
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
            runs.append(DaysOff(first, last, self.words(node)))
        return tuple(runs)

    def working(self, year: int, days_off: tuple[DaysOff, ...], base: Year | None) -> list[WorkedDay]:
        """Read the days that are worked though they would be off: by the week, or by the base of a local calendar."""
        found: list[WorkedDay] = []
        for node in self._items("working"):
            day, name = self._worked(node, year)
            if day is None:
                continue
            anyway = base.is_working(day) if base is not None else day.weekday() < SATURDAY
            if anyway or any(run.covers(day) for run in days_off) or any(each.day == day for each in found):
                self.refuse("E637", getattr(node, "place", None), found=day)
            found.append(WorkedDay(day, name))
        return found

    def _worked(self, node: object, year: int) -> tuple[date | None, Text | None]:
        if not isinstance(node, Mapping):
            return self.day(node, year), None
        self.keys(node, ("day", "zh", "en"), getattr(node, "place", None))
        name = self.words(node)
        return self.day(node["day"], year) if "day" in node else None, name

    def office_hours(self) -> OfficeHours | None:
        if "office_hours" not in self.node:
            return None
        given = [self._season(node) for node in self._items("office_hours")]
        try:
            return OfficeHours.read(given, self.place_of("office_hours"))
        except InputError as error:
            self.faults.extend(error.faults)
            return None

    def _season(self, node: object) -> str | OfficeSeason:
        if not isinstance(node, Mapping):
            return node if isinstance(node, str) else str(node)
        place = getattr(node, "place", None)
        self.keys(node, ("from", "to", "hours"), place)
        hours = node.get("hours", ())
        if not isinstance(hours, Sequence) or isinstance(hours, str):
            self.refuse("E634", getattr(hours, "place", place), key="hours", found=hours)
            hours = ()
        return OfficeSeason(str(node.get("from", "")), str(node.get("to", "")), tuple(hours), place)

    def text(self, key: str) -> Text | None:
        node = self.node.get(key)
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.refuse("E634", self.place_of(key), key=key, found=node)
            return None
        self.keys(node, ("zh", "en"), getattr(node, "place", None))
        return self.words(node)

    def words(self, node: Mapping[str, Any]) -> Text:
        """Read the name a part of the file has in both languages; one that is blank is refused."""
        for lang in LANGUAGES:
            said = node.get(lang)
            if lang in node and (not isinstance(said, str) or not said.strip()):
                place = getattr(said, "place", None) or getattr(node, "place", None)
                self.refuse("E634", place, key=lang, found="" if said is None else said)
        return Text(*(str(node.get(lang, "")) for lang in LANGUAGES))

    def _items(self, key: str) -> list[Any]:
        items = self.node.get(key, [])
        if isinstance(items, list):
            return items
        self.refuse("E634", self.place_of(key), key=key, found=items)
        return []
