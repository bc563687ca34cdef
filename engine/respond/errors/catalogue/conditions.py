"""E4xx: condition expressions."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

_COMPARE_OR_FLAG = Text(
    "条件须为是/否：例如 `deaths >= 3`、`flooded`、`not flooded`",
    "a condition must be yes or no, such as `deaths >= 3`, `flooded`, `not flooded`",
)

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E401",
        Text("条件中不能使用字符 `{found}`", "the character `{found}` has no meaning in a condition"),
        help=Text(
            "可用：名称、数值、`and or not in`、`< <= > >= == !=`、`+ - * /`、`( ) {{ }} ,` 和 `%`",
            "there are names, numbers, `and or not in`, `< <= > >= == !=`, `+ - * /`, `( ) {{ }} ,` and `%`",
        ),
    ),
    Entry(
        "E402",
        Text("条件为空", "the condition is empty"),
        help=Text(
            "总成立写 `always`，从不成立写 `never`",
            "write `always` or `never` for what holds always or never",
        ),
    ),
    Entry(
        "E403",
        Text(
            "条件有 {length} 个字符，上限为 {most}",
            "the condition has {length} characters, the most is {most}",
        ),
        help=Text(
            "用 `derived` 或 `conditions` 给反复出现的部分命名",
            "name what recurs under `derived` or `conditions`",
        ),
    ),
    Entry(
        "E404",
        Text("此处不应出现 `{found}`", "`{found}` does not fit here"),
        expected=Text("{wanted}", "{wanted}"),
    ),
    Entry(
        "E405",
        Text("条件没有写完", "the condition ends too early"),
        expected=Text("{wanted}", "{wanted}"),
    ),
    Entry(
        "E406",
        Text(
            "条件过于复杂：层数或运算次数超过 {most}",
            "the condition nests or calculates more than {most} times",
        ),
        help=Text("用 `derived` 拆分", "split it with `derived`"),
    ),
    Entry(
        "E407",
        Text("`{found}` 不是实际存在的日期", "`{found}` is no day of the calendar"),
        expected=Text("形如 2026-01-31 的日期", "a day such as 2026-01-31"),
    ),
    Entry(
        "E408",
        Text("没有名为 `{found}` 的函数", "there is no function `{found}`"),
        expected=Text("{known}", "{known}"),
    ),
    Entry(
        "E409",
        Text("`{found}` 的参数个数不对", "`{found}` has the wrong number of arguments"),
        expected=Text("{wanted} 个", "{wanted}"),
    ),
    Entry(
        "E410",
        Text(
            "没有名为 `{found}` 的事实、派生数、条件或事件",
            "there is no fact, derived number, condition or event `{found}`",
        ),
        help=Text(
            "在 `facts`、`derived`、`conditions` 或 `events` 中声明，或更正拼写",
            "declare it under `facts`, `derived`, `conditions` or `events`, or correct the spelling",
        ),
    ),
    Entry(
        "E411",
        Text("`{found}` 是数值，不是是/否", "`{found}` is a number, not yes or no"),
        help=_COMPARE_OR_FLAG,
    ),
    Entry(
        "E412",
        Text("`{name}` 是{type}，本身不是是/否", "`{name}` is {type}, not yes or no by itself"),
        help=_COMPARE_OR_FLAG,
    ),
    Entry(
        "E413",
        Text("`{found}` 不能这样比较是/否", "`{found}` is no way to compare yes and no"),
        help=Text(
            "直接写名称，或 `not` 加名称；两者相同写 `(a and b) or (not a and not b)`",
            "write the name alone or `not` before it; for two alike, `(a and b) or (not a and not b)`",
        ),
    ),
    Entry(
        "E414",
        Text("`{found}`：选项之间没有大小", "`{found}`: choices have no order"),
        expected=Text("`==`、`!=`、`in {{甲, 乙}}` 之一", "one of `==`, `!=`, `in {{this, that}}`"),
        help=Text(
            "选项确有轻重的，在该事实加 `worse: up`（由轻到重排列）或 `worse: down`（由重到轻）",
            "where they have, add `worse: up` (listed mildest first) or `worse: down` (gravest first) to the fact",
        ),
    ),
    Entry(
        "E415",
        Text("`{found}` 不是 `{name}` 的选项", "`{found}` is not a choice of `{name}`"),
        expected=Text("{known}", "{known}"),
    ),
    Entry(
        "E416",
        Text("没有名为 `{found}` 的时段", "there is no window `{found}`"),
        help=Text(
            "在 `windows` 中声明，或用 `in {{...}}` 列出取值",
            "declare it under `windows`, or list values with `in {{...}}`",
        ),
    ),
    Entry(
        "E417",
        Text("`{found}` 没有可用的时间", "`{found}` has no moment that could be used here"),
        expected=Text(
            "事件或时刻（时段也可用日期）的名称",
            "the name of an event or an instant (for a window, also of a date)",
        ),
    ),
    Entry(
        "E418",
        Text("`{found}` 不是固定的值", "`{found}` is not a fixed value"),
        expected=Text(
            "花括号内只能列出数值、级别、日期或选项", "between braces stand numbers, levels, days or choices"
        ),
    ),
    Entry(
        "E419",
        Text("`{found}` 不能用于计算：它是{kind}", "`{found}` cannot be calculated with: it is {kind}"),
        help=Text("级别、日期和时刻只能比较", "levels, days and moments can only be compared"),
    ),
    Entry(
        "E420",
        Text("`{found}` 是是/否，此处需要数值", "`{found}` is yes or no where a number is wanted"),
    ),
    Entry(
        "E421",
        Text("没有名为 `{found}` 的单位", "there is no unit `{found}`"),
        help=Text("数值与名称之间须有运算符", "between a number and a name stands an operator"),
    ),
    Entry(
        "E422",
        Text("除数 `{found}` 可能为零", "the divisor `{found}` may be zero"),
        help=Text(
            "为该事实声明大于零的 `min`，或改写为乘法",
            "declare a `min` above zero for the fact, or write it as a multiplication",
        ),
    ),
    Entry(
        "E423",
        Text(
            "{left}与{right}不能以 `{operator}` 相连", "{left} and {right} cannot be joined by `{operator}`"
        ),
        help=Text(
            "乘以不带单位的数，或除以同类的量",
            "multiply by a number without unit, or divide by something of the same kind",
        ),
    ),
    Entry(
        "E424",
        Text(
            "计数只与整数比较，`{found}` 不是整数",
            "counts compare with whole numbers, and `{found}` is not whole",
        ),
    ),
    Entry(
        "E425",
        Text("`{name}` 是{type}，不能比较大小或计算", "`{name}` is {type}, which has no size"),
        help=Text(
            "是/否事实直接写名称；选项用 `==` 或 `in`；文字不能用于条件",
            "write a yes/no fact by its name, compare a choice with `==` or `in`; texts are no use here",
        ),
    ),
    Entry(
        "E426",
        Text("`{name}` 是事件，不是数值", "`{name}` is an event, not a number"),
        help=Text(
            "已发生：直接写名称；已过多久：`elapsed({name})`",
            "that it happened: its name alone; how long ago: `elapsed({name})`",
        ),
    ),
    Entry(
        "E427",
        Text(
            "{left}与{right}不能以 `{operator}` 相比或相加", "{left} and {right} do not meet in `{operator}`"
        ),
        expected=Text("两边量纲相同", "the same dimension on both sides"),
    ),
    Entry(
        "E428",
        Text(
            "{left}与{right}是不同的计数，不能以 `{operator}` 相比或相加",
            "{left} and {right} do not meet in `{operator}`",
        ),
        expected=Text("两边数的是同一种东西", "the same things counted on both sides"),
        help=Text(
            "检查事实的 `unit`；两者之比可以用 `/`",
            "check the `unit` of the facts; a ratio is written with `/`",
        ),
    ),
    Entry(
        "E429",
        Text("此处不能使用 `{found}`", "`{found}` cannot be used here"),
        help=Text("级别不能由自身推出", "a level cannot follow from itself"),
    ),
    Entry(
        "E430",
        Text("名称循环引用：{found}", "names go round in a circle: {found}"),
    ),
    Entry(
        "E431",
        Text("{left}与{right}不能以 `{operator}` 相比", "{left} and {right} do not meet in `{operator}`"),
        expected=Text("级别名 `I`、`II`、`III`、`IV` 或 `none`", "a level: `I`, `II`, `III`, `IV` or `none`"),
        help=Text("`level >= III` 指 III 级或更严重", "`level >= III` means III or graver"),
    ),
    Entry(
        "E432",
        Text("时段的起止日 `{found}` 不是月-日", "`{found}` is no day of the year"),
        expected=Text("形如 `11-01` 的月-日", "month and day, such as `11-01`"),
    ),
    Entry(
        "E433",
        Text("`{found}` 缺少单位：另一边是{kind}", "`{found}` has no unit, and the other side is {kind}"),
        help=Text("例如写 `{found} {unit}`", "write for instance `{found} {unit}`"),
    ),
    Entry(
        "E434",
        Text("条件展开后过于庞大", "the condition grows too large when multiplied out"),
        help=Text("减少乘积、`min` 和 `max` 的嵌套", "nest fewer products, `min` and `max`"),
    ),
    Entry(
        "E435",
        Text("没有名为 `{found}` 的任务或措施", "there is no duty or measure `{found}`"),
        expected=Text("本预案任务或措施的编号", "the id of a duty or measure of this plan"),
    ),
    Entry(
        "E436",
        Text(
            "`at least {found} of`：没有这么多项条件",
            "`at least {found} of`: there is no such number of tests",
        ),
        expected=Text("1 至 {most} 的整数", "a whole number from 1 to {most}"),
    ),
    Entry(
        "E437",
        Text(
            "`{found}`：选项只能与自己的选项相比", "`{found}`: a choice is held against its own choices only"
        ),
        expected=Text(
            "`事实 >= 选项` 或 `选项 <= 事实 < 选项`", "`fact >= choice` or `choice <= fact < choice`"
        ),
    ),
    Entry(
        "E438",
        Text("`{found}`：月和年只能写整数", "`{found}`: months and years are counted in whole ones"),
        help=Text("不足一月的写成天或小时", "write what is less than a month in days or hours"),
    ),
    Entry(
        "E439",
        Text("`{found}` 不能说逾期了多久", "`{found}` cannot say by how much a duty is overdue"),
        Text("大于零的时间长度，小时或天", "a length of time above zero, in hours or days"),
    ),
)
