"""`respond exercise`: exercises."""

from importlib import import_module

import click

from respond.cli.spoken import SpokenCommand, SpokenGroup, argument, format_option, language_option, option
from respond.cli.streams import Lang, write_json, write_sheet
from respond.errors import Text


@click.command(
    "run",
    cls=SpokenCommand,
    words=Text(
        "按想定推演：每条导调信息之后预案怎么说，结束时评分。退出码 1：有任务未完成或迟到。",
        "Run a scenario: what the plan says after each inject, and the score at the end. "
        "Exit code 1: something was late or left undone.",
    ),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@format_option("text", "json", "md")
@option(
    "--full",
    is_flag=True,
    zh="不省略：完成的、不计分的、全部新任务逐项列出",
    en="leave nothing out: what was met, what does not count, every duty newly owed",
)
@language_option()
@click.pass_obj
def run(lang: Lang, /, scenario: str, output: str, full: bool) -> int:  # noqa: FBT001 - click passes it by name
    """Run a scenario and show the report."""
    from respond.api import run_exercise  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    result = run_exercise(exercise.scenario_from(import_module("respond.yaml").read_source(scenario)))
    if output == "json":
        write_json(exercise.report_data(result))
    else:
        write_sheet(exercise.report_sheet(result, lang, full=full), output)
    return int(result.points < result.most)


command = SpokenGroup(
    "exercise",
    words=Text("演练", "exercises"),
    lazy={"run": ("respond.cli.exercise:run", Text("按想定推演并评分", "run a scenario and score it"))},
    no_args_is_help=True,
)
language_option()(command)
