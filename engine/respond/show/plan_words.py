"""The words in which a plan is told that no plan says itself: labels, and what its fixed words are called."""

from respond.errors import Language, Text

WORDS: dict[str, Text] = {
    "subtitle": Text(
        "预案全文：条款、规则、时限与责任", "The plan in full: clauses, rules, limits and duties"
    ),
    "contents": Text("目录", "Contents"),
    "part": Text("第{n}部分　{title}", "Part {n}. {title}"),
    # title page
    "number": Text("文号", "Document number"),
    "issuer": Text("印发机关", "Issued by"),
    "issued": Text("印发日期", "Issued on"),
    "edition": Text("版本", "Edition"),
    "in_force": Text("施行期间", "In force"),
    "since": Text("自{from_}起，现行", "from {from_} until further notice"),
    "span": Text("{from_}至{to}", "{from_} to {to}"),
    "area": Text("适用地区", "Area"),
    "days_of": Text("工作日历和时区", "Working days and zone"),
    "office_hours": Text("办公时间", "Office hours"),
    "kinds": Text("事件类型（代码）", "Kinds of incident (codes)"),
    "interpreter": Text("解释机关", "Interpreted by"),
    "review": Text("修订周期", "Review"),
    "every_years": Text("每{n}年一次", "every {n} years"),
    "about": Text("说明", "Note"),
    "graded_by": Text("级别依据", "Levels of"),
    "adopts": Text("采用的预案", "Adopted plans"),
    "alongside": Text("并列适用的预案", "Plans that run beside it"),
    "parts": Text("采用部分", "Parts"),
    "units_here": Text("单位对应", "Units here"),
    "others": Text("采用和并列适用的预案", "Plans adopted, and plans that run beside it"),
    "adopts_from": Text("采用", "Adopted"),
    "runs_beside": Text("并列适用", "Beside it"),
    "only_when": Text("适用情形", "Only where"),
    "standing": Text("地位", "Standing"),
    "not_official": Text(
        "本文由规则化的预案数据排成，以自己的话转述各条；与印发文本不一致的，以印发文本为准。",
        "This document is set from the plan as encoded. It restates the clauses in its own words; wherever it differs "
        "from the text as issued, the issued text prevails.",
    ),
    "draft_note": Text(
        "标“草案”的{n}项没有得到来源证实，各注明出处，见“{where}”。",
        "Entries marked DRAFT ({n}) are not confirmed by a source; each names where it comes from. See “{where}”.",
    ),
    "no_drafts": Text("没有标为草案的条目。", "No entry is marked as a draft."),
    "clause_count": Text("条款", "Clauses"),
    "clause_counts": Text(
        "共{all}条：已编码{encoded}，不可执行{not_executable}，待办{open}",
        "{all} in all: {encoded} encoded, {not_executable} not executable, {open} open",
    ),
    "entry_count": Text("内容", "Entries"),
    "entry_counts": Text(
        "分级标准{criteria}条，响应级别{responses}个，任务{measures}项，报告{reports}种，单位{units}个，解释{readings}条",
        "criteria {criteria}, response levels {responses}, duties {measures}, reports {reports}, units {units}, "
        "readings {readings}",
    ),
    # how to read
    "reading": Text("怎样读本文", "How to read this document"),
    "scale": Text("数字界线", "Boundaries of figures"),
    "no_scale": Text(
        "预案没有说明“以上”“以下”是否含本数；本文一律写明。",
        "The plan does not say whether its figures are included; this document says so each time.",
    ),
    "signs": Text("公式中的符号", "Signs in formulas"),
    "sign": Text("符号", "Sign"),
    "sign_words": Text("本文读作", "Read here as"),
    "sign_figure": Text("数字本身", "The figure itself"),
    "included": Text("含", "included"),
    "excluded_figure": Text("不含", "excluded"),
    "colours": Text("级别与颜色", "Levels and colours"),
    "colours_note": Text(
        "颜色只为醒目，不是预案规定的，级别名称总写在旁边。由轻到重：",
        "Colours only help the eye and are none of the plan's; the name of the level always stands beside them. "
        "From the mildest to the gravest:",
    ),
    "grade": Text("级别", "Level"),
    "below": Text("级别以下", "Below the scale"),
    "incident_levels": Text("事件级别", "Levels of incidents"),
    "response_levels": Text("响应级别", "Levels of responses"),
    "covers_else": Text("其余一切情形都在级别以下", "everything else is below the scale"),
    "covers_nothing": Text("没有哪种情形在级别以下", "nothing is below the scale"),
    "covers": Text("这些情形在级别以下：{cases}", "below the scale: {cases}"),
    "line_note": Text(
        "数轴不按比例。界线两侧的圆点：实心●一侧含该数，空心○一侧不含。每段写明仅凭此数、其他情形都最轻时达到的级别；"
        "标†的一段还须符合表中“另须”所列条件。",
        "Number lines are not to scale. Of the two dots at a threshold the filled one ● stands on the side that "
        "includes the number, the ring ○ on the side that does not. Each range names the level that this number "
        "reaches alone, all else being at its mildest; where it is marked †, the table says what is asked for besides.",
    ),
    "unknown_note": Text(
        "没有报告的情况是“未知”，不当作零，也不当作“否”。",
        "What has not been reported is unknown: never zero, and never a no.",
    ),
    "marks": Text("条款状态与标记", "Standing of clauses, and marks"),
    "encoded_note": Text("条款的内容已经写成下列条目。", "what the clause says stands below it as entries."),
    "not-executable_note": Text(
        "条款没有可执行的内容，注明理由。", "the clause has nothing to execute; the reason is given."
    ),
    "open_note": Text("条款尚未写成条目，注明原因。", "the clause is not encoded yet; the reason is given."),
    "draft_mark_note": Text(
        "来源未证实，仅供提示，用前须核对。", "not confirmed by a source; a hint to be checked before use."
    ),
    "origin_note": Text(
        "取自{title}（{ref}），不是本预案自己的条文。",
        "taken from {title} ({ref}), not from this plan's own text.",
    ),
    # levels
    "levels": Text("分级一览", "Levels at a glance"),
    "no_levels": Text("本预案不设事件级别。", "This plan has no levels of its own."),
    "all_given": Text("前提：{conditions}", "Given throughout: {conditions}"),
    "only_where": Text("仅在：{condition}", "only where {condition}"),
    "computed_by": Text("算法：{formula}", "computed as {formula}"),
    "range": Text("数值范围", "Range"),
    "level": Text("级别", "Level"),
    "by": Text("依据", "By"),
    "besides": Text("另须", "Asked for besides"),
    "joint": Text("与其他情形合并才适用：", "Met only together with other harm: "),
    "no_number": Text("不凭单一数字的标准", "Criteria that hang on no single number"),
    "response_lines": Text("影响响应级别的数字", "Numbers on which the response level hangs"),
    "no_response": Text("不涉及", "none"),
    # clauses
    "clauses": Text("逐条阅读", "Clause by clause"),
    "adopted": Text("采自：{title}", "Adopted: {title}"),
    "adopted_note": Text(
        "以下条目取自 {ref}；条款号是该预案的条款号，别处引用时写作{sign}加条款号。",
        "The entries below come from {ref}; the clause numbers are those of that plan and bear the sign {sign} "
        "wherever they are cited.",
    ),
    "unused": Text(
        "该预案没有取用条目的条款：{clauses}", "Clauses of that plan from which nothing is taken: {clauses}"
    ),
    "elsewhere": Text("其他条目（未引条款）", "Further entries (citing no clause)"),
    "encoded": Text("已编码", "encoded"),
    "not-executable": Text("不可执行", "not executable"),
    "open": Text("待办", "open"),
    "why": Text("理由", "Reason"),
    "here_too": Text("本条另涉及：", "This clause also bears on: "),
    "tasks": Text("单位职责", "Tasks of units"),
    "described": Text("本条说到：", "Named in this clause: "),
    "because": Text("理由：{reason}", "Reason: {reason}"),
    "draft": Text("草案", "DRAFT"),
    # kinds of entry
    "criterion": Text("分级标准", "Criterion"),
    "exclusion": Text("不计入的情形", "Not counted"),
    "response": Text("响应", "Response"),
    "duty": Text("任务", "Duty"),
    "reminder": Text("提醒规则", "Rule of reminders"),
    "reminds_of": Text("提醒事项", "Reminds of"),
    "measure": Text("响应任务", "Duty of the response"),
    "report": Text("报告", "Report"),
    "change": Text("调整", "Change"),
    "provision": Text("规定", "Provision"),
    "interpretation": Text("解释", "Reading"),
    "group": Text("工作组", "Work group"),
    "unit": Text("单位", "Unit"),
    "fact": Text("事实", "Fact"),
    "derived": Text("推算值", "Computed number"),
    "condition": Text("条件", "Condition"),
    "constraint": Text("约束", "Constraint"),
    "window": Text("时段", "Part of the year"),
    "event": Text("事件节点", "Event"),
    "tighten": Text("收紧时限", "Stricter limit"),
    # rows
    "rule": Text("规则", "Rule"),
    "formula": Text("公式", "Formula"),
    "clause": Text("条款", "Clause"),
    "source": Text("来源", "Source"),
    "note": Text("注", "Note"),
    "readings_of": Text("有关解释", "Readings"),
    "who": Text("责任单位", "Who"),
    "with": Text("配合单位", "With"),
    "provided": Text("原文所附条件", "Provided"),
    "contents_from": Text("内容出处", "Contents taken from"),
    "to": Text("报送", "To"),
    "copy": Text("抄送", "Copy to"),
    "what_report": Text("报告", "Report"),
    "how": Text("方式", "How"),
    "limit": Text("时限", "By when"),
    "no_limit": Text("条文未写时限", "the text names no limit"),
    "from_event": Text("{limit}，自{event}起算", "{limit}, counted from: {event}"),
    "before_event": Text("“{event}”之前{limit}", "{limit}: {event}"),
    "counts": Text("起算", "Counted"),
    "from_start": Text("自起点起算，不论任务何时产生", "from its start, whenever the duty arose"),
    "halts": Text("不计时", "Not counted"),
    "halted": Text("自“{from_}”至“{to}”", "from “{from_}” to “{to}”"),
    "lengthened": Text("可延长", "May be lengthened"),
    "lengthened_by": Text("：合计不超过{most}", ": by {most} in all"),
    "fulfilled": Text("完成于", "Fulfilled by"),
    "or_stricter": Text("从重另有", "Stricter in graver cases"),
    "done_with": Text("办了也算办", "Done with"),
    "not_by": Text("不得采用", "Not by"),
    "broken": Text("违反于", "Broken by"),
    "until": Text("直至", "Until"),
    "ends": Text("解除于", "Ends with"),
    "no_end": Text("只因完成而终结", "being done, and nothing else"),
    "when": Text("触发", "When"),
    "in_response": Text("{levels}响应", "response {levels}"),
    "every_response": Text("启动任一级响应", "any response level"),
    "includes": Text("包含", "Includes"),
    "offices": Text("权限", "Offices"),
    "told": Text("告知", "Told"),
    "requires": Text("要求", "Requires"),
    "reported_by": Text("报告单位", "By"),
    "contents_of": Text("报告内容", "Contents"),
    "no_contents": Text("条文未列内容", "the text lists no contents"),
    "form": Text("形式", "Form"),
    "filled_by": Text("取自{fact}", "filled by {fact}"),
    "question": Text("问题", "Question"),
    "taken": Text("采用的读法", "Reading taken"),
    "rejected": Text("不采用的读法", "Readings not taken"),
    "at_no_moment": Text("没有时限", "at no set moment"),
    "would_be_due": Text("即{duty}的时限改为：{limit}", "which would make {duty} due: {limit}"),
    "would_mean": Text("即{criterion}改为：{rule}", "which would make {criterion}: {rule}"),
    "touches": Text("涉及", "Bears on"),
    "shown_when": Text("适用情形", "Bears where"),
    "members": Text("成员", "Members"),
    "leads": Text("牵头", "Lead"),
    "concerns": Text("涉及单位", "Concerns"),
    "proposed_by": Text("提出", "proposes"),
    "decided_by": Text("决定", "decides"),
    # units
    "units": Text("单位与联系方式", "Units and contacts"),
    "role": Text("角色", "Role"),
    "contact": Text("联系方式", "Contact"),
    "head": Text("负责人", "Head"),
    "no_contacts": Text("预案没有给出任何联系方式。", "The plan gives no contacts."),
    "contact_fax": Text("传真 {number}", "fax {number}"),
    "historical": Text("历史号码（{as_of}）", "HISTORICAL ({as_of})"),
    "historical_undated": Text("历史号码", "HISTORICAL"),
    "historical_note": Text(
        "标“历史号码”的是括号内年份印制的号码，拨打前须核实。",
        "Numbers marked HISTORICAL were printed in the year given; check them before calling.",
    ),
    "as_of": Text("{as_of}公布", "as of {as_of}"),
    "owes": Text("任务{n}项", "duties: {n}"),
    "groups": Text("工作组", "Work groups"),
    # indexes
    "duties": Text("谁在何时之前向谁做什么", "Who owes what to whom by when"),
    "duties_note": Text(
        "按责任单位排列；由几个单位共同承担的任务，在每个单位下都列出。",
        "By the unit that owes them; what several units owe together is listed under each.",
    ),
    "jointly": Text("共{n}个单位", "{n} units jointly"),
    "duty_column": Text("任务", "Duty"),
    "to_column": Text("报送（抄送）", "To (copy)"),
    "copy_to": Text("（抄送{units}）", " (copy to {units})"),
    "reports": Text("报告一览", "Reports"),
    "carried_by": Text("由以下任务报送", "Sent by"),
    "facts": Text("情况（事实）一览", "Facts"),
    "facts_note": Text(
        "公式中的每个名称在这里说明：问什么，以什么单位计，哪些规则用到。",
        "Every name in a formula is explained here: what is asked, in what unit, and which rules use it.",
    ),
    "name": Text("名称", "Name"),
    "type": Text("类型", "Type"),
    "ask": Text("怎样问、注意什么", "What is asked, and what to mind"),
    "used_by": Text("用于", "Used by"),
    "derived_facts": Text("推算值", "Computed numbers"),
    "constraints": Text("事实之间的约束", "Constraints between facts"),
    "holds": Text("恒成立", "Always holds"),
    "named_conditions": Text("具名条件", "Named conditions"),
    "holds_if": Text("何时成立", "Met when"),
    "computed": Text("算法", "Computed as"),
    "events_windows": Text("事件节点和时段", "Events and parts of the year"),
    "meaning": Text("含义", "Meaning"),
    "lifecycle": Text("各预案共有的节点", "common to all plans"),
    "index_criteria": Text("分级标准索引", "Index of criteria"),
    "id": Text("编号", "Id"),
    "drafts": Text("草案条目", "Drafts"),
    "index_readings": Text("解释索引", "Index of readings"),
    "entry": Text("条目", "Entry"),
    "judged_by": Text("由{unit}研判", "judged by {unit}"),
    "counted_in": Text("以{unit}计", "in {unit}"),
    "at_least": Text("不小于{value}", "not under {value}"),
    "at_most": Text("不大于{value}", "not over {value}"),
    "listed_up": Text("由轻到重", "mildest first"),
    "listed_down": Text("由重到轻", "gravest first"),
    "worse_up": Text("越大越重", "graver as it grows"),
    "worse_down": Text("越小越重", "graver as it falls"),
}


ROLE: dict[str, Text] = {
    "command": Text("指挥机构", "command"),
    "office": Text("办事机构", "office"),
    "lead": Text("牵头单位", "lead"),
    "member": Text("成员单位", "member"),
    "government": Text("政府", "government"),
    "superior": Text("上级", "superior"),
    "outside": Text("外部", "outside"),
    "post": Text("岗位", "post"),
}

SHOWS: dict[str, Text] = {
    "title": Text("取自记录：事件名称", "from the log: its title"),
    "occurred": Text("取自记录：发生时间", "from the log: when it occurred"),
    "place": Text("取自记录：地点", "from the log: the place"),
    "sources": Text("取自记录：谁报的", "from the log: who reported"),
    "level": Text("取自研判：级别", "from the answer: the level"),
    "response": Text("取自记录：响应", "from the log: the response"),
    "course": Text("取自记录：经过", "from the log: what happened"),
    "acts": Text("取自记录：已办", "from the log: what was done"),
    "changes": Text("取自记录：变化", "from the log: what changed"),
    "corrections": Text("取自记录：更正", "from the log: what was put right"),
}
"""What of the log tells an item of a report."""

REPORT_KIND: dict[str, Text] = {
    "initial": Text("首报", "initial"),
    "progress": Text("续报", "progress"),
    "closing": Text("结案报告", "closing"),
    "warning": Text("预警", "warning"),
    "request": Text("请示、申请", "request"),
    "evaluation": Text("评估", "evaluation"),
    "other": Text("其他", "other"),
}

CHANGE_KIND: dict[str, Text] = {
    "raise": Text("升级", "raising"),
    "lower": Text("降级", "lowering"),
    "end": Text("终止", "ending"),
    "start": Text("启动", "starting"),
}

PROVISION_KIND: dict[str, Text] = {
    "prohibition": Text("禁止", "prohibition"),
    "approval": Text("审批", "approval"),
    "penalty": Text("处罚", "penalty"),
    "reward": Text("奖励", "reward"),
    "resource": Text("资源", "resource"),
    "zone": Text("区域", "zone"),
    "team": Text("队伍", "team"),
    "right": Text("权利", "right"),
    "principle": Text("原则", "principle"),
    "rule": Text("规则", "rule"),
}

READING_KIND: dict[str, Text] = {
    "literal": Text("按字面", "literal"),
    "cautious": Text("从严", "cautious"),
    "convention": Text("约定", "convention"),
    "open": Text("未决", "open"),
}

PART: dict[str, Text] = {
    "units": Text("单位", "units"),
    "groups": Text("工作组", "work groups"),
    "facts": Text("事实", "facts"),
    "derived": Text("推算值", "computed numbers"),
    "conditions": Text("具名条件", "named conditions"),
    "constraints": Text("约束", "constraints"),
    "windows": Text("时段", "parts of the year"),
    "events": Text("事件节点", "events"),
    "levels": Text("分级标准", "criteria"),
    "exclusions": Text("不计入的情形", "cases not counted"),
    "responses": Text("响应", "responses"),
    "measures": Text("响应任务", "duties of the response"),
    "duties": Text("任务", "duties"),
    "reports": Text("报告", "reports"),
    "changes": Text("调整", "changes"),
    "provisions": Text("规定", "provisions"),
    "interpretations": Text("解释", "readings"),
}

HEADS: dict[str, Text] = {
    "scales": Text("级别", "Scales"),
    "levels": Text("分级标准", "Levels"),
    "exclusions": Text("不计入的情形", "What does not count"),
    "responses": Text("响应", "Responses"),
    "measures": Text("任务", "Duties and measures"),
    "reports": Text("报告", "Reports"),
    "reminders": Text("提醒规则", "Rules of reminders"),
    "changes": Text("升级、降级与终止", "Raising, lowering, ending"),
    "facts": Text("事实", "Facts"),
    "derived": Text("推算值", "Computed values"),
    "conditions": Text("具名条件", "Named conditions"),
    "constraints": Text("事实之间的约束", "Constraints between facts"),
    "tighten": Text("收紧的时限", "Stricter limits"),
    "events": Text("本预案的事件和时段", "Events and parts of the year"),
    "units": Text("单位", "Units"),
    "groups": Text("工作组", "Work groups"),
    "provisions": Text("规定", "Provisions"),
    "readings": Text("对条文的解释", "Readings of the text"),
    "ledger": Text("条款台账", "Ledger of clauses"),
}
"""What the parts of a plan are headed with."""

SIGNS: tuple[tuple[str, Text, str], ...] = (
    (">=", Text("……以上；达到……", "at least …; … or more"), "included"),
    (">", Text("超过……", "more than …"), "excluded_figure"),
    ("<=", Text("不超过……", "at most …"), "included"),
    ("<", Text("不到……", "less than …; under …"), "excluded_figure"),
    ("==", Text("为……", "exactly …"), "included"),
)
"""The comparison signs, as words say them, and whether the figure itself is included."""


def word(key: str, lang: Language, **values: object) -> str:
    """Give one of the words in one language, its fields filled.

    >>> word("since", "en", from_="2026-01-01")
    'from 2026-01-01 until further notice'
    """
    text = WORDS[key]
    return (text.fill(**values) if values else text).say(lang)
