"""A first report typed instead of a file: its plans, facts and events, and when it occurred."""

from typing import Any

from respond.cli.spoken import option


def reporting(function: Any) -> Any:  # noqa: ANN401 - click's
    """Declare what a first report is typed with: `plan`, `facts`, `events`, `occurred`, `noticed`, `judged_by`."""
    option(
        "--judged-by",
        metavar="WHO",
        zh="不用文件：--set 中研判类事实由谁研判",
        en="without a file: the office that answers for judgements among --set",
    )(function)
    option(
        "--noticed",
        metavar="TIME",
        zh="不用文件：尚未发生，自何时起有征兆",
        en="without a file: nothing has occurred yet; since when there are signs",
    )(function)
    option(
        "--occurred",
        metavar="TIME",
        zh="不用文件：事发时刻或日期；不写则取最早的 --event，再没有就取现在",
        en="without a file: when it occurred, a time or a day; if absent the earliest --event, else the present",
    )(function)
    option(
        "--event",
        "events",
        multiple=True,
        metavar="NAME=TIME",
        zh="不用文件：一个事件的时刻，如 received=2026-11-21T09:12+08:00",
        en="without a file: when an event happened, such as received=2026-11-21T09:12+08:00",
    )(function)
    option(
        "--set",
        "facts",
        multiple=True,
        metavar="FACT=VALUE",
        zh="不用文件：一个事实，如 deaths=3、deaths=3+、deaths=1..4、area=120ha",
        en="without a file: a fact, such as deaths=3, deaths=3+, deaths=1..4, area=120ha",
    )(function)
    option(
        "--plan",
        multiple=True,
        metavar="PLAN",
        zh="不用文件：适用的预案，可多次",
        en="without a file: a plan that applies; repeatable",
    )(function)
    return function
