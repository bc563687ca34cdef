"""`respond plan test`: the tests that stand beside plans."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from respond.cli.shelf import opened_apart
from respond.cli.spoken import SpokenCommand, argument, format_option, language_option, option
from respond.cli.streams import Lang, save, write_json, write_sheet
from respond.errors import Text

if TYPE_CHECKING:
    from respond.author import Coverage, Suite


@click.command(
    "test",
    cls=SpokenCommand,
    words=Text(
        "运行预案自带的测试（版本.tests.yaml）和随附的事件；不写预案则全部运行。退出码 1：有未通过的，或没有测试。",
        "Run the tests beside plans (EDITION.tests.yaml) and the shipped incidents; all plans if none is named. "
        "Exit code 1: something is not as expected, or there are no tests.",
    ),
    examples=(
        "respond plan test vaccine-quality --coverage",
        "respond plan test plans/mycounty/flood/2026.yaml --junit report.xml",
    ),
)
@argument(
    "plans",
    metavar="PLAN",
    nargs=-1,
    required=False,
    zh="预案名称，可带 @版本，不带则取各版本；或文件路径",
    en="a plan's name, with @EDITION if wanted, every edition without; or the path of its file",
)
@option(
    "--coverage",
    is_flag=True,
    zh="列出没有测试碰到的标准、任务、响应和解释",
    en="list the criteria, duties, responses and readings no test exercises",
)
@option(
    "--with-incidents/--without-incidents",
    "incidents",
    default=True,
    zh="随附事件一并运行并计入覆盖（默认）；--without-incidents 则不",
    en="run and count the shipped incidents too (the default); or --without-incidents",
)
@option(
    "--junit",
    type=click.Path(path_type=Path),
    metavar="FILE",
    zh="另写 JUnit 文件",
    en="write a JUnit file as well",
)
@format_option("text", "json", "md", line=Text("一行一个版本", "one edition a line"))
@language_option()
@click.pass_obj
def command(
    lang: Lang, /, plans: tuple[str, ...], junit: Path | None, output: str, *, coverage: bool, incidents: bool
) -> int:
    """Run tests and show what is not as expected."""
    from respond.author import (  # noqa: PLC0415  # noqa: PLC0415
        coverage_of,
        editions_of,
        report_sheet,
        run_suites,
        suite_data,
    )
    from respond.author import junit as junit_text  # noqa: PLC0415

    suites: list[Suite] = []
    coverages: list[Coverage] = []
    for library, names in opened_apart(plans):
        found = run_suites(library, editions_of(library, names), incidents=incidents)
        suites += found
        if coverage:
            coverages += (coverage_of(library.prepared(suite.plan), suite.outcomes) for suite in found)
    if junit is not None:
        save(junit_text(suites, lang), junit)
    if output == "json":
        for index, suite in enumerate(suites):
            data = suite_data(suite, coverages[index] if coverages else None)
            write_json(data)
    else:
        write_sheet(report_sheet(suites, coverages, lang), output)
    return int(not all(suite.sound for suite in suites))
