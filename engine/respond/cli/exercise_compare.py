"""`respond exercise compare`: several teams on one scenario, side by side."""

from importlib import import_module

import click

from respond.cli.spoken import SpokenCommand, argument, format_option, language_option, option
from respond.cli.streams import Lang, write, write_sheet
from respond.errors import Text


@click.command(
    "compare",
    cls=SpokenCommand,
    words=Text(
        "比较各队：同一份想定，每队一份动作记录；得分、各项目的的评定、定级判对用了多久、迟办和未办。",
        "Compare teams on one scenario, a recording each: points, the rating of each objective, how long the right "
        "level took, what was late and left undone.",
    ),
    examples=("respond exercise compare scenario.yaml --actions one.yaml --actions two.yaml",),
)
@argument("scenario", metavar="SCENARIO", zh="想定文件", en="a scenario file")
@option(
    "--actions", multiple=True, required=True, metavar="FILE", zh="一队的动作记录（actions/1），可多次",
    en="what one team did (actions/1); repeatable",
)  # fmt: skip
@format_option("text", "json", "md")
@language_option()
@click.pass_obj
def compare(lang: Lang, /, scenario: str, actions: tuple[str, ...], output: str) -> int:
    """Compare teams."""
    from respond.api import default_library  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    read = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    recordings = [exercise.load_recording(each) for each in actions]
    found = exercise.compare_teams(read, recordings, default_library())
    if output == "json":
        write(import_module("respond.situation").json_of(found) + "\n")
    else:
        write_sheet(exercise.comparison_sheet(found, lang), output)
    return 0
