"""The commands that enter something in the log of a running incident: each the twin of a method of `respond.Desk`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from respond.cli.first_report import reporting
from respond.cli.shop import (
    Given,
    as_option,
    desk_at,
    incident_argument,
    made_of,
    now_for,
    now_option,
    store_option,
)
from respond.cli.spoken import (
    Moment,
    Whole,
    argument,
    format_option,
    language_option,
    option,
)
from respond.cli.streams import Lang, tell, terminal_width, write, write_sheet
from respond.errors import InputError, Text, fault

if TYPE_CHECKING:
    from respond.desk import Decision, Desk, Entered


def entering(name: str, zh: str, en: str, *examples: str) -> Callable[[Callable[..., Any]], Any]:
    """Make a command of what enters something: it gets the desk and what was typed, and gives what was entered."""

    def make(enter: "Callable[[Desk, Given], Entered]") -> Any:  # noqa: ANN401 - click's
        def run(lang: Lang, /, output: str, **given: Any) -> int:  # noqa: ANN401
            with desk_at(given) as desk:
                entered = enter(desk, given)
            told_of(entered, output, lang)
            return 0

        shared = (
            store_option(),
            as_option(),
            now_option(),
            format_option("text", "json"),
            language_option(),
        )  # fmt: skip
        return made_of(enter, run, shared, name, Text(zh, en), examples)

    return make


def at_option() -> Callable[[Any], Any]:
    """Declare `--at`."""
    return option(
        "--at",
        type=Moment(),
        metavar="TIME",
        zh="发生的时刻；不写则为现在",
        en="when it was; the present if absent",
    )


def seen_option() -> Callable[[Any], Any]:
    """Declare `--seen`, the last entry that had been read."""
    return option(
        "--seen", type=Whole(1, 999_999_999), metavar="N",
        zh="决定时看到的最后一条记录；其后又有记录就不记入，先列出来",
        en="the last entry that had been read; what came after it refuses the decision, and is told",
    )  # fmt: skip


def _deciding(*, reason: bool = False) -> Callable[[Any], Any]:
    """Declare who decides, why, and what had been read."""

    def declare(function: Any) -> Any:  # noqa: ANN401
        option(
            "--by",
            required=True,
            metavar="WHO",
            zh="由谁决定：单位编号、名称或岗位",
            en="who decides: a unit's id or name, or a post",
        )(function)
        option("--reason", required=reason, metavar="WHY", zh="理由", en="why")(function)
        seen_option()(function)
        at_option()(function)
        return function

    return declare


def decision_of(desk: "Desk", given: Given) -> "Decision":
    """Give who decides, why and when, as typed."""
    from respond.desk import Decision  # noqa: PLC0415

    at = given.get("at")
    now = now_for(desk, given)
    return Decision(given["by"], now, given.get("reason"), in_zone_of(desk, given, at), given.get("seen"))


def in_zone_of(desk: "Desk", given: Given, text: str | None) -> str | None:
    """Give a time as typed with the offset of the incident's zone where it has none."""
    from respond.log import in_zone  # noqa: PLC0415

    return None if text is None else in_zone(text, desk.zone(given["incident"]))


@entering(
    "open",
    "开一起事件：读事件文件（导出的连同其记录），或用 --plan、--set、--event。",
    "Open an incident: from a file (an exported one with its log), or with --plan, --set and --event.",
    "respond open incident.yaml",
    "respond open --id fire-0315 --plan forest-fire --set burnt_forest=3ha --event received=2026-03-15T13:20",
)
@argument(
    "file",
    metavar="FILE",
    required=False,
    zh="事件文件；- 为标准输入",
    en="an incident file; - is standard input",
)
@option(
    "--id", "incident", metavar="ID", zh="不用文件：事件编号", en="without a file: the name of the incident"
)
@option(
    "--title",
    metavar="TEXT",
    zh="不用文件：名称；不写则取自预案",
    en="without a file: its title; if absent after its plan",
)
@option(
    "--source",
    metavar="WHO",
    zh="不用文件：谁报来的（接报来源：单位或报告人）；须有 --event received",
    en="without a file: who reported it, an office or a person; needs --event received",
)
@option(
    "--region", metavar="CODE", zh="不用文件：所在地的区划代码，如 141122",
    en="without a file: the division code of the place, such as 141122",
)  # fmt: skip
@reporting
@option(
    "--ask",
    "asks",
    is_flag=True,
    zh="不用文件：逐项提问，直到没有能改变级别的问题",
    en="without a file: ask one question after another, until no answer could change the level",
)
def open_(desk: "Desk", given: Given) -> "Entered":
    """Open an incident."""
    from respond.desk import Typed, named_after  # noqa: PLC0415
    from respond.yaml import read_source  # noqa: PLC0415

    context = click.get_current_context()
    typed = (
        "incident",
        "title",
        "region",
        "source",
        "plan",
        "facts",
        "events",
        "occurred",
        "noticed",
        "judged_by",
        "asks",
    )
    if given["file"] is not None:
        both = next(
            (each for each in context.command.params if each.name in typed and given[each.name]), None
        )
        if both is not None:
            raise InputError([fault("E910", one=both.opts[0], other=given["file"])])
        return desk.open(read_source(given["file"], log=True), now=now_for(desk, given))
    missing = [name for name, value in (("--id", given["incident"]), ("--plan", given["plan"])) if not value]
    if missing:
        raise InputError([fault("E906", name=name, command="respond open") for name in missing])
    now = now_for(desk, given)
    zone = desk.zone(None, given["plan"])
    typed_ = Typed(
        given["incident"],
        given["plan"],
        given["title"] or named_after(desk.library.plan(desk.library.find(given["plan"][0])).title),
        given["facts"],
        given["events"],
        given["occurred"],
        given["noticed"],
        given["region"],
        given["judged_by"],
        given["source"],
    )
    report = typed_.opening(zone, now)
    if given["asks"]:
        from respond.cli.asking import ask  # noqa: PLC0415
        from respond.desk import Interview  # noqa: PLC0415

        report = ask(Interview(report, desk.library, now), context.obj).report
    return desk.open(report, now=now)


_new_source = option(
    "--new-source",
    is_flag=True,
    zh="事件列出了来源而其中没有这个：把它列进去",
    en="where the incident lists its sources without this one: list it",
)
"""Lists a source with the incident that it does not list yet."""


@entering(
    "update",
    "记入事实的新值。",
    "Enter new values of facts.",
    "respond update fire-0315 deaths=3+ burnt_forest=120ha --source 乡镇 --as-of 2026-03-15T15:10",
)
@incident_argument()
@argument(
    "facts",
    metavar="FACT=VALUE",
    nargs=-1,
    required=True,
    zh="如 deaths=3、deaths=3+、deaths=1..4",
    en="such as deaths=3, deaths=3+, deaths=1..4",
)
@option("--source", metavar="WHO", zh="谁报的", en="who reported it")
@_new_source
@option("--as-of", type=Moment(), metavar="TIME", zh="情况截至何时", en="since when it is so")
@option(
    "--standing",
    metavar="WORD",
    zh="reported、confirmed、disputed 等",
    en="reported, confirmed, disputed, ...",
)
@option("--judged-by", metavar="WHO", zh="研判类事实由谁研判", en="the office that answers for judgements")
def update(desk: "Desk", given: Given) -> "Entered":
    """Enter facts."""
    from respond.desk import pairs  # noqa: PLC0415

    return desk.update(
        given["incident"], pairs(given["facts"]), now=now_for(desk, given), source=given["source"],
        as_of=in_zone_of(desk, given, given["as_of"]), standing=given["standing"], judged_by=given["judged_by"],
        new_source=given["new_source"],
    )  # fmt: skip


@entering(
    "event",
    "记入已发生的事件节点：received、verified 等，或预案定义的；别的单位的写 NAME@单位。",
    "Enter that something has happened: received, verified, ..., or what a plan declares; another body's as NAME@body.",
    "respond event fire-0315 received@city-government --at 2026-03-15T13:50",
)
@incident_argument()
@argument("name", metavar="NAME[@BODY]", zh="事件节点", en="the event")
@at_option()
@option("--by", metavar="WHO", zh="由谁", en="by whom")
@option("--within", metavar="LENGTH", zh="限多久办，如 3天", en="within what time, such as 3 days")
@option("--source", metavar="WHO", zh="谁报来的", en="who told of it")
@_new_source
def event(desk: "Desk", given: Given) -> "Entered":
    """Enter an event."""
    at = in_zone_of(desk, given, given["at"])
    return desk.event(
        given["incident"],
        given["name"],
        now=now_for(desk, given),
        at=at,
        by=given["by"],
        within=given["within"],
        source=given["source"],
        new_source=given["new_source"],
    )


@entering(
    "did",
    "记入一项任务已办：谁、何时、报给谁、什么方式、文号。",
    "Enter that a duty was done: by whom, when, to whom, by which channel, under which number.",
    "respond did fire-0315 township-report --by townships --to county-government --channel phone",
)
@incident_argument()
@argument("duty", metavar="DUTY", zh="任务编号", en="the duty")
@at_option()
@option("--by", metavar="UNIT", zh="谁办的：单位编号或名称", en="who did it: a unit's id or name")
@option("--for", "for_", metavar="UNIT", zh="代谁办的：编号或名称", en="on whose behalf: its id or name")
@option(
    "--to",
    multiple=True,
    metavar="UNIT",
    zh="报给了谁：编号或名称，可多次；不写为全部",
    en="who was told, by id or name; repeatable; all if absent",
)
@option("--channel", metavar="WORD", zh="方式：phone、written 等", en="how: phone, written, ...")
@option("--number", metavar="TEXT", zh="文号", en="its number")
@option(
    "--round",
    "round_",
    type=Whole(1, 999_999),
    metavar="N",
    zh="第几次；不写为最早未办的一次",
    en="which occasion; the oldest open one if absent",
)
@option("--broke", is_flag=True, zh="应持续做到的，没有做到", en="what was to be kept up was not")
def did(desk: "Desk", given: Given) -> "Entered":
    """Enter an act."""
    return desk.did(
        given["incident"], given["duty"], now=now_for(desk, given), at=in_zone_of(desk, given, given["at"]),
        by=given["by"], **{"for": given["for_"]}, to=list(given["to"]) or None, channel=given["channel"],
        number=given["number"], round=given["round_"] and str(given["round_"]), broke="yes" if given["broke"] else None,
    )  # fmt: skip


@entering(
    "unable",
    "记入一项任务办不了和原因；任务仍在。",
    "Enter that a duty cannot be done, and why; it stays owed.",
    "respond unable fire-0315 deploy-county-team --reason 道路中断",
)
@incident_argument()
@argument("duty", metavar="DUTY", zh="任务编号", en="the duty")
@option("--reason", required=True, metavar="WHY", zh="原因", en="why")
@option("--by", metavar="UNIT", zh="谁说的：单位编号或名称", en="who says so: a unit's id or name")
@option(
    "--round",
    "round_",
    type=Whole(1, 999_999),
    metavar="N",
    zh="第几次；不写则各次都算",
    en="which occasion; without it all of them",
)
@at_option()
def unable(desk: "Desk", given: Given) -> "Entered":
    """Enter that something cannot be done."""
    return desk.unable(
        given["incident"], given["duty"], now=now_for(desk, given), reason=given["reason"], by=given["by"],
        at=in_zone_of(desk, given, given["at"]), round=given["round_"] and str(given["round_"]),
    )  # fmt: skip


@entering("note", "记一条备注。", "Enter a note.", "respond note fire-0315 电话：风向转北")
@incident_argument()
@argument("text", metavar="TEXT", zh="备注", en="the note")
def note(desk: "Desk", given: Given) -> "Entered":
    """Enter a note."""
    return desk.note(given["incident"], given["text"], now=now_for(desk, given))


@entering(
    "describe",
    "记入名称、地点和区划；不写的不变。",
    "Enter what an incident is called, where it is, and its region; what is not given stays.",
    "respond describe fire-0315 --where 水峪贯镇西社村后山 --region 141122",
)
@incident_argument()
@option("--title", metavar="TEXT", zh="名称", en="its title")
@option("--where", metavar="TEXT", zh="地点", en="the place")
@option(
    "--region", metavar="CODE", zh="地点的区划代码，如 141122",
    en="the division code of the place, such as 141122",
)  # fmt: skip
def describe(desk: "Desk", given: Given) -> "Entered":
    """Enter what describes an incident."""
    return desk.describe(
        given["incident"],
        now=now_for(desk, given),
        title=given["title"],
        where=given["where"],
        region=given["region"],
    )


@entering(
    "link",
    "把两起事件关联起来。",
    "Say that two incidents belong together.",
    "respond link fire-0315 fire-0316",
)
@incident_argument()
@argument("other", metavar="OTHER", zh="另一起事件", en="the other incident")
@option("--reason", metavar="WHY", zh="理由", en="why")
def link(desk: "Desk", given: Given) -> "Entered":
    """Link two incidents."""
    return desk.link(given["incident"], given["other"], now=now_for(desk, given), reason=given["reason"])


@entering(
    "merge",
    "把一起事件并入另一起：两起各自的记录都在，前一起此后只供查阅。",
    "Merge an incident into another: both logs stay, and the first is read only from then on.",
    "respond merge fire-0316 fire-0315 --reason 同一火场",
)
@incident_argument()
@argument("other", metavar="INTO", zh="并入的事件", en="the incident it goes into")
@option("--reason", metavar="WHY", zh="理由", en="why")
def merge(desk: "Desk", given: Given) -> "Entered":
    """Merge two incidents."""
    return desk.link(
        given["incident"], given["other"], now=now_for(desk, given), merged=True, reason=given["reason"]
    )


@entering(
    "declare",
    "人工定级：写明由谁、为何、到何时。",
    "Declare a level: by whom, why, until when.",
    "respond declare fire-0315 --level II --by 县指挥部 --reason 风力增大 --until 2026-03-16T08:00",
)
@incident_argument()
@option("--level", required=True, metavar="LEVEL", zh="级别", en="the level")
@option("--until", type=Moment(), metavar="TIME", zh="到何时为止", en="until when")
@_deciding(reason=True)
def declare(desk: "Desk", given: Given) -> "Entered":
    """Declare a level."""
    until = in_zone_of(desk, given, given["until"])
    return desk.declare(given["incident"], given["level"], decision_of(desk, given), until=until)


@entering(
    "withdraw",
    "撤回人工定级。",
    "Withdraw the declared level.",
    "respond withdraw fire-0315 --by 县指挥部 --reason 风停",
)
@incident_argument()
@_deciding(reason=True)
def withdraw(desk: "Desk", given: Given) -> "Entered":
    """Withdraw a level."""
    return desk.withdraw(given["incident"], decision_of(desk, given))


@entering(
    "extend",
    "记入某单位批准延长时限。",
    "Enter that a body made a limit longer.",
    "respond extend inquiry-7 report-of-inquiry '30 days' --by county-government --reason 技术鉴定",
)
@incident_argument()
@argument("duty", metavar="DUTY", zh="任务编号", en="the duty")
@argument("length", metavar="LENGTH", zh="延长多少，如 30天", en="by how much, such as 30 days")
@option(
    "--round",
    "round_",
    type=Whole(1, 999_999),
    metavar="N",
    zh="第几次；不写为全部",
    en="which occasion; all if absent",
)
@_deciding()
def extend(desk: "Desk", given: Given) -> "Entered":
    """Lengthen a limit."""
    return desk.extend(
        given["incident"], given["duty"], given["length"], decision_of(desk, given), round_=given["round_"]
    )


def _response(name: str, zh: str, en: str, example: str, method: str, *, level: bool) -> Any:  # noqa: ANN401
    """Make a command that starts, changes or ends something."""

    def enter(desk: "Desk", given: Given) -> "Entered":
        how = decision_of(desk, given)
        more = (given["level"],) if level else ()
        entered: Entered = getattr(desk, method)(given["incident"], *more, how)
        return entered

    if level:
        option("--level", required=True, metavar="LEVEL", zh="响应级别", en="the level of the response")(
            enter
        )
    _deciding()(enter)
    incident_argument()(enter)
    return entering(name, zh, en, example)(enter)


start = _response(
    "start", "记入启动响应，并与预案对照。", "Enter that a response was started; the plan beside it.",
    "respond start fire-0315 --level III --by county-command", "start", level=True,
)  # fmt: skip
adjust = _response(
    "adjust", "记入提高或降低响应，并与预案对照。",
    "Enter that the response was raised or lowered; the plan beside it.",
    "respond adjust fire-0315 --level II --by county-command", "adjust", level=True,
)  # fmt: skip
terminate = _response(
    "terminate", "记入终止响应，并与预案的条件对照。",
    "Enter that the response was ended, beside the plan's conditions.",
    "respond terminate fire-0315 --by county-command", "terminate", level=False,
)  # fmt: skip
close = _response(
    "close", "记入事件办结；还有未办的须写理由。", "Enter that it is closed; what is still owed needs a reason.",
    "respond close fire-0315 --by county-command", "close", level=False,
)  # fmt: skip


@entering(
    "correct",
    "更正一条记录：应是什么、为何；原记录仍在。",
    "Put an entry right: what it should have been, and why; the entry itself stays.",
    "respond correct fire-0315 received --at 2026-03-15T13:18 --by 值班室 --reason 录音核实",
    "respond correct fire-0315 deaths#2 --value 2 --by 值班室 --reason 误报",
)
@incident_argument()
@argument(
    "entry",
    metavar="ENTRY",
    zh="记录的名称，如 deaths#2，`respond log` 列出",
    en="the entry, such as deaths#2, as `respond log` names it",
)
@option(
    "--value",
    metavar="VALUE",
    zh="事实的正确值，或备注、地点的正确文字",
    en="what the fact was, or what a note or place says",
)
@option("--done-by", "done_by", metavar="UNIT", zh="实际由谁", en="who really did it")
@option(
    "--to", multiple=True, metavar="UNIT", zh="任务实际报给了谁，可多次", en="who was really told; repeatable"
)
@option("--channel", metavar="WORD", zh="实际方式", en="how it really was sent")
@option("--number", metavar="TEXT", zh="实际文号", en="its real number")
@option("--source", metavar="WHO", zh="事件节点实际由谁报来", en="who really told of an event")
@_new_source
@option("--withdrawn", is_flag=True, zh="根本没有发生", en="it never was")
@_deciding()
def correct(desk: "Desk", given: Given) -> "Entered":
    """Put an entry right."""
    said = {name: given[name] for name in ("value", "channel", "number", "source")}
    others = {**said, "done-by": given["done_by"], "to": given["to"]}
    if given["withdrawn"]:
        for name, value in others.items():
            if value not in (None, ()):
                raise InputError([fault("E910", one="--withdrawn", other=f"--{name}")])
    how = decision_of(desk, given)
    return desk.correct(
        given["incident"], given["entry"], how, **said, by=given["done_by"], to=list(given["to"]) or None,
        withdrawn="yes" if given["withdrawn"] else None, new_source=given["new_source"],
    )  # fmt: skip


def told_of(entered: "Entered", output: str, lang: Lang) -> None:
    """Tell what was entered; where the output takes nothing it is told beside the fault, for it was entered."""
    try:
        _show(entered, output, lang)
    except InputError:
        from respond.desk import entered_sheet  # noqa: PLC0415
        from respond.show import plain  # noqa: PLC0415

        tell(plain(entered_sheet(entered, lang), terminal_width()))
        raise


def _show(entered: "Entered", output: str, lang: Lang) -> None:
    from respond.desk import entered_data, entered_sheet  # noqa: PLC0415
    from respond.situation import json_of  # noqa: PLC0415

    if output == "json":
        write(json_of(entered_data(entered)) + "\n")
    else:
        write_sheet(entered_sheet(entered, lang))
