"""E65x: what players of an exercise do."""

from respond.errors.catalogue.entry import Entry
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
