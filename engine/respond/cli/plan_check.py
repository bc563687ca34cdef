"""`respond plan check`: prove what plans mean, or refute it with the smallest incident."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from respond.cli.faults import worst
from respond.cli.shelf import opened_apart
from respond.cli.spoken import SpokenCommand, Whole, argument, format_option, language_option, option
from respond.cli.streams import Lang, write_json, write_sheet, writing
from respond.errors import InputError, Text, fault

if TYPE_CHECKING:
    from respond.plan import Library
    from respond.prove import Report

_MILLISECONDS = 1000


@click.command(
    "check",
    cls=SpokenCommand,
    words=Text(
        "证明预案：凡有损害必有级别，各档首尾相接，损害加重级别不降，任务能触发、时限能起算；不成立的给出最小事例。"
        "不写预案则核查全部。退出码：1 有缺陷未在预案的解释中说明；3 有问题未能判定；2 预案有误。",
        "Prove plans: any harm has a level, bands meet, more harm is never a milder level, duties can arise; what "
        "does not hold is shown with the smallest incident. All plans if none is named. Exit code: 1 a defect the "
        "plan's interpretations do not explain; 3 a question stayed undecided; 2 a plan is not valid.",
    ),
    examples=("respond plan check", "respond plan check vaccine-quality@2024 --write witnesses"),
)
@argument(
    "plans",
    metavar="PLAN",
    nargs=-1,
    zh="预案名称，可带 @版本，或文件路径",
    en="a plan's name, with @EDITION if wanted, or the path of its file",
)
@option(
    "--write",
    "folder",
    metavar="DIR",
    zh="把最小事例写成事件文件，放进这个文件夹",
    en="write the smallest incidents into this folder, as incident files",
)
@option(
    "--timeout",
    type=Whole(1, 3600),
    default=2,
    metavar="SECONDS",
    zh="每个问题最多用几秒（默认2）；超过即为未能判定",
    en="seconds for one question (default 2); beyond that it is undecided",
)
@format_option("text", "json", "md", line=Text("一行一个版本", "one edition a line"))
@language_option()
@click.pass_obj
def command(lang: Lang, /, plans: tuple[str, ...], folder: str | None, timeout: int, output: str) -> int:
    """Check plans."""
    from respond.prove import check_plans  # noqa: PLC0415

    where = _folder(folder)
    reports: list[Report] = []
    written: dict[str, Path] = {}
    for library, names in opened_apart(plans):
        found = list(check_plans(library, names, timeout * _MILLISECONDS))
        reports += found
        written |= _write(found, library, where) if where else {}
    if output == "json":
        for report in reports:
            write_json(report.to_json())
    else:
        from respond.prove import check_sheet  # noqa: PLC0415

        sheet = check_sheet(reports, lang, written)
        write_sheet(sheet, output)
    return worst(report.exit_code for report in reports)


def _folder(name: str | None) -> Path | None:
    """Give the folder to write to; raises `InputError` (E671) for what is no folder."""
    if name is None:
        return None
    path = Path(name)
    if path.exists() and not path.is_dir():
        raise InputError([fault("E671", name=name)])
    return path


def _write(reports: "Iterable[Report]", library: "Library", folder: Path) -> dict[str, Path]:
    """Write the witnesses, each confirmed as `respond classify` would answer it."""
    from respond.prove import confirm  # noqa: PLC0415

    written: dict[str, Path] = {}
    for report in reports:
        for finding in report.findings:
            witness = finding.witness
            if witness is not None and witness.id not in written:
                confirm(witness, library)
                written[witness.id] = folder / f"{witness.id}.yaml"
                with writing(written[witness.id]):
                    folder.mkdir(parents=True, exist_ok=True)
                    written[witness.id].write_text(witness.text, "utf-8")
    return written
