"""What is wrong with the files of calendars, and what a reader should know of them: all of it, with its place."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from attrs import evolve

from respond._records import frozen
from respond.clock import Calendar, Calendars, Year, year_in
from respond.errors import CoverageError, Fault, InputError, Language, Place, Text, fault
from respond.show import Block, Bullet, Line, Section, Sheet, joined
from respond.situation import UNWRITTEN, Placed
from respond.yaml import parse, read_source

Weight = Literal["fault", "finding", "note"]
"""A `fault` makes a file unusable, a `finding` is a defect of what it says, a `note` is only to be known."""

_NOTES = frozenset({"E644", "E646"})
_FINDINGS = frozenset({"E610", "E641", "E642", "E643", "E645", "E649"})
_EXIT: dict[Weight, int] = {"fault": 2, "finding": 1, "note": 0}
_YEAR_OF_NUMBER = re.compile(r"[〔\[［（(【](\d{4})[〕\]］）)】]")

_YEARS = Text("{region}：{years}", "{region}: {years}")
_OVER = Text("以 {base} 为基础", "over {base}")
_SOUND = Text("没有问题", "nothing to be said against it")
_SPAN = Text("{first} 至 {last} 年", "{first} to {last}")
_NO_YEAR = Text("没有年份", "no years")


@frozen
class CalendarFinding:
    """One thing that is to be said of a calendar, and how much it weighs."""

    code: str
    weight: Weight
    file: str | None
    line: int | None
    column: int | None
    problem: Text
    expected: Text | None
    help: Text | None
    fault: Annotated[Fault, UNWRITTEN]


@frozen
class CheckedCalendar:
    """A calendar with its years, those of its base apart, and what is to be said of it."""

    region: str
    base: str | None
    years: tuple[int, ...]
    findings: tuple[CalendarFinding, ...]

    @property
    def schema(self) -> Annotated[Literal["calendar-checked/1"], Placed(before="region")]:
        """Give the name of the contract its JSON keeps."""
        return "calendar-checked/1"

    @property
    def exit_code(self) -> int:
        """Give the exit code of a check that found this."""
        return max((_EXIT[each.weight] for each in self.findings), default=0)


def check_calendar(calendars: Calendars, region: str, only: Path | None = None) -> CheckedCalendar:
    """Check the files of a region, or one of them: every fault, defect and note, in the order of the years."""
    found: list[Fault] = []
    base: Calendar | None = None
    try:
        base = calendars.base(region)
    except InputError as error:
        found += error.faults
    files = calendars.files(region) if only is None else {int(only.stem): only} if only.stem.isdigit() else {}
    for path in files.values():
        found += _of_file(path, region, base)
    if only is None:
        found += (fault("E631", Place(str(path)), found=path.name) for path in calendars.strays(region))
        found += _lacking(calendars, region, base, tuple(files))
    return CheckedCalendar(region, base.region if base else None, tuple(files), tuple(map(_weighed, found)))


def checked_sheet(checked: tuple[CheckedCalendar, ...], lang: Language) -> Sheet:
    """Lay out what was found of calendars."""
    blocks: list[Block] = []
    for each in checked:
        over = _OVER.fill(base=each.base).say(lang) if each.base is not None else ""
        blocks.append(
            Section(_YEARS.fill(region=each.region, years=_spans(each.years, lang)).say(lang), over)
        )
        for finding in each.findings:
            text, *below = finding.fault.render(lang).splitlines()
            style: Literal["alarm", ""] = "" if finding.weight == "note" else "alarm"
            blocks.append(Bullet(text, tuple(line.strip() for line in below), style=style))
        if not each.findings:
            blocks.append(Line(_SOUND.say(lang), "good"))
    return Sheet(tuple(blocks), lang)


def _of_file(path: Path, region: str, base: Calendar | None) -> Iterator[Fault]:
    """Check the file of a year, a local one over the same year of its base."""
    under: Year | None = None
    if base is not None:
        try:
            under = base.year(int(path.stem))
        except CoverageError as error:
            yield from (_placed(each, Place(str(path))) for each in error.faults)
        except InputError as error:
            yield from error.faults
    try:
        year = year_in(path, region, under)
    except InputError as error:
        # without its base nobody can say which days would be off
        yield from (each for each in error.faults if each.code != "E637" or base is None or under is not None)
        return
    yield from _of_year(year, parse(read_source(path)))


def _of_year(year: Year, node: Any) -> Iterator[Fault]:  # noqa: ANN401 - the file, which was read without a fault
    notice = year.notice
    place = node["notice"]["issued"].place
    if notice.issued.year > year.year:
        yield fault("E641", place, year=year.year, issued=notice.issued)
    told = _YEAR_OF_NUMBER.search(notice.number or "")
    if told is not None and int(told[1]) != notice.issued.year:
        yield fault("E642", node["notice"]["number"].place, found=notice.number, issued=notice.issued)
    if year.standing == "draft":
        yield fault("E644", node["standing"].place, region=year.region, year=year.year)
    first = date(year.year, 1, 1)
    if not any(year.is_working(first + timedelta(days=n)) for n in range(365)):
        yield fault("E649", node["days_off"].place, region=year.region, year=year.year)
    for run, given in zip(year.days_off, node["days_off"], strict=True):
        days = [day for day in year.off if run.covers(day)]
        if year.base is not None and not any(map(year.base.is_working, days)):
            yield fault("E645", given.place, first=run.first, last=run.last)


def _lacking(
    calendars: Calendars, region: str, base: Calendar | None, years: tuple[int, ...]
) -> Iterator[Fault]:
    """Name the years between others that have no file; a local calendar goes by its base alone in them."""
    if base is not None:
        of_base = calendars.files(base.region)
        yield from (
            fault("E646", region=region, year=year, base=base.region) for year in of_base if year not in years
        )
    elif years:
        yield from (
            fault("E643", region=region, year=year)
            for year in range(min(years), max(years))
            if year not in years
        )


def _placed(found: Fault, place: Place) -> Fault:
    return found if found.place is not None else evolve(found, place=place)


def _spans(years: tuple[int, ...], lang: Language) -> str:
    """Give the years, those that follow each other as a span."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    told = [Text(str(a), str(a)) if a == b else _SPAN.fill(first=str(a), last=str(b)) for a, b in runs]
    return joined([each.say(lang) for each in told or [_NO_YEAR]], lang)


def _weighed(found: Fault) -> CalendarFinding:
    weight: Weight = "note" if found.code in _NOTES else "finding" if found.code in _FINDINGS else "fault"
    place = found.place
    return CalendarFinding(
        found.code,
        weight,
        place.file if place else None,
        place.line if place and place.line else None,
        place.column if place and place.line else None,
        found.problem,
        found.expected,
        found.help,
        found,
    )
