"""E9xx: files, options and the environment, as the outermost faces meet them."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

ENTRIES = (
    Entry(
        "E901",
        Text("文件 `{name}` 不存在", "the file `{name}` does not exist"),
        help=Text("检查路径；用 `-` 从标准输入读取", "check the path; `-` reads standard input"),
    ),
)
