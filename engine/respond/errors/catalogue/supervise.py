"""E88x, E89x: items under supervision, and circulars of them."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E880",
        Text("预案 {name} 不是督办规则", "the plan {name} is no supervision profile"),
        Text("带有 `supervision:` 的预案", "a plan with a `supervision:`"),
    ),
    Entry(
        "E881",
        Text("事件 `{name}` 不是督办事项", "the incident `{name}` is no item under supervision"),
        help=Text(
            "`respond supervise list` 列出全部事项；`respond supervise add` 立项",
            "`respond supervise list` lists the items; `respond supervise add` sets one up",
        ),
        on_pages=OnPages(
            help=Text(
                "“督办”列着全部事项，也在那里立项", "the page of supervision lists the items, and sets one up"
            )
        ),
    ),
    Entry(
        "E882",
        Text("督办规则 {plan} 没有角色 `{name}`", "the profile {plan} has no role `{name}`"),
        Text("{known} 之一", "one of {known}"),
    ),
    Entry(
        "E883",
        Text("督办规则 {plan} 没有版块 `{name}`", "the profile {plan} has no board `{name}`"),
        Text("{known} 之一", "one of {known}"),
    ),
    Entry(
        "E884",
        Text(
            "事项 `{incident}` 没有未办的节点 `{name}`",
            "the item `{incident}` has no open node `{name}`",
        ),
        Text("{known} 之一", "one of {known}"),
        Text(
            "`respond supervise status {incident}` 列出各节点",
            "`respond supervise status {incident}` lists its nodes",
        ),
        on_pages=OnPages(help=Text("事项的页面列着各节点", "the page of the item lists its nodes")),
    ),
    Entry(
        "E885",
        Text("事项 `{name}` 没有写明承办单位", "the item `{name}` names no undertaker"),
        Text("至少一个单位，规则 {plan} 据此催办", "one body at least: the profile {plan} urges it"),
    ),
    Entry(
        "E886",
        Text("督办规则 {plan} 没有评价等次 `{name}`", "the profile {plan} has no grade `{name}`"),
        Text("{known} 之一", "one of {known}"),
    ),
    Entry(
        "E887",
        Text(
            "事项 `{name}` 已于 {at} 销号",
            "the item `{name}` was cleared {at}",
        ),
        help=Text(
            "没有销号：用 {undo} 撤销（--by 写谁决定）",
            "if it is not, take that back: {undo} (--by: who decides so)",
        ),
        on_pages=OnPages(
            help=Text(
                "没有销号：在“记录”里把销号和办结两条作废",
                "if it is not, withdraw both entries, of its clearing and of its closing, in the log",
            )
        ),
    ),
    Entry(
        "E888",
        Text(
            "督办规则 {plan} 没有写明 `{name}`，不能这样记入",
            "the profile {plan} says no `{name}`: that cannot be entered",
        ),
        help=Text(
            "规则的 `supervision:` 写明哪个事件节点表示退回、延期",
            "the `supervision:` of a profile says which event means returned, or extended",
        ),
    ),
    Entry(
        "E889",
        Text(
            "事项 `{name}` 不得立项：{found}（{plan}，条款{clause}）",
            "the item `{name}` must not be set up: {found} ({plan}, clause {clause})",
        ),
        help=Text(
            "什么也没有记入；核对所填的事实，确是这样就不在这里办理",
            "nothing was entered; check the facts given: if they are so, it is not to be handled here",
        ),
    ),
    Entry(
        "E890",
        Text("`{found}` 不是百分数", "`{found}` is no share in per cent"),
        Text("如 62.5%、69%", "such as 62.5%, 69%"),
    ),
    Entry(
        "E891",
        Text("`{name}` 不能是 {found}", "`{name}` cannot be {found}"),
        Text("0 或正整数", "0 or more"),
    ),
    Entry(
        "E892",
        Text(
            "这一期（{from_} 起）还没有开始：现在 {now}",
            "the period (from {from_}) has not begun: it is {now}",
        ),
        Text("已经开始的一期", "a period that has begun"),
    ),
    Entry(
        "E893",
        Text("事件 `{incident}` 没有任务 `{name}`", "the incident `{incident}` has no duty `{name}`"),
        help=Text("`respond duties {incident}` 列出各项任务", "`respond duties {incident}` lists its duties"),
        on_pages=OnPages(help=Text("“任务”里列着各项任务", "the duties of the incident list them")),
    ),
    Entry(
        "E894",
        Text("`{found}` 不是年、季或月", "`{found}` is no year, quarter or month"),
        Text("如 2018、2018Q1、2018-02", "such as 2018, 2018Q1, 2018-02"),
    ),
    Entry(
        "E895",
        Text("这一期在开始（{from_}）之前结束（{to}）", "the period ends ({to}) before it begins ({from_})"),
    ),
    Entry(
        "E896",
        Text("`{name}` 是空的", "`{name}` is blank"),
        Text("名称或文字；没有时不写这一项", "a name or words; leave the key out where there is none"),
    ),
    Entry(
        "E897",
        Text("事项 `{item}` 重复写了单位 `{name}`", "the item `{item}` names the body `{name}` twice"),
        Text("一个单位只写一次，承办或协办", "each body once: in charge, or assisting"),
    ),
    Entry(
        "E898",
        Text(
            "申请延到 {until}，不晚于要延的时限 {due}（{node}）",
            "more time is asked for until {until}, which is not after the limit to be extended: {due} ({node})",
        ),
        Text("晚于该时限的时刻", "a moment after that limit"),
        help=Text(
            "`--until` 写时限之后的时刻，或用 `--length` 写在时限之后再延多久",
            "give `--until` a moment after the limit, or say with `--length` how long beyond it",
        ),
        on_pages=OnPages(
            help=Text(
                "写时限之后的时刻，或写在时限之后再延多久",
                "give a moment after the limit, or how long beyond it",
            )
        ),
    ),
)
