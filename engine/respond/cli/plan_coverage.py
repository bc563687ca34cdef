"""`respond plan coverage`: the clause ledger of a plan with the tests behind it."""

import json

import click

from respond.cli.shelf import opened
from respond.cli.spoken import OneOf, SpokenCommand, argument, language_option, option
from respond.cli.streams import Lang, write, write_sheet
from respond.errors import Text


@click.command(
    "coverage",
    cls=SpokenCommand,
    words=Text(
        "条款台账：每条成了什么，状态如何，哪些测试碰到它，不可执行或待办的理由。",
        "The ledger of clauses: what each became, its standing, the tests that touch it, and why some are left out.",
    ),
    examples=("respond plan coverage debt-risk", "respond plan coverage vaccine-quality --format md"),
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
    "--format",
    "output",
    type=OneOf(("text", "json", "md")),
    default="text",
    metavar="FORMAT",
    zh="text（默认）、json、md",
    en="text (the default), json, md",
)
@language_option()
@click.pass_obj
def command(lang: Lang, /, plan: str, output: str, *, incidents: bool) -> int:
    """Show the ledger."""
    from respond.prove.testing.ledger import ledger_of  # noqa: PLC0415
    from respond.prove.testing.ledger_sheet import ledger_data, ledger_sheet  # noqa: PLC0415
    from respond.prove.testing.run import run_suites  # noqa: PLC0415

    library, (name,) = opened([plan])
    ref = library.find(name)
    suite = run_suites(library, [ref], incidents=incidents)[0]
    report = ledger_of(library.compiled(ref), library.plan(ref), suite.outcomes)
    if output == "json":
        write(json.dumps(ledger_data(report), ensure_ascii=False) + "\n")
    elif output == "md":
        from respond.explain.markdown import as_markdown  # noqa: PLC0415

        write(as_markdown(ledger_sheet(report, lang)))
    else:
        write_sheet(ledger_sheet(report, lang))
    return 0
