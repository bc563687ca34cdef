"""`respond plans`: the shelf."""

from typing import Any

import click

from respond.cli.spoken import SpokenCommand, format_option, language_option
from respond.cli.streams import Lang, write_json, write_sheet
from respond.errors import Text

_HEADS = {
    "plan": Text("预案", "Plan"),
    "edition": Text("版本", "Edition"),
    "force": Text("施行", "In force"),
    "title": Text("名称", "Title"),
}


@click.command(
    "plans",
    cls=SpokenCommand,
    words=Text(
        "列出全部预案及其版本。自己的预案放进任一目录，写入环境变量 RESPOND_PLANS。",
        "List the plans and their editions. Put your own into a folder and name it in RESPOND_PLANS.",
    ),
)
@format_option("text", "json", "md", line=Text("一行一个", "one a line"))
@language_option()
@click.pass_obj
def command(lang: Lang, /, output: str) -> int:
    """List every edition of every plan."""
    from respond.plan import Library  # noqa: PLC0415

    library = Library.default()
    editions = [shelved for name in library.names for shelved in library.editions(name)]
    if output == "json":
        for shelved in editions:
            write_json(_as_data(shelved))
        return 0
    from respond.show import Column, Sheet, Table, TableRow  # noqa: PLC0415

    heads = [_HEADS[name].say(lang) for name in ("plan", "force", "title")]
    columns = (Column(heads[0], "main"), Column(heads[1], "below"), Column(heads[2], "below"))
    rows = tuple(
        TableRow((str(shelved.ref), _force(shelved, lang), shelved.title.say(lang))) for shelved in editions
    )
    sheet = Sheet((Table(columns, rows),))
    write_sheet(sheet, output)
    return 0


def _force(shelved: Any, lang: Lang) -> str:  # noqa: ANN401
    force = shelved.in_force
    if force.to is None:
        return f"{force.from_}起" if lang == "zh" else f"from {force.from_}"
    return f"{force.from_}至{force.to}" if lang == "zh" else f"{force.from_} to {force.to}"


def _as_data(shelved: Any) -> dict[str, Any]:  # noqa: ANN401
    force = shelved.in_force
    return {
        "id": str(shelved.ref.id),
        "edition": str(shelved.ref.edition),
        "title": {"zh": str(shelved.title.zh), "en": str(shelved.title.en)},
        "in_force": {"from": str(force.from_), "to": str(force.to) if force.to else None},
    }
