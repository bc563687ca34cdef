"""`respond supervise`: items under supervision, each command the twin of a function of `respond.supervise`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from respond.cli.answering import moment_of
from respond.cli.entering import at_option, decision_of, in_zone_of, seen_option
from respond.cli.reading import Read, code_of, reading
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
    Day,
    Moment,
    OneOf,
    SpokenGroup,
    argument,
    format_option,
    language_option,
    option,
)
from respond.cli.streams import Lang, write, write_sheet
from respond.errors import InputError, Place, Text, fault

if TYPE_CHECKING:
    from respond.desk import Desk
    from respond.supervise import NotedItem, Supervisor

command = SpokenGroup(
    "supervise",
    words=Text(
        "督办：按一部督办规则立项，逐个节点跟踪、催办、退回、延期、评价、销号，并汇总通报。",
        "Supervision: set items up under a profile, follow them node by node, urge, return, extend, evaluate, clear "
        "them, and sum them up in a circular.",
    ),
    lazy={
        "add": ("respond.cli.supervise:add", Text("立项", "set an item up")),
        "list": ("respond.cli.supervise:list_", Text("全部事项，最急的在前", "the items by urgency")),
        "status": ("respond.cli.supervise:status", Text("一个事项的现状", "how an item stands")),
        "feedback": ("respond.cli.supervise:feedback", Text("记入反馈", "enter what was reported")),
        "extend": ("respond.cli.supervise:extend", Text("申请或同意延期", "ask for more time, or grant it")),
        "return": ("respond.cli.supervise:return_", Text("退回", "give it back")),
        "attempt": ("respond.cli.supervise:attempt", Text("记入与服务对象沟通", "enter an attempt to agree")),
        "evaluate": ("respond.cli.supervise:evaluate", Text("评价", "grade it")),
        "clear": ("respond.cli.supervise:clear", Text("销号", "clear it")),
        "report": (
            "respond.cli.supervise:report",
            Text("通报，或核对一份通报", "the circular, or a check of one"),
        ),
    },
    no_args_is_help=True,
)
language_option()(command)


def noting(name: str, zh: str, en: str, *examples: str) -> Callable[[Callable[..., Any]], Any]:
    """Make a command of what enters something of an item: it gets the supervisor and what was typed."""

    def make(enter: "Callable[[Supervisor, Given], NotedItem]") -> Any:  # noqa: ANN401 - click's
        def run(lang: Lang, /, output: str, **given: Any) -> int:  # noqa: ANN401
            with desk_at(given) as desk:
                from respond.supervise import Supervisor  # noqa: PLC0415

                noted = enter(Supervisor(desk), given)
            _show(noted, output, lang)
            return 0

        shared = (
            store_option(), as_option(), now_option(), format_option("text", "json"), language_option(),
        )  # fmt: skip
        return made_of(enter, run, shared, name, Text(zh, en), examples)

    return make


def _show(noted: "NotedItem", output: str, lang: Lang) -> None:
    from respond.supervise import noted_data, noted_sheet  # noqa: PLC0415

    if output == "json":
        from respond.situation import json_of  # noqa: PLC0415

        write(json_of(noted_data(noted)) + "\n")
    else:
        write_sheet(noted_sheet(noted, lang))


def _node() -> Callable[[Any], Any]:
    return argument(
        "node",
        metavar="NODE",
        required=False,
        zh="节点：任务编号或名称；不写则为最先到期的",
        en="the node: the id or name of its duty; the one due first if absent",
    )


def _by(zh: str, en: str, *, required: bool = True) -> Callable[[Any], Any]:
    return option("--by", required=required, metavar="WHO", zh=zh, en=en)


def _within() -> Callable[[Any], Any]:
    return option(
        "--within",
        metavar="LENGTH",
        zh="限多久整改，如 3天",
        en="the time to put it right, such as 3 days",
    )


# Setting up.


@noting(
    "add",
    "立项：按督办规则设立一个事项，写明承办单位和来源。--of 把一起事件的一项任务列为事项，两边互相注明。",
    "Set an item up under a profile, with its undertaker and where it comes from. --of makes an item of a duty of an "
    "incident: each names the other.",
    "respond supervise add edu-01 --profile supervision-13710 --title 校车整治 --undertaker 市教育局 --source 常务会议",
    "respond supervise add fire-02 --profile supervision-13710 --of fire-0315 township-report --undertaker 县应急局",
)
@argument("incident", metavar="ID", zh="事项编号", en="the name of the item")
@argument(
    "facts", metavar="FACT=VALUE", nargs=-1, zh="规则要的其他事实", en="other facts the profile asks for"
)
@option("--profile", required=True, metavar="PLAN", zh="督办规则", en="the profile")
@option("--title", metavar="TEXT", zh="事项名称", en="its title")
@option(
    "--undertaker", multiple=True, metavar="NAME", zh="承办单位，可多次", en="who is in charge; repeatable"
)
@option("--assisting", multiple=True, metavar="NAME", zh="协办单位，可多次", en="who assists; repeatable")
@option("--initiator", multiple=True, metavar="NAME", zh="立项单位", en="who sets it up and follows it")
@option("--role", multiple=True, metavar="ROLE=NAME", zh="规则的其他角色", en="another role of the profile")
@option("--source", metavar="TEXT", zh="来源：会议、批示等", en="what it comes from: a meeting, a comment")
@option("--board", metavar="BOARD", zh="版块", en="the board it belongs to")
@option(
    "--where",
    metavar="PLACE",
    zh="所在地；不在规则本地的注明借用",
    en="its place; elsewhere the profile is borrowed",
)
@option(
    "--region", metavar="CODE", zh="所在地的区划代码，如 141122；--of 不写则为那起事件的",
    en="the division code of the place, such as 141122; with --of that of the incident if absent",
)  # fmt: skip
@option(
    "--since", type=Moment(), metavar="TIME",
    zh="事情本身从何时起（签约、反映问题、提交），早于立项的才写；此后立项前的情况才能用 event 补记",
    en="when the matter itself began (signed, raised, handed in), if before it was set up; events from then on can be "
    "entered",
)  # fmt: skip
@option(
    "--of", "of", nargs=2, default=None, metavar="INCIDENT DUTY",
    zh="督办一起事件的一项任务", en="supervise a duty of an incident",
)  # fmt: skip
@at_option()
def add(supervisor: "Supervisor", given: Given) -> "NotedItem":
    """Set an item up."""
    from respond.supervise import Opening  # noqa: PLC0415

    amiss = [text for text in given["facts"] if not text.partition("=")[0].strip()]
    if amiss:
        raise InputError([fault("E710", Place("FACT=VALUE"), found=text) for text in amiss])
    of = given["of"]
    missing = [f"--{name}" for name in ("title", "source") if not given[name] and not of]
    if missing:
        raise InputError([fault("E906", name=name, command="respond supervise add") for name in missing])
    roles = {name: given[name] for name in ("undertaker", "assisting", "initiator") if given[name]}
    for text in given["role"]:
        name, equals, body = text.partition("=")
        if not equals or not name.strip() or not body.strip():
            raise InputError(
                [fault("E905", name="--role", found=text, known="ROLE=NAME", command="respond supervise add")]
            )
        roles[name.strip()] = (*roles.get(name.strip(), ()), body.strip())
    zone = supervisor.desk.zone(None, (given["profile"],))
    opening = Opening(
        id=given["incident"],
        profile=given["profile"],
        title=given["title"] or "",
        source=given["source"] or "",
        roles=roles,
        board=given["board"],
        facts=given["facts"],
        at=moment_of(given["at"], "--at", zone),
        where=given["where"],
        since=moment_of(given["since"], "--since", zone),
        region=given["region"],
    )
    now = now_for(supervisor.desk, {**given, "incident": None, "plan": (given["profile"],)})
    if of:
        return supervisor.add_of(opening, of[0], of[1], now=now)
    return supervisor.add(opening, now=now)


# What the undertaker does.


@noting(
    "feedback",
    "记入承办单位对一个节点的反馈；在时限内反馈即取消以后的提醒。",
    "Enter what an undertaker reports to a node; that ends its reminders.",
    "respond supervise feedback edu-01 --text 已完成排查",
)
@incident_argument()
@_node()
@option("--text", required=True, metavar="TEXT", zh="反馈内容", en="what is reported")
@_by("由谁反馈；不写则为承办单位", "who reports; the undertaker if absent", required=False)
@at_option()
def feedback(supervisor: "Supervisor", given: Given) -> "NotedItem":
    """Enter feedback."""
    return supervisor.feedback(
        given["incident"], now=now_for(supervisor.desk, given), text=given["text"], node=given["node"],
        at=in_zone_of(supervisor.desk, given, given["at"]), by=given["by"],
    )  # fmt: skip


@noting(
    "extend",
    "延期：承办单位申请（--plan 写明计划），或 --granted 记入同意。提前多少天申请由规则规定，晚了照记并注明。",
    "More time: the undertaker asks for it, with its --plan; --granted enters the consent. How far ahead it has to be "
    "asked for the profile says: a late application is kept and told.",
    "respond supervise extend edu-01 --until 2018-02-28T18:00 --plan 分两步完成 --by 市教育局",
    "respond supervise extend edu-01 --granted --by 市政府办公室",
)
@incident_argument()
@_node()
@option("--until", type=Moment(), metavar="TIME", zh="延到何时", en="until when")
@option("--length", metavar="LENGTH", zh="延长多少，如 15天", en="by how much, such as 15 days")
@option("--plan", "why", metavar="TEXT", zh="合理明确的计划", en="the plan for it")
@option("--granted", is_flag=True, zh="记入同意", en="enter the consent")
@_by("谁申请，或谁同意", "who asks for it, or grants it")
@option("--reason", metavar="WHY", zh="理由", en="why")
@seen_option()
@at_option()
def extend(supervisor: "Supervisor", given: Given) -> "NotedItem":
    """Ask for more time, or grant it."""
    if given["until"] is not None and given["length"] is not None:
        raise InputError([fault("E910", one="--until", other="--length")])
    if given["granted"]:
        for name in ("until", "why"):
            if given[name] is not None:
                other = "--plan" if name == "why" else "--until"
                raise InputError([fault("E910", one="--granted", other=other)])
        how = decision_of(supervisor.desk, given)
        return supervisor.grant(given["incident"], how, node=given["node"], length=given["length"])
    if given["why"] is None:
        raise InputError([fault("E906", name="--plan", command="respond supervise extend")])
    if given["seen"] is not None:
        raise InputError([fault("E911", one="--seen", other="--granted")])
    from respond.supervise import ExtensionRequest  # noqa: PLC0415

    asked = ExtensionRequest(
        plan=given["why"],
        by=given["by"],
        until=in_zone_of(supervisor.desk, given, given["until"]),
        length=given["length"],
        reason=given["reason"],
        at=in_zone_of(supervisor.desk, given, given["at"]),
    )
    now = now_for(supervisor.desk, given)
    return supervisor.apply(given["incident"], asked, now=now, node=given["node"])


@noting(
    "attempt",
    "记入一次与服务对象的沟通，及其是否同意。",
    "Enter that the undertaker spoke with those the item serves, and whether they agreed.",
    "respond supervise attempt edu-01 --with 某校家长 --by 市教育局 --text 对路线有意见",
)
@incident_argument()
@option("--with", "with_", required=True, metavar="WHO", zh="服务对象", en="whom it serves")
@_by("谁去沟通", "who spoke with them")
@option("--agreed", is_flag=True, zh="已同意", en="they agreed")
@option("--text", metavar="TEXT", zh="经过", en="what was said")
def attempt(supervisor: "Supervisor", given: Given) -> "NotedItem":
    """Enter an attempt to agree."""
    return supervisor.attempt(
        given["incident"], now=now_for(supervisor.desk, given), with_=given["with_"], by=given["by"],
        agreed=given["agreed"], text=given["text"],
    )  # fmt: skip


# What the initiator and the leaders decide.


def _decides(*, reason: bool) -> Callable[[Any], Any]:
    def declare(function: Any) -> Any:  # noqa: ANN401
        _by("由谁决定：单位编号、名称或岗位", "who decides: a unit's id or name, or a post")(function)
        option("--reason", required=reason, metavar="WHY", zh="理由", en="why")(function)
        seen_option()(function)
        at_option()(function)
        return function

    return declare


@noting(
    "return",
    "退回：反馈不合要求，写明理由和整改期限。",
    "Give an item back: what was reported will not do; why, and the time to put it right.",
    "respond supervise return edu-01 --by 市政府办公室 --reason 数据不实 --within '3 days'",
)
@incident_argument()
@_within()
@_decides(reason=True)
def return_(supervisor: "Supervisor", given: Given) -> "NotedItem":
    """Give an item back."""
    how = decision_of(supervisor.desk, given)
    return supervisor.give_back(given["incident"], how, within=given["within"])


@noting(
    "evaluate",
    "评价：按规则的等次；达不到销号等次的同时退回。",
    "Grade an item; a grade with which it cannot be cleared gives it back in the same breath.",
    "respond supervise evaluate edu-01 --grade 良好 --by 市政府办公室",
)
@incident_argument()
@option("--grade", required=True, metavar="GRADE", zh="等次：编号或名称", en="the grade: its id or name")
@_within()
@_decides(reason=False)
def evaluate(supervisor: "Supervisor", given: Given) -> "NotedItem":
    """Grade an item."""
    how = decision_of(supervisor.desk, given)
    return supervisor.evaluate(given["incident"], given["grade"], how, within=given["within"])


@noting(
    "clear",
    "销号：与规则的条件和审批单位对照；不符的须写理由。销号即办结事件。",
    "Clear an item, beside the conditions of the profile and who decides there; what goes against it needs a reason. "
    "It closes the incident.",
    "respond supervise clear edu-01 --by 分管副市长",
)
@incident_argument()
@_decides(reason=False)
def clear(supervisor: "Supervisor", given: Given) -> "NotedItem":
    """Clear an item."""
    return supervisor.clear(given["incident"], decision_of(supervisor.desk, given))


# Reading.


@reading(
    "list",
    "全部事项，最急的在前：灯、状态、承办单位、最先到期的节点。",
    "The items, the most pressing first: lamp, state, who is in charge, the node that is due first.",
    "respond supervise list --lamp red",
    "respond supervise list --undertaker 市教育局 --format json",
)
@option("--undertaker", metavar="NAME", zh="只列这个承办单位的", en="those of this undertaker")
@option("--board", metavar="BOARD", zh="只列这个版块的", en="those of this board")
@option(
    "--lamp",
    type=OneOf(("red", "yellow", "green")),
    metavar="COLOUR",
    zh="red、yellow、green",
    en="red, yellow, green",
)
@option("--all", "cleared", is_flag=True, zh="连同已销号的", en="with those cleared, too")
def list_(desk: "Desk", given: Given) -> Read:
    """List the items."""
    from respond.supervise import items, listing_sheet  # noqa: PLC0415

    found = items(
        desk.store, desk.library, now=now_for(desk, given), undertaker=given["undertaker"], board=given["board"],
        lamp=given["lamp"], cleared=given["cleared"],
    )  # fmt: skip
    return Read(found, listing_sheet, code_of(found.unread))


@reading(
    "status",
    "一个事项的现状：各节点和灯、下一次提醒、正在催办谁、反馈、延期、退回、沟通、评价、销号权限。",
    "How an item stands: its nodes and lamps, the next reminder, who is urged now, feedback, more time, returns, "
    "attempts, grades, and who clears it.",
    "respond supervise status edu-01",
)
@incident_argument()
def status(desk: "Desk", given: Given) -> Read:
    """Show an item."""
    from respond.supervise import item, item_sheet  # noqa: PLC0415

    return Read(item(desk.store, desk.library, given["incident"], now=now_for(desk, given)), item_sheet)


@reading(
    "report",
    "通报：一年、一季或一月里立项、到期、按期、逾期、退回、延期、销号各多少，按单位和版块。--check 核对一份已发的通报，"
    "有矛盾退出码为 1。",
    "The circular of a year, quarter or month: how many items and nodes were set up, due, on time, late, overdue, "
    "returned, extended, cleared, by undertaker and board. --check holds a published one against itself and the store; "
    "exit code 1 where it contradicts.",
    "respond supervise report 2018Q1 --format html",
    "respond supervise report --check circular.yaml",
    forms=("text", "json", "md", "html"),
)
@argument(
    "period",
    metavar="PERIOD",
    required=False,
    zh="如 2018、2018Q1、2018-02",
    en="such as 2018, 2018Q1, 2018-02",
)
@option("--from", "from_", type=Day(), metavar="DATE", zh="从哪天起", en="from this day on")
@option("--to", "to", type=Day(), metavar="DATE", zh="到哪天止", en="to this day, included")
@option(
    "--check",
    metavar="FILE",
    zh="核对一份通报（circular/1）；- 为标准输入",
    en="check a circular (circular/1); - is standard input",
)
def report(desk: "Desk", given: Given) -> Read:
    """Give the circular, or check one."""
    from respond import supervise  # noqa: PLC0415

    dates = (given["from_"], given["to"])
    spans = given["period"] is not None or any(dates)
    if given["check"] is not None:
        if spans:
            raise InputError([fault("E910", one="--check", other="PERIOD, --from, --to")])
        published = supervise.load_circular(given["check"])
        checked = supervise.check_circular(published, desk.store, desk.library, now=now_for(desk, given))
        return Read(checked, supervise.checked_circular_sheet, 0 if checked.sound else 1)
    if given["period"] is not None and any(dates):
        raise InputError([fault("E910", one="PERIOD", other="--from, --to")])
    if given["period"] is None and None in dates:
        raise InputError([fault("E906", name="PERIOD", command="respond supervise report")])
    period = supervise.Period(*dates) if given["period"] is None else supervise.period_of(given["period"])
    found = supervise.report(desk.store, desk.library, period, now=now_for(desk, given))
    return Read(found, supervise.report_sheet, code_of(found.unread))
