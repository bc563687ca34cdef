"""`respond plan fmt`: files in their canonical form."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from respond.cli.spoken import SpokenCommand, argument, language_option, option
from respond.cli.streams import Lang, write
from respond.errors import Fault, InputError, Text

if TYPE_CHECKING:
    from respond.author import Kinds

_CHANGED = Text("已整理：{name}", "formatted: {name}")
_WOULD_CHANGE = Text("需要整理：{name}", "would be formatted: {name}")


@click.command(
    "fmt",
    cls=SpokenCommand,
    words=Text(
        "整理预案、事件、想定等文件的写法：键的次序、缩进、引号、行宽；注释和意思不变，写回之前重新读一遍核对。"
        "退出码：1 `--check` 时有文件需要整理；2 文件有误。",
        "Format plan, incident and scenario files: order of keys, indentation, quotes, width of lines. Comments and "
        "meaning stay; the result is read again before it is written. Exit code: 1 a file would change, with "
        "`--check`; 2 a file is not valid.",
    ),
    examples=("respond plan fmt plans/mycounty/flood/2026.yaml", "respond plan fmt --check plans/*/*/*.yaml"),
)
@argument(
    "files",
    metavar="FILE",
    nargs=-1,
    required=True,
    zh="要整理的文件；- 为标准输入，整理后写到标准输出",
    en="files to format in place; - is standard input, written to standard output",
)
@option(
    "--check",
    is_flag=True,
    zh="只检查，不写回；有文件需要整理则退出码为1",
    en="only check, write nothing; exit code 1 if a file would change",
)
@language_option()
@click.pass_obj
def command(lang: Lang, /, files: tuple[str, ...], check: bool) -> int:  # noqa: FBT001 - a flag
    """Format files; those that cannot be are told after all others are done."""
    faults: list[Fault] = []
    changed = 0
    for name in files:
        try:
            changed += _format(name, lang, check=check)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return 1 if check and changed else 0


def _format(name: str, lang: Lang, *, check: bool) -> bool:
    """Format one file and say whether that changes it."""
    from respond.author import formatted, replace_file  # noqa: PLC0415
    from respond.yaml import read_source  # noqa: PLC0415

    source = read_source(name)
    text = formatted(source, _kinds())
    same = text == source.text if name == "-" else text.encode() == Path(name).read_bytes()
    if name == "-" and not check:
        write(text)
        return not same
    if same:
        return False
    if not check:
        replace_file(Path(name), text)
    write((_WOULD_CHANGE if check else _CHANGED).fill(name=name).say(lang) + "\n")
    return True


def _kinds() -> "Kinds":
    """Give the kinds of files that can be formatted, with their classes."""
    from respond.author import Expected  # noqa: PLC0415
    from respond.exercise import Recording, Scenario  # noqa: PLC0415
    from respond.log import IncidentFile  # noqa: PLC0415
    from respond.plan import Plan  # noqa: PLC0415

    return {
        "plan": Plan,
        "incident": IncidentFile,
        "scenario": Scenario,
        "actions": Recording,
        "expected": Expected,
    }
