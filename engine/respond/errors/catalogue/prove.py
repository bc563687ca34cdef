"""E670-E689: proving what a plan means."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E670",
        Text(
            "证明需要 z3，本机没有安装（{found}）",
            "proofs need z3, which is not installed here ({found})",
        ),
        help=Text(
            "安装：pip install 'respond-engine[prove]'", "install it: pip install 'respond-engine[prove]'"
        ),
    ),
    Entry(
        "E671",
        Text("`{name}` 不是文件夹，写不进事件文件", "`{name}` is not a folder to write incident files into"),
        help=Text("给 `--write` 一个文件夹；没有会新建", "give `--write` a folder; a missing one is made"),
    ),
    Entry(
        "E675",
        Text("`{name}` 已经存在，不覆盖", "`{name}` exists already and is not overwritten"),
        help=Text(
            "换一个预案编号、版本或 `-o` 文件夹；真要重来，先删除这个文件",
            "take another id, edition or `-o` folder; to start over, delete the file first",
        ),
    ),
    Entry(
        "E676",
        Text("`{name}` 不能作新预案的编号和版本", "`{name}` cannot be the id and edition of a new plan"),
        expected=Text(
            "地区/预案@版本，小写字母、数字和连字符，版本以四位年份开头，如 mycounty/flood@2026",
            "PLACE/PLAN@EDITION, lower-case letters, digits and hyphens, the edition beginning with a year: "
            "mycounty/flood@2026",
        ),
    ),
    Entry(
        "E677",
        Text("这个文件不是可以整理的种类", "this is no kind of file that can be formatted"),
        expected=Text(
            "开头写着 `respond:` 和 {known} 之一", "one that begins with `respond:` and one of {known}"
        ),
    ),
    Entry(
        "E678",
        Text(
            "整理会改变这里的意思或丢失注释，文件未动",
            "formatting would change what stands here or lose a comment; the file is left as it is",
        ),
        help=Text(
            "把这个值改用双引号写在一行里，注释另起一行，再试；并请报告这个文件",
            "write the value on one line in double quotes and comments on lines of their own, and try again; "
            "please report the file",
        ),
    ),
    Entry(
        "E679",
        Text("`{name}` 写不进去（{reason}）", "`{name}` cannot be written ({reason})"),
        help=Text("检查文件夹是否存在、是否可写", "check that the folder exists and can be written to"),
    ),
    Entry(
        "E680",
        Text("没有文件夹 `{name}`，读不到事件", "there is no folder `{name}` to read incidents from"),
        help=Text(
            "`--incidents` 和 `--cases` 要写放着事件文件的文件夹",
            "`--incidents` and `--cases` take a folder with incident files",
        ),
    ),
    Entry(
        "E681",
        Text(
            "{name} 与 {other} 管的不是同一类事件，无从比较",
            "{name} and {other} are for different kinds of incident, so they do not compare",
        ),
        help=Text(
            "比较同一部预案的两个版本，或预案与采用它的预案",
            "compare two editions of one plan, or a plan and one that adopts it",
        ),
    ),
    Entry(
        "E682",
        Text(
            "排成网页需要 jinja2，本机没有安装（{found}）",
            "a page needs jinja2, which is not installed here ({found})",
        ),
        help=Text(
            "安装：pip install 'respond-engine[render]'；`--format md` 不需要它",
            "install it: pip install 'respond-engine[render]'; `--format md` works without it",
        ),
        on_pages=OnPages(
            help=Text(
                "请管理员安装 respond-engine[render]",
                "ask whoever runs the room to install respond-engine[render]",
            )
        ),
    ),
    Entry(
        "E683",
        Text(
            "从文件名 `{name}` 看不出要排成哪种格式",
            "the file name `{name}` does not tell which format is wanted",
        ),
        Text(
            "名称以 {known} 结尾，或写明 `--format`",
            "a name ending in {known}, or `--format` beside it",
        ),
    ),
    Entry(
        "E684",
        Text("`{name}` 是预案的测试，不是预案", "`{name}` holds the tests of a plan, not a plan"),
        Text("预案文件 `{plan}`", "the plan's file, `{plan}`"),
        Text(
            "`respond plan test` 会找到预案旁边的测试",
            "`respond plan test` finds the tests that stand beside the plan",
        ),
    ),
    Entry(
        "E685",
        Text("{plans} 没有{kind} `{name}`", "{plans} has no {kind} `{name}`"),
        help=Text("用 `respond show` 查看预案的编号", "`respond show PLAN` shows the ids of a plan"),
    ),
    Entry(
        "E687",
        Text("测试 `{name}` 没有写预期", "the test `{name}` expects nothing"),
        Text(
            "`expect` 中至少一项，如 `level`、`duties`、`deadlines`",
            "at least one point under `expect`, such as `level`, `duties`, `deadlines`",
        ),
    ),
    Entry(
        "E688",
        Text(
            "`{wanted}` 的测试文件写的是预案 `{name}`", "the tests that stand beside {wanted} are of `{name}`"
        ),
        Text("`plan: {wanted}`", "`plan: {wanted}`"),
        Text(
            "测试与预案放在一起：`版本.yaml` 旁边的 `版本.tests.yaml`",
            "tests stand beside their plan: `EDITION.tests.yaml` beside `EDITION.yaml`",
        ),
    ),
    Entry(
        "E689",
        Text("预期时限 `{found}` 无法识别", "`{found}` is no deadline to expect"),
        Text(
            "时刻、距事件发生的时长（如 `80 minutes`），或以下之一：{words}",
            "a moment, a time after the occurrence such as `80 minutes`, or one of: {words}",
        ),
    ),
)
