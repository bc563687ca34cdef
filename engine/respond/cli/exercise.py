"""`respond exercise`: exercises."""

from importlib import import_module

import click

from respond.cli.spoken import OneOf, SpokenCommand, SpokenGroup, argument, language_option, option
from respond.cli.streams import Lang, write, write_sheet
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
def run(lang: Lang, /, scenario: str, output: str) -> int:
    """Run a scenario and show the report."""
    from respond.api import run_exercise  # noqa: PLC0415

    report = import_module("respond.exercise.report")
    result = run_exercise(scenario)
    if output == "json":
        import json  # noqa: PLC0415

        write(json.dumps(report.report_data(result), ensure_ascii=False) + "\n")
    elif output == "md":
        from respond.explain.markdown import as_markdown  # noqa: PLC0415

        write(as_markdown(report.report_sheet(result, lang)))
    else:
        write_sheet(report.report_sheet(result, lang))
    return int(result.points < result.most)


command = SpokenGroup(
    "exercise",
    words=Text("演练", "exercises"),
    lazy={"run": ("respond.cli.exercise:run", Text("按想定推演并评分", "run a scenario and score it"))},
    no_args_is_help=True,
)
language_option()(command)
