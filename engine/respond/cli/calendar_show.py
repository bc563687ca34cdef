"""`respond calendar show`: a year or a month of working days."""

import re
from typing import TYPE_CHECKING

import click

from respond.cli.clock import present
from respond.cli.spoken import SpokenCommand, argument, format_option, language_option
from respond.cli.streams import Lang, write, write_sheet
from respond.errors import InputError, Text, fault, nearest

if TYPE_CHECKING:
    from respond.clock import Calendars

_WHEN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
_DEFAULT = "cn"


@click.command(
    "show",
    cls=SpokenCommand,
    words=Text(
        "看一年或一月的工作日：放假、调休上班、依据的通知。不写地区为 cn，不写时间为今年。",
        "Show the working days of a year or a month: days off, days worked in their place, the notice they follow. "
        "Region cn and this year if none is named.",
    ),
    examples=("respond calendar show 2026-10", "respond calendar show eu/target 2027"),
)
@argument(
    "region",
    metavar="REGION",
    required=False,
    zh="地区，如 cn、eu/target",
    en="a region, such as cn or eu/target",
)
@argument("when", metavar="TIME", required=False, zh="如 2026 或 2026-10", en="such as 2026 or 2026-10")
@format_option("text", "json", "md")
@language_option()
@click.pass_obj
def command(lang: Lang, /, region: str | None, when: str | None, output: str) -> int:
    """Show a calendar."""
    from respond.plan import Library  # noqa: PLC0415

    if when is None and region is not None and region[:1].isdigit():
        region, when = None, region
    calendars = Library.default().calendars
    name = known_region(region or _DEFAULT, calendars)
    year, month = _time(when)
    from respond.show import calendar_sheet, shown_calendar  # noqa: PLC0415

    shown = shown_calendar(calendars, name, year, month)
    if output == "json":
        from respond.situation import json_of  # noqa: PLC0415

        write(json_of(shown) + "\n")
        return 0
    write_sheet(calendar_sheet(shown, lang), output)
    return 0


def known_region(name: str, calendars: "Calendars") -> str:
    """Give the name of a calendar there is; raise InputError (E561) for any other."""
    if name not in calendars.names:
        guess, known = nearest(name, calendars.names), ", ".join(calendars.names)
        raise InputError([fault("E561", suggestion=guess, name=name, known=known)])
    return name


def _time(text: str | None) -> tuple[int, int | None]:
    if text is None:
        return present().year, None
    found = _WHEN.fullmatch(text)
    if found is None or int(found[1]) == 0:
        raise InputError([fault("E923", found=text)])
    return int(found[1]), int(found[2]) if found[2] else None
