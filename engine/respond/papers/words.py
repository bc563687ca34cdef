"""The words of papers that no plan says, in both languages."""

from datetime import datetime
from typing import Final

from respond.clock import clock_text
from respond.errors import Language, Text

WORDS: Final[dict[str, Text]] = {
    # kinds of reports
    "initial": Text("首报", "Initial report"),
    "progress": Text("续报", "Progress report"),
    "closing": Text("结案报告", "Closing report"),
    # the head of a report
    "document": Text("{issuer}文件", "{issuer}"),
    "title": Text("关于{title}的{kind}", "{kind}: {title}"),
    "title_number": Text("（第{n}期）", " (no. {n})"),
    "issue": Text("第{n}期", "no. {n}"),
    "signer": Text("签发人：{signer}", "Signed by: {signer}"),
    "blank": Text("＿＿＿＿＿＿", "____________"),
    "urgency": Text("{urgency}", "{urgency}"),
    "to": Text("{units}：", "To: {units}"),
    "no_addressee": Text(
        "（报送对象预案未写，起草时另写）", "(the plan names no addressee: name them as you draft)"
    ),
    "no_issuer": Text("（报告单位预案未写）", "(the plan does not say who reports)"),
    "copy_to": Text("抄送：{units}", "Copy to: {units}"),
    "printed": Text("{at}印发", "issued {at}"),
    "incident": Text("事件编号：{incident}", "incident {incident}"),
    # the body
    "opening": Text(
        "按{plan}{clause}，现将{title}有关情况报告如下（截至{at}）。",
        "As {plan} asks ({clause}), this is reported of {title}, as known at {at}.",
    ),
    "opening_progress": Text(
        "按{plan}{clause}，现将{title}自上次报告（{since}）以来的变化报告如下（截至{at}）。",
        "As {plan} asks ({clause}), this is what changed of {title} since the last report ({since}), as known at {at}.",
    ),
    "first_of_all": Text(
        "此前没有报出的报告，以下为全部已知情况。",
        "No report has gone out before, so all that is known stands below.",
    ),
    "first_of_some": Text(
        "此前没有向{units}报过，以下为全部已知情况。",
        "Nothing was reported before to {units}, so all that is known stands below.",
    ),
    "nothing_changed": Text(
        "自上次报告（{since}）以来，没有新的情况记入。",
        "Nothing new was entered since the last report ({since}).",
    ),
    "unchanged": Text("以下各项无变化：{items}。", "Unchanged: {items}."),
    "zone_below": Text("{zone}，下同", "{zone}, as all times below"),
    "gap": Text("（缺：尚未掌握）", "(missing: not known)"),
    "gap_by_hand": Text("（缺：须由起草人写明）", "(missing: to be written by hand)"),
    "other_facts": Text("其他已知情况", "Other facts known"),
    "grading": Text("研判和响应", "Level and response"),
    "corrections": Text("更正", "Corrections"),
    "all_no": Text("已报为“否”的：{items}。", "Reported as no: {items}."),
    "occurred": Text("{at}。", "{at}."),
    "occurred_by": Text(
        "不晚于{at}（与最早的事件同时，是否即发生时间须核实）。",
        "no later than {at} (the time of the first event: whether it occurred then is to be verified).",
    ),
    "not_reported": Text("未报告；不晚于{at}，须核实。", "not reported; no later than {at}, to be verified."),
    "noticed": Text("尚未发生，{at}起有征兆。", "not yet; signs since {at}."),
    "sources": Text("{sources}。", "{sources}."),
    "value": Text("{label}：{value}{notes}。", "{label}: {value}{notes}."),
    "bare_value": Text("{value}{notes}。", "{value}{notes}."),
    "not_known": Text("尚不清楚", "not known"),
    "reported": Text("据上报，尚未核实", "as reported, not confirmed"),
    "estimated": Text("估计，尚未核实", "an estimate, not confirmed"),
    "confirmed": Text("已核实", "confirmed"),
    "judged": Text("{by}研判", "judged by {by}"),
    "as_of": Text("截至{at}", "as of {at}"),
    "before_that": Text("上次报告为{value}", "{value} in the last report"),
    "new_since": Text("上次报告未报", "not in the last report"),
    "level": Text("按{plan}，现判定为{level}。", "By {plan} it is graded {level}."),
    "level_range": Text(
        "按{plan}，现已确定为{level}，尚不排除{possible}。",
        "By {plan} it is {level} for certain, and {possible} cannot be ruled out.",
    ),
    "level_open": Text(
        "按{plan}，现尚不能定级，尚不排除{possible}。",
        "By {plan} it cannot be graded yet; {possible} cannot be ruled out.",
    ),
    "level_none": Text("按{plan}，现未达到分级标准。", "By {plan} it comes to no level."),
    "level_ground": Text("依据：{clause}，{words}。", "Ground: {clause}, {words}."),
    "level_together": Text("{words}：", "{words}:"),
    "level_either": Text("{level}：{clause}，{words}。", "{level}: {clause}, {words}."),
    "level_before": Text("上次报告时为{level}。", "At the last report it was {level}."),
    "declared_until": Text("有效至{at}，此后按预案。", " It stands until {at}, then the plan's does."),
    "declared": Text("{by}人工定为{level}，理由：{reason}。", "{by} declared it {level}, because: {reason}."),
    "response_called": Text(
        "按{plan}应启动{level}响应，尚未启动。", "{plan} calls for response {level}; none has been started."
    ),
    "response_none": Text("尚未启动响应。", "No response has been started."),
    "happened": Text("{at}，{what}。", "{at}: {what}."),
    "acted": Text("{at}，{by}{what}{notes}。", "{at}: {by}{what}{notes}."),
    "nothing_so_far": Text("（缺：记录中没有）", "(missing: nothing in the log)"),
    "corrected": Text(
        "{label}：前报（{at}）{before}，现更正为{after}{why}。",
        "{label}: reported as {before} ({at}), corrected to {after}{why}.",
    ),
    "withdrawn": Text(
        "{label}：前报（{at}）{before}，该情况不实，已作废{why}。",
        "{label}: reported as {before} ({at}), which was not so and is withdrawn{why}.",
    ),
    "told_elsewhere": Text(
        "{at}在后来并入本事件的{incident}中", "{at} in {incident}, which was merged into this incident since"
    ),
    "short_of_another": Text(
        "{label}：已并入本事件的{other}前报（{at}）{before}，本事件现报{after}{why}。",
        "{label}: of {other}, which was merged into this incident, {before} was reported ({at}), of this incident it "
        "is {after}{why}.",
    ),
    "told_wrong": Text("记错了，就更正那条记录", "if an entry was wrong, put it right"),
    "told_of_a_part": Text(
        "本事件的数应已包括{incident}的，记入合计的数",
        "the number of this incident has to include that of {incident}: enter it for both together",
    ),
    "goes_on": Text(
        "本事件已于{at}并入{into}，此后的情况在该事件中报告。",
        "This incident was merged into {into} at {at}: what follows is reported there.",
    ),
    "goes_on_notes": Text(
        "本事件已并入{into}：不再单独报送，也不能记入已报出。此稿只供查阅；要报的在{into}中起草、报出。",
        "This incident was merged into {into}: nothing of it is sent by itself any more, nor can be entered as sent. "
        "This draft is for reading; what is to be reported is drafted and sent in {into}.",
    ),
    "told_of_another": Text(
        "{other}并入前已报{label}{before}（{at}）：本事件报的数应已包括。",
        "Before {other} was merged into this one, {label} was reported as {before} ({at}): the number of "
        "this incident has to include it.",
    ),
    "sheet_took_in": Text("{at} {title}并入本事件", "{at} {title} was merged into this incident"),
    "merged_unread": Text(
        "另有{n}起并入本事件，在此读不到：其已报的数没有核对。",
        "{n} more incidents were merged into this one and cannot be read here: what was reported of them was "
        "not checked.",
    ),
    "why": Text("，{words}", ": {words}"),
    "draft_rule": Text(
        "本报告的要求在规则中标为草案，来源未证实，报出前须核对。",
        "What this report rests on is a draft in the plan, confirmed by no source: check it before sending.",
    ),
    "not_ours": Text(
        "这是{by}的报告，不是我方的：由其报出，本席位只是代拟。",
        "This is the report of {by}, not ours: that body sends it, and this desk only drafts it for them.",
    ),
    "not_owed": Text("记录中没有未办的此项报告任务。", "By the log no such report is owed at present."),
    "owed": Text("报送任务：{duty}；{limit}前", "the duty it answers: {duty}; by {limit}"),
    "owing_owed": Text("应报", "owed"),
    "owing_provisional": Text("未定是否应报", "not certain to be owed"),
    "owing_waiting": Text("待起算", "waiting for its start"),
    "owed_in_words": Text("报送任务：{duty}", "the duty it answers: {duty}"),
    "waits": Text(
        "另一条款也要向同样的单位报，本文不算它办结：{duty}；{limit}前。报出后也要记它已办。",
        "Another article has the same bodies told, and this letter does not answer it: {duty}; by {limit}. Enter "
        "that as done, too, once it has gone out.",
    ),
    "waits_in_words": Text(
        "另一条款也要向同样的单位报，本文不算它办结：{duty}。报出后也要记它已办。",
        "Another article has the same bodies told, and this letter does not answer it: {duty}. Enter that as done, "
        "too, once it has gone out.",
    ),
    "also": Text(
        "预案另有同类报告，可以选用：{names}",
        "the plan has further reports of this kind to choose from: {names}",
    ),
    "beyond": Text(
        "预案没有规定报给{units}，是另加的报送对象。",
        "The plan does not have it sent to {units}: named in addition by whoever drafts it.",
    ),
    "never_told": Text("此前没有向{units}报过。", "Nothing was reported before to: {units}."),
    # after the report
    "apart": Text("起草说明（不随文发出）", "Notes for the drafter (not part of the report)"),
    "missing": Text("缺项", "Missing"),
    "missing_none": Text("没有缺项", "nothing is missing"),
    "ask": Text("问：{ask}", "ask: {ask}"),
    "not_entered": Text("记入后自动写明", "told once something of it is entered"),
    "by_hand": Text("预案没有规定由哪项情况填写，须手写", "no fact of the plan fills it: write it by hand"),
    "basis": Text("依据", "What each sentence rests on"),
    "basis_row": Text("第{n}条", "entry {n}"),
    "basis_step": Text("第{n}步", "step {n}"),
    "basis_first": Text("首次记录", "first report"),
    "sentence": Text("句", "Sentence"),
    "rests": Text("记录", "Entry"),
    "missing_sheet": Text("{kind}缺项：{title}", "{kind}, what is missing: {title}"),
    "complete": Text("各项内容齐全（{n}项）", "All {n} items are there"),
    # the sheet for when the power fails
    "sheet": Text("断电备用表", "Sheet for when the power fails"),
    "printed_at": Text("打印时间：{at}", "printed {at}"),
    "sheet_where_when": Text(
        "地点：{where}　接报：{received}　发生：{occurred}",
        "place: {where}  received: {received}  occurred: {occurred}",
    ),
    "told_by": Text("{who}报来", "told by {who}"),
    "sheet_limits": Text("时限（办完打勾，写时刻）", "Limits (tick when done, write the time)"),
    "sheet_untimed": Text("没有钟限的（办完打勾）", "Without a limit in figures (tick when done)"),
    "sheet_phones": Text("打给谁", "Whom to phone"),
    "sheet_ask": Text("电话里先问", "What to ask first"),
    "sheet_left_out": Text(
        "一页排不下，未列出：{what}。全部见 {{where}}。",
        "Left out, for want of room: {what}. All of it: {{where}}.",
    ),
    "on_incident_pages": Text("值班室里本事件的页面", "the pages of the incident in the duty room"),
    "on_plan_page": Text("值班室里本预案的页面", "the page of the plan in the duty room"),
    "left_limits": Text("时限{n}项", "{n} limits"),
    "left_phones": Text("电话{n}个", "{n} numbers"),
    "left_reasons": Text("理由{n}条", "{n} reasons"),
    "left_untimed": Text("没有钟限的{n}项", "{n} without a limit in figures"),
    "left_questions": Text("要问的{n}项", "{n} questions"),
    "left_duties": Text("任务{n}项", "{n} duties"),
    "sheet_signature": Text(
        "填表：____________　带班领导：____________　时间：____________",
        "filled in by: ____________  in charge: ____________  at: ____________",
    ),
    "store_line": Text("记录库签名行", "Signed line of the store"),
    "store_none": Text("本表由事件文件打印，没有记录库签名", "printed from a file: no store has signed it"),
    "store_unsigned": Text("记录库还没有签名", "the store is not signed yet"),
    "unsigned": Text("此后又有{n}条未签名", "entries since, not signed: {n}"),
    "tick": Text("□", "□"),
    "due": Text("时限", "By"),
    "what": Text("事项", "What"),
    "who": Text("责任单位和报送对象", "Who, and whom to tell"),
    "done_at": Text("办结时刻", "Done at"),
    "body": Text("单位", "Body"),
    "phone": Text("电话", "Phone"),
    "phone_blank": Text("________________", "________________"),
    "fax": Text("传真{number}", "fax {number}"),
    "historical": Text("{as_of}印制，先核实", "printed {as_of}: check first"),
    "old": Text("旧号，先核实", "old number: check first"),
    "and_others": Text("{units}等{n}个单位", "{units} and others, {n} in all"),
    "no_limits": Text("现在没有我方要按时限办的事项", "nothing is owed by us by a moment now"),
    # cards and handbook
    "cards": Text("{plan}：任务卡", "{plan}: cards of the units"),
    "copy": Text("抄送", "copy"),
    "to_report": Text("要报的", "To report"),
    "to_do": Text("要办的", "To do"),
    "card": Text("{unit}任务卡", "Card of {unit}"),
    "card_plan": Text("{plan}（{ref}）", "{plan} ({ref})"),
    "card_when": Text("何时", "When"),
    "card_limit": Text("时限", "By"),
    "card_to": Text("报给谁", "Whom to tell"),
    "card_duties": Text("任务", "What it owes"),
    "card_phones": Text("要找的人", "Numbers"),
    "card_none": Text("预案没有给本单位规定任务", "the plan orders nothing of this unit"),
    "card_draft": Text("草案", "draft"),
    "handbook": Text("{plan}乡镇手册", "{plan}: handbook for townships"),
    "handbook_how": Text("怎样用本手册", "How to use this handbook"),
    "handbook_how_text": Text(
        "本手册由预案的规则排成，供乡镇和基层单位使用。接到情况先报，再补；不清楚的就说不清楚，不要推测。"
        "与印发文本不一致的，以印发文本为准。",
        "Set from the rules of the plan, for townships and whoever is first on the scene. Report first, add later; say "
        "that a thing is not known rather than guess. Where it differs from the text as issued, that text prevails.",
    ),
    "handbook_ask": Text("接电话时问清", "What to ask on the phone"),
    "handbook_first": Text("先做什么、几点前报", "What to do first, and by when to report"),
    "handbook_contents": Text("报告要写清什么", "What a report must say"),
    "handbook_levels": Text("怎样算几级", "Which level it is"),
    "handbook_phones": Text("电话", "Numbers"),
    "handbook_units": Text("各单位任务", "What each unit owes"),
    "handbook_not": Text("不得做的", "What must not be done"),
    # calendar
    "calendar": Text("{title}：时限", "{title}: limits"),
    "from_day": Text("{day} 开始", "from {day} on"),
    "at_once": Text("立即：{what}", "AT ONCE: {what}"),
    "owner": Text("责任单位", "Who"),
    "owed_by": Text("责任单位：{units}", "owed by: {units}"),
    "told_to": Text("报：{units}", "to: {units}"),
    "counted": Text("起算：{how}", "counted: {how}"),
    "plan_clause": Text("依据：{clause}", "clause: {clause}"),
    "first_due": Text("原时限：{at}", "first due: {at}"),
    "alarm": Text("还有{time}：{what}", "{time} left: {what}"),
    "alarm_now": Text("到时：{what}", "due: {what}"),
    # warnings
    "warning": Text("{label}：{level}", "{label}: {level}"),
    "lifted": Text("{label}解除", "{label} lifted"),
}


def say(key: str, lang: Language, **fields: object) -> str:
    """Give the words of a key in one language, their fields filled.

    >>> say("issue", "zh", n=2)
    '第2期'
    """
    return both(key, **fields).say(lang)


def both(key: str, **fields: object) -> Text:
    """Give the words of a key in both languages, their fields filled.

    >>> both("missing").en
    'Missing'
    """
    text = WORDS[key]
    return text.fill(**fields) if fields else text


def basis_name(number: int, *, kept: bool) -> Text:
    """Call an entry by its number in a store (`kept`), or by the step of the file that tells it.

    >>> basis_name(2, kept=True).en, basis_name(0, kept=False).en
    ('entry 2', 'first report')
    """
    if kept:
        return both("basis_row", n=number)
    return both("basis_step" if number else "basis_first", n=number)


def official_moment(moment: datetime) -> Text:
    """Give a moment as an official letter writes it, in the zone it has.

    >>> official_moment(datetime.fromisoformat("2026-11-21T09:05+08:00")).zh
    '2026年11月21日9时05分'
    """
    zone = moment.tzinfo
    assert zone is not None  # noqa: S101 - moments of an incident have one
    shown = clock_text(moment, zone)
    return Text(f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时{moment.minute:02}分", shown)


def official_day(moment: datetime) -> Text:
    """Give the day of a moment as an official letter dates itself.

    >>> official_day(datetime.fromisoformat("2026-11-21T09:05+08:00")).zh
    '2026年11月21日'
    """
    return Text(f"{moment.year}年{moment.month}月{moment.day}日", f"{moment.date()}")
