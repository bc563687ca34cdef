"""`respond schema`: the file formats, for editors and other programs."""

import json
from importlib import import_module
from typing import Any

import click

from respond.cli.spoken import OneOf, SpokenCommand, argument, language_option
from respond.cli.streams import Lang, write
from respond.errors import Text

_READ = (
    "overview",
    "due",
    "questions",
    "duties",
    "log",
    "handover",
    "verified",
    "signed",
    "reminder",
    "told-entry",
    "heard",
    "noted",
    "items",
    "item",
    "report",
    "checked-circular",
)
"""What the commands print that read or watch a store."""

_MADE = {
    "situation": ("respond.situation", "Situation", 2),
    "simulation": ("respond.exercise", "Simulation", 1),
    "report-draft": ("respond.papers", "ReportDraft", 1),
    "calendar-shown": ("respond.show", "ShownCalendar", 1),
    "calendar-checked": ("respond.author", "CheckedCalendar", 1),
    "batch": ("respond.tables", "Batch", 1),
}
"""What other commands print, by the room and the class it is made of, and the number of its contract."""

_NAMES = (
    "plan",
    "incident",
    "scenario",
    "actions",
    "model",
    "simulation",
    "situation",
    "expected",
    "plan-tests",
    "circular",
    "entered",
    *_READ,
    "report-draft",
    "calendar-shown",
    "calendar-checked",
    "batch",
)


@click.command(
    "schema",
    cls=SpokenCommand,
    words=Text(
        "输出一种文件格式的 JSON Schema（2020-12）。", "Print the JSON Schema (2020-12) of a file format."
    ),
)
@argument("name", metavar="NAME", type=OneOf(_NAMES), zh="、".join(_NAMES), en=", ".join(_NAMES))
@language_option()
@click.pass_obj
def command(lang: Lang, /, name: str) -> int:  # noqa: ARG001 - a schema has no language
    """Print one schema."""
    write(json.dumps(_schema(name), ensure_ascii=False, indent=2) + "\n")
    return 0


def _schema(name: str) -> dict[str, Any]:
    from respond.situation import schema_of  # noqa: PLC0415

    if name in _MADE:
        room, made, number = _MADE[name]
        return schema_of(getattr(import_module(room), made), f"{name}/{number}")
    if name in {"entered", *_READ}:
        return schema_of(_printed(name), f"{name}/1")
    from respond.plan import json_schema  # noqa: PLC0415

    return json_schema(_class(name), f"{name}/1")


def _printed(name: str) -> type[Any]:
    """Give the class of what a command of the store prints."""
    from respond.cli.shop import of_the_store  # noqa: PLC0415

    with of_the_store():
        from respond import desk, store, supervise, watch  # noqa: PLC0415
    classes: dict[str, type[Any]] = {
        "entered": desk.EnteredData,
        "overview": desk.Overview,
        "due": desk.Due,
        "questions": desk.Questions,
        "duties": desk.Board,
        "log": desk.ToldLog,
        "handover": desk.Handover,
        "verified": desk.Checked,
        "signed": desk.Signed,
        "reminder": watch.Reminder,
        "told-entry": store.ToldEntry,
        "heard": watch.HeardData,
        "noted": supervise.NotedItemData,
        "items": supervise.Listing,
        "item": supervise.SupervisedItem,
        "report": supervise.Circular,
        "checked-circular": supervise.CheckedCircular,
    }
    return classes[name]


def _class(name: str) -> type[Any]:
    if name == "plan":
        from respond.plan import Plan  # noqa: PLC0415

        return Plan
    if name == "incident":
        from respond.log import IncidentFile  # noqa: PLC0415

        return IncidentFile
    if name == "expected":
        from respond.author import Expected  # noqa: PLC0415

        return Expected
    if name == "circular":
        from respond.cli.shop import of_the_store  # noqa: PLC0415

        with of_the_store():
            from respond.supervise import PublishedCircular  # noqa: PLC0415

        return PublishedCircular
    if name == "plan-tests":
        from respond.author import PlanTests  # noqa: PLC0415

        return PlanTests
    from respond.exercise import Model, Recording, Scenario  # noqa: PLC0415

    return {"model": Model, "actions": Recording, "scenario": Scenario}[name]
