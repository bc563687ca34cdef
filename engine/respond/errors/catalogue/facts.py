"""E3xx: values of facts, and what a plan declares of a fact."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

_FORMS = Text(
    "可写：3、3+（至少）、1..4、..4、4..、unknown（未知）",
    "write 3, 3+ (at least), 1..4, ..4, 4.. or unknown",
)
_DIGITS = Text("请用阿拉伯数字直接写出，如 1200、0.5、3/20", "write plain digits, such as 1200, 0.5 or 3/20")
_INSTANT = Text("如 2026-01-01T14:20+08:00", "such as 2026-01-01T14:20+08:00")

_VALUES = (
    Entry(
        "E301",
        Text("`{name}` 没有值", "`{name}` has no value"),
        help=Text(
            "尚不掌握时写 unknown（未知）；空白不等于零，也不等于否",
            "write unknown if it is not known yet; empty is neither zero nor no",
        ),
    ),
    Entry(
        "E302",
        Text("`{name}` 的 `{found}` 不是数", "`{found}` given for `{name}` is not a number"),
        help=_FORMS,
    ),
    Entry(
        "E303",
        Text("`{name}` 不能为负数：`{found}`", "`{name}` cannot be negative: `{found}`"),
        help=Text("若想写区间，用 1..4", "if a range was meant, write 1..4"),
    ),
    Entry(
        "E304",
        Text(
            "`{name}` 是计数，`{found}` 不是整数", "`{name}` is a count, and `{found}` is not a whole number"
        ),
        Text("不带小数点的非负整数", "a whole number without a decimal point"),
    ),
    Entry(
        "E305",
        Text("`{name}` 的 `{found}` 不是有限的数", "`{found}` given for `{name}` is not a finite number"),
        help=Text(
            "不掌握时写 unknown；没有上限时写 4..",
            "write unknown if it is not known; write 4.. for no upper end",
        ),
    ),
    Entry(
        "E306",
        Text(
            "`{name}` 的 `{found}` 大得不可能，超出上限 {limit}",
            "`{found}` given for `{name}` is beyond belief; the limit is {limit}",
        ),
        help=Text("核对位数和单位", "check the digits and the unit"),
    ),
    Entry(
        "E307",
        Text(
            "`{name}` 的 `{found}` 带有分位符", "`{found}` given for `{name}` has separators between digits"
        ),
        help=_DIGITS,
    ),
    Entry(
        "E308",
        Text("`{name}` 的 `{found}` 是科学记数法", "`{found}` given for `{name}` is in scientific notation"),
        help=_DIGITS,
    ),
    Entry(
        "E309",
        Text("`{name}` 的 `{found}` 以 0 开头", "`{found}` given for `{name}` has a leading zero"),
        help=Text(
            "去掉开头的 0；十六进制、八进制不接受", "drop the zero; hexadecimal and octal are not taken"
        ),
    ),
    Entry(
        "E310",
        Text("`{name}` 的 `{found}` 用了汉字数字", "`{found}` given for `{name}` is in Chinese numerals"),
        help=_DIGITS,
    ),
    Entry(
        "E311",
        Text("`{name}` 的 `{found}` 没有单位", "`{found}` given for `{name}` has no unit"),
        Text("带单位的{asked}", "{asked}, with its unit"),
    ),
    Entry(
        "E312",
        Text("没有名为 `{found}` 的单位", "there is no unit `{found}`"),
        help=Text("可用的单位：{known}", "units that fit: {known}"),
    ),
    Entry(
        "E313",
        Text("`{name}` 的单位 `{found}` 不对", "the unit `{found}` does not fit `{name}`"),
        Text("{asked}", "{asked}"),
        Text("可用的单位：{known}", "units that fit: {known}"),
    ),
    Entry("E314", Text("`{name}` 的 `{found}` 分母为 0", "`{found}` given for `{name}` divides by zero")),
    Entry(
        "E315",
        Text("`{name}` 的 `{found}` 超出 0 至 1", "`{found}` given for `{name}` is outside 0 to 1"),
        Text("0% 至 100% 的比例", "a share from 0% to 100%"),
        Text("百分数要写百分号，如 15%", "write the sign of a percentage, such as 15%"),
    ),
    Entry(
        "E316",
        Text(
            "`{name}` 的区间上下颠倒：`{low}` 大于 `{high}`",
            "the range of `{name}` is upside down: `{low}` is more than `{high}`",
        ),
    ),
    Entry("E317", Text("`{name}` 的区间两端都空着", "the range of `{name}` has no end"), help=_FORMS),
    Entry(
        "E318",
        Text(
            "`{name}` 的类型 {type} 没有大小先后，不能给区间",
            "`{name}` is a {type}, which has no order and takes no range",
        ),
    ),
    Entry(
        "E319",
        Text("`{name}` 没有选项 `{found}`", "`{name}` has no choice `{found}`"),
        Text("{known}", "one of {known}"),
    ),
    Entry(
        "E320",
        Text(
            "`{name}` 是是非项，`{found}` 不是是或否",
            "`{name}` is a flag, and `{found}` is neither yes nor no",
        ),
        Text("yes/是、no/否、unknown/未知", "yes, no or unknown"),
    ),
    Entry(
        "E321",
        Text("{whose}`{found}` 没有时差", "the time `{found}`{whose} has no offset from UTC"),
        _INSTANT,
        Text("{zone}加 {offset}", "add {offset} for {zone}"),
    ),
    Entry("E322", Text("{whose}`{found}` 不是时刻", "`{found}`{whose} is not a time"), _INSTANT),
    Entry(
        "E323",
        Text("{whose}`{found}` 不是存在的日子", "the day `{found}`{whose} does not exist"),
        Text("日历上有的一天", "a day of the calendar"),
    ),
    Entry(
        "E324",
        Text("{whose}`{found}` 不是存在的钟点", "the clock time `{found}`{whose} does not exist"),
        Text("00:00 至 23:59，时差不超过 14 小时", "00:00 to 23:59, and an offset of at most 14 hours"),
        Text("24:00 写成次日 00:00", "write 24:00 as 00:00 of the next day"),
    ),
    Entry(
        "E325",
        Text("{whose}`{found}` 不是日期", "`{found}`{whose} is not a date"),
        Text("如 2026-01-01", "such as 2026-01-01"),
    ),
    Entry(
        "E326",
        Text(
            "`{name}` 的 `{found}` 超出预案规定的范围",
            "`{found}` given for `{name}` is outside what the plan declares",
        ),
        Text("{domain}", "{domain}"),
    ),
    Entry(
        "E327",
        Text(
            "`{name}` 须经研判，没有写明由谁作出", "`{name}` is a judgement, and nobody is named who made it"
        ),
        Text(
            "by:（命令行用 `--judged-by`）由 {office} 的负责人署名",
            "by: (on the command line `--judged-by`) somebody of {office}",
        ),
        on_pages=OnPages(
            expected=Text("由 {office} 的负责人署名", "somebody of {office} who answers for it")
        ),
    ),
    Entry(
        "E328",
        Text(
            "`{name}` 的值过长，超过 {limit} 个字符",
            "the value of `{name}` is longer than {limit} characters",
        ),
    ),
    Entry(
        "E329",
        Text("`{name}` 的情况里没有字段 `{found}`", "an observation of `{name}` has no field `{found}`"),
        Text(
            "value、at_least、at_most、source、standing、as_of、by、note",
            "value, at_least, at_most, source, standing, as_of, by, note",
        ),
    ),
    Entry(
        "E330",
        Text("`{name}` 的值写法不成立", "the value of `{name}` is not given in a way that can be read"),
        Text(
            "或写 value，或写 at_least、at_most（可只写一个）",
            "either value, or at_least and at_most (one of them is enough)",
        ),
    ),
    Entry(
        "E331",
        Text("`{name}` 的值不能是 {found}", "the value of `{name}` cannot be a {found}"),
        Text("一段文字，或带 value 的映射", "a text, or a mapping with value"),
    ),
    Entry(
        "E332",
        Text("`{name}` 的确认程度没有 `{found}`", "`{found}` is no standing of an observation of `{name}`"),
        Text("reported、confirmed、estimated", "reported, confirmed or estimated"),
    ),
    Entry(
        "E333",
        Text(
            "{whose}`{found}` 年份过早或过晚",
            "the year of `{found}`{whose} is too early or too late",
        ),
        Text("{first} 年至 {last} 年", "a year from {first} to {last}"),
    ),
    Entry(
        "E334",
        Text(
            "`{name}` 的 `{found}` 是比较，不是值，也不是含两端的区间",
            "`{found}` given for `{name}` is a comparison, neither a value nor a range with its ends",
        ),
        help=Text(
            "“不少于 4”写 4..，“不多于 3”写 ..3",
            "write 4.. for 4 or more, ..3 for 3 or fewer",
        ),
    ),
    Entry(
        "E335",
        Text(
            "`{name}` 的 {key} 须为 1 至 {limit} 个字符的文字",
            "{key} of `{name}` must be a text of 1 to {limit} characters",
        ),
    ),
    Entry("E336", Text("`{name}` 的文字含有控制字符", "the text of `{name}` has control characters in it")),
    Entry(
        "E337",
        Text(
            "`{name}` 的区间一端有 {mark}、另一端没有：`{low}`、`{high}`",
            "one end of the range of `{name}` has {mark} and the other has none: `{low}`, `{high}`",
        ),
        Text("两端都写{mark}，如 {form}", "{mark} at both ends, such as {form}"),
    ),
    Entry(
        "E338",
        Text(
            "`{name}` 区间的一端须为单个值：`{found}`",
            "an end of the range of `{name}` must be a single value: `{found}`",
        ),
    ),
    Entry(
        "E340",
        Text("没有级别 `{found}`", "there is no level `{found}`"),
        Text("以下之一：{known}", "one of: {known}"),
    ),
    Entry(
        "E341",
        Text("`{name}` 不能是 {found}", "`{name}` cannot be {found}"),
        Text("{expected}", "{expected}"),
    ),
    Entry(
        "E342",
        Text(
            "`{name}` 的 {found} 是二进制浮点数，不精确",
            "{found} given for `{name}` is a binary fraction, which is not exact",
        ),
        Text(
            "Decimal('0.5')、Fraction(1, 2)、整数 int 或文字",
            "Decimal('0.5'), Fraction(1, 2), an int, or a text",
        ),
        Text(
            "从来源处就按文字或 Decimal 读取，不要用浮点数转换",
            "read it as a text or a Decimal at its source; do not convert the float",
        ),
    ),
    Entry(
        "E343",
        Text("`{name}` 的 `{found}` 是约数", "`{found}` given for `{name}` is only about right"),
        Text("估计的上下限，如 {form}", "the least and the most it may be, such as {form}"),
        Text(
            "上下限由您判断；定级按整个区间算",
            "the ends are yours to judge; the level follows from the whole range",
        ),
    ),
    Entry(
        "E344",
        Text(
            "`{name}` 的 `{found}` 里“+”后面不是单位",
            "in `{found}` given for `{name}`, `+` is not followed by a unit",
        ),
        Text("3+ 或 3+人，意为至少3", "3+ or 3+ persons, which means at least 3"),
        Text("几个数相加，请写出和", "write the sum of what is to be added"),
    ),
)

_DECLARATIONS = (
    Entry(
        "E345",
        Text(
            "{zone} 换用夏令时，`{found}` 这一钟点不存在，或有两个",
            "the clocks of {zone} change then: they show `{found}` never, or twice",
        ),
        Text("写明时差，如 `{first}` 或 `{second}`", "with its offset, `{first}` or `{second}`"),
    ),
    Entry(
        "E350",
        Text(
            "事实 `{name}` 的单位 `{found}` 与类型不符或不存在",
            "the unit `{found}` of fact `{name}` does not exist or does not fit its type",
        ),
        Text(
            "计数用量词名（case、person……），数量用计量单位（ha、yuan……）",
            "a counted noun (case, person, ...) for a count, a measure (ha, yuan, ...) for a quantity",
        ),
    ),
    Entry(
        "E351",
        Text("数量 `{name}` 没有规定单位", "the quantity `{name}` declares no unit"),
        Text("unit: ha、yuan、h、km 等", "unit: ha, yuan, h, km and so on"),
    ),
    Entry(
        "E352", Text("类型为 {type} 的事实 `{name}` 不带单位", "fact `{name}` is a {type}, which has no unit")
    ),
    Entry(
        "E353", Text("选项类事实 `{name}` 至少要有两个选项", "the choice `{name}` needs two choices at least")
    ),
    Entry(
        "E354",
        Text("类型为 {type} 的事实 `{name}` 不带选项", "fact `{name}` is a {type}, which has no choices"),
    ),
    Entry(
        "E356",
        Text(
            "事实 `{name}` 的最小值 `{low}` 大于最大值 `{high}`",
            "the minimum `{low}` of fact `{name}` is above its maximum `{high}`",
        ),
    ),
    Entry(
        "E357",
        Text(
            "类型为 {type} 的事实 `{name}` 没有大小，不能规定最小、最大值",
            "fact `{name}` is a {type}, which has no order and takes no min or max",
        ),
    ),
    Entry(
        "E358",
        Text(
            "事实 `{name}` 的选项名 `{found}` 不可用",
            "`{found}` cannot be the key of a choice of fact `{name}`",
        ),
        help=Text(
            "选项名不能为空、不能首尾带空格、不能含 `..`、不能是 unknown、null 或“未知”，不超过 200 字",
            "a key is not empty, has no blanks around it and no `..` in it, is not unknown, null or 未知, "
            "and has 200 characters at most",
        ),
    ),
)

ENTRIES: tuple[Entry, ...] = _VALUES + _DECLARATIONS
