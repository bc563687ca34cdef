"""`respond show`: a plan, or one clause of it, to read."""

from datetime import date
from typing import Any

import click

from respond.cli.spoken import Day, SpokenCommand, argument, format_option, language_option, option
from respond.cli.streams import Lang, write_sheet
from respond.errors import InputError, Text, fault, nearest


@click.command(
    "show",
    cls=SpokenCommand,
    words=Text(
        "阅读一部预案：分级标准、响应、任务、报告、单位、解释、条款台账；写上条款则只看引用它的条目。",
        "Read a plan: levels, responses, duties, units, readings, ledger; with a clause what cites it.",
    ),
    examples=("respond show vaccine-quality", "respond show forest-grassland-fire@2009 40"),
)
@argument("plan", metavar="PLAN", zh="预案名称，可带 @版本", en="the plan's name, with @EDITION if wanted")
@argument("clause", metavar="CLAUSE", required=False, zh="条款，如 4.1(1)", en="a clause, such as 4.1(1)")
@option(
    "--on",
    type=Day(),
    metavar="DATE",
    zh="取这一天施行的版本；不写则取最新版本",
    en="the edition in force on this day; the latest if absent",
)
@format_option("text", "md")
@language_option()
@click.pass_obj
def command(lang: Lang, /, plan: str, clause: str | None, on: date | None, output: str) -> int:
    """Show a plan."""
    from respond.plan import Library  # noqa: PLC0415
    from respond.show import clauses_in, plan_sheet  # noqa: PLC0415

    library = Library.default()
    compiled = library.prepared(library.find(plan, on), on)
    if clause is not None:
        _check(clause, clauses_in(compiled), compiled)
    sheet = plan_sheet(compiled, library, lang, clause, on)
    write_sheet(sheet, output)
    return 0


def _check(clause: str, known: tuple[str, ...], compiled: Any) -> None:  # noqa: ANN401
    from respond.plan import covers  # noqa: PLC0415

    if not any(covers(clause, name) for name in known):
        raise InputError([fault("E916", suggestion=nearest(clause, known), plan=compiled.ref, name=clause)])
