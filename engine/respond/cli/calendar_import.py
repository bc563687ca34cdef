"""`respond calendar import`: a draft of a year from a package that knows its days off."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from respond.cli.spoken import Day, OneOf, SpokenCommand, Whole, argument, language_option, option
from respond.cli.streams import Lang, save, tell, write
from respond.errors import InputError, Place, Text, fault

if TYPE_CHECKING:
    from respond.author import CalendarDifference, Imported
    from respond.clock import Year

_DIFFERS = Text("{day}：原为{before}，导入为{after}", "{day}: was {before}, imported as {after}")
_SAME = Text("与 {name} 的日子相同", "{name} has the same days")
_WRITTEN = Text(
    "已写入 {name}（草稿：对照通知补全后改为 confirmed）",
    "wrote {name} (a draft: compare it with the notice)",
)
_SOURCES = ("chinesecalendar",)


@click.command(
    "import",
    cls=SpokenCommand,
    words=Text(
        "从 chinesecalendar 导入一年的放假安排，写成草稿；文号和印发日期它没有，用选项给出或自己补上。"
        "已有的文件只列出差别，不改写。",
        "Import the days off of a year from chinesecalendar as a draft; it knows neither the number nor the date of "
        "the notice: give them as options or fill them in. Of a file there is, only the differences are shown.",
    ),
    examples=(
        "respond calendar import 2026 --number 国办发明电〔2025〕7号 --issued 2025-11-04 -o 2026.yaml",
    ),
)
@argument("year", metavar="YEAR", type=Whole(1, 9999), zh="年份", en="the year")
@option(
    "--from",
    "source",
    type=OneOf(_SOURCES),
    default=_SOURCES[0],
    metavar="PACKAGE",
    zh="软件包：chinesecalendar（默认）",
    en="the package: chinesecalendar (the default)",
)
@option("--region", default="cn", metavar="REGION", zh="地区（默认 cn）", en="the region (default cn)")
@option("--number", metavar="NUMBER", zh="通知的文号", en="the number of the notice")
@option("--issued", type=Day(), metavar="DATE", zh="通知的印发日期", en="the date of the notice")
@option(
    "-o",
    "--out",
    "target",
    metavar="FILE",
    zh="写入这个文件；不写则输出",
    en="write this file; stdout if absent",
)
@option("--replace", is_flag=True, zh="改写已有的文件", en="write a file that is there anew")
@language_option()
@click.pass_obj
def command(
    lang: Lang,
    /,
    year: int,
    source: str,  # noqa: ARG001 - there is one so far
    region: str,
    number: str | None,
    issued: date | None,
    target: str | None,
    *,
    replace: bool,
) -> int:
    """Import a year."""
    from respond.author import import_year, year_text  # noqa: PLC0415

    imported = import_year(year, region)
    text = year_text(imported, number, issued)
    if target is None:
        write(text)
        known = _known(imported)
        if known is not None:
            tell("".join(f"{line}\n" for line in _told(known, imported, f"{region} {year}", lang)))
        return 0
    path = Path(target)
    if path.exists():
        from respond.clock import year_in  # noqa: PLC0415

        before = year_in(path, region)
        lines = _told(before, imported, target, lang)
        write("".join(f"{line}\n" for line in lines))
        if not replace:
            if _changes(before, imported):
                raise InputError([fault("E924", Place(target), name=target)])
            return 0
    save(text, path)
    write(_WRITTEN.fill(name=target).say(lang) + "\n")
    return 0


def _known(imported: "Imported") -> "Year | None":
    """Give the year there is already, if any."""
    from respond.plan import Library  # noqa: PLC0415

    calendars = Library.default().calendars
    if imported.region not in calendars.names:
        return None
    calendar = calendars.calendar(imported.region)
    return calendar.year(imported.year) if calendar.covers(imported.year) else None


def _changes(before: "Year", imported: "Imported") -> "tuple[CalendarDifference, ...]":
    from respond.author import differences  # noqa: PLC0415

    return differences(before, imported)


def _told(before: "Year", imported: "Imported", name: str, lang: Lang) -> list[str]:
    changes = _changes(before, imported)
    if not changes:
        return [_SAME.fill(name=name).say(lang)]
    return [
        _DIFFERS.fill(day=str(each.day), before=each.before, after=each.after).say(lang) for each in changes
    ]
