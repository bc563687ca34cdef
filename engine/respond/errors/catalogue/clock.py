"""E600 to E649: durations, deadlines and calendars."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

_FORMS = Text(
    "如 30 minutes、1 hour、2 weeks、1 month and 15 days、20 working days、2 office hours，或 1小时、2个月、20个工作日、2个工作小时",
    "such as 30 minutes, 1 hour, 2 weeks, 1 month and 15 days, 20 working days or 2 office hours",
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
        Text("比零长的时间", "a length longer than zero"),
        help=Text(
            "预案里的“立即”写成 due: immediately",
            "in a plan, write due: immediately where the text says at once",
        ),
    ),
    Entry(
        "E604",
        Text(
            "`{found}` 把工作日或工作小时与其他单位混用",
            "`{found}` mixes working days or office hours with other units",
        ),
        Text(
            "只写工作日，如 20 working days；或只写工作小时，如 2 office hours",
            "working days alone, such as 20 working days, or office hours alone, such as 2 office hours",
        ),
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
        Text(
            "`{found}` 中的月、工作日或工作分钟不是整数",
            "`{found}` has a part of a month, of a working day or of an office minute",
        ),
        Text("整月、整个工作日、整分钟", "whole months, whole working days, whole minutes"),
        Text("按天或小时写", "write it in days or hours"),
    ),
)

_MOMENTS = (
    Entry(
        "E610",
        Text(
            "{year} 年的工作日历（{region}）尚未公布，或尚未收入",
            "the calendar of {year} ({region}) is not published, or not here yet",
        ),
        help=Text(
            "该年放假安排公布后，在自己的预案文件夹中补上 calendars/{region}/{year}.yaml",
            "once the days off of that year are announced, add calendars/{region}/{year}.yaml to a folder of plans",
        ),
    ),
    Entry("E611", Text("计算{found}需要工作日历", "counting {found} needs a working-day calendar")),
    Entry(
        "E612",
        Text("`{found}` 不是顺延规则", "`{found}` does not say to when a due moment moves"),
        Text("如 12:00 next working day", "such as 12:00 next working day"),
    ),
    Entry(
        "E615",
        Text("没有办公时间（{region}）", "no office hours are given ({region})"),
        help=Text(
            "在预案中写 office_hours，或在 calendars/{region}/region.yaml 中写明并注出处；不作假定",
            "give office_hours in the plan, or in calendars/{region}/region.yaml with their source; none are assumed",
        ),
    ),
    Entry(
        "E616",
        Text("`{found}` 不是办公时间", "`{found}` cannot be office hours"),
        Text(
            "按先后列出的时段，如 08:30-12:00，各段不重叠；分季节的写 from、to（MM-DD）和 hours",
            "stretches in order that do not overlap, such as 08:30-12:00; by season: from, to (MM-DD) and hours",
        ),
    ),
    Entry(
        "E617",
        Text("{day} 这一天没有或不止一个季节的办公时间", "{day} has the office hours of no season or of two"),
        Text("各季节合起来恰为全年", "seasons that make up the whole year, each day once"),
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
        Text(
            "不在所列放假区间内、本来休息的一天（周六、周日，或基础日历的放假日），每天一次",
            "a day that would be off (a Saturday, a Sunday, a day off of the base), outside the days off listed here, each once",
        ),
    ),
    Entry(
        "E638",
        Text("没有可作基础的日历 `{name}`", "there is no calendar `{name}` to go by"),
        Text("其中之一：{known}", "one of {known}"),
    ),
    Entry(
        "E639",
        Text("基础日历 `{name}` 绕回自身", "the base `{name}` leads back to itself"),
        help=Text("一个日历只能以另一个为基础", "let one of them stand by itself"),
    ),
    Entry(
        "E641",
        Text("{year} 年的放假通知不会在 {issued} 印发", "a notice for {year} is not issued on {issued}"),
        Text("不晚于该年", "not after that year"),
    ),
    Entry(
        "E642",
        Text(
            "文号 `{found}` 的年份与印发日期 {issued} 不符", "the year in `{found}` is not that of {issued}"
        ),
        Text("印发当年的文号", "a number of the year it was issued"),
    ),
    Entry(
        "E643",
        Text("{region} 缺 {year} 年", "{region} lacks {year}"),
        help=Text("补上该年的文件", "add the file of that year"),
    ),
    Entry(
        "E644",
        Text("{region} 的 {year} 年是草稿", "{year} of {region} is a draft"),
        help=Text(
            "对照通知核实以后，把 standing 改为 confirmed",
            "compare it with the notice, then set standing to confirmed",
        ),
    ),
    Entry(
        "E645",
        Text("{first} 至 {last} 本来就休息", "{first} to {last} are days off anyway"),
        help=Text("删去这一段", "leave them out"),
    ),
    Entry(
        "E646",
        Text(
            "{region} 没有 {year} 年的本地安排，按 {base} 计",
            "{region} has no days of its own in {year}: {base} alone counts",
        ),
    ),
    Entry(
        "E647",
        Text("没有安装 chinesecalendar", "chinesecalendar is not installed"),
        help=Text(
            "安装：pip install 'respond-engine[calendars]'",
            "install it: pip install 'respond-engine[calendars]'",
        ),
    ),
    Entry(
        "E648",
        Text("chinesecalendar {release} 没有 {year} 年", "chinesecalendar {release} does not know {year}"),
        Text("{first} 至 {last} 年", "{first} to {last}"),
        Text(
            "放假通知印发后升级它，或照通知自己写文件",
            "upgrade it once the notice is out, or write the file after the notice yourself",
        ),
    ),
    Entry(
        "E649",
        Text("{region} 的 {year} 年没有一个工作日", "{region} has no working day in {year}"),
        help=Text("改正 days_off 的日期", "put the dates of days_off right"),
    ),
)

ENTRIES: tuple[Entry, ...] = _DURATIONS + _MOMENTS + _CALENDARS
