"""E87x: the watch over running incidents: reminders, where they go, who answers for them."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E870",
        Text("`{found}` 不是一段时间中的一部分", "`{found}` is no share of a time"),
        Text("大于0、小于1，如 1/2、75%", "more than 0 and less than 1, such as 1/2, 75%"),
    ),
    Entry(
        "E871",
        Text("提醒的间隔 {found} 没有逐次加长", "the times between reminders, {found}, do not grow"),
        Text("至少一个，后一个不短于前一个", "one at least, none shorter than the one before"),
    ),
    Entry(
        "E872",
        Text("`{found}` 不是可以发送提醒的地方", "`{found}` is nowhere reminders can go"),
        Text("{known}", "{known}"),
    ),
    Entry(
        "E873",
        Text("环境变量 {name} 没有设置，{channel} 用不了", "{channel} needs the environment variable {name}"),
        help=Text(
            "把密钥放进这个变量；它不写入记录库，也不出现在命令行上",
            "put the secret there; it is kept in no store and stands on no command line",
        ),
    ),
    Entry(
        "E874",
        Text(
            "事件 `{incident}` 在 {at} 没有未办的任务 `{name}`",
            "the incident `{incident}` has no open duty `{name}` at {at}",
        ),
        help=Text("`respond duties {incident}` 列出各项任务", "`respond duties {incident}` lists its duties"),
        on_pages=OnPages(help=Text("“任务”里列着各项任务", "the duties of the incident list them")),
    ),
    Entry(
        "E875",
        Text("`{name}` 不是任务 {duty} 的责任单位", "`{name}` is no unit of the duty {duty}"),
        Text("{known}", "one of: {known}"),
    ),
    Entry(
        "E876",
        Text(
            "推迟到的时刻 {until} 不在现在（{now}）之后",
            "{until}, until when it is put off, is not after now ({now})",
        ),
    ),
    Entry(
        "E877",
        Text("没有发出过编号为 `{found}` 的提醒", "there has been no reminder with the key `{found}`"),
        help=Text(
            "编号在提醒的最后；也可以写事件和任务：`respond ack 事件 任务`",
            "the key stands at the end of a reminder; or name incident and duty: `respond ack ID DUTY`",
        ),
        on_pages=OnPages(
            help=Text(
                "编号在提醒的最后；也可以在“任务”里确认",
                "the key stands at the end of a reminder; or acknowledge it among the duties",
            )
        ),
    ),
    Entry(
        "E878",
        Text("{name} 没有排定下一次提醒：{why}", "no next reminder is planned of {name}: {why}"),
        help=Text(
            "心跳停止，直到这一项排定；在此之前用人工盯住",
            "the heartbeat stops until there is one; till then somebody must watch it",
        ),
    ),
    Entry(
        "E879",
        Text(
            "提醒 {key} 没有送到 {channel}：{why}；{again} 再试",
            "the reminder {key} did not reach {channel}: {why}; it is tried again at {again}",
        ),
    ),
)
