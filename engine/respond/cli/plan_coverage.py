"""`respond plan coverage`: the clause ledger of a plan with the tests behind it."""

import json
from typing import TYPE_CHECKING

import click

from respond.cli.files import STDOUT, format_of, put
from respond.cli.shelf import opened
from respond.cli.spoken import OneOf, SpokenCommand, argument, language_option, option
from respond.cli.streams import Lang, write_sheet
from respond.errors import Text

if TYPE_CHECKING:
    from respond.author import LedgerReport


@click.command(
    "coverage",
    cls=SpokenCommand,
    words=Text(
        "条款台账：每条成了什么，状态如何，哪些测试碰到它，不可执行或待办的理由。",
        "The ledger of clauses: what each became, its standing, the tests that touch it, and why some are left out.",
    ),
    examples=("respond plan coverage debt-risk", "respond plan coverage vaccine-quality -o ledger.html"),
)
@argument(
    "plan",
    metavar="PLAN",
    zh="预案名称，可带 @版本，或文件路径",
    en="the plan's name, with @EDITION if wanted, or the path of its file",
)
@option(
    "--with-incidents/--without-incidents",
    "incidents",
    default=True,
    zh="随附事件也计入（默认）；--without-incidents 则不",
    en="count the shipped incidents too (the default); or --without-incidents",
)
@option(
    "-o",
    "--output",
    "target",
    default="-",
    metavar="FILE",
    zh="写入的文件，.html 或 .md；不写或写 - 则输出到标准输出",
    en="the file to write, .html or .md; standard output if absent or -",
)
@option(
    "--format",
    "output",
    type=OneOf(("text", "html", "md", "json")),
    metavar="FORMAT",
    zh="text、html、md、json；不写则看文件名，标准输出为 text",
    en="text, html, md, json; by the file name if absent, text on standard output",
)
@language_option()
@click.pass_obj
def command(lang: Lang, /, plan: str, target: str, output: str | None, *, incidents: bool) -> int:
    """Show the ledger."""
    from respond.author import ledger_of, run_suites  # noqa: PLC0415

    form = format_of(target, output, "text")
    library, (name,) = opened([plan])
    ref = library.find(name)
    suite = run_suites(library, [ref], incidents=incidents)[0]
    report = ledger_of(library.prepared(ref), library.plan(ref), suite.outcomes)
    if form == "text" and target == STDOUT:
        from respond.author import ledger_sheet  # noqa: PLC0415

        write_sheet(ledger_sheet(report, lang))
    else:
        put(_written(report, form, lang), target)
    return 0


def _written(report: "LedgerReport", form: str, lang: Lang) -> str:
    """Give the ledger as the text of a file."""
    from respond.author import ledger_data, ledger_sheet  # noqa: PLC0415

    if form == "json":
        return json.dumps(ledger_data(report), ensure_ascii=False) + "\n"
    from respond import show  # noqa: PLC0415

    written = {"html": show.as_html, "md": show.as_markdown, "text": show.plain}
    return written[form](ledger_sheet(report, lang))
