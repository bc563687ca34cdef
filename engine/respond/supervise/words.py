"""The words of the sheets of supervision, in both languages."""

from collections.abc import Mapping
from typing import Final

from respond.errors import Language, Text
from respond.supervise.items import ItemState, Lamp, NodeState

STATES: Final[Mapping[NodeState, Text]] = {
    "overdue": Text("逾期", "overdue"),
    "missed": Text("逾期终止", "missed"),
    "near": Text("临期", "near its limit"),
    "running": Text("在办", "running"),
    "waiting": Text("待起算", "waiting"),
    "met-late": Text("逾期报送", "met late"),
    "met": Text("按期报送", "met"),
    "stood-down": Text("不再办理", "stood down"),
}
"""How a node stands: what is reported is not finished, which is for whoever clears the item to say."""

ITEM_STATES: Final[Mapping[ItemState, Text]] = {
    "overdue": STATES["overdue"],
    "missed": STATES["missed"],
    "given-back": Text("退回，继续办理", "given back, to go on"),
    "near": STATES["near"],
    "running": STATES["running"],
    "waiting": STATES["waiting"],
    "stood-down": STATES["stood-down"],
    "answered": Text("节点已报，待办结", "nodes answered, not cleared yet"),
    "met-late": Text("逾期办结", "finished late"),
    "met": Text("按期办结", "finished in time"),
}

LAMPS: Final[Mapping[Lamp, Text]] = {
    "red": Text("红", "red"), "yellow": Text("黄", "yellow"), "green": Text("绿", "green"),
}  # fmt: skip

ROLES: Final[Mapping[str, Text]] = {
    "undertaker": Text("承办", "undertaker"),
    "assisting": Text("协办", "assisting"),
    "initiator": Text("立项", "initiator"),
}

WORDS: Final[dict[str, Text]] = {
    "listing": Text("督办事项{n}项", "Items under supervision: {n}"),
    "lamps": Text("红灯{red}、黄灯{yellow}、绿灯{green}", "red {red}, yellow {yellow}, green {green}"),
    "none": Text("没有这样的事项", "there is no such item"),
    "cleared_folded": Text("已销号的{n}项未列出", "cleared and not listed: {n}"),
    "other_folded": Text("不在所选范围内的{n}项未列出", "not asked for and not listed: {n}"),
    "now": Text("现在：{now}", "now: {now}"),
    "cleared": Text("{at}销号", "cleared {at}"),
    "no_node": Text("没有未办的节点", "no node is open"),
    "profile": Text("督办规则：{title}（{area}）", "profile: {title} ({area})"),
    "profile_plain": Text("督办规则：{title}", "profile: {title}"),
    "borrowed": Text("借用外地规则（{area}）：", "borrowed profile (of {area}): "),
    "board": Text("版块：{board}", "board: {board}"),
    "source": Text("来源：{source}", "source: {source}"),
    "opened": Text("{at}立项", "set up {at}"),
    "of": Text("督办任务：{label}（{incident}）：{state}", "supervises: {label} ({incident}): {state}"),
    "lamp_of": Text(
        "所督办的任务{state}：{label}（{incident}）", "what it supervises is {state}: {label} ({incident})"
    ),
    "of_gone": Text("那边已无此任务", "it is there no more"),
    "nodes": Text("节点", "Nodes"),
    "others": Text("其他单位须办", "Owed by others"),
    "uncertain": Text(
        "未定是否须办的{n}项",
        "not certain to be owed: {n}",
    ),
    "feedback": Text("反馈", "Feedback"),
    "returns": Text("退回", "Given back"),
    "more_time": Text("延期的申请与同意", "More time, asked for and granted"),
    "applied": Text("{by}申请：{plan}", "{by} asks for it: {plan}"),
    "until": Text("申请延至{at}", "asked for until {at}"),
    "not_granted": Text("尚未同意，时限不变", "not granted: the limit stands"),
    "ahead": Text("提前{time}", "{time} ahead"),
    "after": Text("时限已过{time}", "{time} past the limit"),
    "granted": Text("同意延期", "granted"),
    "evaluations": Text("评价", "Evaluation"),
    "not_passing": Text("不得销号", "cannot be cleared with it"),
    "attempts": Text("与服务对象沟通", "Attempts to agree with those served"),
    "agreed": Text("同意", "agreed"),
    "not_agreed": Text("未同意", "not agreed"),
    "authority": Text("销号权限", "Who clears it"),
    "readings": Text(
        "涉及本事项的解释{n}条，其中{decided}条换一种读法结果不同",
        "readings that bear on it: {n}, of which {decided} change the result",
    ),
    "urged": Text("正在催办", "Urged now"),
    "urged_line": Text("{kind}：{node} → {to}", "{kind}: {node} → {to}"),
    "next_reminder": Text("下一次提醒：{at}", "next reminder: {at}"),
    "no_reminder": Text("没有待发的提醒", "no reminder is to come"),
    "two_ends": Text(
        "最早{due}、最晚{latest}：按最早办理，按最晚认定逾期",
        "between {due} and {latest}: we act by the first, nobody is late before the last",
    ),
    "by_earliest": Text("按最早的解读为{state}", "{state} by the earliest reading"),
    "entered": Text("已记入 {incident} 第{n}条", "entered in {incident}: entry {n}"),
    "concerns": Text("与督办规则对照", "Compared with the profile"),
    "all_of_it": Text("全部：", "all of it: "),
    "report": Text("督办通报：{from_}至{to}", "Supervision circular: {from_} to {to}"),
    "judged_at": Text("按{until}的情况、{now}所知", "as of {until}, by what is known {now}"),
    "total": Text("合计", "All"),
    "units": Text("按承办单位", "By undertaker"),
    "boards": Text("按版块", "By board"),
    "shared": Text(
        "有{n}项由几个单位共同承办，各计一次，各单位之和可大于合计",
        "items with several undertakers: {n}; each counts for all of them, so that units may add up to more",
    ),
    "practised": Text("演练和测试的{n}项未计入", "items of exercises and tests, not counted: {n}"),
    "borrowed_items": Text("借用外地规则的事项：{items}", "items by a borrowed profile: {items}"),
    "registered": Text("立项", "set up"),
    "running": Text("未销号", "not cleared"),
    "due": Text("到期节点", "nodes due"),
    "on_time": Text("按期", "on time"),
    "late": Text("逾期办", "late"),
    "overdue": Text("逾期未办", "overdue"),
    "returned": Text("退回", "returned"),
    "extended": Text("延期", "extended"),
    "cleared_n": Text("销号", "cleared"),
    "grades": Text("评价", "grades"),
    "name": Text("", ""),
    "rounding": Text(
        "占比＝该数÷到期节点数，按分数精确计算，四舍五入到一位小数；立项、退回、延期、销号计事项，其余计节点",
        "shares are of the nodes due, worked out exactly and rounded half up to one decimal; set up, returned, "
        "extended and cleared count items, the rest nodes",
    ),
    "scoring": Text(
        "本规则按季度记分而未给出分值：以上是记分所需的数，不是分数",
        "the profiles give no figures to score by: these are the counts a scorer needs, not scores",
    ),
    "latest": Text(
        "是否逾期按最晚的解读认定；解读不同、结果不同的节点{n}个",
        "late is judged by the latest reading; nodes of which the readings differ: {n}",
    ),
    "doubtful": Text("解读不同、结果不同的节点", "Nodes of which the readings differ"),
    "doubt": Text(
        "按最晚的解读（计入）：{counted}；按最早的解读：{earliest}",
        "by the latest reading (counted): {counted}; by the earliest: {earliest}",
    ),
    "not_due": Text("本期未到期", "not due in this period"),
    "on-time": Text("按期", "on time"),
    "checked": Text("核对通报：{title}", "Check of a circular: {title}"),
    "checked_sound": Text("没有发现矛盾", "nothing contradicts"),
    "checked_found": Text("发现矛盾{n}处", "contradictions: {n}"),
    "checked_items": Text(
        "列出{n}项，与记录库比对{compared}项", "items listed: {n}; compared with the store: {compared}"
    ),
    "count": Text("数目", "count"),
    "share": Text("占比", "share"),
    "twice": Text("重复", "twice"),
    "store": Text("记录库", "store"),
    "at_line": Text("第{line}行", "line {line}"),
}


def say(key: str, lang: Language, **fields: object) -> str:
    """Give the words of a key in one language, their fields filled.

    >>> say("listing", "zh", n=2)
    '督办事项2项'
    """
    text = WORDS[key]
    return (text.fill(**fields) if fields else text).say(lang)
