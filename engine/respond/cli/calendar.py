"""`respond calendar`: working days, shown, checked and imported."""

from respond.cli.spoken import SpokenGroup, language_option
from respond.errors import Text

_COMMANDS = {
    "show": (
        "respond.cli.calendar_show",
        Text("看一年或一月的工作日", "the working days of a year or a month"),
    ),
    "check": ("respond.cli.calendar_check", Text("核查日历文件", "check the files of calendars")),
    "import": (
        "respond.cli.calendar_import",
        Text("从软件包导入一年的草稿", "import a draft of a year from a package"),
    ),
}

command = SpokenGroup(
    "calendar",
    words=Text(
        "工作日历：国务院办公厅每年的放假安排、本地安排、其他国家的日历。",
        "Working-day calendars: the yearly notice on days off, local days, calendars of other countries.",
    ),
    lazy=_COMMANDS,
    no_args_is_help=True,
)

language_option()(command)
