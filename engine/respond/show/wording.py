"""The words of the answers in both languages; everything a face says that no plan says."""

import re

from respond.errors import Language, Text
from respond.facts import Level
from respond.show.blocks import Piece, Style, Words, typed

MODE: dict[str, Text] = {
    "exercise": Text(
        "【演练】以下内容仅供演练，不是真实事件", "[EXERCISE] for exercise only: this is not a real incident"
    ),
    "test": Text(
        "【测试】以下内容仅供测试，不是真实事件", "[TEST] for testing only: this is not a real incident"
    ),
}

MOOD: dict[str, Text] = {
    "must": Text("应当", "must"),
    "should": Text("宜", "should"),
    "may": Text("可以", "may"),
}

SOON: dict[str, Text] = {
    "immediately": Text("立即", "at once"),
    "promptly": Text("及时", "promptly"),
    "any-time": Text("随时", "at any time"),
    "as-prescribed": Text("按规定", "as prescribed"),
    "before-end": Text("终止前", "before it ends"),
    "unstated": Text("未写时限", "no limit stated"),
}

STATE: dict[str, Text] = {
    "waiting": Text("待起算", "not started"),
    "running": Text("待办", "to be done"),
    "overdue": Text("逾期", "late"),
    "met": Text("已办结", "done"),
    "met-late": Text("逾期办结", "done late"),
    "missed": Text("未办", "missed"),
    "stood-down": Text("已解除", "stood down"),
    "standing": Text("持续有效", "stands"),
    "broken": Text("已违反", "broken"),
}

KEPT: dict[str, Text] = {
    "refrain": Text("不得", "refrain"),
    "keep": Text("保持", "keep up"),
}

CHANNEL: dict[str, Text] = {
    "phone": Text("电话", "phone"),
    "written": Text("书面", "in writing"),
    "direct-system": Text("直报系统", "direct reporting system"),
    "email": Text("电子邮件", "e-mail"),
    "fax": Text("传真", "fax"),
    "confidential": Text("机要", "confidential mail"),
    "press": Text("新闻发布", "press release"),
    "meeting": Text("会议", "meeting"),
    "alarm": Text("报警", "alarm"),
    "scene": Text("现场", "on the scene"),
}

OBSERVED: dict[str, Text] = {
    "reported": Text("上报", "reported"),
    "confirmed": Text("已核实", "confirmed"),
    "estimated": Text("估计", "estimated"),
    "judgement": Text("研判", "judgement"),
    "derived": Text("推算", "computed"),
    "computed": Text("推算", "computed"),
    "assumed": Text("假设", "assumed"),
}

LABELS: dict[str, Text] = {
    "draft": Text("草案", "draft"),
    "newer_edition": Text("{plan} 自{since}起施行", "{plan} in force since {since}"),
    "newer": Text(
        "自{since}起施行，此后产生的任务按此办", "in force since {since}; what arises since is owed by it"
    ),
    "plan": Text("预案", "Plan"),
    "incident": Text("编号", "Incident"),
    "now": Text("现在", "Now"),
    "as_known": Text("按{at}所知", "as known at {at}"),
    "as_it_was": Text("{at}的实际情况，按现在所知", "as it was at {at}, by what is known now"),
    "desk": Text("席位", "desk"),
    "noticed": Text("状态", "state"),
    "occurred": Text("发生", "occurred"),
    "not_in_force": Text(
        "注意：所用的版本当天并未施行，是点名选用的",
        "Note: the edition used was not in force that day; it was chosen by name",
    ),
    "where": Text("地点", "place"),
    "later": Text("文件中另有{n}步晚于此刻，未计入", "steps of the file later than this, not counted: {n}"),
    "level": Text("事件级别", "Level"),
    "certain": Text("现已确定", "Certain now"),
    "not_yet": Text("尚不能定级（不排除未达到分级标准）", "Not yet to be graded (it may come to no level)"),
    "before_incident": Text(
        "事前阶段：事件尚未发生，只有征兆，不定级",
        "Before an incident: there are only signs, nothing is graded",
    ),
    "possible": Text("最高可能", "Could still reach"),
    "by_declaration": Text("人工定级", "Declared"),
    "by_plan": Text("按预案", "By the plan"),
    "ungraded": Text("本预案不设事件分级", "this plan has no levels"),
    "inexact": Text(
        "（计算已截断，实际范围可能更窄）", "(the search was cut short; the true range may be narrower)"
    ),
    "changes": Text("变化", "What changed"),
    "since": Text("自{at}", "since {at}"),
    "since_first": Text("与首次所报相比", "since the first report"),
    "level_change": Text("级别", "level:"),
    "happened": Text("新发生：{events}", "happened: {events}"),
    "new_duties": Text("新增任务{n}项", "new duties: {n}"),
    "ended_duties": Text("结束任务{n}项", "duties ended: {n}"),
    "facts_changed": Text("情况", "facts:"),
    "conflicts": Text("预案冲突", "Plans conflict"),
    "ask": Text("先问清", "Ask first"),
    "level_open": Text("未定", "not known"),
    "ask_aside": Text("答案可能改变级别", "the answers could change the level"),
    "could_call": Text("可能需要{levels}响应", "may call for response {levels}"),
    "ask_more": Text("还有{n}问", "further questions: {n}"),
    "could_be": Text("可能为{levels}", "could make it {levels}"),
    "bears_on": Text("关系到任务：{duties}", "decides a duty: {duties}"),
    "bears_on_some": Text("关系到任务", "decides a duty"),
    "judged": Text("{by}研判", "judged by {by}"),
    "judged_by": Text("由{unit}研判", "to be judged by {unit}"),
    "declared": Text("人工定级", "Declared level"),
    "declared_line": Text("{by}定为{level}（{at}）", "{by} declared {level} ({at})"),
    "until": Text("有效至{until}", "valid until {until}"),
    "no_until": Text("未写有效期", "no expiry given"),
    "reason": Text("理由：{reason}", "reason: {reason}"),
    "higher": Text("高于预案计算的{level}", "graver than the plan's {level}"),
    "lower": Text("低于预案计算的{level}，请复核", "less grave than the plan's {level}: check again"),
    "same": Text("与预案计算一致", "agrees with the plan"),
    "within": Text("在预案计算的范围（{level}）之内", "within the plan's range ({level})"),
    "expired": Text("已过期：{by}定为{level}（至{until}）", "expired: {by} declared {level} (until {until})"),
    "reasons": Text("定级理由", "Why"),
    "none_met": Text("没有一条分级标准成立", "no criterion is met"),
    "also": Text("同时符合：{list}", "also met: {list}"),
    "together": Text(
        "单条标准都还未定；但无论未知情况如何，以下各条必有一条成立，至少达到{level}",
        "no criterion alone is settled; whatever the unknown turns out to be, one of these holds: at least {level}",
    ),
    "fails_for": Text("不成立的是：{parts}", "what does not hold: {parts}"),
    "open_for": Text("未定的是：{parts}", "what is open: {parts}"),
    "open_criteria": Text("尚未确定的标准", "Criteria still open"),
    "lists_each": Text("{option} 逐条列出", "{option} lists each"),
    "lists_each_of": Text("，{option} 逐项列出", "; {option} lists each"),
    "gives_sources": Text("，来源见 {option}", "; {option} gives their sources"),
    "distance": Text("距其他级别", "How far from other levels"),
    "now_gives": Text("{label} {change} → {level}", "{label} {change} → {level}"),
    "others": Text("其他预案", "Other plans"),
    "beside": Text("不分级，并列适用其任务和时限", "no levels; its duties and limits apply beside"),
    "response": Text("响应", "Response"),
    "no_response": Text("无需启动响应", "no response is called for"),
    "called": Text("应启动{level}响应", "{level} response is called for"),
    "called_range": Text(
        "应启动{low}响应，最高可能{high}", "{low} response is called for, {high} still possible"
    ),
    "called_maybe": Text("尚未确定是否启动响应，最高可能{high}", "not yet certain; {high} still possible"),
    "started": Text("已启动{level}响应", "{level} response has been started"),
    "started_low": Text(
        "已启动的只是{level}响应，低于应启动的级别", "only {level} response has been started"
    ),
    "lowered": Text("已决定将响应降为{level}", "lowered by decision to {level} response"),
    "not_started": Text("尚未启动", "not started yet"),
    "response_ended": Text("响应已于{at}终止", "the response was ended at {at}"),
    "called_else": Text("按现有情况对应{level}响应", "by the facts as they stand {level} response"),
    "proposed_by": Text("提出", "proposes"),
    "approved_by": Text("批准", "approves"),
    "started_by": Text("启动", "starts"),
    "commanded_by": Text("指挥", "commands"),
    "ended_by": Text("终止", "ends"),
    "deadlines": Text("时限", "Deadlines"),
    "now_is": Text("现在{now}", "now {now}"),
    "due": Text("到期", "Due"),
    "left": Text("剩余", "Left"),
    "what": Text("事项", "What"),
    "who": Text("责任单位", "Who"),
    "to": Text("报送", "To"),
    "to_units": Text("→ {units}", "→ {units}"),
    "copy": Text("抄送{units}", "copy to {units}"),
    "with": Text("配合单位：{units}", "assisted by {units}"),
    "concerns": Text("涉及单位：{units}", "concerns {units}"),
    "channel": Text("方式", "Channel"),
    "basis": Text("依据", "Basis"),
    "clause": Text("条款{clause}", "cl. {clause}"),
    "counted": Text("自{event}（{at}）起{limit}", "{limit}, from {event} ({at})"),
    "upon": Text("{event}（{at}）后即办", "upon: {event} ({at})"),
    "upon_arisen": Text(
        "任务产生（{since}）后即办（{event}{at}）", "upon its arising: {since} ({event} {at})"
    ),
    "upon_from": Text("自{since}起即办（{event}{at}）", "at once, from {since} ({event} {at})"),
    "upon_later": Text("{event}后即办（尚未记入）", "upon: {event} (not entered yet)"),
    "counted_back": Text("{event}（{at}）{limit}", "{limit} {event} ({at})"),
    "counted_later": Text(
        "{limit}，从{event}起算（尚未记入）", "{limit}, counted from {event} (not entered yet)"
    ),
    "counted_arisen": Text(
        "自任务产生（{since}）起{limit}（{event}{at}）", "{limit}, from when it arose ({since}; {event} {at})"
    ),
    "counted_from": Text("自{since}起{limit}（{event}{at}）", "{limit}, from {since} ({event} {at})"),
    "counted_of_several": Text("{limit}；现从{event}（{at}）起算", "{limit}; now from {event} ({at})"),
    "counted_of_several_later": Text("{limit}；尚待{event}", "{limit}; still waiting for {event}"),
    "awaits": Text(
        "尚未记入，记入后时限可能提前：{events}",
        "not entered yet, and may bring the limit forward: {events}",
    ),
    "times_in": Text("时间按 {zone}", "times in {zone}"),
    "once_it": Text("{event}之后", "once this has happened: {event}"),
    "at_once": Text("立即", "AT ONCE"),
    "overdue": Text("逾期{time}", "late {time}"),
    "remaining": Text("剩{time}", "{time} left"),
    "gone": Text("已过{time}", "{time} gone"),
    "paused": Text("暂停计时", "PAUSED"),
    "stopped": Text("已停{time}", "for {time}"),
    "unclear": Text("时限未算出", "limit unknown"),
    "in_writing": Text("书面未报", "not sent in writing"),
    "earliest": Text("最早{at}", "earliest {at}"),
    "latest": Text("最迟{at}", "latest {at}"),
    "two_ends": Text(
        "起算时刻可能更晚：按{due}前办理，{latest}之前不算逾期",
        "it may count from later: act by {due}, not late before {latest}",
    ),
    "late_from_arising": Text(
        "任务产生（{arose}）时时限已过，逾期自产生时计",
        "its limit had passed when it arose ({arose}); late from then only",
    ),
    "first_due": Text("原时限{at}", "first due {at}"),
    "paused_since": Text("{at}起暂停计时", "the clock has stood still since {at}"),
    "told": Text("已报{told}；未报{missing}", "told: {told}; not told: {missing}"),
    "same_report": Text("同一报送", "same report"),
    "earlier_rounds": Text(
        "此前{n}次未办，最早一次应于{at}", "earlier rounds not done: {n}, the first due {at}"
    ),
    "rounds_before": Text("此前还有{n}次", "earlier rounds: {n}"),
    "rounds_counted": Text(
        "更早的{n}次未逐次列出（{states}）", "rounds before these, not listed one by one: {n} ({states})"
    ),
    "rounds_in_state": Text("{state}{n}次", "{state} {n}"),
    "number": Text("文号{number}", "no. {number}"),
    "waiting": Text("待起算", "not started"),
    "provisional": Text("未定", "not certain"),
    "limits_more": Text("还有{n}项未起算", "more that have not started: {n}"),
    "duties": Text("各单位任务", "Duties by unit"),
    "duties_aside": Text("未定钟点的{n}项", "without a time limit: {n}"),
    "see_under": Text("与{unit}共同承担，详见该单位", "owed alike with {unit}; details there"),
    "items_more": Text("还有{n}项", "more: {n}"),
    "broken": Text("已违反", "Broken"),
    "done_late": Text("逾期{time}办结", "done late by {time}"),
    "occasion": Text("第{n}次", "occasion {n}"),
    "and_times": Text("{what}（{n}项）", "{what} ({n} of these)"),
    "told_all": Text("已报{told}", "told: {told}"),
    "kept": Text("须持续遵守", "To be kept to throughout"),
    "kept_aside": Text("不计时限", "no time limit"),
    "powers": Text("可以采取的措施", "What may be done"),
    "powers_aside": Text("属于权限，不计逾期", "a power, never late"),
    "may_press": Text("查清后可能要按时限办的", "May turn out to be owed by a time"),
    "may_press_aside": Text("不计逾期", "not called late"),
    "unable": Text("办不了：{said}", "cannot be done: {said}"),
    "withdrawn": Text(
        "已撤回：{by}定为{level}（{until}，{reason}）", "withdrawn: {by} declared {level} ({until}; {reason})"
    ),
    "hangs_on": Text("要问清（共{n}项）：{facts}", "ask about ({n} in all): {facts}"),
    "not_certain": Text("尚未确定是否应办", "Not certain to be owed"),
    "not_certain_aside": Text("查清情况后确定，不计逾期", "depends on what is unknown; not called late"),
    "missed": Text("已终结，没有按时办理的记录", "Missed: ended without a record of it"),
    "missed_by": Text(
        "应于{due}办结；{ended}终结时已逾期{late}", "due {due}; {late} late when it ended at {ended}"
    ),
    "missed_at_once": Text(
        "应立即办理，至{ended}终结时没有办理记录",
        "owed at once; no record of it when it ended at {ended}",
    ),
    "done": Text("已办结", "Done"),
    "others_owe": Text("上级和其他单位的任务", "What superiors and others owe"),
    "others_folded": Text(
        "上级和其他单位另有{n}项：{states}",
        "of superiors and others: {n} more, {states}",
    ),
    "counted_state": Text("{state}{n}项", "{state} {n}"),
    "stood_down": Text("已解除的任务", "Stood down"),
    "stood_down_folded": Text("已解除{n}项", "stood down: {n}"),
    "uncounted": Text("不算完成的办理记录", "Acts on record that fulfil nothing"),
    "skipped": Text("本次未能计入", "Left out of this answer"),
    "happened_so_far": Text("事件经过", "What has happened"),
    "was": Text("已更正，原报{at}", "put right; it was {at}"),
    "known_at": Text("{at}获知", "known at {at}"),
    "duties_more": Text("还有{n}个单位", "further units: {n}"),
    "units_more": Text("{units}等{n}个单位", "{units} and others, {n} in all"),
    "and_more": Text("等{n}项", "... ({n} in all)"),
    "new": Text("新", "new"),
    "contacts": Text("联系方式", "Contacts"),
    "historical": Text("号码为{as_of}印制，拨打前核实", "number printed {as_of}: check before calling"),
    "historical_undated": Text("号码为旧印，拨打前核实", "old number: check before calling"),
    "as_of": Text("{as_of}公布", "as of {as_of}"),
    "lacking": Text("待定：{values}", "open: {values}"),
    "most_urgent": Text("最急：{left} · {what} · {who}", "Most urgent: {left} · {what} · {who}"),
    "fax": Text("传真", "fax"),
    "readings": Text("对条文的解释", "Readings of the text"),
    "decided": Text("决定了本次结果", "decided this answer"),
    "decided_limits": Text("决定了时限", "decided a limit"),
    "read_as": Text("采用：{reading}", "taken: {reading}"),
    "otherwise": Text("若取“{reading}”：{given}", "with “{reading}”: {given}"),
    "would_call": Text("应启动响应：{level}", "response called for: {level}"),
    "would_call_none": Text("不需启动响应", "no response called for"),
    "would_remind_owed": Text("按“{rule}”提醒", "reminders by “{rule}”"),
    "would_remind_provisional": Text("可能按“{rule}”提醒", "perhaps reminders by “{rule}”"),
    "would_remind_not-owed": Text("不按“{rule}”提醒", "no reminders by “{rule}”"),
    "would_be_due": Text("“{duty}”{would_be}（现{now}）", "“{duty}” would be due {would_be} (now {now})"),
    "due_at": Text("应于{at}前", "at {at}"),
    "due_until": Text("应于{at}前（最迟{latest}）", "at {at} (at the latest {latest})"),
    "due_at-once": Text("立即", "at once"),
    "due_waiting": Text("待起算（{start}）", "later, waiting for its start ({start})"),
    "due_paused": Text("暂停计时", "later, its time not running"),
    "due_unknown": Text("时限无法确定", "at a moment that cannot be said"),
    "due_no-limit": Text("无时限", "at no set moment"),
    "due_not-owed": Text("没有这一次", "never, there being no such occasion"),
    "would_be_owed": Text("应履行“{duty}”", "“{duty}” would be owed"),
    "would_be_provisional": Text("可能应履行“{duty}”", "“{duty}” might be owed"),
    "would_be_not-owed": Text("不必履行“{duty}”", "“{duty}” would not be owed"),
    "readings_more": Text(
        "另有{n}条解释涉及本事件，不改变结果",
        "readings that bear on it and leave the answer as it is: {n}",
    ),
    "drafts": Text("草案条目（来源未证实）", "Drafts (not confirmed by a source)"),
    "drafts_more": Text("另有{n}项任务为草案", "duties that are drafts: {n}"),
    "timed_more": Text("还有{n}条解释决定了时限", "more readings that decide when something is due: {n}"),
    "source": Text("来源：{source}", "source: {source}"),
    "remarks": Text("提示", "Remarks"),
    "remarks_more": Text("还有{n}条", "more: {n}"),
    "maybe": Text("可能适用", "may apply"),
    "computed": Text("推算值", "Computed"),
    "values": Text("所见：{values}", "seen: {values}"),
    "all_criteria": Text("全部分级标准", "All criteria"),
    "why_not": Text("为何不是{level}", "Why not {level}"),
    "is_at_least": Text(
        "已确定至少是{level}，最高可能{possible}", "it is {level} for certain, and may still be {possible}"
    ),
    "is_level": Text("现已是{level}", "it is {level} already"),
    "is_graver": Text("现已确定为更高的{level}", "it is the graver {level} already"),
    "could_be_it": Text(
        "仍有可能是{level}，取决于未知情况", "{level} is still possible; it depends on what is unknown"
    ),
    "cannot_be": Text("{level}的标准均不成立", "no criterion of {level} is met"),
    "no_criteria": Text("本预案没有{level}的标准", "this plan has no criterion for {level}"),
    "least": Text("最小变化：{change}", "least change: {change}"),
    "holds": Text("成立", "met"),
    "fails": Text("不成立", "not met"),
    "unknown": Text("未定", "open"),
    "when": Text("触发：{when}", "when: {when}"),
    "from": Text("自{event}", "from {event}"),
    "rejected": Text("不采用：{reading}", "not taken: {reading}"),
    "encoded": Text("已编码", "encoded"),
    "open": Text("待办", "open"),
    "not-executable": Text("不可执行", "not executable"),
    "versions": Text("版本", "Versions"),
    "none": Text("无", "none"),
    "excluded": Text("不计入", "not counted"),
    "contradicted": Text(
        "报来的情况互相矛盾，此约束未计", "what was reported contradicts itself; not counted"
    ),
}

SEPARATOR: dict[Language, str] = {"zh": "；", "en": "; "}
COMMA: dict[Language, str] = {"zh": "、", "en": ", "}
COLON: dict[Language, str] = {"zh": "：", "en": ": "}


def label(key: str, lang: Language, **values: object) -> str:
    """Give one of the labels in one language, its fields filled.

    >>> label("remaining", "zh", time="32分")
    '剩32分'
    """
    text = LABELS[key]
    return (text.fill(**values) if values else text).say(lang)


def level_words(level: Level, lang: Language) -> str:
    """Give a level in full words, with its colour where its plan gives it one.

    >>> level_words(Level("II"), "zh"), level_words(Level("none"), "en")
    ('Ⅱ级（重大）', 'No level')
    """
    words = level.words.say(lang)
    words = words[0].upper() + words[1:]
    if level.colour is None:
        return words
    if lang == "en" or level.colour.zh.isascii():
        return f"{words}, {level.colour.say(lang)}" if lang == "en" else f"{words}（{level.colour.zh}）"
    return f"{words} {level.colour.zh.removesuffix('色')}色"


_COLOURS: dict[str, Style] = {"blue": "level-1", "yellow": "level-2", "orange": "level-3", "red": "level-4"}
_TINTS: tuple[Style, ...] = tuple(_COLOURS.values())


def level_style(level: Level) -> Style:
    """Give the style of a level: the colour its plan gives it, or where its scale has no colours one by gravity.

    The tint by gravity, the gravest level of a scale in that of level I, only helps the eye; no text gives it, so no
    word says it.

    >>> level_style(Level("I")), level_style(Level("none"))
    ('level-4', 'level-0')
    """
    if any(each.colour is not None for each in level.scale):
        return _COLOURS.get(level.colour.en if level.colour is not None else "", "level-0")
    if not level:
        return "level-0"
    below_top = len(level.scale) - 1 - level
    return _TINTS[max(len(_TINTS) - 1 - below_top, 0)]


_TITLE = re.compile(r"[^\x00-\x7f]|[a-z]")
"""How a citation begins that is the title of a part, not a number."""


def clause_words(clause: str, lang: Language) -> str:
    """Give a clause as it is cited; what is a title stands as it is.

    >>> clause_words("5.1", "zh"), clause_words("VI(2)", "en"), clause_words("报告(4)", "en")
    ('条款5.1', 'cl. VI(2)', '报告(4)')
    """
    if lang == "zh":
        clause = clause.replace("; ", "、").replace(", ", "、")
    return clause if _TITLE.match(clause) else label("clause", lang, clause=clause)


def level_short(level: Level, lang: Language) -> str:
    """Give the short name of a level.

    >>> level_short(Level("III"), "zh")
    'Ⅲ级'
    """
    return level.short.say(lang)


def level_named(level: Level, lang: Language) -> str:
    """Give the short name of the level of a response as it stands before that word, in English with its article.

    >>> level_named(Level("III"), "zh"), level_named(Level("III"), "en")
    ('Ⅲ级', 'a level III')
    """
    name = level_short(level, lang).removesuffix("响应").removesuffix(" response")
    if lang == "zh":
        return name
    vowel = name[:1].lower() in set("aeiou") and not name.lower().startswith(("one", "uni", "use", "eu"))
    return f"{'an' if vowel else 'a'} {name}"


def hinted(text: str, command: str, lang: Language) -> Words:
    """Give a line with what to type for the rest of it; pages leave that out.

    >>> from respond.show.blocks import spoken
    >>> spoken(hinted("还有3项", "--full", "zh"))
    '还有3项（--full）'
    """
    return (Piece(text), typed(bracket(command, lang)))


def lists_each(option: str, lang: Language) -> Piece:
    """Say, after what was counted, which option lists each; pages leave it out."""
    return typed(label("lists_each_of", lang, option=option))


def joined(parts: "list[str] | tuple[str, ...]", lang: Language) -> str:
    """Join names of a list.

    >>> joined(["县政府", "市局"], "zh")
    '县政府、市局'
    """
    return COMMA[lang].join(parts)


def either(parts: "list[str] | tuple[str, ...]", lang: Language) -> str:
    """Join names of which one is meant.

    >>> either(["获知", "接报"], "zh")
    '获知或接报'
    """
    return ("或" if lang == "zh" else " or ").join(parts)


def clauses(parts: "list[str] | tuple[str, ...]", lang: Language) -> str:
    """Join statements that may hold commas themselves."""
    return SEPARATOR[lang].join(part for part in parts if part)


def offices(named: "list[tuple[str, str]]", lang: Language) -> str:
    """Say who does what, each office once.

    >>> offices([("proposed_by", "县指挥部"), ("started_by", "县指挥部")], "zh")
    '县指挥部：提出、启动'
    """
    roles: dict[str, list[str]] = {}
    for role, office in named:
        roles.setdefault(office, []).append(label(role, lang))
    return clauses([f"{office}{COLON[lang]}{joined(done, lang)}" for office, done in roles.items()], lang)


def bracket(text: str, lang: Language) -> str:
    """Put a text in brackets; nothing stays nothing.

    >>> bracket("草案", "zh"), bracket("", "en")
    ('（草案）', '')
    """
    if not text:
        return ""
    return f"（{text}）" if lang == "zh" else f" ({text})"


def titled(title: str, incident: str, lang: Language) -> str:
    """Name an incident by its title and id; one that has no title but its id by that alone.

    >>> titled("火灾", "f1", "zh"), titled("f1", "f1", "zh")
    ('火灾（f1）', 'f1')
    """
    return title if title == incident else title + bracket(incident, lang)
