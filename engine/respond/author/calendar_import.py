"""The file of a year as the package `chinesecalendar` knows it: a draft, for it knows the days and not the notice."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib import import_module
from itertools import groupby
from typing import Any, Final

from respond._records import frozen
from respond.clock import DaysOff, WorkedDay, Year
from respond.errors import CoverageError, MissingExtraError, Text, fault

_PLAIN_TEXT: Final = re.compile(r"[\w/〔〕-]+")
_NAMES: Final[Mapping[str, Text]] = {
    "new_years_day": Text("元旦", "New Year"),
    "spring_festival": Text("春节", "Spring Festival"),
    "tomb_sweeping_day": Text("清明节", "Qingming"),
    "labour_day": Text("劳动节", "Labour Day"),
    "dragon_boat_festival": Text("端午节", "Dragon Boat Festival"),
    "national_day": Text("国庆节", "National Day"),
    "mid_autumn_festival": Text("中秋节", "Mid-Autumn Festival"),
    "anti_fascist_70th_day": Text("抗战胜利70周年纪念日", "70th anniversary of victory"),
}
"""How the yearly notices name the days the package has, by its names of them."""

_OFF, _WORKED = Text("放假", "day off"), Text("调休上班", "worked in place of another")
_PLAIN = Text("按周", "by the week")


@frozen
class Imported:
    """A year taken from a package: days off and days made up for, and which release of it told them."""

    region: str
    year: int
    days_off: tuple[DaysOff, ...]
    working: tuple[WorkedDay, ...]
    source: str


@frozen
class CalendarDifference:
    """A day two calendars tell otherwise: what stands in the file there is, and what was imported."""

    day: date
    before: Text
    after: Text


def import_year(year: int, region: str = "cn") -> Imported:
    """Take a year from `chinesecalendar`.

    Raise MissingExtraError (E647) where it is not installed, CoverageError (E648) for a year it does not know.
    """
    try:
        package: Any = import_module("chinese_calendar")
        known: Any = import_module("chinese_calendar.constants")
    except ImportError:
        raise MissingExtraError([fault("E647")]) from None
    years = {day.year for day in known.holidays}
    if year not in years:
        raise CoverageError(
            [fault("E648", year=year, first=min(years), last=max(years), release=package.__version__)]
        )
    names = {each.value: _named(each) for each in known.Holiday}
    off = [(day, names[name]) for day, name in sorted(known.holidays.items()) if day.year == year]
    worked = [(day, names[name]) for day, name in sorted(known.workdays.items()) if day.year == year]
    return Imported(
        region,
        year,
        tuple(_runs(off)),
        tuple(WorkedDay(day, name) for day, name in worked),
        f"chinesecalendar {package.__version__}",
    )


def year_text(
    imported: Imported, number: str | None = None, issued: date | None = None, title: Text | None = None
) -> str:
    """Write an imported year as a file: a draft, in which what only the notice tells is to be filled in."""
    year = imported.year
    told = title or Text(
        f"国务院办公厅关于{year}年部分节假日安排的通知",
        f"Notice of the General Office of the State Council on the public holidays of {year}",
    )
    lines = [
        f"# Working days of {year}: days off beyond the weekends, and weekend days worked in their place.",
        f"# Imported from {imported.source}, which knows the days and not the notice. Compare them with the notice,",
        "# fill in its number and date where they are missing, then set standing to confirmed.",
        "respond: calendar/1",
        f"region: {_scalar(imported.region)}",
        f"year: {year}",
        "standing: draft",
        "notice:",
        f"  number: {_scalar(number)}" if number else "  # number: fill in the number of the notice",
        f"  issued: {issued}"
        if issued
        else "  issued: ~  # fill in the date of the notice, such as 2026-11-04",
        f"  zh: {told.zh}",
        f"  en: {told.en}",
        "days_off:",
        *(f"  - {{from: {run.first}, to: {run.last}, {_name(run.name)}}}" for run in imported.days_off),
        "working:" if imported.working else "working: []",
        *(f"  - {{day: {each.day}, {_name(each.name)}}}" for each in imported.working if each.name),
    ]
    return "\n".join(lines) + "\n"


def differences(before: Year, imported: Imported) -> tuple[CalendarDifference, ...]:
    """Give the days a year there is tells otherwise than an imported one, by what is off and what is worked."""
    after_off = {day for run in imported.days_off for day in _days(run)}
    after_worked = {each.day for each in imported.working}

    def told(day: date, off: "set[date] | frozenset[date]", worked: "set[date] | frozenset[date]") -> Text:
        return _WORKED if day in worked else _OFF if day in off else _PLAIN

    days = sorted({*before.off, *before.worked, *after_off, *after_worked})
    found = ((day, told(day, before.off, before.worked), told(day, after_off, after_worked)) for day in days)
    return tuple(CalendarDifference(day, one, other) for day, one, other in found if one != other)


def _named(holiday: Any) -> Text:  # noqa: ANN401 - of the package
    return _NAMES.get(holiday.name, Text(holiday.chinese, holiday.value))


def _runs(off: list[tuple[date, Text]]) -> Iterator[DaysOff]:
    """Join days off that follow each other; two holidays in one run are named together, the longer first."""
    for _, group in groupby(enumerate(off), key=lambda each: each[1][0] - timedelta(days=each[0])):
        days = [found for _, found in group]
        names = sorted({name for _, name in days}, key=lambda name: -sum(each == name for _, each in days))
        yield DaysOff(days[0][0], days[-1][0], Text.joined(names, "、", " and "))


def _days(run: DaysOff) -> Iterator[date]:
    return (run.first + timedelta(days=n) for n in range((run.last - run.first).days + 1))


def _scalar(text: str) -> str:
    """Write a text so that it reads as itself."""
    return text if _PLAIN_TEXT.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _name(name: Text | None) -> str:
    assert name is not None  # noqa: S101 - the package names every day
    return f"zh: {name.zh}, en: {name.en}"
