"""The commands of the watch: the ticker itself, and what people say of its reminders."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from respond.cli import lives_long
from respond.cli.clock import pause, present
from respond.cli.shop import Given, as_option, now_option, of_the_store, recorder_of, store_option
from respond.cli.spoken import Length, Moment, SpokenCommand, argument, format_option, language_option, option
from respond.cli.streams import Lang, tell, write, write_sheet
from respond.errors import InputError, Text, fault

if TYPE_CHECKING:
    from respond.plan import Library
    from respond.store import RoomStore
    from respond.watch import Channel, Follower, Heard, Round

_TOLD = Text(
    "{at}　读{read}起事件，新提醒{noted}条，发出{sent}次；已排定{planned}项，下一次 {next}",
    "{at}  incidents read: {read}, new reminders: {noted}, sent: {sent}; planned: {planned}, next {next}",
)
_NEVER = Text("无", "none")
_PRACTISED = Text(
    "　其中{n}起是演练，却在实际值班的记录库里：不提醒任何人；演练另用一个记录库（--exercise）",
    "  exercises among them: {n}. They lie in a store for real work, and nobody is reminded of them; an exercise "
    "belongs in a store of its own (--exercise)",
)
_HEARD = {
    "acknowledgement": Text(
        "已记入 {incident} 第{number}条：{by} 确认 {duty}",
        "entered in {incident}, entry {number}: {by} has seen {duty}",
    ),
    "postponement": Text(
        "已记入 {incident} 第{number}条：{duty} 的提醒推迟到 {until}；任务仍在，时限到时照常提醒",
        "entered in {incident}, entry {number}: no reminders of {duty} until {until}; it is owed all the same, and at "
        "its limit there will be one",
    ),
}
_MISSING = Text("尚未确认：{who}", "not acknowledged by: {who}")


@click.command(
    "watch",
    cls=SpokenCommand,
    words=Text(
        "看守时限：按时提醒，每条只发一次，中断后补发并注明；证明每项未办任务都排定了下一次提醒。"
        "退出码：0 正常，1 有未能排定或没有发出的（--once）。",
        "Watch the limits: reminders in time, each once, made good and marked after an outage; and the proof that "
        "every open duty has its next reminder planned. Exit codes: 0 in order, 1 something is not planned or not "
        "sent (--once).",
    ),
    examples=(
        "respond watch --every 30s --to stdout",
        "respond watch --once --to file:/var/log/reminders.jsonl",
        "respond watch --to 'smtp://duty@mail.example:587?to=leader@example' --to webhook:https://hook.example/respond",
    ),
)
@option("--once", is_flag=True, zh="只走一轮", en="go round once")
@option(
    "--every", type=Length(Text("间隔", "an interval")), default="30s", metavar="LENGTH",
    zh="每隔多久一轮（默认30s）", en="how long from round to round (30s if absent)",
)  # fmt: skip
@option(
    "--to", multiple=True, metavar="WHERE",
    zh="发到哪里，可多次：stdout、file:路径、command:命令、smtp://…、webhook:URL、apprise:URL；不写则按值班室设置里存的，"
    "没有存则为 stdout",
    en="where reminders go; repeatable: stdout, file:PATH, command:CMD, smtp://..., webhook:URL, apprise:URL; if "
    "absent what the settings of the duty room keep, else stdout",
)  # fmt: skip
@option("--rhythm", metavar="FILE", zh="提醒节奏的文件", en="a file that says when reminders come")
@option(
    "--ticker",
    metavar="NAME",
    zh="心跳的名称；不写为本机名",
    en="the name of the heart; this machine's if absent",
)
@store_option()
@now_option()
@format_option("text", "json")
@language_option()
@click.pass_obj
def watch(lang: Lang, /, **given: Any) -> int:  # noqa: ANN401
    """Watch the limits."""
    if given["now"] is not None and not given["once"]:
        raise InputError([fault("E911", one="--now", other="--once")])
    with _watched(given) as (store, library):
        from respond.store import check_new_name  # noqa: PLC0415
        from respond.watch import (  # noqa: PLC0415
            Ticker,
            channel_of,
            default_rhythm,
            followers_of,
            kept_targets,
            load_rhythm,
        )

        heart = given["ticker"] if given["ticker"] is not None else socket.gethostname() or "ticker"
        check_new_name("--ticker", heart)
        rhythm = load_rhythm(Path(given["rhythm"])) if given["rhythm"] else default_rhythm()
        plain = given["output"] == "json"

        def channels() -> "list[Channel]":
            where = given["to"] or kept_targets(store)
            return [channel_of(spec, write, lang, plain=plain) for spec in dict.fromkeys(where)]

        def followers() -> "tuple[list[Follower], list[InputError]]":
            def make(spec: str) -> "Channel":
                return channel_of(spec, write, lang, plain=plain)

            found, faults = followers_of(store.subscriptions(), make)
            for each in faults:
                tell(each.render(lang) + "\n")
            return found, faults

        ticker = Ticker(store, library, rhythm, channels(), heart)
        if given["once"]:
            ticker.followers, unmade = followers()
            return _told(ticker.round(_now(given["now"])), store, lang) or int(bool(unmade))
        lives_long()
        first = True
        while True:
            try:
                ticker.channels = channels()  # what the settings say may have changed
                ticker.followers, _ = followers()
                _told(ticker.round(present()), store, lang, quiet=not first)
                first = False
            except (
                InputError
            ) as error:  # the store cannot be used just now: the next round makes all of it good
                tell(error.render(lang) + "\n")
            pause(given["every"])


@click.command(
    "ack",
    cls=SpokenCommand,
    words=Text(
        "确认看到一条提醒（写它的编号）或一项任务；几个单位共同负责的，各自确认。任务仍须办理。",
        "Acknowledge a reminder (by its key) or a duty; where several units owe it each acknowledges. It stays owed.",
    ),
    examples=(
        "respond ack fire-0315 township-report --by townships",
        "respond ack fire-0315 township-report --by 张 --for townships",
    ),
)
@argument(
    "incident",
    metavar="ID",
    zh="事件编号；或只写一条提醒的编号",
    en="the incident; or the key of a reminder alone",
)
@argument("duty", metavar="DUTY", required=False, zh="任务编号", en="the duty")
@option("--by", required=True, metavar="WHO", zh="谁确认", en="who has seen it")
@option("--for", "for_", metavar="UNIT", zh="代表哪个单位", en="the unit that person answers for")
@store_option()
@as_option()
@now_option()
@format_option("text", "json")
@language_option()
@click.pass_obj
def ack(lang: Lang, /, incident: str, duty: str | None, **given: Any) -> int:  # noqa: ANN401
    """Acknowledge."""
    with _watched(given) as (store, library):
        from respond.watch import acknowledge, acknowledge_key  # noqa: PLC0415

        said = {
            "by": given["by"], "recorder": recorder_of(given), "now": _now(given["now"]), "for_": given["for_"],
            "posts": store.posts() or None,  # a store without accounts knows of no posts
        }  # fmt: skip
        heard = (
            acknowledge_key(store, library, incident, **said)
            if duty is None
            else acknowledge(store, library, incident, duty, **said)
        )
    _show(heard, given["output"], lang)
    return 0


@click.command(
    "postpone",
    cls=SpokenCommand,
    words=Text(
        "推迟一项任务的提醒：到何时、为何、由谁。到期自动恢复；任务仍在，时限到时照常提醒。",
        "Put off the reminders of a duty: until when, why, by whom. It expires; the duty is owed all the same, and at "
        "its limit there will be a reminder.",
    ),
    examples=(
        "respond postpone fire-0315 township-report --until 2026-03-15T16:00 --reason 现场核实中 --by 值班室",
    ),
)
@argument("incident", metavar="ID", zh="事件编号", en="the incident")
@argument("duty", metavar="DUTY", zh="任务编号", en="the duty")
@option("--until", required=True, type=Moment(), metavar="TIME", zh="到何时", en="until when")
@option("--reason", required=True, metavar="WHY", zh="原因", en="why")
@option("--by", required=True, metavar="WHO", zh="由谁", en="who puts it off")
@store_option()
@as_option()
@now_option()
@format_option("text", "json")
@language_option()
@click.pass_obj
def postpone(lang: Lang, /, incident: str, duty: str, **given: Any) -> int:  # noqa: ANN401
    """Put reminders off."""
    from respond.facts import read_instant  # noqa: PLC0415

    with _watched(given) as (store, library):
        from respond.store import incident_of  # noqa: PLC0415
        from respond.watch import postpone as put_off  # noqa: PLC0415

        zone = library.zone(incident_of(store.rows(incident)[:1]).plans)
        heard = put_off(
            store, library, incident, duty, until=read_instant(given["until"], "--until", zone=zone),
            reason=given["reason"], by=given["by"], recorder=recorder_of(given), now=_now(given["now"]),
            posts=store.posts() or None,
        )  # fmt: skip
    _show(heard, given["output"], lang)
    return 0


@contextmanager
def _watched(given: Given) -> "Iterator[tuple[RoomStore, Library]]":
    with of_the_store():
        from respond.store import RoomStore  # noqa: PLC0415
    from respond.api import default_library  # noqa: PLC0415

    store = RoomStore(given["store"], exercise=given["exercise"])
    try:
        yield store, default_library()
    finally:
        store.close()


def _now(typed: str | None) -> datetime:
    """Give the present: as typed, in China's time where it has no offset, or by the machine's clock."""
    from respond.clock import SHANGHAI  # noqa: PLC0415
    from respond.facts import read_instant  # noqa: PLC0415

    return present() if typed is None else read_instant(typed, "--now", zone=SHANGHAI)


def _told(found: "Round", store: "RoomStore", lang: Lang, *, quiet: bool = False) -> int:
    """Tell on stderr what a round came to; `quiet` says nothing where nothing happened."""
    from respond.clock import SHANGHAI, clock_text  # noqa: PLC0415
    from respond.log import MODE_MARKS  # noqa: PLC0415
    from respond.watch import faults_of  # noqa: PLC0415

    faults = faults_of(found)
    if faults or found.noted or found.sent or not quiet:
        coming = _NEVER if found.next is None else clock_text(found.next, SHANGHAI)
        line = _TOLD.fill(
            at=clock_text(found.now, SHANGHAI), read=found.read, noted=len(found.noted), sent=found.sent,
            planned=found.planned, next=coming,
        )  # fmt: skip
        mark = MODE_MARKS["exercise"].say(lang) if store.exercise else ""
        tell(f"{mark}{line.say(lang)}\n")
        if found.practised:
            tell(_PRACTISED.fill(n=found.practised).say(lang) + "\n")
    for each in faults:
        tell(each.render(lang) + "\n")
    return 1 if faults else 0


def _show(heard: "Heard", output: str, lang: Lang) -> None:
    row = heard.row
    if output == "json":
        from respond.situation import json_of  # noqa: PLC0415
        from respond.watch import heard_data  # noqa: PLC0415

        write(json_of(heard_data(heard)) + "\n")
        return
    from respond.log import MODE_MARKS  # noqa: PLC0415
    from respond.show import Line, Sheet, full_moment, names_of  # noqa: PLC0415

    said = _HEARD[row.kind].fill(
        incident=row.incident,
        number=row.number,
        duty=heard.obligation.id,
        by=row.data["by"],
        until=full_moment(datetime.fromisoformat(row.data["until"])) if "until" in row.data else "",
    )
    lines = [Line(MODE_MARKS[heard.mode].say(lang) + said.say(lang), "good")]
    if row.kind == "acknowledgement" and heard.missing:
        lines.append(Line(_MISSING.fill(who=names_of(heard.missing, lang)).say(lang)))
    write_sheet(Sheet(tuple(lines), lang))
