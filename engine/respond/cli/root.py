"""The commands and what they are for; each is imported when it is called."""

from collections.abc import Sequence

import click

from respond._version import __version__
from respond.cli.spoken import SpokenGroup, language_option, option
from respond.cli.streams import Lang, write
from respond.errors import Text

_COMMANDS = {
    "classify": (
        "respond.cli.classify",
        Text(
            "研判事件：级别、理由、响应、任务和时限",
            "classify an incident: level, reasons, response, duties, deadlines",
        ),
    ),
    "batch": (
        "respond.cli.batch",
        Text("整张表逐行判定级别", "grade every row of a table"),
    ),
    "open": ("respond.cli.entering:open_", Text("开一起事件", "open an incident")),
    "update": ("respond.cli.entering:update", Text("记入事实的新值", "enter new values of facts")),
    "event": ("respond.cli.entering:event", Text("记入事件节点", "enter that something has happened")),
    "did": ("respond.cli.entering:did", Text("记入任务已办", "enter that a duty was done")),
    "unable": ("respond.cli.entering:unable", Text("记入任务办不了", "enter that a duty cannot be done")),
    "declare": ("respond.cli.entering:declare", Text("人工定级", "declare a level")),
    "withdraw": ("respond.cli.entering:withdraw", Text("撤回人工定级", "withdraw the declared level")),
    "start": ("respond.cli.entering:start", Text("启动响应", "start a response")),
    "adjust": ("respond.cli.entering:adjust", Text("调整响应", "raise or lower the response")),
    "terminate": ("respond.cli.entering:terminate", Text("终止响应", "end the response")),
    "close": ("respond.cli.entering:close", Text("事件办结", "close an incident")),
    "extend": ("respond.cli.entering:extend", Text("延长时限", "lengthen a limit")),
    "correct": ("respond.cli.entering:correct", Text("更正一条记录", "put an entry right")),
    "note": ("respond.cli.entering:note", Text("记一条备注", "enter a note")),
    "describe": (
        "respond.cli.entering:describe",
        Text("记入名称、地点和区划", "enter what it is called and where it is"),
    ),
    "link": ("respond.cli.entering:link", Text("关联两起事件", "link two incidents")),
    "merge": ("respond.cli.entering:merge", Text("并入另一起事件", "merge an incident into another")),
    "status": ("respond.cli.reading:status", Text("事件现在的研判", "the answer for an incident as of now")),
    "list": ("respond.cli.reading:list_", Text("在办的事件，最急的在前", "the open incidents by urgency")),
    "due": ("respond.cli.reading:due", Text("我方时限，最急的在前", "what we owe by a moment")),
    "ask": ("respond.cli.reading:ask", Text("还要问什么", "what to ask")),
    "duties": ("respond.cli.reading:duties", Text("各单位任务", "who has what to do")),
    "log": ("respond.cli.log", Text("记录：列出、核对、签名", "the log: read, check, sign it")),
    "replay": ("respond.cli.reading:replay", Text("回放某一刻", "replay a moment gone by")),
    "watch": ("respond.cli.watch:watch", Text("看守时限，按时提醒", "watch the limits, remind in time")),
    "ack": ("respond.cli.watch:ack", Text("确认看到提醒", "acknowledge a reminder")),
    "postpone": ("respond.cli.watch:postpone", Text("推迟提醒", "put off reminders")),
    "handover": ("respond.cli.reading:handover", Text("交接班", "hand over a shift")),
    "report": (
        "respond.cli.papers:report",
        Text("起草首报、续报、结案报告", "draft a report, or enter it as sent"),
    ),
    "sheet": ("respond.cli.papers:sheet", Text("断电备用表，一页", "one page for when the power fails")),
    "ics": ("respond.cli.papers:ics", Text("时限写成日历文件", "limits as a calendar file")),
    "cap": ("respond.cli.papers:cap", Text("预警写成 CAP 1.2", "a warning as CAP 1.2")),
    "supervise": (
        "respond.cli.supervise",
        Text("督办事项和通报", "items under supervision, and circulars"),
    ),
    "serve": ("respond.cli.serve:serve", Text("值班室：页面和接口", "the duty room: pages and API")),
    "api": (
        "respond.cli.serve:api",
        Text("接口的回答，不开服务器", "what the API answers, without a server"),
    ),
    "store": ("respond.cli.store", Text("记录库：移到另一数据库", "the store: move it to another database")),
    "conformance": ("respond.cli.conformance", Text("一致性测试", "hold an API against the cases")),
    "assistant": ("respond.cli.assistant", Text("供智能助手使用", "a door for assistants")),
    "plans": ("respond.cli.plans", Text("列出全部预案及其版本", "list the plans and their editions")),
    "show": ("respond.cli.show", Text("阅读一部预案，或其中一条", "read a plan, or one clause of it")),
    "cards": ("respond.cli.papers:cards", Text("各单位任务卡", "a card for each unit of a plan")),
    "handbook": ("respond.cli.papers:handbook", Text("乡镇手册", "a handbook for townships from a plan")),
    "plan": ("respond.cli.plan", Text("编写、证明和阅读预案", "write, prove and read plans")),
    "calendar": ("respond.cli.calendar", Text("工作日历", "working-day calendars")),
    "exercise": ("respond.cli.exercise", Text("演练", "exercises")),
    "schema": (
        "respond.cli.schema",
        Text("输出文件格式的 JSON Schema", "print the JSON Schema of a file format"),
    ),
    "completion": (
        "respond.cli.completion",
        Text("输出命令补全脚本", "print a completion script for a shell"),
    ),
}

root = SpokenGroup(
    "respond",
    words=Text(
        "分级应急预案引擎：事件定几级，凭什么，谁做什么，几点前报给谁。",
        "Tiered emergency plans: which level an incident is, why, who does what, who must be told by when.",
    ),
    lazy=_COMMANDS,
    no_args_is_help=True,
)


def _version(ctx: click.Context, _: click.Parameter, *, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        write(f"respond {__version__}\n")
        ctx.exit()


language_option()(root)
option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, param, value: _version(ctx, param, value=value),
    zh="显示版本",
    en="show the version",
)(root)


def run(arguments: Sequence[str], lang: Lang) -> int:
    """Run a command line and give its exit code; raises what went wrong."""
    try:
        code = root.main(list(arguments), prog_name="respond", standalone_mode=False, obj=lang)
    except click.Abort:
        raise KeyboardInterrupt from None
    return int(code or 0)
