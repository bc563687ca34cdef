"""`respond exercise`: exercises."""

from importlib import import_module

import click

from respond.cli.spoken import SpokenCommand, SpokenGroup, argument, format_option, language_option, option
from respond.cli.streams import Lang, write, write_json, write_sheet
from respond.errors import InputError, Text, fault


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
    "--actions",
    metavar="FILE",
    zh="一队的动作记录（actions/1），代替想定里的；- 为标准输入",
    en="what one team did (actions/1), in place of the scenario's own; - is standard input",
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
def run(lang: Lang, /, scenario: str, actions: str | None, output: str, full: bool) -> int:  # noqa: FBT001 - click's
    """Run a scenario and show the report."""
    from respond.api import run_exercise  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    if scenario == actions == "-":
        raise InputError([fault("E914")])
    played = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    if actions is not None:
        played = exercise.with_recording(played, exercise.load_recording(actions))
    result = run_exercise(played)
    if output == "json":
        write_json(exercise.report_data(result))
    else:
        write_sheet(exercise.report_sheet(result, lang, full=full), output)
    return int(result.points < result.most)


@click.command(
    "check",
    cls=SpokenCommand,
    words=Text(
        "检查想定：由预案推出的预期行动表，没人收到的导调信息，没有检验到的目的，与预案不一致的目标。"
        "退出码 1：还不能举行。",
        "Check a scenario: the key derived from the plan as a table, injects nobody receives, objectives nothing "
        "tests, targets that do not go with the plan. Exit code 1: not ready to be held.",
    ),
    examples=("respond exercise check scenario.yaml",),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@format_option("text", "json", "md")
@language_option()
@click.pass_obj
def check(lang: Lang, /, scenario: str, output: str) -> int:
    """Check a scenario, and show its key."""
    from respond.api import default_library  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    read = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    found = exercise.check_scenario(read, default_library())
    if output == "json":
        write(import_module("respond.situation").json_of(found) + "\n")
    else:
        write_sheet(exercise.key_sheet(found, lang), output)
    return 0 if found.ready else 1


command = SpokenGroup(
    "exercise",
    words=Text("演练", "exercises"),
    lazy={
        "check": (
            "respond.cli.exercise:check",
            Text("检查想定，列出预期行动", "check a scenario, show its key"),
        ),
        "run": ("respond.cli.exercise:run", Text("按想定推演并评分", "run a scenario and score it")),
        "export": (
            "respond.cli.exercise_msel:export",
            Text("把想定写成导调计划表（xlsx）", "write a scenario as a list of injects (xlsx)"),
        ),
        "import": (
            "respond.cli.exercise_msel:import_",
            Text("由导调计划表（xlsx）读出想定", "read a scenario from a list of injects (xlsx)"),
        ),
        "simulate": (
            "respond.cli.exercise_simulate",
            Text("推演几千次，看来不来得及", "play it thousands of times: can it be done"),
        ),
    },
    no_args_is_help=True,
)
language_option()(command)
