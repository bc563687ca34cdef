"""`respond plan diff`: what one edition changes against another, in consequences."""

from datetime import date
from pathlib import Path

import click

from respond.cli.shelf import opened_apart
from respond.cli.spoken import Day, SpokenCommand, argument, format_option, language_option, option
from respond.cli.streams import Lang, write_json, write_sheet
from respond.errors import Text


@click.command(
    "diff",
    cls=SpokenCommand,
    words=Text(
        "比较两个版本，或一部预案与采用它的预案：哪些事件级别不同（各给最小事例），任务、时限、报送对象怎样变。"
        "和 diff 一样，没有差别退出码为 0，有差别为 1；查找中途停止为 3。",
        "Compare two editions, or a plan and one that adopts it: which incidents have another level (each with the "
        "smallest one), how duties, limits and addressees change. Like diff it ends with 0 when nothing differs and "
        "with 1 when something does; with 3 when the search was cut short.",
    ),
    examples=(
        "respond plan diff forest-grassland-fire@2009 forest-grassland-fire@2026",
        "respond plan diff forest-grassland-fire@2026 forest-fire@2024 --cases old-incidents",
    ),
)
@argument(
    "first",
    metavar="A",
    zh="预案名称@版本，或文件路径",
    en="a plan's name with @EDITION, or the path of its file",
)
@argument("second", metavar="B", zh="与之比较的版本", en="what it is compared with")
@option(
    "--on",
    type=Day(),
    metavar="DATE",
    zh="两者都取这一天采用的版本；不写则各取施行期内的一天",
    en="take both with what they adopt on this day; if absent, each on a day it is in force",
)
@option(
    "--cases",
    metavar="DIR",
    zh="以往事件的文件夹：逐件按两版研判，列出不同",
    en="a folder of past incidents: each is classified under both, and what differs is listed",
)
@format_option("text", "md", "json")
@language_option()
@click.pass_obj
def command(lang: Lang, /, first: str, second: str, on: date | None, cases: str | None, output: str) -> int:
    """Show what differs."""
    from respond.prove import diff_of  # noqa: PLC0415

    opening = opened_apart([first, second])
    (library, names), beside = opening[0], opening[-1]
    found = diff_of(
        library, names[0], beside[1][-1], on, None if cases is None else Path(cases), beside=beside[0]
    )
    if output == "json":
        from respond.prove import diff_json  # noqa: PLC0415

        write_json(diff_json(found))
        return found.exit_code
    from respond.prove import diff_sheet  # noqa: PLC0415

    sheet = diff_sheet(found, lang)
    write_sheet(sheet, output)
    return found.exit_code
