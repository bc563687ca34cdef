"""What the commands that give an answer share: how it is asked to look back, how much of it is shown, and how."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any

from respond._records import frozen
from respond.cli.spoken import Moment, format_option, option
from respond.cli.streams import Lang, write, write_sheet
from respond.errors import Fault, Text, fault

if TYPE_CHECKING:
    from respond.show import Block, View
    from respond.situation import Situation

FORMATS = ("text", "json", "yaml", "md")


@frozen
class Look:
    """What was typed of these options, by name."""

    now: str | None
    at: str | None
    hindsight: bool
    desk: str | None
    output: str
    why: bool
    why_not: str | None
    full: bool
    all_bodies: bool
    assume: tuple[str, ...]


def desk_option() -> Callable[[Any], Any]:
    """Declare the seat an answer is given from."""
    return option(
        "--desk",
        metavar="UNIT",
        zh="从哪个单位的席位回答：只有它的任务算“我方”",
        en="the unit from whose seat to answer: only what it owes is ours",
    )


def looking(function: Any) -> Any:  # noqa: ANN401 - click's
    """Declare the moment an answer is for, and the seat it is given from."""
    desk_option()(function)
    option(
        "--hindsight",
        is_flag=True,
        zh="与 --at 同用：按现在所知还原那一刻的实际情况，更正和迟报各归其位",
        en="with --at: that moment as it was, by what is known now, late reports and corrections in their places",
    )(function)
    option(
        "--at",
        type=Moment(),
        metavar="TIME",
        zh="回看那一刻：只用当时已知的情况",
        en="look back: use only what was known at that moment",
    )(function)
    return function


def showing(function: Any) -> Any:  # noqa: ANN401 - click's
    """Declare the form of an answer, how much of it is shown, and what is assumed."""
    option(
        "--assume",
        multiple=True,
        metavar="FACT=VALUE",
        zh="假定某一事实，可多次，如 deaths=5",
        en="assume a value, such as deaths=5; repeatable",
    )(function)
    option(
        "--all-bodies",
        is_flag=True,
        zh="上级和其他单位的任务也逐项列出",
        en="list what superiors and others owe, too",
    )(function)
    option(
        "--full",
        is_flag=True,
        zh="不省略：全部任务、问题、解释",
        en="leave nothing out: every duty, question, reading",
    )(function)
    option(
        "--why-not",
        metavar="LEVEL",
        zh="说明为何不是该级别",
        en="say what keeps it from that level",
    )(function)
    option(
        "--why",
        is_flag=True,
        zh="列出全部分级标准、所见数值和条款",
        en="list every criterion with the values it saw and its clause",
    )(function)
    format_option(*FORMATS, line=Text("一行一个", "one a line"))(function)
    return function


def misplaced(look: Look) -> Iterator[Fault]:
    """Give what contradicts itself, or would have no effect."""
    now, at = (moment_of(text, name, UTC) for text, name in ((look.now, "--now"), (look.at, "--at")))
    if now and at and at > now and _bare(look.now) == _bare(look.at):
        yield fault("E913", at=look.at, now=look.now)
    if look.output in {"json", "yaml"} and look.why_not:
        yield fault("E915", one="--why-not", format=look.output)
    if look.hindsight and look.at is None:
        yield fault("E911", one="--hindsight", other="--at")


def moment_of(text: str | None, name: str, zone: tzinfo) -> datetime | None:
    """Give a time as typed, in a zone where it has no offset."""
    from respond.facts import read_instant  # noqa: PLC0415

    return None if text is None else read_instant(text, name, zone=zone)


def _bare(text: str | None) -> bool:
    """Say whether a time is typed without an offset: then it reads as the same clock time in any zone."""
    east = timezone(timedelta(hours=1))
    read = [moment_of(text, "", zone) for zone in (UTC, east)]
    return read[0] != read[1]


def show_answer(
    situation: "Situation", look: Look, lang: Lang, *, first: bool = True, beside: "Sequence[Block]" = ()
) -> None:
    """Write an answer to stdout in the form asked for; one that is not the `first` is parted from the one before.

    What is told `beside` it, where it is read by people, stands under its title.
    """
    if look.output in {"json", "yaml"}:
        from respond.show import json_line, yaml_document  # noqa: PLC0415

        write(json_line(situation) if look.output == "json" else yaml_document(situation))
        return
    from respond.show import situation_sheet  # noqa: PLC0415

    sheet = situation_sheet(situation, _view(look, lang), beside)
    if look.output == "md":
        from respond.show import as_markdown  # noqa: PLC0415

        write(("" if first else "\n---\n\n") + as_markdown(sheet))
        return
    if not first:
        write("\n")
    write_sheet(sheet)


def _view(look: Look, lang: Lang) -> "View":
    from respond.show import View  # noqa: PLC0415

    return View(lang, full=look.full, why=look.why, why_not=look.why_not, all_bodies=look.all_bodies)
