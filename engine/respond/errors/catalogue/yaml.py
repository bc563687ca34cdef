"""E1xx: reading YAML text."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

_SAVE_AS_UTF8 = Text("用编辑器另存为 UTF-8 编码", "save it as UTF-8 in your editor")
_WRITE_OUT = Text("把内容原样写在每一处", "write the content out wherever it is used")

ENTRIES = (
    Entry(
        "E101",
        Text("文件 `{name}` 不存在", "the file `{name}` does not exist"),
        help=Text("检查路径；用 `-` 从标准输入读取", "check the path; `-` reads standard input"),
    ),
    Entry(
        "E102",
        Text("`{name}` 是文件夹，不是文件", "`{name}` is a folder, not a file"),
        help=Text("写出其中某个文件的路径", "give the path of a file inside it"),
    ),
    Entry(
        "E103",
        Text("无法读取 `{name}`：{reason}", "`{name}` cannot be read: {reason}"),
        help=Text("检查文件权限和磁盘", "check the permissions of the file and the disk"),
    ),
    Entry(
        "E104",
        Text("文件没有内容", "the file has no content"),
        expected=Text("至少一个“键: 值”", "at least one `key: value`"),
        help=Text("只有注释或空行的文件不算有内容", "comments and empty lines alone are no content"),
    ),
    Entry(
        "E105",
        Text("文件超过 {limit} MB", "the file is larger than {limit} MB"),
        help=Text(
            "检查是否选错了文件；大的内容请拆成几个文件",
            "check that it is the file you meant; split large content",
        ),
    ),
    Entry(
        "E106",
        Text(
            "文件中有文本不应有的字符 {character}",
            "the file holds {character}, a character no text should have",
        ),
        help=Text(
            "删除该字符；它通常来自复制粘贴，或者文件不是文本",
            "remove it; it usually comes from copying and pasting, or the file is not text",
        ),
    ),
    Entry(
        "E107",
        Text(
            "文件不是 UTF-8 编码：此处字节为 {byte}{guess}",
            "the file is not UTF-8: byte {byte} stands here{guess}",
        ),
        expected=Text("UTF-8 文本", "UTF-8 text"),
        help=_SAVE_AS_UTF8,
    ),
    Entry(
        "E108",
        Text("文件是 {encoding} 编码，不是 UTF-8", "the file is {encoding}, not UTF-8"),
        expected=Text("UTF-8 文本", "UTF-8 text"),
        help=_SAVE_AS_UTF8,
    ),
    Entry(
        "E109",
        Text("文件是二进制数据，不是文本", "the file is binary data, not text"),
        expected=Text("UTF-8 文本", "UTF-8 text"),
        help=Text("检查是否选错了文件", "check that it is the file you meant"),
    ),
    Entry(
        "E110",
        Text("YAML 写法有误：{detail}", "this is not valid YAML: {detail}"),
        help=Text("{advice}", "{advice}"),
    ),
    Entry(
        "E111",
        Text("键 `{key}` 重复", "the key `{key}` is given twice"),
        help=Text("只保留其中一处", "keep one of the two"),
    ),
    Entry(
        "E112",
        Text("嵌套超过 {limit} 层", "the nesting is deeper than {limit}"),
        help=Text("检查括号和缩进", "check brackets and indentation"),
    ),
    Entry(
        "E113",
        Text("文件中的值超过 {limit} 个", "the file holds more than {limit} values"),
        help=Text("把内容拆成几个文件", "split it into several files"),
    ),
    Entry(
        "E114",
        Text("不使用锚点 `&{name}`", "the anchor `&{name}` is not used here"),
        help=_WRITE_OUT,
    ),
    Entry(
        "E115",
        Text("不使用别名 `*{name}`", "the alias `*{name}` is not used here"),
        help=Text(
            "把内容原样写在每一处；若是以 * 开头的文本，请加引号",
            "write the content out wherever it is used; put quotes around a text that begins with *",
        ),
    ),
    Entry(
        "E116",
        Text("不使用标签 `{tag}`", "the tag `{tag}` is not used here"),
        help=Text(
            "删去标签；若是以 ! 开头的文本，请加引号",
            "remove it; put quotes around a text that begins with !",
        ),
    ),
    Entry(
        "E117",
        Text("一个文件里有多份文档", "the file holds more than one document"),
        help=Text("每个文件只写一份，删去多余的 `---`", "one document a file: remove the `---` between them"),
    ),
    Entry(
        "E118",
        Text("不使用以 `%` 开头的指令", "directives, lines that begin with `%`, are not used here"),
        help=Text("删去该行", "remove the line"),
    ),
    Entry(
        "E119",
        Text("此处的键是{found}", "the key is {found} here"),
        expected=Text("一段文字作为键", "a piece of text as the key"),
        help=Text("值若含 `{{` 或 `[`，请给它加引号", "put quotes around a value that holds `{{` or `[`"),
    ),
    Entry(
        "E120",
        Text("不使用合并键 `<<`", "the merge key `<<` is not used here"),
        help=_WRITE_OUT,
    ),
    Entry(
        "E121",
        Text("冒号前没有键", "there is no key before the colon"),
        help=Text("写上键，或删去冒号", "write the key, or remove the colon"),
    ),
    Entry(
        "E122",
        Text("文件顶层是{found}", "the top of the file is {found}"),
        expected=Text("键值表，每行一个“键: 值”", "keys with values, one `key: value` a line"),
    ),
    Entry(
        "E123",
        Text("错误超过 {limit} 处，其余未列出", "there are more than {limit} faults; the rest is not listed"),
        help=Text("先改正已列出的各处，再检查一次", "mend those listed, then check again"),
    ),
    Entry(
        "E124",
        Text("无法写成 YAML：{found}", "{found} cannot be written as YAML"),
        expected=Text("文本、列表和以文本为键的表", "texts, lists, and mappings with text keys"),
    ),
)
