"""The help: what those in the room do, step by step, in the words that stand on the buttons they press.

Names of buttons and pages are taken from the pages themselves, so that the help cannot call them otherwise.
"""

from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond._records import frozen
from respond.errors import Text
from respond.room.front import Front
from respond.room.pages.incident import SECTIONS
from respond.room.pages.visit import Visit, page
from respond.room.pages.words import WORDS
from respond.room.permissions import Permission


@frozen
class Topic:
    """Something that is done in the room: for whom, its steps, and the page where it begins."""

    id: str
    title: Text
    permission: Permission
    steps: tuple[Text, ...]
    where: str = ""
    practised: bool = False
    """Whether it is done in a room for exercises only."""


_NAMES: Final = {**WORDS, **{f"section_{each.name or 'now'}": each.words for each in SECTIONS}}
"""What the steps call buttons, pages and the sections of an incident by."""

TOPICS: Final[tuple[Topic, ...]] = (
    Topic("call", Text("接到电话：开立事件", "A call comes in: opening an incident"), "enter", (
        Text("值班台上按“{new_incident}”，选预案。不知道是哪个，就把电话里说的字词输进去查。",
             "On the desk press “{new_incident}” and choose the plan. If you do not know which, type words of the "
             "call."),
        Text("问题一个一个问，最能改变级别的在前。“{how_at-least}”几个、“{unknown}”都是答案，不要猜，也不要把不知道填成零。",
             "Questions come one by one, first what could move the level most. “{how_at-least}” and “{unknown}” are "
             "answers: do not guess, and enter no zero for what is not known."),
        Text("“{received}”写电话打来的时刻：报告的时限从它起算。“{reporter}”写来电的单位或人。",
             "“{received}” is when the call came: limits of reports run from it. “{reporter}” is who called."),
        Text("没问完也可以按“{open_now}”；开立以后接着问、接着记。",
             "Before all is answered you may press “{open_now}”, and go on asking and entering afterwards."),
    ), "/new"),
    Topic("do", Text("要办什么，几点前", "What has to be done, and by when"), "enter", (
        Text("值班台把最急的事件排在最前；事件的“{section_now}”页里，“{presses}”是现在该办的。",
             "The desk has the most pressing incident first; the section “{section_now}” of an incident lists under "
             "“{presses}” what has to be done."),
        Text("办完了，到“{section_duties}”按“{done_it}”，写谁办的、几点、报给了谁；只报了一部分单位的，只勾那几个。",
             "When it is done press “{done_it}” under “{section_duties}”: who did it, when, whom it was told to. If "
             "only some were told, tick only these."),
        Text("打了电话的，按“{phoned}”；书面的还要补的，仍会列着。",
             "What was told by telephone is entered by “{phoned}”; what has to follow in writing stays listed."),
        Text("办不了的，按“{cannot}”写明原因：它仍然要办，但会单列出来。",
             "What cannot be done is entered by “{cannot}” with the reason: it stays owed, and stands apart."),
        Text("红字往上走的是逾期；橙色是须立即办的，不算逾期，越早越好。",
             "What counts up in red is late; orange is owed at once: not late, but the sooner the better."),
    ), "/"),
    Topic("change", Text("情况变了，记错了", "Something changes, or was entered wrongly"), "enter", (
        Text("新的数字：“{section_facts}”里找到那一项，按“{new_value}”。旧的留着，级别、任务和时限立即重算。",
             "A new figure: find it under “{section_facts}” and press “{new_value}”. The old one is kept; level, "
             "duties and limits are worked out anew at once."),
        Text("发生了预案里的一个节点（如接报、预警解除）：“{section_facts}”里“{new_event}”。",
             "Something the plan names has happened (a receipt, a warning lifted): “{new_event}” under "
             "“{section_facts}”."),
        Text("记错了：“{section_log}”里那一条旁边按“{correct_it}”。错的划去但不消失，什么都不会被删掉。",
             "What was entered wrongly: press “{correct_it}” beside it under “{section_log}”. It is struck through "
             "and stays: nothing is ever deleted."),
        Text("想先看会怎样再定：“{section_what-if}”里改数字，什么都不记入。",
             "To see what would follow first, change the figures under “{section_what-if}”: nothing is entered."),
    )),
    Topic("report", Text("写报告、报出", "Writing a report, and sending it"), "enter", (
        Text("“{section_papers}”里选报告，按“{draft_it}”：内容来自记录，〔第…条〕指明依据哪一条。",
             "Choose the report under “{section_papers}” and press “{draft_it}”: it is written from the log, and "
             "〔entry …〕 says on what a sentence rests."),
        Text("缺的项目在旁边列着，可以“{fill_gaps}”。掌握不了的留空，不要编。",
             "What is missing is listed beside it: “{fill_gaps}”. What nobody knows stays a gap; make nothing up."),
        Text("下载“{as_docx}”，或打印。报出以后按“{mark_sent}”：它履行哪些任务，写在那里；下一份续报只写此后的变化。",
             "Download it as “{as_docx}”, or print it. Once it went out, press “{mark_sent}”: which duties that "
             "fulfils is said there, and the next progress report tells what changed since."),
        Text("与报过的数字对不上时不给起草：先更正错的那条，或写明为什么变了。",
             "Where a number cannot be true beside one that was sent, nothing is drafted: put the wrong one right, "
             "or say why it changed."),
    )),
    Topic("decide", Text("定级、启动、调整、终止", "Levels and responses"), "decide", (
        Text("都在“{section_decide}”里。每一项先写明预案怎么规定、由谁决定；记入的是谁已经作出的决定。",
             "All under “{section_decide}”. Each says first what the plan asks for and who decides; what is entered "
             "is a decision somebody has taken."),
        Text("与预案不符的，要写理由，并由带班领导记入。",
             "What goes against the plan needs a reason, and a shift leader to enter it."),
        Text("设置了两人决定的，第一人记入后列为“{waits}”，由另一人在同一页确认后才生效。",
             "Where two persons decide, it stands under “{waits}” until another confirms it on the same page."),
    )),
    Topic("handover", Text("交接班", "Handing over"), "read", (
        Text("“{handover}”列出本班发生了什么、下一班要办什么、哪些还没核实。按“{sign_store}”，打印，双方签字。",
             "“{handover}” lists what happened in the shift, what the next one has to do, and what is not confirmed. "
             "Press “{sign_store}”, print it, and both sign."),
        Text("纸上的签名行留着：以后凭它在“{verify}”里查记录有没有被改过。",
             "Keep the signed line on paper: by it “{verify}” tells later whether the log was altered."),
    ), "/handover"),
    Topic("power", Text("怕停电、断网", "When power or network may fail"), "read", (
        Text("每起事件的“{section_papers}”里有“{sheet_title}”：级别、理由、要打给谁、时限、签名处，一页纸，隔一阵打印一张。",
             "Under “{section_papers}” of each incident is the “{sheet_title}”: level, reasons, whom to phone, "
             "limits and signatures on one page. Print it from time to time."),
        Text("停电期间在纸上记；恢复后照实际的时刻记入，时限按实际时刻算。",
             "Meanwhile write on paper; afterwards enter it with the times it really happened: limits count by these."),
        Text("页面顶上出现红条，是与值班室断了线，所示可能已旧；时钟以值班室的机器为准。",
             "A red bar on top says that the line to the room is lost and the page may be out of date. The clock of "
             "the room's machine counts."),
    )),
    Topic("supervise", Text("督办事项", "Items under supervision"), "enter", (
        Text("“{supervision}”里“{new_item}”，或从一起事件的一项任务转来；灯的颜色旁边写着剩几天、逾期几天。",
             "“{new_item}” under “{supervision}”, or take a duty of an incident over; beside each lamp stands how "
             "many days are left, or late."),
        Text("反馈、延期、退回、销号都在事项自己的页上记；不合规定的，记入之前会说明。",
             "Feedback, more time, giving back and clearing are entered on the item's own page; what the rules hold "
             "against it is said before."),
    ), "/supervision"),
    Topic("roster", Text("值班表、电话", "Roster and telephone numbers"), "roster", (
        Text("“{settings}”的“{roster_tab}”：每班从几点到几点、谁值班、谁带班。大屏和交接班用它。",
             "“{roster_tab}” under “{settings}”: from when to when, who is on duty, who leads. Wall and handover use "
             "it."),
        Text("“{contacts_tab}”：预案各单位的电话。任务页、报告和断电备用表里的号码以这里为准。",
             "“{contacts_tab}”: the numbers of the plans' units, before those a plan itself has."),
    ), "/settings"),
    Topic("accounts", Text("账号和设置", "Accounts and settings"), "administer", (
        Text("“{accounts_tab}”里“{new_account}”：一人一个；“{roles_may}”列在页底。忘了密码的，在这里换。",
             "“{new_account}” under “{accounts_tab}”: one for each person; “{roles_may}” is at the foot. A password "
             "that was forgotten is set anew there."),
        Text("“{room_tab}”里写值班室名称、“{seat}”（站在哪个单位的位置看任务），以及决定要不要两个人。",
             "“{room_tab}” has its name, “{seat}” (from whose seat duties are told), and whether two persons decide."),
        Text("“{targets_tab}”写提醒发到哪里，按“{try}”发一条试试。“{keys_tab}”给其他系统。",
             "“{targets_tab}” says where reminders go: “{try}” sends one. “{keys_tab}” are for other systems."),
    ), "/settings/accounts"),
    Topic("audit", Text("核查", "Auditing"), "audit", (
        Text("“{audit_log}”列出谁登录、做了什么、被拒绝了什么；每行与前一行相连，改动会被发现。",
             "“{audit_log}” lists who logged in, did what and was refused what; each row is chained to the one "
             "before, so that a change shows."),
        Text("“{verify}”核对各事件的记录；把纸上的签名行输进去，能查出末尾有没有被截去。",
             "“{verify}” checks the logs of the incidents; with a signed line from paper it also shows whether the "
             "end was cut off."),
    ), "/audit"),
    Topic("direct", Text("导调一场演练", "Directing an exercise"), "exercise-control", (
        Text("“{plays}”里“{open_play}”：选想定，给队起名；再到“{seats}”指定谁扮演哪个单位。几队同演可用“{one_clock}”。",
             "“{open_play}” under “{plays}”: choose the scenario and name the team; “{seats}” says who plays which "
             "unit. Several teams may share “{one_clock}”."),
        Text("“{start_clock}”后导调信息到点自己下达；可以停、前进、加速，也可以“{give_now}”、“{hold_now}”，或加“{free_inject}”。",
             "After “{start_clock}” injects come by themselves; the clock stands, goes on or runs faster, and you "
             "may “{give_now}”, “{hold_now}”, or add “{free_inject}”."),
        Text("“{end_play}”之后看“{see_report}”，下载“{after_action}”。",
             "After “{end_play}” see “{see_report}” and download the “{after_action}”."),
    ), "/plays", practised=True),
    Topic("evaluate", Text("评估一场演练", "Evaluating an exercise"), "exercise-evaluate", (
        Text("评估页列着预案此刻要求什么、各单位办了什么。看到的用“{note_it}”记下，选单位和演练目的。",
             "Your page has what the plan expects by now and what the units did. Write down what you see by "
             "“{note_it}”, with unit and objective."),
        Text("报告发出后，记“{what_it_held}”；本地目标达到时按“{mark_reached}”。",
             "Of a report that was sent enter “{what_it_held}”; press “{mark_reached}” when a target of the exercise "
             "is met."),
    ), "/plays", practised=True),
    Topic("play", Text("参加演练", "Playing in an exercise"), "exercise-play", (
        Text("“{choose_unit}”，按“{take_seat}”。收到的信息要“{acknowledge}”。",
             "“{choose_unit}” and press “{take_seat}”. Press “{acknowledge}” for what comes in."),
        Text("像真的一样办：“{call_level}”、“{do_something}”、“{order_message}”。报告里写了什么，一并记下。",
             "Act as you really would: “{call_level}”, “{do_something}”, “{order_message}”, and say what a report "
             "holds."),
        Text("演练里的一切都标着“{mode_exercise}”，不得对外报送。",
             "All of it bears “{mode_exercise}”: nothing is sent outside."),
    ), "/plays", practised=True),
    Topic("self", Text("密码、语言、打印", "Password, language, printing"), "plans", (
        Text("右上角按自己的岗位改密码；旁边换中文或英文。手机上在“{menu}”里。",
             "On the top right: your post leads to your password, beside it Chinese or English. On a telephone both "
             "are under “{menu}”."),
        Text("每一页都可以用浏览器打印，按钮和表单不会印出来。涉密内容不得录入。",
             "Every page can be printed: buttons and forms stay off the paper. Nothing classified may be entered."),
    ), "/password"),
)  # fmt: skip


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of this page."""
    return [page(front, "/help", _help, name="help")]


async def _help(visit: Visit) -> Response:
    exercise = visit.front.room.store.exercise
    there = [each for each in TOPICS if exercise or not each.practised]
    return visit.show(
        "help.html.j2",
        yours=[_told(each, visit) for each in there if visit.may(each.permission)],
        others=[_told(each, visit) for each in there if not visit.may(each.permission)],
    )


def _told(topic: Topic, visit: Visit) -> dict[str, object]:
    return {
        "id": topic.id,
        "title": visit.say(topic.title),
        "steps": [visit.say(each.fill(**_NAMES)) for each in topic.steps],
        "where": topic.where if visit.may(topic.permission) else "",
    }
