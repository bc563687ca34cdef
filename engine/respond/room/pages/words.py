"""The words of the pages, in both languages."""

from typing import Final

from respond.errors import Text
from respond.room.pages.board_words import BOARD_WORDS
from respond.room.pages.desk_words import DESK_WORDS
from respond.room.pages.paper_words import PAPER_WORDS
from respond.room.pages.play_words import PLAY_WORDS

WORDS: Final[dict[str, Text]] = {
    "room": Text("应急响应值班室", "Duty room"),
    "page": Text("查看此页", "to see this page"),
    "skip": Text("跳到正文", "Skip to the content"),
    "desk": Text("值班台", "Desk"),
    "wall": Text("大屏", "Wall"),
    "handover": Text("交接班", "Handover"),
    "supervision": Text("督办", "Supervision"),
    "plans": Text("预案", "Plans"),
    "audit": Text("审计", "Audit"),
    "api": Text("接口", "API"),
    "settings": Text("设置", "Settings"),
    "log_in": Text("登录", "Log in"),
    "logged_out": Text(
        "已不在登录状态，下面的情况不再更新。所填的内容可以照常提交：登录后还在，看过再交一次。",
        "You are no longer logged in, and what is shown is not renewed. Send what you typed as ever: it is there after "
        "you logged in, to be looked at and sent again.",
    ),
    "kept_till_login": Text(
        "登录状态已结束，所填的内容还没有记入。登录后它们都在，看过再交一次。",
        "You were logged out, and what you typed is not entered. It is there after you log in, to be looked at and "
        "sent again.",
    ),
    "not_entered_yet": Text("还没有记入", "Not entered yet"),
    "kept_for_you": Text(
        "填写期间登录状态变了，所填的内容没有记入，都还在。",
        "The log-in changed while you typed. Nothing of it is entered, and all of it is still there.",
    ),
    "back_to_typed": Text("回到所填的内容", "Back to what I typed"),
    "log_out": Text("退出", "Log out"),
    "name": Text("账号", "Name"),
    "password": Text("密码", "Password"),
    "password_again": Text("再输一次", "Again"),
    "old_password": Text("现在的密码", "Present password"),
    "new_password": Text("新密码", "New password"),
    "change_password": Text("修改密码", "Change the password"),
    "password_changed": Text("密码已修改", "The password was changed"),
    "first_title": Text("建立第一个管理员账号", "Make the first administrator"),
    "first_why": Text(
        "这个链接只能用一次。管理员建立其他账号，不处理事件。",
        "This link works once. An administrator makes the other accounts, and handles no incidents.",
    ),
    "first_made": Text(
        "管理员账号已建立。用刚设的名称和密码登录，再到“设置”给值班人员建立账号。",
        "The administrator is made. Log in with that name and password, then make accounts for those on duty under "
        "Settings.",
    ),
    "make": Text("建立", "Make"),
    "error": Text("不能这样做", "That cannot be done"),
    "back": Text("返回", "Back"),
    "other_language": Text("English", "中文"),
    "classified": Text("涉密内容不得录入", "Nothing classified may be entered"),
    "menu": Text("菜单", "Menu"),
    "navigation": Text("主菜单", "Main menu"),
    "help": Text("帮助", "Help"),
    "help_go": Text("去这一页", "go there"),
    "help_others": Text("其他角色做的事", "What other roles do"),
    "print": Text("打印", "Print"),
    "new_incident": Text("新事件", "New incident"),
    **DESK_WORDS,
    **BOARD_WORDS,
    **PAPER_WORDS,
    **PLAY_WORDS,
}
