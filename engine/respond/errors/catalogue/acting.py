"""E65x: what players of an exercise do."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E650",
        Text("{channels}中断：用什么方式告知的？", "cut just now: {channels}; by which channel was it told?"),
        Text("`channel` 为 {known} 之一", "`channel`: one of {known}"),
        help=Text(
            "写明方式；走中断的方式送不到", "name the channel; what goes by one that is cut does not arrive"
        ),
    ),
    Entry(
        "E651",
        Text(
            "`{name}` 还没有演，没有可整改的", "nobody has played `{name}`, so there is nothing to put right"
        ),
        Text("一份动作记录", "a recording of what was done"),
        Text("连同想定一起给出", "give it beside the scenario"),
    ),
    Entry(
        "E652",
        Text("{what}不能是 {found}", "{what} cannot be {found}"),
        Text("{expected}", "{expected}"),
    ),
    Entry(
        "E653",
        Text(
            "场次 `{name}` 在 {at} 就结束，没有说明为什么",
            "the play `{name}` is to end at {at}, and nobody says why",
        ),
        Text("`reason`：理由；原定到 {end}", "`reason`; by the scenario it ends at {end}"),
        Text(
            "想定写了停止的情形的，也可以写 `stop`：第几条",
            "where the scenario says what stops it, `stop` names which of these it was, from 1",
        ),
        on_pages=OnPages(
            expected=Text("理由；原定到 {end}", "a reason; by the scenario it ends at {end}"),
            help=Text("选停止的情形，或者写理由", "choose what stops it, or write a reason"),
        ),
    ),
    Entry(
        "E654",
        Text(
            "下达 `{name}` 会把已知的改回去：{what}", "to give `{name}` would turn back what is known: {what}"
        ),
        Text(
            "先看清楚；仍要下达的在编号后面加“仍然”",
            "a second look; `anyway` behind its id gives it all the same",
        ),
        Text(
            "它比已知的旧；可以不下达，或者另下一条说明情况的",
            "it is older than what is known; it can be left out, or another given that explains it",
        ),
        on_pages=OnPages(
            expected=Text(
                "先看清楚；仍要下达的按“仍然下达”（接口：`anyway`）",
                "a second look; “Give anyway” gives it all the same (in the API: `anyway`)",
            )
        ),
    ),
    Entry(
        "E655",
        Text("各场的时钟不在同一时刻：{clocks}", "the clocks do not show the same: {clocks}"),
        Text("先一起前进到 {latest} 或以后", "set them forward together first, to {latest} or later"),
    ),
    Entry(
        "E656",
        Text(
            "场次 `{name}` 演的是想定 `{found}`，`{first}` 演的是 `{scenario}`",
            "the play `{name}` is of the scenario `{found}`, `{first}` of `{scenario}`",
        ),
        Text("同一想定的几场", "plays of one scenario"),
        Text("另一想定的分开用时钟、分开看", "take those of another scenario by themselves"),
    ),
    Entry(
        "E657",
        Text("整改清单里没有 `{name}`", "there is no `{name}` among what has to be put right"),
        Text("一条的编号，如 {known}", "the number of an item, such as {known}"),
        Text("不带 --profile 再列一次，看各条编号", "list them once without --profile to see their numbers"),
    ),
    Entry(
        "E658",
        Text("{items}没有写明由谁负责", "nobody is named for {items}"),
        Text(
            "`--undertaker 单位`，或逐条 `--undertaker {first}=单位`",
            "`--undertaker NAME`, or for each `--undertaker {first}=NAME`",
        ),
        Text(
            "预案没有说由谁定级，或评估时没有写单位；其余各条仍归各自的责任单位",
            "the plan does not say who calls the level, or an evaluator named no unit; the others stay with who owes them",
        ),
    ),
    Entry(
        "E659",
        Text(
            "整改计划还没有日期，写不成日历",
            "what has to be put right has no dates yet, so there is no calendar of it",
        ),
        Text("`--due 日期`，或逐条 `--due {first}=日期`", "`--due DATE`, or for each `--due {first}=DATE`"),
    ),
)
