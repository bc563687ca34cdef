"""`respond calendar check`: everything that is wrong with calendars, or worth knowing."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from respond.cli.calendar_show import known_region
from respond.cli.faults import worst
from respond.cli.spoken import SpokenCommand, argument, format_option, language_option
from respond.cli.streams import Lang, write, write_sheet
from respond.errors import InputError, Place, Text, fault

if TYPE_CHECKING:
    from respond.author import CheckedCalendar
    from respond.clock import Calendars

_FILES = (".yaml", ".yml")


@click.command(
    "check",
    cls=SpokenCommand,
    words=Text(
        "核查日历文件：区间重叠、越年、颠倒，不能调休上班的日子，通知日期和文号，缺的年份，草稿。不写则核查全部。"
        "退出码：2 文件有误；1 有缺陷；草稿和按基础日历计的年份只作说明。",
        "Check calendars: runs that overlap, leave the year or are upside down, days that cannot be worked in place of "
        "others, dates and numbers of notices, years that are missing, drafts. All of them if none is named. Exit "
        "code: 2 a file is not valid; 1 a defect; drafts and years that go by the base alone are only noted.",
    ),
    examples=("respond calendar check", "respond calendar check plans/calendars/cn/2026.yaml"),
)
@argument("names", metavar="CALENDAR", nargs=-1, zh="地区，或文件路径", en="a region, or the path of a file")
@format_option("text", "json", "md", line=Text("一行一个日历", "one calendar a line"))
@language_option()
@click.pass_obj
def command(lang: Lang, /, names: tuple[str, ...], output: str) -> int:
    """Check calendars."""
    from respond.author import check_calendar, checked_sheet  # noqa: PLC0415
    from respond.plan import Library  # noqa: PLC0415

    calendars = Library.default().calendars
    checked = tuple(
        _of_file(Path(name), calendars)
        if name.endswith(_FILES)
        else check_calendar(calendars, known_region(name, calendars))
        for name in names or calendars.names
    )
    if output == "json":
        from respond.situation import json_of  # noqa: PLC0415

        for each in checked:
            write(json_of(each) + "\n")
    else:
        write_sheet(checked_sheet(checked, lang), output)
    return worst(each.exit_code for each in checked)


def _of_file(path: Path, calendars: "Calendars") -> "CheckedCalendar":
    """Check one file among the calendars of the folder it lies in; raise InputError (E631) where it is out of place."""
    from respond.author import check_calendar  # noqa: PLC0415
    from respond.clock import Calendars  # noqa: PLC0415
    from respond.yaml import parse, read_source  # noqa: PLC0415

    node = parse(read_source(path))
    region = str(node.get("region", "")) if hasattr(node, "get") else ""
    parts = tuple(part for part in region.split("/") if part)
    folder = path.resolve().parent
    if not parts or folder.parts[-len(parts) :] != parts:
        raise InputError([fault("E631", Place(str(path)), found=region or "-")])
    root = folder.parents[len(parts) - 1]
    return check_calendar(Calendars([root, *calendars.folders]), region, path)
