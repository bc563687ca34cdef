"""`respond exercise simulate`: whether an exercise can be done at all."""

import os
from importlib import import_module
from pathlib import Path

import click

from respond._files import replacing
from respond.cli.spoken import (
    SpokenCommand,
    Whole,
    argument,
    format_option,
    language_option,
    option,
    variant_option,
)
from respond.cli.streams import Lang, progress, save, write, write_sheet, writing
from respond.errors import InputError, Text, fault


@click.command(
    "simulate",
    cls=SpokenCommand,
    words=Text(
        "把想定推演几千次：演练者熟知预案，但人手、线路、路程和消息都要时间。每项时限办到的比例和区间，判对级别用时，"
        "不到95%的推演里办到的任务，和能解决它的改变（单项或两项）。退出码 1：有不到95%办到的。",
        "Play a scenario thousands of times with players who know the plan but have only so many hands, lines and "
        "minutes: the share in which each deadline is met with its interval, the hardest first, the time to the right "
        "level, and which change, or two, cures what is in time in fewer than 95 % of the runs. Exit code 1: there "
        "is such.",
    ),
    examples=("respond exercise simulate scenario.yaml --model ours.yaml -o runs.csv",),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@option(
    "--model",
    metavar="FILE",
    zh="用时、人手、线路的模型（model/1）；不写则用自带的假定",
    en="a model of times, hands and lines (model/1); the assumptions that come with it if absent",
)
@option(
    "--runs",
    type=Whole(1, 1_000_000),
    default=10_000,
    metavar="N",
    zh="推演次数，默认 10000",
    en="runs, 10000 if absent",
)
@option(
    "--seed",
    type=Whole(0, 999_999_999),
    default=1,
    metavar="N",
    zh="随机种子，默认 1",
    en="the seed, 1 if absent",
)
@option(
    "--jobs",
    type=Whole(1, 256),
    metavar="N",
    zh="进程数，默认与处理器数相同；结果与之无关",
    en="processes, as many as processors if absent; the answer is the same for any number",
)
@option(
    "--checks",
    type=Whole(0, 1000),
    default=3,
    metavar="N",
    zh="其中多少次再交引擎逐项评判，默认 3",
    en="how many of the runs the engine judges as well, 3 if absent",
)
@option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    zh="每次推演每项一行写入文件，.csv、.json 或 .parquet",
    en="write every run, one row a step, into a file: .csv, .json or .parquet",
)
@option(
    "--picture",
    metavar="FILE",
    zh="画成图写入文件，.svg：每项时限办到的比例和区间，判对级别用时",
    en="write it as a picture into a file, .svg: the share in which each deadline is met with its interval, and how "
    "long the right level took",
)
@variant_option()
@format_option("text", "json", "md")
@language_option()
@click.pass_obj
def command(  # noqa: PLR0913 - click's
    lang: Lang, /, *, scenario: str, model: str | None, runs: int, seed: int, jobs: int | None, checks: int,
    target: str | None, picture: str | None, variant: str | None, output: str,
) -> int:  # fmt: skip
    """Simulate a scenario."""
    from respond.api import default_library  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    if scenario == model == "-":
        raise InputError([fault("E914")])
    write_runs = exercise.table_writer(Path(target)) if target is not None else None
    if picture is not None:
        exercise.check_picture(Path(picture))
    read = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    assumed = exercise.load_model(model) if model is not None else exercise.assumed_model()
    found, table = exercise.simulate(
        read, default_library(), assumed, runs=runs, seed=seed, jobs=jobs or os.cpu_count() or 1, checks=checks,
        told=progress(), variant=variant,
    )  # fmt: skip
    if write_runs is not None and target is not None:
        with writing(Path(target)), replacing(Path(target)) as beside:
            write_runs(table, beside)
    if picture is not None:
        save(exercise.simulation_picture(found, table, lang), Path(picture))
    if output == "json":
        write(import_module("respond.situation").json_of(found) + "\n")
    else:
        write_sheet(exercise.simulation_sheet(found, lang), output)
    return 0 if found.feasible else 1
