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
)
