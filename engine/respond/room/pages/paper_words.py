"""The words of the pages with papers: reports, the sheet, the calendar, warnings, what is printed of a plan."""

from collections.abc import Mapping
from typing import Final

from respond.errors import Text

PAPER_WORDS: Final[dict[str, Text]] = {
    "which_report": Text("哪一份报告", "Which report"),
    "no_reports": Text("本事件的预案没有规定报告。", "The plans of this incident order no reports."),
    "reports_ours": Text("我方的报告", "Reports of ours"),
    "reports_of_others": Text("其他单位的报告（不是我方的）", "Reports of other bodies (not ours)"),
    "report_of_another": Text(
        "这是{by}的报告，不是我方的：由其报出。这里只是代拟，或记下其已报出。",
        "This is the report of {by}, not ours: that body sends it. It can be drafted for them here, or entered as sent "
        "by them.",
    ),
    "another_body": Text("其他单位", "another body"),
    "report_not_owed": Text("目前不需报", "not owed now"),
    "kind_initial": Text("首报", "Initial"),
    "kind_progress": Text("续报", "Progress"),
    "kind_closing": Text("结案报告", "Closing"),
    "report_to": Text("报给谁", "To whom"),
    "plan_names_nobody": Text(
        "预案没有写报给谁，在下面选。", "The plan does not say to whom it goes: choose below."
    ),
    "another_recipient": Text("另报给", "And to"),
    "nobody_else": Text("（不另报）", "(nobody else)"),
    "beyond_the_plan": Text("预案未列", "not by the plan"),
    "report_number": Text("文号", "Number"),
    "report_number_hint": Text("不写则按次编期", "counted if empty"),
    "report_signer": Text("签发人", "Signed by"),
    "report_urgency": Text("紧急程度", "Urgency"),
    "draft_it": Text("起草", "Draft"),
    "draft_of_report": Text("草稿", "The draft"),
    "draft_notes": Text(
        "起草说明和每句话的依据（不随文发出）", "Notes for the drafter, and what each sentence rests on"
    ),
    "download": Text("下载", "Download"),
    "as_docx": Text("Word 公文", "Word letter"),
    "as_word_file": Text("Word", "Word"),
    "as_html": Text("网页文件", "Web page"),
    "as_md": Text("Markdown", "Markdown"),
    "gaps_n": Text("缺 {n} 项", "{n} missing"),
    "gaps_none": Text("各项都有内容。", "Nothing is missing."),
    "gap_asked": Text("问：{ask}", "ask: {ask}"),
    "gap_logged": Text("记入有关情况后自动填写", "told once something of it is entered"),
    "gap_by_hand": Text("预案没有对应的事实，下载后手写", "no fact of the plan fills it: write it by hand"),
    "fill_gaps": Text("一次填几项", "Fill in several at once"),
    "fill_gaps_how": Text(
        "只记入填了的各项，来源、可靠程度和截至时间对这几项都算数；没填的仍缺。",
        "Only what is filled in is entered, and source, standing and time hold for all of it; the rest stays missing.",
    ),
    "gap_enter": Text("去记入", "enter it"),
    "marks_lead": Text(
        "〔第…条〕是每句话依据的记录，点开可看。",
        "[entry ...] is what a sentence rests on: it leads to the log.",
    ),
    "earlier_reports": Text("此前报出", "Sent before"),
    "contradicts_title": Text("与已报的数不能同时成立", "That cannot be true beside what was sent"),
    "contradicts_line": Text(
        "{label}：{at}已报{before}，现为{now}。", "{label}: {before} was sent at {at}, it is {now} now."
    ),
    "contradicts_do": Text(
        "记错了，就更正记错的那条；数确实不同，在下面写明原因，文中印成更正。",
        "If an entry is wrong, put it right; if the number is other indeed, say why below: it is printed as a "
        "correction.",
    ),
    "contradicts_told": Text("已报的{value}：", "{value} as sent: "),
    "contradicts_now": Text("现在的{value}：", "{value} now: "),
    "contradicts_part": Text(
        "本事件的数应已包括{incident}的：在“事实”里记入合计的数，或在下面写明为何不包括。",
        "The number of this incident has to include that of {incident}: enter it for both together among the facts, or "
        "say below why it does not.",
    ),
    "contradicts_why": Text("{label}为何不同", "Why {label} is other"),
    "put_right_entry": Text("更正第 {n} 条", "Put entry {n} right"),
    "draft_with_why": Text("按此起草", "Draft with these words"),
    "mark_sent": Text("记入已报出", "Enter that it was sent"),
    "mark_sent_why": Text(
        "报出后记在这里：履行下列任务；下一份续报只写此后的变化。",
        "Enter it here once it went out: it fulfils the duties below, and the next report tells what changed since.",
    ),
    "sent_answers": Text("履行：{duties}", "Fulfils: {duties}"),
    "sent_answers_none": Text(
        "目前没有应报的任务；仍记为一次报送。",
        "No duty asks for it now; it is kept as a report all the same.",
    ),
    "sent_by": Text("谁报的", "Sent by"),
    "senders_likely": Text("这份报告的", "Of this report"),
    "senders_before": Text("本事件里报过、办过的", "Who reported or acted here before"),
    "sent_at": Text("何时", "When"),
    "sent_to": Text("报给了谁", "Sent to"),
    "sheet_title": Text("断电备用表", "Sheet for when the power fails"),
    "sheet_why": Text(
        "一页纸：级别和理由、打给谁、要打勾的时限。先给记录签名，表上就有可核对的签名行。",
        "One page: level and reasons, whom to phone, limits to tick. Sign the log first, and the sheet bears a line to "
        "check it by.",
    ),
    "open_and_print": Text("打开打印", "Open and print"),
    "calendar_title": Text("时限日历", "Calendar of limits"),
    "calendar_why": Text(
        "我方时限连同提醒，导入手机或电脑的日历（.ics）。",
        "What we owe by a moment, with alarms, for the calendar of a phone or computer (.ics).",
    ),
    "warning_title": Text("预警（CAP 1.2）", "Warning (CAP 1.2)"),
    "warning_why": Text(
        "记录里最近的一条预警；记录没有写的按所选填写，不猜。",
        "The last warning by the log; what the log does not say is as chosen here, never guessed.",
    ),
    "warning_none": Text("记录里还没有发布过预警。", "No warning has been issued by the log."),
    "warning_category": Text("类别", "Category"),
    "warning_urgency": Text("紧迫程度", "Urgency"),
    "warning_certainty": Text("确定程度", "Certainty"),
    "cap_term": Text("{words}（{term}）", "{term}"),
    "warning_cancel": Text("解除生效的预警", "Lift the warning that stands"),
    "other_papers": Text("打印和导出", "To print and to pass on"),
    "handbook": Text("乡镇手册", "Handbook"),
    "unit_cards": Text("任务卡", "Unit cards"),
    "all_the_units": Text("全部单位", "All units"),
    "only_unit": Text("只印", "Only"),
    "to_the_plan": Text("回到预案", "back to the plan"),
    "to_the_papers": Text("回到文书", "back to the papers"),
}

CAP_TERMS: Final[Mapping[str, str]] = {
    "Geo": "地质", "Met": "气象", "Safety": "公共安全", "Security": "治安、反恐", "Rescue": "救援", "Fire": "火灾",
    "Health": "公共卫生", "Env": "环境", "Transport": "交通", "Infra": "基础设施", "CBRNE": "核生化爆", "Other": "其他",
    "Immediate": "须立即应对", "Expected": "须尽快应对", "Future": "不久后须应对", "Past": "已不须应对",
    "Observed": "已发生或正在发生", "Likely": "多半会发生", "Possible": "可能发生，但机会不到一半",
    "Unlikely": "基本不会发生",
    "Unknown": "未知",
}  # fmt: skip
"""What the terms of the protocol mean, in Chinese; in English each says it itself."""
