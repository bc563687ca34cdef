"""The words of an after-action report, in both languages."""

from typing import Final

from respond.errors import Language, Text

_SAYS: Final[dict[str, Text]] = {
    "title": Text("{title}：演练评估报告", "{title}: after-action report"),
    "contents": Text("目录", "Contents"),
    # The cover.
    "scenario": Text("想定", "scenario"),
    "variant": Text("变体", "variant"),
    "plan": Text("依据预案", "plans"),
    "adopted": Text("{plan}（被引用）", "{plan} (adopted)"),
    "calendar": Text("工作日历", "calendar"),
    "engine": Text("引擎", "engine"),
    "seed": Text("随机种子", "seed"),
    "no_seed": Text("无，推演中没有随机数", "none: nothing in a run is random"),
    "head": Text("记录链末值", "head of the log"),
    "compiled": Text(
        "由引擎按演练记录编制，空白处由评估组填写。",
        "Made by the engine from what was recorded; the blanks are for the evaluators.",
    ),
    # What it was.
    "overview": Text("一、概述", "1. Overview"),
    "when": Text("时间（演练时钟）", "when (the exercise's clock)"),
    "span": Text("{start} 至 {end}，{zone}", "{start} to {end}, {zone}"),
    "real": Text("实际时间", "real time"),
    "ended": Text("结束", "ended"),
    "pace": Text("{at}：{real} 起，{speed}", "{at}: from {real}, {speed}"),
    "speed": Text("{n}倍", "{n} times as fast"),
    "paused": Text("暂停", "a pause"),
    "no_pace": Text("没有记录演练时钟怎样走", "how the clock ran was not recorded"),
    "where": Text("地点", "place"),
    "type": Text("类型", "type"),
    "tabletop": Text("桌面演练", "tabletop exercise"),
    "scope": Text("范围", "scope"),
    "counted": Text(
        "导调信息{injects}条，应办{judged}项，其中计分{counted}项",
        "{injects} injects; {judged} things expected, of which {counted} give points",
    ),
    "purpose": Text("目的", "purpose"),
    "team": Text("参演队", "team"),
    "units": Text("参演单位", "who played"),
    "control_plays": Text("由导调扮演", "played by control"),
    "no_cast": Text("没有写明谁扮演，全部单位都计", "nobody is named: every unit counts"),
    "score": Text("得分 {got} / {most}", "score {got} of {most}"),
    # Objectives and grades.
    "objectives": Text("二、演练目的和评定", "2. Objectives and ratings"),
    "no_objectives": Text("想定没有写演练目的", "the scenario names no objectives"),
    "grades": Text("等级", "Grades"),
    "grade": Text("{number} {name}", "{number}, {name}"),
    "grade_draft": Text("草稿：未见原文", "draft: its text was not seen"),
    "out_no-error": Text(
        "记录中有没办好的，不能评为这一等", "ruled out: something was not done as it should be"
    ),
    "out_goals-reached": Text(
        "有演练目的未能完成（U），不能评为这一等", "ruled out: an objective was not performed (U)"
    ),
    "out_goals-not-hindered": Text(
        "演练目的合计未能完成（U），不能评为这一等", "ruled out: the objectives in all were not performed (U)"
    ),
    "proposed": Text("按得分提出", "proposed by the points"),
    "proposed_by": Text(
        "建议等级：{grade}（得分{share}%）", "proposed grade: {grade} ({share} % of the points)"
    ),
    "proposed_held": Text(
        "建议等级：{grade}（得分{share}%，单按得分为{alone}，被上面排除的不取）",
        "proposed grade: {grade} ({share} % of the points, {alone} by these alone, which is ruled out above)",
    ),
    "grade_own": Text("草案：界限自定", "draft: by bands of our own"),
    "grade_bands": Text(
        "等级界限（本系统自定，标准没有规定，想定可改）：{ends}；定哪一等由评估组决定",
        "bands of the grades (this project's own, the standard has none; a scenario may set others): {ends}; which "
        "grade it is the evaluators decide",
    ),
    "grade_from": Text("{grade} {n}%以上", "{grade} from {n} %"),
    "grade_below": Text("{grade} 以下", "{grade} below"),
    "to_give": Text("由评估组评定", "for the evaluators to give"),
    "signed": Text(
        "评定：＿＿＿＿　评估组：＿＿＿＿＿＿＿＿　日期：＿＿＿＿＿＿",
        "grade: ________  evaluators: ________________  date: ____________",
    ),
    # The course.
    "timeline": Text("三、时间线", "3. Timeline"),
    "inject": Text("导调信息", "inject"),
    "planned": Text("计划", "planned"),
    "given": Text("实际", "given"),
    "really": Text("实际时间", "real time"),
    "text": Text("内容", "what it said"),
    "waits": Text("{at} 起等情形出现", "from {at}, once it is so"),
    "beside": Text("导调临时给出", "beside the script"),
    "never": Text("没有下达", "never given"),
    "as_if": Text(
        "以下结果都是没有人行动时的结果，不是任何队的",
        "all results below are those of nobody acting, and no team's",
    ),
    "blocked": Text("没有送到", "did not arrive"),
    "unreached": Text("结束时未到", "not reached"),
    "withheld_row": Text("导调未下达", "withheld"),
    "withheld": Text("导调扣下或取消的", "Held back or dropped by the director"),
    "curve": Text("四、级别", "4. The level"),
    "deciding": Text("定级由{unit}决定", "the plan gives the call to {unit}"),
    "nobody_decides": Text(
        "预案没有经核实的条款写明由谁定级", "no confirmed clause says who calls the level"
    ),
    "no_curve": Text("没有应当宣布的级别", "no level was to be called"),
    # Reports.
    "reports": Text("五、信息报告", "5. Reports"),
    "no_reports": Text("没有应报的报告", "no report was owed"),
    "due": Text("期限", "due"),
    "sent": Text("报出", "sent"),
    "result": Text("结果", "result"),
    "report": Text("报告", "report"),
    "not_sent": Text("没有报出", "not sent"),
    "not_through": Text("没有送到", "did not get through"),
    "sent_lost": Text(
        "{at} {unit}发出（{channel}），没有送到：{channel}自 {since} 起中断，没有人收到",
        "sent at {at} by {unit} ({channel}) and lost: {channel} was cut from {since} on, and nobody received it",
    ),
    "to": Text("应报：{names}", "to: {names}"),
    "sent_as": Text("由另一项报送一并办理：{what}", "sent as another report that does this one too: {what}"),
    "missed": Text("漏报：{names}", "not told: {names}"),
    "holds": Text("应写明：{items}", "has to contain: {items}"),
    "holds_same": Text("应写明的与“{first}”相同", "has to contain what “{first}” has to"),
    "lacking": Text("缺：{items}", "lacked: {items}"),
    "complete": Text("要求的内容齐全", "all that is required was in it"),
    "unknown": Text(
        "没有记录报告写了什么，内容是否齐全不明",
        "what it held was not noted: whether it was complete is not known",
    ),
    "figures": Text("前后矛盾的数字", "Numbers that contradict"),
    "figure": Text(
        "{label}：{before_at}报{before}，{at}{by}报{now}",
        "{label}: {before} at {before_at}, {now} at {at} by {by}",
    ),
    "explained": Text("说明：{why}", "reason: {why}"),
    "unexplained": Text("没有说明", "no reason was given"),
    "no_figures": Text(
        "没有记录报告里的数字，是否前后矛盾不明",
        "no numbers of reports were noted: whether any contradict is not known",
    ),
    "figures_agree": Text("记录的数字没有矛盾", "the numbers noted do not contradict"),
    # Acts.
    "acts": Text("六、行动，按单位", "6. Acts, by unit"),
    "calling": Text("判定级别", "calling the level"),
    "vain": Text("没有起作用的行动", "Acts that fulfilled nothing"),
    "excused": Text("无人扮演、不计的", "Not played, not counted"),
    "directed": Text("由导调扮演、不计分的", "Played by control, giving no points"),
    "vain_by-another": Text("由不负此责的单位办理", "by a body that does not owe it"),
    "vain_early": Text("在任务产生之前", "before it was owed"),
    "vain_unplanned": Text("预案在这种情况下没有要求", "not asked for by the plan in this case"),
    "vain_again": Text("已无可办", "nothing was left of it to do"),
    "vain_form": Text("方式不合要求", "in a form the text excludes"),
    "vain_to-nobody": Text("没有报给应报的对象", "told to nobody it is owed to"),
    "vain_kept": Text("属持续保持的任务", "of what is to be kept up"),
    "vain_cut": Text("线路中断，没有送到", "over a channel that was cut"),
    "vain_other": Text("其他", "for another reason"),
    # Communications.
    "communications": Text("七、通信", "7. Communications"),
    "cut": Text("{at} 至 {until} 中断：{channels}", "{at} to {until}, cut: {channels}"),
    "lost": Text(
        "没有送到：{at} {unit}（{channel}，自 {since} 起中断）{what}",
        "did not get through: {at} {unit} ({channel}, cut from {since} on) {what}",
    ),
    "words": Text("参演单位自己的命令和消息", "Orders and messages of the players' own"),
    "no_outage": Text("没有中断过线路", "no channel was cut"),
    "unnamed": Text(
        "另有{n}次中断期间的告知没有记用什么方式，按送到计",
        "{n} more that told somebody during an outage with no channel noted; they are taken to have got through",
    ),
    "none_lost": Text("中断期间没有行动走这些线路", "nothing was sent over them meanwhile"),
    # What evaluators noted, and what of the plan.
    "observations": Text("八、观察记录", "8. Observations"),
    "strength": Text("好的做法", "Strengths"),
    "problem": Text("问题", "Problems"),
    "note": Text("其他记录", "Notes"),
    "none_noted": Text("没有记录", "nothing was noted"),
    "defects": Text("九、预案本身的问题", "9. Defects of the plan itself"),
    "defect": Text("评估组指出的", "Noted by the evaluators"),
    "readings": Text(
        "起了决定作用的解释（原文不明确）", "Readings that decided, where the text is not clear"
    ),
    "taken": Text("按：{reading}", "taken as: {reading}"),
    "first": Text("自{at}起起作用", "decided from {at}"),
    "conflicts": Text("预案之间的冲突", "Conflicts of plans"),
    "skipped": Text("引擎没有计入的", "What the engine had to leave out"),
    "drafts": Text("未经核实却计了分的任务", "Counted though no text confirms it"),
    "no_defects": Text("没有发现", "nothing was found"),
    # Afterwards.
    "improvement": Text("十、整改计划", "10. Improvement plan"),
    "nothing_to_improve": Text("没有要整改的", "nothing has to be put right"),
    "item": Text("编号", "no."),
    "what": Text("整改内容", "what has to be put right"),
    "owner": Text("责任单位", "owner"),
    "start": Text("开始", "start"),
    "finish": Text("完成期限", "due"),
    "evidence": Text("完成依据", "evidence"),
    "no_owner": Text("待定", "to be named"),
    "supervise": Text("以上各项可按督办规则立项", "These can be set up as items under supervision"),
    "hot_wash": Text("十一、现场讨论", "11. Hot wash"),
    "answers": Text("讨论结果：", "what was said:"),
    "asked_of_all": Text("各参演单位", "Every unit"),
    "q_well": Text("哪些做得好，要保持？", "What went well and should be kept?"),
    "q_badly": Text("哪里出了问题，原因是什么？", "What went wrong, and why?"),
    "q_plan": Text("预案哪里不清楚、办不到？", "Where was the plan unclear, or could not be followed?"),
    # Annexes.
    "annex_injects": Text("附件一 下达的导调信息", "Annex A. Injects as delivered"),
    "sets": Text("设定：{what}", "sets: {what}"),
    "annex_log": Text("附件二 全部记录", "Annex B. The whole log"),
    "chain": Text(
        "每条记录的散列值（SHA-256）由其余各栏算出，含前一条的散列值；由同样的想定和动作文件再次编制，末值应相同。",
        "The hash (SHA-256) of an entry is made of all else in it, the hash of the entry before among it. Made again "
        "from the same scenario and actions, the last one is the same.",
    ),
    "annex_participants": Text("附件三 参加人员", "Annex C. Participants"),
    "control": Text("导调组", "control"),
    "named_evaluators": Text("评估组", "evaluators"),
    "evaluators": Text("观察记录人", "who noted observations"),
    "sources": Text("信息来源（由导调扮演）", "sources, played by the directors"),
    "attendance": Text("签到：", "attendance:"),
    "annex_words": Text("附件四 名词", "Annex D. Words"),
}

GLOSSARY: Final[tuple[tuple[Text, Text], ...]] = (
    (
        Text("导调信息", "inject"),
        Text("导调组在设定时刻给出的一条消息", "a message the directors give at a set time"),
    ),
    (
        Text("演练时钟", "the exercise's clock"),
        Text(
            "想定里的时间，可以比实际时间走得快", "time in the scenario, which may run faster than real time"
        ),
    ),
    (
        Text("应办", "owed"),
        Text("预案在当时情况下要求某单位办的", "what the plan asks of a unit as things stand"),
    ),
    (
        Text("期限", "deadline"),
        Text(
            "按预案条款算出的时刻；立即、及时没有数字",
            "a moment by a clause; at once and promptly have no figure",
        ),
    ),
    (Text("按要求完成", "met"), Text("按时办到，该报的都报到", "done in time, everybody told who has to be")),
    (
        Text("不完整", "incomplete"),
        Text("报了一部分对象，其余始终没有报", "some of those to be told were told, the others never"),
    ),
    (Text("错过时机", "missed"), Text("任务终止时没有办过", "it ended without having been done")),
    (
        Text("事件级别", "level"),
        Text(
            "按预案分级标准，现已确定的和还可能达到的",
            "by the criteria of the plan: what is certain, and what is still possible",
        ),
    ),
    (
        Text("P、S、M、U", "P, S, M, U"),
        Text(
            "顺利完成、有一些问题、有重大问题、未能完成；得分界限为本系统自定，有时限的事迟办的不评 P",
            "performed without, with some, with major challenges, unable; the bands of points are this project's own, "
            "and with anything late that has a limit it is not P",
        ),
    ),
    (
        Text("同一报送", "the same report"),
        Text(
            "两个预案要求报给同样对象的同类报告，一次办理只计一次分",
            "a report of one kind that two plans ask for, to the same bodies; it gives points once",
        ),
    ),
    (
        Text("解释", "reading"),
        Text(
            "原文不明确时取的读法，另有被舍弃的读法",
            "what a text is taken to mean where it is not clear; others were rejected",
        ),
    ),
    (
        Text("督办", "supervision"),
        Text("立项后按规则催办、反馈、销号", "an item is followed by rules until it is closed"),
    ),
)
"""The words a reader may want explained."""


def say(key: str, lang: Language, **values: object) -> str:
    """Give one of the words."""
    text = _SAYS[key]
    return (text.fill(**values) if values else text).say(lang)
