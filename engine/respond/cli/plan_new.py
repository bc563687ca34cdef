"""`respond plan new`: a file to begin a plan with."""

from pathlib import Path

import click

from respond.cli.spoken import SpokenCommand, argument, language_option, option
from respond.cli.streams import Lang, write
from respond.errors import Text

_MADE = Text("已建立 {path}", "made {path}")
_NEXT = Text(
    "改写以后：RESPOND_PLANS={folder} respond show {name}",
    "when it is rewritten: RESPOND_PLANS={folder} respond show {name}",
)


@click.command(
    "new",
    cls=SpokenCommand,
    words=Text(
        "建立一部新预案的文件：每一部分都有能读入的示例和说明，改写即可。已有的文件不覆盖。",
        "Start a plan: a file with an example and a word of advice for every part, to be rewritten. Nothing that "
        "exists is overwritten.",
    ),
    examples=("respond plan new mycounty/flood@2026 -o plans",),
)
@argument(
    "reference",
    metavar="ID",
    zh="新预案，写作 地区/预案@版本，如 mycounty/flood@2026",
    en="the new plan, PLACE/PLAN@EDITION, such as mycounty/flood@2026",
)
@option(
    "-o",
    "--output",
    "folder",
    default=".",
    metavar="FOLDER",
    zh="预案文件夹，文件写在其中的 地区/预案/版本.yaml（默认为当前文件夹）",
    en="folder of plans; the file is written to PLACE/PLAN/EDITION.yaml below it (default: here)",
)
@option(
    "--english",
    is_flag=True,
    zh="示例和说明只用英文",
    en="examples and advice in English alone",
)
@language_option()
@click.pass_obj
def command(lang: Lang, /, reference: str, folder: str, *, english: bool) -> int:
    """Begin a plan."""
    from respond.author import begin  # noqa: PLC0415

    path = begin(reference, Path(folder), english=english)
    write(_MADE.fill(path=path).say(lang) + "\n")
    write(_NEXT.fill(folder=folder, name=reference).say(lang) + "\n")
    return 0
