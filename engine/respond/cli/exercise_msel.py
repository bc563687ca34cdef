"""`respond exercise export` and `respond exercise import`: a scenario as a workbook, and back."""

from importlib import import_module
from pathlib import Path

import click

from respond.cli.files import put
from respond.cli.spoken import SpokenCommand, argument, language_option, option
from respond.cli.streams import Lang, save_bytes, tell, write
from respond.errors import InputError, Text, fault


@click.command(
    "export",
    cls=SpokenCommand,
    words=Text(
        "把想定写成导调计划表（Excel）：一行一条导调信息，旁边是由预案推出的预期行动和条款；其余内容在第二张表，"
        "改过以后可以用 import 读回。",
        "Write a scenario as a workbook of Excel: a row an inject, beside it what the plan expects with its clauses; "
        "all else on a second sheet, so that import can read it back.",
    ),
    examples=("respond exercise export scenario.yaml -o msel.xlsx",),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@option(
    "-o",
    "--output",
    "target",
    required=True,
    metavar="FILE",
    zh="写入的文件，.xlsx",
    en="the file to write, .xlsx",
)
@language_option()
@click.pass_obj
def export(lang: Lang, /, scenario: str, target: str) -> int:
    """Write a scenario as a workbook."""
    from respond.api import default_library  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    source = import_module("respond.yaml").read_source(scenario)
    expected = exercise.expected_after(exercise.scenario_from(source), default_library(), lang)
    content = exercise.msel_workbook(source, expected, lang)
    save_bytes(content, Path(target))
    return 0


@click.command(
    "import",
    cls=SpokenCommand,
    words=Text(
        "由导调计划表（Excel）读出想定；错处按单元格列出，预案没有的单位、任务、事实也在内，有一处就不写文件。"
        "时间可以写 +时:分，也可以写时刻或日期和时刻。",
        "Read a scenario from a workbook of Excel; faults are told by cell, units, duties and facts the plans have not "
        "among them, and with any nothing is written. Times may be +HH:MM, times of day, or dates with times.",
    ),
    examples=(
        "respond exercise import msel.xlsx -o scenario.yaml",
        "respond exercise import theirs.xlsx --map 时间=at --map 事件=text.zh --base scenario.yaml --dry-run",
    ),
)
@argument("workbook", metavar="FILE.xlsx", zh="工作簿", en="a workbook")
@option(
    "--map",
    "named",
    multiple=True,
    metavar="HEADING=FIELD",
    zh="某列表头对应的栏目，可多次",
    en="the field that a column of that heading holds; any number",
)
@option(
    "--base",
    metavar="SCENARIO",
    zh="其余内容（标题、预案、起止、角色等）取自这份想定",
    en="take all but the injects (title, plans, start, end, cast) from this scenario",
)
@option("--dry-run", "dry", is_flag=True, zh="只列出会读到什么", en="only list what would be read")
@option(
    "-o", "--output", "target", default="-", metavar="FILE",
    zh="写入的想定文件；不写或写 - 则输出到标准输出", en="the scenario to write; standard output if absent or -",
)  # fmt: skip
@language_option()
@click.pass_obj
def import_(
    lang: Lang,
    /,
    workbook: str,
    named: tuple[str, ...],
    base: str | None,
    dry: bool,  # noqa: FBT001 - click's
    target: str,
) -> int:
    """Read a scenario from a workbook."""
    from respond.api import default_library  # noqa: PLC0415

    exercise, yaml = import_module("respond.exercise"), import_module("respond.yaml")
    rest = yaml.parse(yaml.read_source(base)) if base is not None else None
    found = exercise.read_msel(
        Path(workbook), named=dict(_named(each) for each in named), base=rest, library=default_library()
    )
    for notice in found.notices:
        tell(f"{notice.say(lang)}\n")
    if dry:
        for row in found.rows:
            words = [each for each in (row.phase, row.text) if each is not None]
            told = (row.place, row.at, row.id, *(" ".join(each.say(lang).split()) for each in words))
            write(f"{'  '.join(told)}\n")
        return 0
    put(found.text, target)
    return 0


def _named(given: str) -> tuple[str, str]:
    heading, sign, field = given.rpartition("=")
    if not sign or not heading or not field:
        raise InputError([fault("E908", found=f"--map {given}", command="respond exercise import")])
    return heading, field
