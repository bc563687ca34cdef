"""`respond exercise`: exercises."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

import click

from respond.cli.spoken import (
    Day,
    OneOf,
    SpokenCommand,
    SpokenGroup,
    argument,
    format_option,
    language_option,
    option,
)
from respond.cli.streams import Lang, write, write_json, write_sheet
from respond.errors import InputError, Text, fault


def _variant() -> Callable[[Any], Any]:
    return option(
        "--variant",
        metavar="ID",
        zh="演哪个变体；不写为第一个",
        en="which variant is played; the first if absent",
    )


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
@_variant()
@format_option("text", "json", "md")
@option(
    "--full",
    is_flag=True,
    zh="不省略：完成的、不计分的、全部新任务逐项列出",
    en="leave nothing out: what was met, what does not count, every duty newly owed",
)
@language_option()
@click.pass_obj
def run(
    lang: Lang,
    /,
    scenario: str,
    actions: str | None,
    variant: str | None,
    output: str,
    full: bool,  # noqa: FBT001
) -> int:
    """Run a scenario and show the report."""
    from respond.api import run_exercise  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    if scenario == actions == "-":
        raise InputError([fault("E914")])
    played = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    if actions is not None:
        played = exercise.with_recording(played, exercise.load_recording(actions))
    result = run_exercise(played, variant=variant)
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
@_variant()
@format_option("text", "json", "md")
@language_option()
@click.pass_obj
def check(lang: Lang, /, scenario: str, variant: str | None, output: str) -> int:
    """Check a scenario, and show its key."""
    from respond.api import default_library  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    read = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    found = exercise.check_scenario(read, default_library(), variant)
    if output == "json":
        write(import_module("respond.situation").json_of(found) + "\n")
    else:
        write_sheet(exercise.key_sheet(found, lang), output)
    return 0 if found.ready else 1


@click.command(
    "draft",
    cls=SpokenCommand,
    words=Text(
        "起草想定：按预案的界线逐级上升，一项要紧的情况先不知道，目的取自预案的时限；由导调人员改写。",
        "Draft a scenario: facts that climb from level to level on the plan's own thresholds, one that matters unknown "
        "at first, objectives from the plan's limits; for the director to edit.",
    ),
    examples=("respond exercise draft vaccine-quality -o scenario.yaml",),
)
@argument("plan", metavar="PLAN", zh="预案名称，可带 @版本", en="a plan's name, with @EDITION if wanted")
@option("--on", type=Day(), metavar="DATE", zh="演练在哪一天", en="the day it is held on")
@option(
    "-o",
    "--output",
    "target",
    default="-",
    metavar="FILE",
    zh="写到文件；- 为标准输出",
    en="a file; - is standard output",
)
@language_option()
@click.pass_obj
def draft(lang: Lang, /, plan: str, on: date | None, target: str) -> int:  # noqa: ARG001 - a draft has both languages
    """Draft a scenario."""
    from respond.api import default_library  # noqa: PLC0415
    from respond.cli.files import put  # noqa: PLC0415

    put(import_module("respond.exercise").draft_scenario(default_library(), plan, on), target)
    return 0


_READERS = ("players", "control", "evaluators")


@click.command(
    "papers",
    cls=SpokenCommand,
    words=Text(
        "演练用的手册，由同一份想定给出：参演人员的（不含导调信息和答案）、导调的、评估的。",
        "The papers of an exercise, from one file: for players (no inject, nothing of the key), control, evaluators.",
    ),
    examples=("respond exercise papers scenario.yaml --for players --format html",),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@option(
    "--for",
    "readers",
    type=OneOf(_READERS),
    required=True,
    metavar="WHOM",
    zh="、".join(_READERS),
    en=", ".join(_READERS),
)
@_variant()
@format_option("text", "md", "html")
@language_option()
@click.pass_obj
def papers(lang: Lang, /, scenario: str, readers: str, variant: str | None, output: str) -> int:
    """Write one paper."""
    from respond.api import default_library  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    read = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    sheet = exercise.handout_sheet(read, default_library(), readers, lang, variant)
    if output == "html":
        write(import_module("respond.show").as_html(sheet))
    else:
        write_sheet(sheet, output)
    return 0


command = SpokenGroup(
    "exercise",
    words=Text("演练", "exercises"),
    lazy={
        "draft": ("respond.cli.exercise:draft", Text("由预案起草想定", "draft a scenario from a plan")),
        "check": (
            "respond.cli.exercise:check",
            Text("检查想定，列出预期行动", "check a scenario, show its key"),
        ),
        "papers": (
            "respond.cli.exercise:papers",
            Text("参演、导调、评估手册", "papers for those who take part"),
        ),
        "run": ("respond.cli.exercise:run", Text("按想定推演并评分", "run a scenario and score it")),
    },
    no_args_is_help=True,
)
language_option()(command)
