"""`respond plan render`: a whole plan as a document to read, print and hand on."""

from datetime import date

import click

from respond.cli.files import format_of, put
from respond.cli.shelf import opened
from respond.cli.spoken import Day, OneOf, SpokenCommand, argument, language_option, option
from respond.cli.streams import Lang
from respond.errors import Text


@click.command(
    "render",
    cls=SpokenCommand,
    words=Text(
        "把一部预案排成可读、可打印的文档：逐条列出条款、规则和公式、时限和责任单位、解释，"
        "把每道数字界线画在数轴上，附各种索引。",
        "Set a plan as a document to read and print: clause by clause with rules, formulas, limits, units and "
        "readings, every threshold on a number line, and indexes.",
    ),
    examples=(
        "respond plan render vaccine-quality -o plan.html",
        "respond plan render jiaocheng/forest-fire --lang en --on 2025-12-31",
    ),
)
@argument(
    "plan",
    metavar="PLAN",
    zh="预案名称，可带 @版本，或文件路径",
    en="the plan's name, with @EDITION if wanted, or the path of its file",
)
@option(
    "-o",
    "--output",
    "target",
    default="-",
    metavar="FILE",
    zh="写入的文件，.html 或 .md；不写或写 - 则输出到标准输出",
    en="the file to write, .html or .md; standard output if absent or -",
)
@option(
    "--on",
    type=Day(),
    metavar="DATE",
    zh="取这一天施行的版本和所采用的版本；不写则取最新版本",
    en="the edition in force on this day, with what it adopts then; the latest if absent",
)
@option(
    "--format",
    "output",
    type=OneOf(("html", "md")),
    metavar="FORMAT",
    zh="html、md；不写则看文件名，标准输出为 md",
    en="html, md; by the file name if absent, md on standard output",
)
@language_option()
@click.pass_obj
def command(lang: Lang, /, plan: str, target: str, on: date | None, output: str | None) -> int:
    """Render a plan."""
    form = format_of(target, output, "md")
    from respond.author import stated_tests  # noqa: PLC0415
    from respond.show import plan_document  # noqa: PLC0415

    library, (name,) = opened([plan])
    compiled = library.prepared(library.find(name, on), on)
    document = plan_document(compiled, library, lang, on, stated_tests(library, compiled.ref))
    if form == "html":
        from respond.show import as_html  # noqa: PLC0415

        text = as_html(document)
    else:
        from respond.show import as_markdown  # noqa: PLC0415

        text = as_markdown(document)
    put(text, target)
    return 0
