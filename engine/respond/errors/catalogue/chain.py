"""E660-E669: the productions of a plan, and the rule engine that chains them."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E660",
        Text(
            "`{found}` 不能作符号名（见于 {where}）", "`{found}` cannot be the name of a symbol (in {where})"
        ),
        Text(
            "只用英文字母、数字和 `_` `:` `.` `-`", "letters a-z and A-Z, digits, `_`, `:`, `.` and `-` only"
        ),
    ),
    Entry(
        "E661",
        Text("{where} 的条件骨架写法不对：`{found}`", "the skeleton of {where} is malformed: `{found}`"),
        Text(
            '("symbol", 名) ("not", 一项) ("and", 各项…) ("or", 各项…) ("always",) ("never",)',
            '("symbol", name), ("not", part), ("and", parts...), ("or", parts...), ("always",) or ("never",)',
        ),
    ),
    Entry(
        "E662",
        Text(
            "响应级别 `{found}` 的次序、名称或重复有误",
            "response level `{found}` is unknown, repeated or out of order",
        ),
        Text("I II III IV，由重到轻，各一条", "I, II, III, IV, gravest first, one rule each"),
    ),
    Entry(
        "E663",
        Text("{where} 用到符号 `{found}`", "{where} uses the symbol `{found}`"),
        Text(
            "`response:I` 至 `response:IV`，并且响应级别自身的条件不得引用它们",
            "`response:I` to `response:IV`, and never in the condition of a response level itself",
        ),
    ),
    Entry(
        "E664",
        Text(
            "{where} 的条件嵌套或长度超限：{found}，上限 {limit}",
            "the condition of {where} is nested too deeply or too long: {found}, the limit is {limit}",
        ),
        help=Text(
            "把条件拆成几个导出事实或几条任务", "split the condition into several duties or derived facts"
        ),
    ),
    Entry(
        "E665",
        Text(
            "预案 {where} 有 {found} 种不同的触发条件，规则引擎上限为 {limit} 种",
            "the plan {where} has {found} distinct conditions; the rule engine is trusted with {limit}",
        ),
        help=Text(
            "合并相同条件的任务，或把预案分成几份并列预案",
            "word one condition alike wherever it stands, or divide the plan into plans kept side by side",
        ),
    ),
    Entry(
        "E666",
        Text(
            "规则引擎未能对预案 {where} 作出可信的回答（{found}），已改由直接推理回答",
            "the rule engine gave no answer to be trusted for `{where}` ({found}); plain evaluation answered",
        ),
        help=Text(
            "结论仍然正确；请记录本条并重启服务进程",
            "the conclusions stand; keep this message and restart the process",
        ),
    ),
    Entry(
        "E667",
        Text("符号 `{where}` 的取值是 `{found}`", "the symbol `{where}` has the value `{found}`"),
        Text("yes、no 或 unknown", "yes, no or unknown"),
    ),
)
