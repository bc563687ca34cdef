"""E600 to E649: durations, deadlines and calendars."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

_FORMS = Text(
    "如 30 minutes、1 hour、2 weeks、1 month and 15 days、20 working days，或 1小时、2个月、20个工作日",
    "such as 30 minutes, 1 hour, 2 weeks, 1 month and 15 days or 20 working days",
)

_DURATIONS = (
    Entry(
        "E601",
        Text("`{found}` 不是时间长度", "`{found}` is not a length of time"),
        _FORMS,
        Text(
            "用阿拉伯数字，每种单位写一次：1 小时 30 分钟", "plain numbers, each unit once: 1 hour 30 minutes"
        ),
    ),
    Entry("E602", Text("没有名为 `{found}` 的时间单位", "there is no unit of time `{found}`"), _FORMS),
    Entry(
        "E603",
        Text("时间长度 `{found}` 为零", "the length of time `{found}` is zero"),
        help=Text("“立即”写成 due: immediately", "write due: immediately where the text says at once"),
    ),
    Entry(
        "E604",
        Text("`{found}` 把工作日与其他单位混用", "`{found}` mixes working days with other units"),
        Text("只写工作日，如 20 working days", "working days alone, such as 20 working days"),
    ),
    Entry(
        "E605",
        Text("`{found}` 用了汉字数字", "`{found}` is in Chinese numerals"),
        help=Text("请写阿拉伯数字，如 2个月", "write plain digits, such as 2个月"),
    ),
    Entry("E606", Text("`{found}` 超过 {limit} 年", "`{found}` is longer than {limit} years")),
    Entry(
        "E607",
        Text("`{found}` 不是钟点", "`{found}` is not a clock time"),
        Text("00:00 至 23:59", "00:00 to 23:59"),
    ),
    Entry(
        "E608",
        Text("`{found}` 不是整秒", "`{found}` is no whole number of seconds"),
        help=Text(
            "换成更小的单位：写 20 minutes，不写 0.3333 hours",
            "write it in a smaller unit: 20 minutes, not 0.3333 hours",
        ),
    ),
    Entry(
        "E609",
        Text("`{found}` 中的月或工作日不是整数", "`{found}` has a part of a month or of a working day"),
        Text("整月、整个工作日", "whole months, whole working days"),
        Text("按天或小时写", "write it in days or hours"),
    ),
)

_MOMENTS = (
    Entry(
        "E610",
        Text(
            "没有 {year} 年的工作日历（{region}）", "there is no working-day calendar for {year} ({region})"
        ),
        help=Text(
            "该年放假安排公布后，在 plans/calendars/{region}/{year}.yaml 中补上",
            "add plans/calendars/{region}/{year}.yaml once the days off of that year are announced",
        ),
    ),
    Entry("E611", Text("计算{found}需要工作日历", "counting {found} needs a working-day calendar")),
    Entry(
        "E612",
        Text("`{found}` 不是顺延规则", "`{found}` does not say to when a due moment moves"),
        Text("如 12:00 next working day", "such as 12:00 next working day"),
    ),
    Entry(
        "E618",
        Text("`{found}` 不是月、季、年的期末", "`{found}` is no end of months, quarters or years"),
        Text(
            "如 end of month、last working day of quarter 1, 2、1 week before end of year",
            "such as `end of month`, `last working day of quarter 1, 2`, `1 week before end of year`",
        ),
    ),
    Entry(
        "E619",
        Text("`{found}` 减去后没有剩余", "`{found}` leaves nothing"),
        Text("减去的比时限短", "a length less a shorter one"),
    ),
    Entry(
        "E620",
        Text("时刻 {found} 没有时差", "the time {found} has no offset from UTC"),
        Text("带时差的时刻", "a time with its offset"),
    ),
    Entry("E621", Text("没有名为 `{found}` 的文字时限", "there is no limit in words `{found}`")),
    Entry(
        "E622",
        Text("没有名为 `{found}` 的时区", "there is no zone `{found}`"),
        Text(
            "tz 数据库中的名称，如 Asia/Shanghai、Europe/Berlin",
            "a name of the tz database, such as Asia/Shanghai or Europe/Berlin",
        ),
    ),
)

_CALENDARS = (
    Entry(
        "E630",
        Text("这不是工作日历文件", "this is not a working-day calendar"),
        Text("respond: calendar/1", "respond: calendar/1"),
    ),
    Entry(
        "E631",
        Text(
            "日历的地区或年份（{found}）与文件名不符",
            "region or year of the calendar ({found}) is not that of the file",
        ),
    ),
    Entry("E632", Text("日历没有字段 `{found}`", "a calendar has no field `{found}`")),
    Entry("E633", Text("日历缺少字段 `{key}`", "the calendar lacks the field `{key}`")),
    Entry("E634", Text("日历的 {key} 不能是 `{found}`", "{key} of the calendar cannot be `{found}`")),
    Entry("E635", Text("{found} 不在 {year} 年", "{found} is not in {year}")),
    Entry(
        "E636",
        Text(
            "放假区间 {first} 至 {last} 颠倒或与前一段重叠",
            "the days off {first} to {last} are upside down or overlap those before",
        ),
        help=Text("按日期先后排列", "list them in order of date"),
    ),
    Entry(
        "E637",
        Text("{found} 不能列为调休上班日", "{found} cannot be a day worked in place of another"),
        Text("不在放假区间内的周六或周日，每天一次", "a Saturday or Sunday outside the days off, each once"),
    ),
)

ENTRIES: tuple[Entry, ...] = _DURATIONS + _MOMENTS + _CALENDARS
