"""A calendar as people read it: the months with what is off and what is made up for, and the notice behind them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal

from respond._records import frozen
from respond.clock import Calendars, Year
from respond.errors import Language, Text
from respond.show.blocks import (
    Block,
    Column,
    Day,
    Line,
    Month,
    Months,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
)
from respond.situation import UNWRITTEN, Placed

_HEADS = {
    "zh": ("一", "二", "三", "四", "五", "六", "日"),
    "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
}
_WEEKDAYS = Text("周一 周二 周三 周四 周五 周六 周日", "Mon Tue Wed Thu Fri Sat Sun")
_MONTHS = "January February March April May June July August September October November December"

_TITLE = Text("工作日历 {region} · {when}", "Working days of {region} · {when}")
_BASE = Text("本地安排，其余按 {base}", "local days; for the rest {base} counts")
_NOTICE = Text("{region}：{title}（{cited}）", "{region}: {title} ({cited})")
_DRAFT = Text("{region} 的 {year} 年是草稿，未经核实", "{year} of {region} is a draft, not confirmed")
_STANDING = {"confirmed": Text("已核实", "confirmed"), "draft": Text("草稿", "draft")}
_LEGEND = Text(
    "* 放假  + 调休上班；其余按周六、周日休息",
    "* day off  + worked in place of another; else weekends are off",
)
_OFF = Text("放假", "Days off")
_WORKED = Text("调休上班", "Worked in place of another day")
_COUNT = Text("工作日 {n} 天", "{n} working days")
_LONG = Text("{n} 天", "{n} days")
_ONE = Text("1 天", "1 day")
_OFFICE = Text("办公时间：{hours}", "Office hours: {hours}")
_NONE = Text("没有", "none")


@frozen
class CitedYear:
    """The notice a year follows, and how well it is confirmed."""

    region: str
    standing: Literal["confirmed", "draft"]
    title: Text
    number: str | None
    issued: date


@frozen
class ShownRun:
    """Days off, first and last included, and the calendar that says so."""

    region: str
    from_: date
    to: date
    name: Text


@frozen
class ShownWorked:
    """A day that is worked though it would be off; `name` tells for which days off it makes up."""

    region: str
    day: date
    name: Text | None


@frozen
class ShownDay:
    """A day and whether it is worked, with the office hours of a day that is, where they are given."""

    day: date
    working: bool
    office_hours: tuple[str, ...]


@frozen
class ShownCalendar:
    """The calendar of a region in a year, or in a month of it; a local one with what it takes from its base."""

    region: str
    base: str | None
    year: int
    month: int | None
    follows: tuple[CitedYear, ...]
    days_off: tuple[ShownRun, ...]
    made_up: tuple[ShownWorked, ...]
    working_days: int
    days: tuple[ShownDay, ...]
    marks: Annotated[tuple[str, ...], UNWRITTEN]
    """For each day what tells it from a day of the week like any other: `*` off, `+` worked."""

    @property
    def schema(self) -> Annotated[Literal["calendar-shown/1"], Placed(before="region")]:
        """Give the name of the contract its JSON keeps."""
        return "calendar-shown/1"


def shown_calendar(calendars: Calendars, region: str, year: int, month: int | None = None) -> ShownCalendar:
    """Gather what a calendar says of a year or of a month; raise CoverageError (E610) for a year it has not."""
    calendar = calendars.calendar(region)
    found, base = calendar.year(year), calendars.base(region)
    hours = calendar.hours() if calendar.hours is not None else None
    days = list(_days(year, month))
    layers = list(_layers(found))
    shown = tuple(
        ShownDay(day, working, hours.on(day) if hours is not None and working else ())
        for day in days
        for working in [found.is_working(day)]
    )
    return ShownCalendar(
        region,
        base.region if base is not None else None,
        year,
        month,
        tuple(
            CitedYear(each.region, each.standing, each.notice.title, each.notice.number, each.notice.issued)
            for each in layers
        ),
        tuple(
            ShownRun(each.region, run.first, run.last, run.name)
            for each in layers
            for run in each.days_off
            if run.first <= days[-1] and days[0] <= run.last
        ),
        tuple(
            ShownWorked(each.region, worked.day, worked.name)
            for each in layers
            for worked in sorted(each.working, key=lambda worked: worked.day)
            if days[0] <= worked.day <= days[-1]
        ),
        sum(each.working for each in shown),
        shown,
        tuple(_mark(found, each) for each in shown),
    )


def calendar_sheet(shown: ShownCalendar, lang: Language) -> Sheet:
    """Lay a calendar out to be read."""
    blocks: list[Block] = [
        Title(_TITLE.fill(region=shown.region, when=_when(shown)).say(lang), tuple(_below(shown, lang)))
    ]
    blocks += [
        Line(_DRAFT.fill(region=each.region, year=str(shown.year)).say(lang), "notice")
        for each in shown.follows
        if each.standing == "draft"
    ]
    blocks += [Section(_COUNT.fill(n=str(shown.working_days)).say(lang)), Months(tuple(_grids(shown, lang)))]
    blocks += [Line(_LEGEND.say(lang), "dim"), Section(_OFF.say(lang)), *_runs(shown, lang)]
    blocks += [Section(_WORKED.say(lang)), *_worked(shown, lang)]
    return Sheet(tuple(blocks), lang)


def _days(year: int, month: int | None) -> Iterator[date]:
    day = date(year, month or 1, 1)
    while day.year == year and month in (None, day.month):
        yield day
        if day == date.max:
            return
        day += timedelta(days=1)


def _layers(year: Year) -> Iterator[Year]:
    """Give a year and those it goes by, the local one first."""
    found: Year | None = year
    while found is not None:
        yield found
        found = found.base


def _mark(year: Year, shown: ShownDay) -> str:
    if year.reason(shown.day) is None:
        return ""
    return "+" if shown.working else "*"


def _when(shown: ShownCalendar) -> Text:
    if shown.month is None:
        return Text(f"{shown.year} 年", str(shown.year))
    return Text(f"{shown.year} 年 {shown.month} 月", f"{_MONTHS.split()[shown.month - 1]} {shown.year}")


def _below(shown: ShownCalendar, lang: Language) -> Iterator[str]:
    if shown.base is not None:
        yield _BASE.fill(base=shown.base).say(lang)
    for each in shown.follows:
        parts = [each.number or "", str(each.issued), _STANDING[each.standing].say(lang)]
        cited = Text("，", ", ").say(lang).join(part for part in parts if part)
        yield _NOTICE.fill(region=each.region, title=each.title, cited=cited).say(lang)
    for hours in dict.fromkeys(day.office_hours for day in shown.days if day.office_hours):
        yield _OFFICE.fill(hours=", ".join(hours)).say(lang)


def _grids(shown: ShownCalendar, lang: Language) -> Iterator[Month]:
    for month in range(1, 13) if shown.month is None else [shown.month]:
        days = [
            Day(each.day.day, mark, _style(mark))
            for each, mark in zip(shown.days, shown.marks, strict=True)
            if each.day.month == month
        ]
        title = Text(f"{month} 月", _MONTHS.split()[month - 1]).say(lang)
        yield Month(title, _HEADS[lang], date(shown.year, month, 1).weekday(), tuple(days))


def _style(mark: str) -> Literal["", "strong", "good"]:
    return "strong" if mark == "*" else "good" if mark else ""


def _runs(shown: ShownCalendar, lang: Language) -> Iterator[Block]:
    def row(run: ShownRun) -> TableRow:
        length = (run.to - run.from_).days + 1
        days = f"{run.from_}" if length == 1 else f"{run.from_} – {run.to:%m-%d}"
        said = (_ONE if length == 1 else _LONG.fill(n=str(length))).say(lang)
        return TableRow((days, run.name.say(lang), said, _of(run.region, shown)))

    yield from _table(tuple(map(row, shown.days_off)), lang)


def _worked(shown: ShownCalendar, lang: Language) -> Iterator[Block]:
    def row(each: ShownWorked) -> TableRow:
        weekday = _WEEKDAYS.say(lang).split()[each.day.weekday()]
        name = each.name.say(lang) if each.name is not None else ""
        return TableRow((f"{each.day} {weekday}", name, "", _of(each.region, shown)))

    yield from _table(tuple(map(row, shown.made_up)), lang)


def _of(region: str, shown: ShownCalendar) -> str:
    return region if shown.base is not None else ""


def _table(rows: tuple[TableRow, ...], lang: Language) -> Iterator[Block]:
    if not rows:
        yield Line(_NONE.say(lang), "dim")
        return
    yield Table((Column(""), Column("", "main"), Column("", "below"), Column("", "below")), rows)
