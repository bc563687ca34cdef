"""E8xx: exercise scenarios."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E800",
        Text(
            "动作说报告里有 `{name}`，它报出的报告没有这项内容",
            "the action says its report contains `{name}`, which no report it sends has to contain",
        ),
        Text(
            "预案 `reports` 里这份报告 `contents` 的 id",
            "an id of the `contents` of that report, under `reports` in the plan",
        ),
    ),
    Entry(
        "E801",
        Text("`{found}` 不是演练时刻", "`{found}` is not an offset on the exercise clock"),
        Text("`+时:分`，例如 `+01:30`", "`+HH:MM`, such as `+01:30`"),
    ),
    Entry("E802", Text("想定没有导调信息", "the scenario has no injects"), Text("至少一条", "one at least")),
    Entry(
        "E803",
        Text("导调信息 `{name}` 早于前一条", "the inject `{name}` stands after a later one"),
        help=Text("按时间先后排列", "put injects in the order of their times"),
    ),
    Entry("E804", Text("导调信息编号 `{name}` 重复", "the inject id `{name}` is used twice")),
    Entry(
        "E805",
        Text("`{found}` 晚于演练结束 `{end}`", "`{found}` lies after the end of the exercise, `{end}`"),
    ),
    Entry(
        "E806",
        Text("所涉预案没有任务 `{name}`", "the plans concerned have no duty or measure `{name}`"),
        Text("`respond show 预案` 列出的任务编号", "the id of a duty that `respond show PLAN` lists"),
        on_pages=OnPages(expected=Text("预案里的任务编号", "the id of a duty of the plan")),
    ),
    Entry(
        "E807",
        Text("所涉预案没有单位 `{name}`", "the plans concerned have no unit `{name}`"),
        Text("`respond show 预案` 列出的单位编号", "the id of a unit that `respond show PLAN` lists"),
        on_pages=OnPages(expected=Text("预案里的单位编号", "the id of a unit of the plan")),
    ),
    Entry(
        "E808",
        Text(
            "动作未写 `did`、`declares`、`orders`、`says`、`receives` 或 `reached`",
            "the action has none of `did`, `declares`, `orders`, `says`, `receives` and `reached`",
        ),
        Text(
            "完成的任务编号、宣布的级别、命令、消息、收到了谁的报告，或达到的目标",
            "the ids of measures carried out, the level declared, an order, a message, whose report was received, or the "
            "targets reached",
        ),
    ),
    Entry(
        "E809",
        Text(
            "这些动作属于想定 `{found}`，不是 `{name}`",
            "these are actions of the scenario `{found}`, not `{name}`",
        ),
        help=Text("换成这份想定的动作文件", "take a file of actions of this scenario"),
    ),
    Entry("E810", Text("目标编号 `{name}` 重复", "the target id `{name}` is used twice")),
    Entry(
        "E811",
        Text("评定界限 {found} 不成立", "the bands {found} cannot be"),
        Text("从高到低的百分数：P、S、M", "per cents from high to low: P, S, M"),
    ),
    Entry(
        "E812",
        Text("想定没有目标 `{name}`", "the scenario has no target `{name}`"),
        Text("`targets` 里的编号", "an id under `targets`"),
    ),
    Entry(
        "E813",
        Text("想定没有演练目的 `{name}`", "the scenario has no objective `{name}`"),
        Text("`objectives` 里的编号", "an id under `objectives`"),
    ),
    Entry(
        "E814",
        Text("这里需要 {library}，没有安装", "this needs {library}, which is not installed"),
        help=Text(
            "安装：pip install 'respond-engine[{extra}]'", "install it: pip install 'respond-engine[{extra}]'"
        ),
    ),
    Entry(
        "E815",
        Text(
            "`{found}` 不是时长或数量的分布", "`{found}` is no distribution of a length of time or an amount"
        ),
        Text("{expected}", "{expected}"),
    ),
    Entry(
        "E816",
        Text("`{found}` 的长短因日期而异", "`{found}` is not the same length on every day"),
        Text("以分钟、小时、天计的时长", "a length in minutes, hours or days"),
    ),
    Entry(
        "E817",
        Text("模型没有说 `{name}` 要办多久", "the model does not say how long `{name}` takes"),
        help=Text(
            "在 `acts` 末尾写一条不限任务的",
            "put an entry under `acts` that names no duties, after the others",
        ),
    ),
    Entry(
        "E818",
        Text("人手或线路数不能是 {found}", "{found} is no number of hands or lines"),
        Text("1以上的整数", "one at least"),
    ),
    Entry(
        "E819",
        Text("{found} 不是百分之几", "{found} is no share in per cent"),
        Text("0至100", "from 0 to 100"),
    ),
    Entry(
        "E820",
        Text("从文件名 `{found}` 看不出写成什么", "the name `{found}` does not say how to write it"),
        Text("以 .csv、.json 或 .parquet 结尾", "an ending .csv, .json or .parquet"),
    ),
    Entry(
        "E821",
        Text("这个文件不能当作工作簿来读：{reason}", "this file cannot be read as a workbook: {reason}"),
        Text("Excel 的 .xlsx 文件", "a .xlsx file of Excel"),
    ),
    Entry(
        "E822",
        Text("工作簿太大：{found}", "the workbook is too large: {found}"),
        Text("至多{most}", "{most} at most"),
    ),
    Entry(
        "E823",
        Text(
            "没有写明想定其他内容的工作表", "there is no sheet with what a scenario says beside its injects"
        ),
        Text("名为“{zh}”或“{en}”的工作表", "a sheet called `{zh}` or `{en}`"),
        Text(
            "用 --base 指定一份想定，取其标题、预案、起止时间等",
            "name a scenario with --base; title, plans, start and end are taken from it",
        ),
    ),
    Entry(
        "E824",
        Text("读不懂 `{found}`", "`{found}` cannot be read here"),
        Text("{expected}", "{expected}"),
        Text(
            "照所列的写；公式、错误值和带小数的数，写成值",
            "write what is expected; of a formula, an error or a fraction the value",
        ),
    ),
    Entry(
        "E825",
        Text("没有“{name}”这一列", "there is no column `{name}`"),
        help=Text(
            "在最前几行中的一行写上表头，或用 --map 表头=栏目 指定",
            "head it in one row near the top, or name one with --map HEADING=FIELD",
        ),
    ),
    Entry(
        "E826",
        Text("没有 `{name}` 这个栏目", "there is no field `{name}`"),
        Text("{known} 之一", "one of {known}"),
    ),
    Entry(
        "E827",
        Text(
            "合并的单元格 {found} 说不清属于哪一行",
            "the merged cells {found} do not say which row they belong to",
        ),
        help=Text("取消合并，逐行填写", "part them, and fill in every row"),
    ),
    Entry(
        "E828",
        Text("“{name}”与前面一列都是 `{field}`", "`{name}` is a second column of `{field}`"),
        help=Text("删去一列", "remove one of them"),
    ),
    Entry(
        "E829",
        Text("一格放不下{found}个字符", "{found} characters do not fit into one cell"),
        Text("至多{most}个", "{most} at most"),
        Text("把这条导调信息拆开", "part the inject"),
    ),
    Entry(
        "E830",
        Text("第一条导调信息 `{name}` 没有固定时刻", "the first inject, `{name}`, has no fixed time"),
        Text("只写 `at`，不写 `after` 和 `when`", "`at` alone, without `after` and `when`"),
    ),
    Entry(
        "E831",
        Text(
            "`after` 指的 `{name}` 不是前面的导调信息", "`after` names `{name}`, which is no inject before it"
        ),
    ),
    Entry(
        "E832",
        Text("想定没有变体 `{name}`", "the scenario has no variant `{name}`"),
        Text("`variants` 里的编号", "an id under `variants`"),
    ),
    Entry(
        "E833",
        Text(
            "导调信息 `{name}`：中断（outage）写明 `channels`，其他的不写 `channels` 和 `until`",
            "the inject `{name}`: an outage names its `channels`, and others have neither `channels` nor `until`",
        ),
    ),
    Entry(
        "E834",
        Text("导调信息 `{name}` 的 `when` 什么也没有等", "`when` of the inject `{name}` waits for nothing"),
        Text(
            "`condition`、`level`、`overdue`、`met`、`undone`、`called` 之一",
            "one of `condition`, `level`, `overdue`, `met`, `undone`, `called`",
        ),
    ),
    Entry(
        "E835",
        Text(
            "导调信息 `{name}` 等的任务 `{found}` 预案没有",
            "the inject `{name}` waits for `{found}`, a duty the plan has not",
        ),
        Text("`respond show 预案` 列出的任务编号", "the id of a duty that `respond show PLAN` lists"),
        on_pages=OnPages(expected=Text("预案里的任务编号", "the id of a duty of the plan")),
    ),
    Entry(
        "E836",
        Text("`{found}` 不是演练能等的时长", "`{found}` is no length of time an exercise can wait"),
        Text("分钟、小时或天数，如 10 min", "minutes, hours or days, such as 10 min"),
    ),
    Entry(
        "E837",
        Text(
            "预案 {name} 没有肯定要在时限内或立即办的，起草不了想定",
            "nothing of {name} comes to be owed for certain by a limit or at once: nothing to draft from",
        ),
        help=Text(
            "起草只用预案的级别、事件和事实，不编造情节；参照随附的想定自己写",
            "a draft has the levels, events and facts of the plan alone; write one by hand, as the shipped ones are",
        ),
    ),
    Entry(
        "E838",
        Text(
            "观察记录的 `{name}` 不是想定里的目的或参演单位",
            "an observation names `{name}`, which is no objective and no unit of the cast",
        ),
        help=Text("写 `objectives` 或 `cast` 里的 id", "use an id of `objectives` or of `cast`"),
    ),
    Entry(
        "E839",
        Text("想定没有导调信息 `{name}`", "the scenario has no inject `{name}`"),
        Text("想定里 `injects` 的 id", "the id of one of its `injects`"),
    ),
)
