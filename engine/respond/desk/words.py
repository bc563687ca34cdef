"""The words of the desk's sheets and of its questions, in both languages."""

from typing import Final

from respond.errors import Language, Text
from respond.log import MODE_MARKS, Mode
from respond.show import titled

WORDS: Final[dict[str, Text]] = {
    "entered_as": Text("已记入 {incident} 第{numbers}条", "entered in {incident}: entry {numbers}"),
    "concerns": Text("与预案对照", "Compared with the plan"),
    "to_know": Text("注意", "To be known"),
    "all_of_it": Text("全部：", "all of it: "),
    "overview": Text("在办事件{n}起", "Open incidents: {n}"),
    "overview_left": Text(
        "在办事件{n}起；另有已办结而仍有未了义务的{left}起",
        "Open incidents: {n}; closed with duties left: {left}",
    ),
    "supervised": Text("督办事项{n}项", "Items under supervision: {n}"),
    "no_incidents": Text("没有在办的事件", "no incident is open"),
    "ended_folded": Text("已办结或并入的{n}起未列出", "closed or merged and not listed: {n}"),
    "now": Text("现在：{now}", "now: {now}"),
    "before": Text("事前，不定级", "before an incident, nothing graded"),
    "ungraded": Text("不设分级", "no levels"),
    "found": Text("人工定为{level}", "declared {level}"),
    "declared": Text("人工定为{level}（按预案{plan}）", "declared {level} (by the plan {plan})"),
    "response_runs": Text("{level}响应进行中", "response {level} runs"),
    "response_else": Text(
        "{level}响应进行中（预案要求{called}）", "response {level} runs (the plan calls for {called})"
    ),
    "response_wanted": Text(
        "应启动响应（{called}），尚未启动", "a response is called for ({called}), not started"
    ),
    "response_maybe": Text("可能须启动响应（最高{called}）", "a response may be called for (up to {called})"),
    "outdated_n": Text("现值早于另记的{n}项", "older than another figure: {n}"),
    "unconfirmed_n": Text("未核实{n}项", "not confirmed: {n}"),
    "closed": Text("{at}办结", "closed {at}"),
    "closed_left": Text("{at}办结，仍有{n}项未了", "closed {at}, still owed: {n}"),
    "merged": Text("已并入{other}", "merged into {other}"),
    "took_in": Text("{other}已并入", "{other} merged in"),
    "took_in_left": Text("{other}已并入，有未补记的", "{other} merged in, not all of it entered"),
    "settle_merger": Text(
        "该补记的都补记了，或确已在内，记一条备注即不再提示",
        "where all of it is entered, or was counted already, a note settles this",
    ),
    "line_vouches_not": Text(
        "有事件的记录被改动：这一行不能证明本单内容",
        "the log of an incident was changed: this line does not vouch for what this sheet says",
    ),
    "unread": Text("读不出的事件", "Incidents that cannot be read"),
    "due": Text("我方时限", "What we owe by a moment"),
    "due_within": Text("{time}之内", "within {time}"),
    "nothing_due": Text("没有到期或逾期的事项", "nothing is due or overdue"),
    "later": Text("此后到期的还有{n}项", "due later: {n}"),
    "waiting": Text("未起算、暂停或时限未算出的{n}项", "not started, paused, or limit unknown: {n}"),
    "provisional": Text("未定是否应办的{n}项", "not certain to be owed: {n}"),
    "untimed_besides": Text("另有{n}项没有钟限", "owed besides with no limit in figures: {n}"),
    "an_incident": Text("事件", "ID"),
    "in_writing_n": Text("书面未报{n}项", "not sent in writing: {n}"),
    "in_writing": Text("须书面报送的，没有钟限", "Owed in writing, without a limit in figures"),
    "untimed": Text("没有钟限的", "Without a limit in figures"),
    "occasion": Text("第{n}次", "occasion {n}"),
    "rounds": Text("另有{n}次未办", "further rounds not done: {n}"),
    "log": Text("记录：{name}", "Log: {name}"),
    "log_earlier": Text("{since}之前的{n}条未列出", "entries before {since}, not listed: {n}"),
    "log_none": Text("没有新的记录", "no entry since"),
    "recorded": Text("{at}写入", "written {at}"),
    "held": Text("时刻{at}", "at {at}"),
    "as_of": Text("截至{at}", "as of {at}"),
    "powers": Text(
        "另有可以采取的措施{n}项",
        "measures that may be taken: {n}",
    ),
    "answers": Text("决定时看到第{n}条", "decided with entry {n} as the last"),
    "corrected": Text("已由第{n}条更正", "put right by entry {n}"),
    "withdrawn": Text("已由第{n}条作废", "withdrawn by entry {n}"),
    "verified": Text("核对记录", "The log, checked"),
    "verify_sound": Text(
        "记录完好：{n}条，逐条核对无误", "The log is sound: {n} {n:entry|entries}, every one checked"
    ),
    "verify_bare": Text(
        "这个库没有任何签名：是否整本重写过，无从核对",
        "nothing in this store is signed: whether all of it was written anew cannot be told",
    ),
    "verify_broken": Text("记录被动过：发现{n}处", "The log was tampered with: {n} {n:place|places}"),
    "verify_attested": Text(
        "签名担保到第{attested}条（共{n}条，签名{signed}个）",
        "signatures vouch up to entry {attested} (of {n}; {signed} {signed:signature|signatures})",
    ),
    "verify_unattested": Text(
        "第{first}条起尚无签名：末尾若被截掉，从库里看不出来",
        "no signature from entry {first} on: were these cut off, the store would not show it",
    ),
    "verify_audit": Text(
        "值班室的审计记录{n}条，签名担保到第{attested}条（签名{signed}个）；账号、密钥、设置已与它核对",
        "the audit log of the duty room: {n} {n:entry|entries}, signatures vouch up to entry {attested} ({signed} "
        "{signed:signature|signatures}); accounts, keys and settings were held against it",
    ),
    "verify_seals": Text(
        "全库签名{seals}次，次次相接；最后一次若连同其后全部内容被删去，只有打印或发出的签名行能看出来",
        "the store was sealed {seals} {seals:time|times}, each following the one before; were the last cut off with "
        "all that came after it, only a line that was printed or sent would show it",
    ),
    "verify_journal": Text(
        "留痕册{n}条，签名担保到第{attested}条；发出的提醒、对请求的答复和演练的进程已与它核对",
        "the journal: {n} {n:entry|entries}, seals vouch up to entry {attested}; what was sent, what was answered and "
        "how far plays have come was held against it",
    ),
    "audit_line": Text("审计记录签名行", "signed line of the audit log"),
    "verify_own_key": Text(
        "核对用的是库里存的公钥；重写整个库的人可以连它一起换掉，请用另存的公钥或打印的签名行再核",
        "checked with the public key in the store, which whoever wrote the store anew could change too: check with a "
        "key kept elsewhere, or against a printed line",
    ),
    "verify_printed": Text("已与另存的{n}行签名核对", "checked against signed lines from elsewhere: {n}"),
    "key": Text("公钥", "public key"),
    "line": Text("签名行", "signed line"),
    "no_line": Text("还没有签名", "not signed yet"),
    "signed": Text("已签名：记录到第{n}条", "Signed: the log up to entry {n}"),
    "keep_line": Text(
        "打印或另存这一行，以后可以用它核对",
        "print or keep this line: the log can be checked with it later",
    ),
    "board": Text("任务：{name}", "Duties: {name}"),
    "overdue": Text("逾期", "late"),
    "to-do": Text("待办", "to do"),
    "unable": Text("办不了", "cannot"),
    "waiting_column": Text("待起算", "waiting"),
    "ended": Text("已了结", "ended"),
    "standing": Text("须持续遵守", "to be kept to"),
    "unit": Text("单位", "unit"),
    "ours": Text("我方", "ours"),
    "board_hint": Text(
        "各列：逾期、待办、办不了、待起算、已了结",
        "columns: late, to do, cannot be done, waiting for the start, ended",
    ),
    "no_duties": Text("没有任务", "no duties"),
    "items_more": Text("还有{n}项", "more: {n}"),
    "ask": Text("先问清：{name}", "Ask: {name}"),
    "level_now": Text("级别：{level}", "now {level}"),
    "called_now": Text("应启动的响应：{level}", "response called for: {level}"),
    "nothing_to_ask": Text("没有要问的", "nothing to ask"),
    "answer": Text("答：{form}", "answer: {form}"),
    "handover": Text("交接班", "Handover"),
    "shift": Text(
        "本班：{since} 至 {now}；下一班至 {until}", "shift: {since} to {now}; the next one until {until}"
    ),
    "until_asked": Text("", ""),
    "until_roster": Text("按值班表", "by the roster"),
    "until_usual": Text("值班表未排下一班，按12小时", "12 hours: the roster has no next shift"),
    "store_signed": Text("记录库签名行（打印留存）", "Signed line of the store (keep it on paper)"),
    "unsigned": Text("此后又有{n}条未签名", "entries since, not signed: {n}"),
    "level_was": Text("级别：{before} → {after}", "{before} → {after}"),
    "level_is": Text("级别：{after}（未变）", "{after} (unchanged)"),
    "level_new": Text("级别：{after}（本班新开）", "{after} (opened in this shift)"),
    "response_ended": Text("响应已终止", "the response was ended"),
    "entered": Text("本班记录", "Entered in this shift"),
    "nothing_entered": Text("本班没有记录", "nothing was entered in this shift"),
    "clocks": Text("下一班要办", "Due in the next shift"),
    "nothing_runs": Text("没有要办的时限", "no clock runs out"),
    "done": Text("本班办结", "Done in this shift"),
    "missed": Text("本班逾时未办", "Missed in this shift"),
    "unconfirmed": Text("未核实的情况", "Not confirmed"),
    "cannot": Text("办不了的任务", "Cannot be done"),
    "stands_until": Text(
        "人工定级有效至{at}，此后按预案", "the declared level stands until {at}, then the plan's"
    ),
    "decided_within": Text("人工定级（在预案计算的范围之内）", "Declared within what the plan comes to"),
    "beside": Text("与预案不同的决定", "Decided otherwise than the plan says"),
    "beside_level": Text("{by}定为{level}（{how}）：{reason}", "{by} declared {level} ({how}): {reason}"),
    "beside_response": Text(
        "{level}响应进行中，预案要求{plan}", "response {level} runs, the plan calls for {plan}"
    ),
    "open_questions": Text(
        "还有{n}问可能改变级别",
        "questions that could change the level: {n}",
    ),
    "since_known": Text("{at}获知", "known {at}"),
    "signature": Text(
        "交班：____________  接班：____________  时间：____________",
        "handed over: ____________  taken over: ____________  at: ____________",
    ),
    "asking_hint": Text(
        "逐项回答；不知道就答 不知道 或直接回车；Ctrl-D 结束提问",
        "answer one by one; `unknown` or an empty line if it is not known; Ctrl-D ends the questions",
    ),
    "asking_by": Text("由谁研判：", "judged by: "),
    "asking_done": Text(
        "没有别的能改变级别的问题", "nothing else that could be asked would change the level"
    ),
}


def say(key: str, lang: Language, **fields: object) -> str:
    """Give the words of a key in one language, their fields filled.

    >>> say("unconfirmed_n", "zh", n=2)
    '未核实2项'
    """
    text = WORDS[key]
    return (text.fill(**fields) if fields else text).say(lang)


def marked_title(title: str, mode: Mode, lang: Language) -> str:
    """Give the title of an incident alone, an exercise and a test with their mark before it."""
    return f"{MODE_MARKS[mode].say(lang)}{title}"


def title_of(title: str, incident: str, mode: Mode, lang: Language) -> str:
    """Name an incident as anywhere, an exercise and a test with their mark before it.

    >>> title_of("演习", "x", "exercise", "zh")
    '【演练】演习（x）'
    """
    return marked_title(titled(title, incident, lang), mode, lang)
