"""E76x to E78x: tables of incidents, graded row by row."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E760",
        Text(
            "标准 `{name}` 取决于 `{fact}`，它是{kind}，一列里放不下确切的值",
            "the criterion `{name}` rests on `{fact}`, which is {kind}: no column holds that exactly",
        ),
        help=Text(
            "这部预案逐起研判：respond classify",
            "ask about incidents of this plan one by one: respond classify",
        ),
    ),
    Entry(
        "E761",
        Text("表里没有 `{name}`（{label}）这一列", "the table has no column for `{name}` ({label})"),
        Text("名为 {known} 的列", "a column named {known}"),
        Text(
            "列名不同的，用 --map {name}=列名 指明",
            "where it is called otherwise, say so: --map {name}=COLUMN",
        ),
    ),
    Entry(
        "E762",
        Text("`{name}` 有不止一列：{found}", "`{name}` has more than one column: {found}"),
        help=Text("改列名，或用 --map 指明一列", "rename one, or choose with --map"),
    ),
    Entry(
        "E763",
        Text("{option} 写的 `{found}` 不在{where}里", "`{found}` of {option} is not in the {where}"),
    ),
    Entry(
        "E764",
        Text("读不了表 {name}：{reason}", "the table {name} cannot be read: {reason}"),
        Text(
            "有表头的 .csv（UTF-8 或 GB18030）、.parquet 或 .xlsx",
            "a .csv with a heading (UTF-8 or GB18030), a .parquet or an .xlsx",
        ),
    ),
    Entry(
        "E765",
        Text(
            "列 `{column}` 里的 `{found}` 不能确定是 `{name}` 的单位",
            "`{found}` of the column `{column}` cannot be taken as the unit of `{name}`",
        ),
        Text("如 {known}", "such as {known}"),
        Text(
            "列名里用括号写单位，或者用 --map {name}:UNIT=COLUMN 指明按什么单位数",
            "name the unit in the heading, in brackets, or say what the numbers count in: --map {name}:UNIT=COLUMN",
        ),
    ),
    Entry(
        "E766",
        Text(
            "没有日期列，不知道按哪一版判定", "there is no column of days, so nobody can say by which edition"
        ),
        Text("版本：{known}", "one of the editions {known}"),
        Text(
            "用 --date 指明列，或写 --plan 预案@版本，或 --on 日期",
            "name the column with --date, or write --plan PLAN@EDITION, or --on DAY",
        ),
    ),
    Entry(
        "E767",
        Text(
            "`{name}` 的 {found} 是浮点数，不是当初写下的数",
            "{found} of `{name}` is a floating number, not the one that was written",
        ),
        Text("小数（DECIMAL）或文字", "a DECIMAL, or a text"),
    ),
    Entry(
        "E768",
        Text(
            "级别未定：{certain}至{possible}（不确切的：{names}）",
            "the level is open: from {certain} to {possible} (not exact: {names})",
        ),
        help=Text(
            "补全后再判，或用 --ranges 得出两端", "complete the row, or ask for both ends with --ranges"
        ),
    ),
    Entry(
        "E769",
        Text("这一行的栏数与表头不同", "the line has more or fewer fields than the heading"),
        help=Text("有逗号的栏加引号", "put a field with a comma in quotes"),
    ),
    Entry(
        "E770",
        Text("`{found}` 不是能写的表", "`{found}` is no table that can be written"),
        Text(".csv 或 .parquet", ".csv or .parquet"),
    ),
    Entry(
        "E771",
        Text("表里没有第{found}行", "the table has no row {found}"),
        Text("1 至 {most}", "1 to {most}"),
    ),
    Entry(
        "E772",
        Text("这里需要 {library}，没有安装", "this needs {library}, which is not installed"),
        help=Text(
            "安装：pip install 'respond-engine[{extra}]'", "install it: pip install 'respond-engine[{extra}]'"
        ),
    ),
    Entry(
        "E773",
        Text(
            "{plan} 中 {names} 的算式太大，38位小数容不下",
            "the formula of {plan} over {names} is too large for a decimal of 38 digits",
        ),
        help=Text(
            "这部预案逐起研判：respond classify",
            "ask about incidents of this plan one by one: respond classify",
        ),
    ),
    Entry(
        "E774",
        Text("`{found}` 不是能写的 SQL 方言", "`{found}` is no dialect of SQL that can be written"),
        Text("{known} 之一", "one of {known}"),
    ),
    Entry(
        "E775",
        Text("判定中断：{reason}", "grading broke off: {reason}"),
        help=Text(
            "什么也没有写；腾出磁盘和内存后再试", "nothing was written; free disk and memory and try again"
        ),
    ),
    Entry(
        "E776",
        Text("`{name}` 是这次要读的表，或另一份输出", "`{name}` is a table that is read, or another output"),
        help=Text("另起一个文件名", "choose another name"),
    ),
    Entry(
        "E777",
        Text("Spark 没有启动：{reason}", "Spark did not start: {reason}"),
        help=Text(
            "安装 Java 17 或更新的版本，或让 JAVA_HOME 指向它；用集群的，核对主节点的写法；只有一台机器时不写 --engine",
            "install Java 17 or later, or let JAVA_HOME point to it; of a cluster check how its master is named; "
            "on one machine leave --engine out",
        ),
    ),
    Entry(
        "E778",
        Text(
            "`{name}` 已经有了；Spark 写的是一个文件夹，不覆盖任何东西",
            "`{name}` is there already; Spark writes a folder and overwrites nothing",
        ),
        help=Text("另起一个名字，或先把它移走", "choose another name, or move it away first"),
    ),
    Entry(
        "E779",
        Text("`{found}` 不是判定表格的引擎", "`{found}` is no engine tables are graded on"),
        Text(
            "duckdb、spark，或 Spark 集群的主节点，如 spark://host:7077、yarn",
            "duckdb, spark, or the master of a Spark cluster, such as spark://host:7077 or yarn",
        ),
    ),
    Entry(
        "E780",
        Text("`{found}` 不是能画的图", "`{found}` is no picture that can be drawn"),
        Text("一个 .svg 文件", "a file that ends with .svg"),
    ),
    Entry(
        "E781",
        Text(
            "表头不在第一行：第一行是 `{first}`，表头看来是这一行：`{found}`",
            "the headings are not in the first row, which is `{first}`; they seem to be the row `{found}`",
        ),
        help=Text("删去表头上面的各行", "delete the rows above the headings"),
    ),
    Entry(
        "E782",
        Text(
            "`{found}` 是表格软件的日期序号（从1900年数起为 {meant}），不是写出来的日期",
            "`{found}` is a day as a spreadsheet counts it ({meant} where it counts from 1900), not one written out",
        ),
        help=Text(
            "在表格软件里把这一列的格式设为日期再保存",
            "format the column as dates in the spreadsheet, and save it again",
        ),
    ),
    Entry(
        "E783",
        Text("没有写日期，不知道按哪一版判定", "it has no day, so no edition binds it"),
        help=Text("补上日期，或者指定一版判定所有各行", "give the day, or name one edition for all rows"),
    ),
    Entry(
        "E784",
        Text("有不止一列像是发生日期：{found}", "several columns may be the day it occurred: {found}"),
        Text("一列日期，版本按它定", "one column of days, which decides the edition"),
        Text("用 {option} 指明一列", "name one with {option}"),
    ),
    Entry(
        "E785",
        Text(
            "`{name}` 是区间，两端各在一列：{found}",
            "`{name}` is a range, each end in a column of its own: {found}",
        ),
        Text("一列确切的数", "one column of exact numbers"),
        Text(
            "按区间判定：--ranges；列名不同的，用 --map {name}_lo=列名、--map {name}_hi=列名 指明",
            "grade by ranges: --ranges; where they are called otherwise: --map {name}_lo=COLUMN, --map {name}_hi=COLUMN",
        ),
    ),
)
