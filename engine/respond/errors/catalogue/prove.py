"""E670-E689: proving what a plan means."""

from respond.errors.catalogue.entry import Entry
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
            "{name} 与 {other} 没有共同的事实，无从比较", "{name} and {other} share no fact, so they do not compare"
        ),
        help=Text(
            "比较同一部预案的两个版本，或预案与采用它的预案",
            "compare two editions of one plan, or a plan and one that adopts it",
        ),
    ),
    Entry(
        "E685",
        Text("{plans} 没有{kind} `{name}`", "{plans} has no {kind} `{name}`"),
        help=Text("用 `respond show` 查看预案的编号", "`respond show PLAN` shows the ids of a plan"),
    ),
    Entry(
        "E686",
        Text("测试 `{name}` 出现两次", "the test `{name}` stands there twice"),
        Text("每项测试一个编号", "an id of its own for each test"),
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
        Text("`{wanted}` 的测试文件写的是预案 `{name}`", "the tests that stand beside {wanted} are of `{name}`"),
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
