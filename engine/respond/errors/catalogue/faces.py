"""E9xx: files, options and the environment, as the outermost faces meet them."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

_HELP = Text("用 `{command} --help` 查看用法", "`{command} --help` shows how it is used")

ENTRIES = (
    Entry(
        "E902",
        Text("没有选项 `{name}`", "there is no option `{name}`"),
        help=_HELP,
    ),
    Entry(
        "E903",
        Text("没有命令 `{name}`", "there is no command `{name}`"),
        Text("以下之一：{known}", "one of: {known}"),
        _HELP,
    ),
    Entry(
        "E904",
        Text("选项 `{name}` 后面没有给出值", "the option `{name}` is given without its value"),
        help=_HELP,
    ),
    Entry(
        "E905",
        Text("`{name}` 的值 `{found}` 无效", "`{found}` is not a value of `{name}`"),
        Text("以下之一：{known}", "one of: {known}"),
        _HELP,
    ),
    Entry(
        "E906",
        Text("缺少 {name}", "{name} is missing"),
        help=_HELP,
    ),
    Entry(
        "E907",
        Text("多余的参数 `{found}`", "`{found}` is one argument too many"),
        help=_HELP,
    ),
    Entry(
        "E908",
        Text("命令行写法有误：{found}", "the command line is not right: {found}"),
        help=_HELP,
    ),
    Entry(
        "E909",
        Text("`{name}` 的值 `{found}` 无效", "`{found}` is not a value of `{name}`"),
        Text("{low}到{high}之间的整数", "a whole number from {low} to {high}"),
        _HELP,
    ),
    Entry(
        "E910",
        Text("`{one}` 与 `{other}` 不能同时使用", "`{one}` and `{other}` do not go together"),
        help=Text("去掉其中一个", "leave one of them out"),
    ),
    Entry(
        "E911",
        Text("`{one}` 须与 `{other}` 一起使用", "`{one}` needs `{other}` beside it"),
        help=Text("补上 `{other}`，或去掉 `{one}`", "add `{other}`, or leave `{one}` out"),
    ),
    Entry(
        "E912",
        Text("没有给出要研判的事件", "there is nothing to classify"),
        Text(
            "事件文件（`-` 为标准输入），或 `--plan 预案 --set 事实=值`",
            "incident files (`-` is standard input), or `--plan PLAN --set FACT=VALUE`",
        ),
        _HELP,
    ),
    Entry(
        "E913",
        Text("`--at`（{at}）晚于 `--now`（{now}）", "`--at` ({at}) lies after `--now` ({now})"),
        help=Text(
            "`--at` 是要回看的时刻，`--now` 是现在",
            "`--at` is the moment to look back to, `--now` is the present",
        ),
    ),
    Entry(
        "E914",
        Text("标准输入 `-` 只能给一次", "standard input, `-`, can be given once only"),
    ),
    Entry(
        "E915",
        Text("`{one}` 对 `--format {format}` 没有作用", "`{one}` does nothing with `--format {format}`"),
        help=Text(
            "去掉它：该格式总是给出全部标准和任务",
            "leave it out: that format always holds every criterion and duty",
        ),
    ),
    Entry(
        "E916",
        Text("预案 {plan} 没有条目引用条款 `{name}`", "no entry of {plan} cites the clause `{name}`"),
        Text(
            "条款台账中的条款，或条目所引更细的条款",
            "a clause of the ledger, or a finer one that an entry cites",
        ),
        Text("用 `respond show {plan}` 查看全部条款", "`respond show {plan}` shows every clause"),
        on_pages=OnPages(help=Text("预案的页面列着全部条款", "the page of the plan lists every clause")),
    ),
    Entry(
        "E918",
        Text("选项 `{name}` 不带值", "the option `{name}` takes no value"),
        help=_HELP,
    ),
    Entry(
        "E919",
        Text("选项 `{name}` 写了两次", "the option `{name}` is given twice"),
        Text("只写一次", "the option once"),
        _HELP,
    ),
    Entry(
        "E920",
        Text("没有文件 `{name}`；这是预案的名称", "there is no file `{name}`; that is the name of a plan"),
        Text("事件文件，或 `--plan {name}`", "an incident file, or `--plan {name}`"),
        Text(
            "不用文件：`respond classify --plan {name} --set 事实=值 --event received=时刻`",
            "without a file: `respond classify --plan {name} --set FACT=VALUE --event received=TIME`",
        ),
    ),
    Entry(
        "E921",
        Text("输出写不出去：{reason}", "the output cannot be written: {reason}"),
        help=Text("检查磁盘空间和输出的去处", "check the disk space and where the output goes"),
    ),
    Entry(
        "E922",
        Text("`{name}` 用不了：{reason}", "`{name}` cannot be used: {reason}"),
        help=Text("检查路径、权限和磁盘", "check the path, its permissions and the disk"),
    ),
    Entry(
        "E923",
        Text("`{found}` 既不是年也不是月", "`{found}` is neither a year nor a month"),
        Text("如 2026 或 2026-10", "such as 2026 or 2026-10"),
    ),
    Entry(
        "E924",
        Text(
            "`{name}` 已有内容，与导入的不同，没有改写", "`{name}` is there and differs: it was not changed"
        ),
        help=Text(
            "核对上列差别；要改写，加 --replace",
            "look at the differences above; to write it anew, add --replace",
        ),
    ),
    Entry(
        "E977",
        Text(
            "没有签名：{where}与写入、签名时不同",
            "nothing was signed: {where} is not as it was when it was written and signed",
        ),
        help=Text(
            "请管理员用 `respond log verify` 看哪里被动过，从备份恢复；在此之前照常记录，纸上的签名行不能证明记录",
            "ask whoever runs the store to see with `respond log verify` what was touched, and to restore it from a "
            "copy; until then enter things as ever, and let no line on paper vouch for the log",
        ),
        on_pages=OnPages(
            help=Text(
                "请管理员或审计员打开“核对记录”看哪里被动过，从备份恢复；在此之前照常记录，纸上的签名行不能证明记录",
                "ask the administrator or auditor to see under checks what was touched, and to restore it from a copy; "
                "until then enter things as ever, and let no line on paper vouch for the log",
            )
        ),
    ),
    Entry(
        "E978",
        Text(
            "不起草：事件 `{name}` 第{number}条记录被改动过，写出去的可能是假的",
            "nothing is drafted: entry {number} of the incident `{name}` was changed, and what went out might be false",
        ),
        help=Text(
            "先打电话报告，数字以原始材料为准；从备份恢复，或用核对过的数字 `respond open` 另开一起事件，由它起草",
            "report by telephone first, with the numbers of the first sources; restore the store from a copy, or open "
            "another incident with checked numbers (`respond open`) and draft from that",
        ),
        on_pages=OnPages(
            help=Text(
                "先打电话报告，数字以原始材料为准；请管理员从备份恢复，或用核对过的数字另开一起事件，由它起草",
                "report by telephone first, with the numbers of the first sources; have the store restored from a copy, "
                "or open another incident with checked numbers and draft from that",
            )
        ),
    ),
    Entry(
        "E990",
        Text(
            "程序内部出错，已停止，未给出结果（{found}）",
            "something went wrong inside the program; no answer is given ({found})",
        ),
        help=Text(
            "请把命令和输入文件报告给维护者；设 RESPOND_DEBUG=1 可看到细节",
            "please report the command and its input to the maintainers; RESPOND_DEBUG=1 shows the details",
        ),
        on_pages=OnPages(
            help=Text(
                "请告诉管理员：服务器的日志里有细节",
                "tell whoever runs the room: the log of the server has the details",
            )
        ),
    ),
)
