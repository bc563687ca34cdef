"""`respond plan boundaries`: every threshold with the level on both sides, and whether anything guards it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from respond.cli.shelf import opened
from respond.cli.spoken import Day, SpokenCommand, argument, format_option, language_option, option
from respond.cli.streams import Lang, write, write_json, write_sheet, writing
from respond.errors import InputError, Text, fault

if TYPE_CHECKING:
    from respond.plan import Library
    from respond.prove import Boundaries, Score
    from respond.show import Sheet


@click.command(
    "boundaries",
    cls=SpokenCommand,
    words=Text(
        "列出分级标准的每道数字界线：低一步、恰好、高一步各是几级，其余各项为零；再列任务、响应、不计入等条目的"
        "每道界线两边是否适用。--mutants 逐处改动这些条件，"
        "看随附事件、预案自带测试和界线事件能否发现；有一处发现不了即以 1 退出。",
        "List every figure of the criteria with the level one step below, at and one step above it, all else at rest; "
        "then every figure of duties, responses, exclusions and the like, with whether they apply. "
        "--mutants changes these conditions one place at a time and asks which incident would notice; one that nothing "
        "notices ends it with 1.",
    ),
    examples=(
        "respond plan boundaries vaccine-quality",
        "respond plan boundaries forest-grassland-fire@2009 --mutants --write guards",
    ),
)
@argument(
    "plan",
    metavar="PLAN",
    zh="预案名称，可带 @版本，或文件路径",
    en="the plan's name, with @EDITION if wanted, or the path of its file",
)
@option(
    "--on",
    type=Day(),
    metavar="DATE",
    zh="取这一天施行的版本和所采用的版本；不写则取最新版本",
    en="the edition in force on this day, with what it adopts then; the latest if absent",
)
@option(
    "--mutants",
    is_flag=True,
    zh="检验：每个数字改一步、每个“以上/超过”互换，是否有事件能发现",
    en="move every figure a step and swap every bound: would an incident notice?",
)
@option(
    "--incidents",
    "folders",
    multiple=True,
    metavar="DIR",
    zh="带预期答案的事件文件夹，可重复；不写则用随附事件",
    en="a folder of incidents with expected answers, repeatable; the shipped ones if absent",
)
@option(
    "--write",
    "target",
    metavar="DIR",
    zh="把界线事件写成事件文件，各附预期答案",
    en="write the boundary incidents as incident files, each with its expected answer",
)
@format_option("text", "md", "csv", "json")
@language_option()
@click.pass_obj
def command(
    lang: Lang,
    /,
    plan: str,
    on: date | None,
    mutants: bool,  # noqa: FBT001 - click's
    folders: tuple[str, ...],
    target: str | None,
    output: str,
) -> int:
    """Show the table of thresholds, or the score of the mutants."""
    library, (name,) = opened([plan])
    found = _table(library, name, on)
    score = _score(found, library, folders) if mutants else None
    if target is not None:
        _save(found, library, score, Path(target))
    if score is None:
        _show_table(found, output, lang)
        return 0
    _show_score(score, output, lang)
    return score.exit_code


def _table(library: "Library", name: str, on: date | None) -> "Boundaries":
    from respond.prove import boundaries_of, day_in_force  # noqa: PLC0415

    ref = library.find(name, on)
    day = on or day_in_force(library.prepared(ref))
    return boundaries_of(library.prepared(ref, day), day)


def _score(found: "Boundaries", library: "Library", folders: tuple[str, ...]) -> "Score":
    from respond.plan import shipped  # noqa: PLC0415
    from respond.prove import (  # noqa: PLC0415
        asked_incidents,
        asked_tests,
        mutants_of,
    )
    from respond.yaml import is_folder  # noqa: PLC0415

    paths = [Path(folder) for folder in folders] or [shipped("scenarios") / "incidents"]
    missing = [path for path in paths if not is_folder(path)]
    if missing:
        raise InputError(fault("E680", name=path) for path in missing)
    return mutants_of(found, [*asked_incidents(paths, library), *asked_tests(found.plan, library)])


def _save(found: "Boundaries", library: "Library", score: "Score | None", target: Path) -> None:
    from respond.prove import guards, save  # noqa: PLC0415

    more = [] if score is None else score.guarding
    made = list(guards(found, library, more))  # all of them are confirmed before any is written
    with writing(target):
        save(made, target)


def _show_table(found: "Boundaries", output: str, lang: Lang) -> None:
    from respond.prove import boundaries_csv, boundaries_json, boundaries_sheet  # noqa: PLC0415

    if output == "csv":
        write(boundaries_csv(found, lang))
    elif output == "json":
        write_json(boundaries_json(found))
    else:
        _write_sheet(boundaries_sheet(found, lang, wide=output == "md"), output)


def _show_score(score: "Score", output: str, lang: Lang) -> None:
    from respond.prove import mutants_csv, mutants_json, mutants_sheet  # noqa: PLC0415

    if output == "csv":
        write(mutants_csv(score, lang))
    elif output == "json":
        write_json(mutants_json(score))
    else:
        _write_sheet(mutants_sheet(score, lang), output)


def _write_sheet(sheet: "Sheet", output: str) -> None:
    write_sheet(sheet, output)
