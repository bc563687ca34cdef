"""The parser's complaints in two languages, each with what usually mends it."""

from respond.errors import Text

_INDENT = Text(
    "检查本行和上一行的缩进，以及引号、括号是否成对",
    "check the indentation of this line and the one before, and that quotes and brackets are in pairs",
)
_QUOTE = Text("给这个值加引号", "put quotes around the value")
_SPACES = Text("用空格缩进，不用制表符", "indent with spaces, never with tabs")
_CLOSE_BRACKET = Text(
    "补上右括号；含 `,` `[` `{` `: ` 的值请加引号",
    "close it; put quotes around a value that holds `,` `[` `{` or `: `",
)
_ESCAPE = Text(
    "在双引号里把 \\ 写成 \\\\，或改用单引号",
    "inside double quotes write \\ as \\\\, or use single quotes",
)
_UNUSED = Text("以 & * ! % 开头的文本请加引号", "put quotes around a text that begins with & * ! or %")

_DIRECTIVE = Text("不使用以 `%` 开头的指令", "directives, lines that begin with `%`, are not used here")
_OPEN_QUOTE = Text("引号没有结束", "a quote is never closed")
_CLOSE_QUOTE = Text("补上结尾的引号", "close the quote")
_BAD_ESCAPE = Text("反斜杠后的写法无效", "what follows the backslash means nothing")
_BAD_TAG = Text("标签不完整", "a tag is incomplete")
_TAB = Text("用制表符缩进", "a tab is used to indent")
_LINE_GOES_ON = Text("行末多出文字", "the line should have ended here")
_BAD_CHARACTER = Text("有文本不应有的字符", "a character stands here that no text should have")
_REMOVE_CHARACTER = Text("删除该字符", "remove it")
_UNKNOWN = Text("看不懂此处的写法", "what stands here makes no sense")

# The first fragment found decides, in what the parser was at and then in its complaint; libyaml and PyYAML word
# some of them differently.
_COMPLAINTS: tuple[tuple[str, Text, Text], ...] = (
    ("directive", _DIRECTIVE, _UNUSED),
    ("incompatible YAML document", _DIRECTIVE, _UNUSED),
    ("duplicate tag handle", _DIRECTIVE, _UNUSED),
    (" tag", _BAD_TAG, _UNUSED),
    ("an anchor", Text("锚点或别名不完整", "an anchor or alias is incomplete"), _UNUSED),
    ("an alias", Text("锚点或别名不完整", "an anchor or alias is incomplete"), _UNUSED),
    (
        "mapping values are not allowed",
        Text("此处不能再出现“键: 值”", "a `key: value` cannot stand here"),
        Text(
            "检查缩进；冒号用半角并后跟空格；含 `: ` 的值请加引号",
            "check the indentation; put a half-width colon and a space; quote a value that holds `: `",
        ),
    ),
    (
        "mapping keys are not allowed",
        Text("此处不能出现以 `? ` 开头的键", "a key after `? ` cannot stand here"),
        Text("写成“键: 值”；以 ? 开头的文本请加引号", "write `key: value`; quote a text that begins with ?"),
    ),
    (
        "sequence entries are not allowed",
        Text("此处不能出现列表项 `- `", "a list item `- ` cannot stand here"),
        Text("列表另起一行，并比键多缩进", "begin the list on a line of its own, indented more than its key"),
    ),
    ("tab character", _TAB, _SPACES),
    ("'\\t' that cannot start", _TAB, _SPACES),
    (
        "cannot start any token",
        Text("值不能以此字符开头", "a value cannot begin with this character"),
        Text(
            "给这个值加引号；缩进用空格，不用制表符",
            "put quotes around the value; indent with spaces, not tabs",
        ),
    ),
    (
        "could not find expected ':'",
        Text("这一行缺少冒号", "a colon is missing on this line"),
        Text("写成“键: 值”，冒号用半角并后跟空格", "write `key: value`, with a half-width colon and a space"),
    ),
    (
        "unexpected ':'",
        Text("冒号不能写在这里", "a colon cannot stand here"),
        Text("冒号后加空格；含冒号的值请加引号", "put a space after the colon; quote a value that holds one"),
    ),
    ("unexpected end of stream", _OPEN_QUOTE, _CLOSE_QUOTE),
    ("unexpected document", _OPEN_QUOTE, _CLOSE_QUOTE),
    (
        "',' or ']'",
        Text("方括号里缺少 `,` 或 `]`", "`,` or `]` is missing in a list in brackets"),
        _CLOSE_BRACKET,
    ),
    (
        "',' or '}'",
        Text("花括号里缺少 `,` 或 `}`", "`,` or `}` is missing in a mapping in braces"),
        _CLOSE_BRACKET,
    ),
    ("<document start>", Text("内容结束之后还有文字", "text follows after the end of the content"), _INDENT),
    ("expected '-' indicator", Text("此处应为列表项 `- `", "a list item `- ` should stand here"), _INDENT),
    ("expected key", Text("此处应为下一个键", "the next key should stand here"), _INDENT),
    ("<block end>", Text("此处应为下一个键或列表项", "the next key or list item should stand here"), _INDENT),
    ("node content", Text("此处缺少值", "a value is missing here"), _INDENT),
    ("escape", _BAD_ESCAPE, _ESCAPE),
    ("hexdecimal", _BAD_ESCAPE, _ESCAPE),
    ("comment or line break", _LINE_GOES_ON, _QUOTE),
    ("comment or a line break", _LINE_GOES_ON, _QUOTE),
    ("chomping or indentation", _LINE_GOES_ON, _QUOTE),
    (
        "indentation indicator",
        Text("`|` 或 `>` 后的数字不能是 0", "the number after `|` or `>` cannot be 0"),
        Text("删去该数字", "remove the number"),
    ),
    ("characters are not allowed", _BAD_CHARACTER, _REMOVE_CHARACTER),
    ("UTF-", _BAD_CHARACTER, _REMOVE_CHARACTER),
    ("Unicode", _BAD_CHARACTER, _REMOVE_CHARACTER),
    ("surrogate", _BAD_CHARACTER, _REMOVE_CHARACTER),
)

# For these the parser points to where it gave up, lines further on; what is at fault stands where it began.
_FAULT_IS_AT_THE_BEGINNING = (
    "could not find expected ':'",
    "unexpected end of stream",
    "unexpected document",
)


def blames_beginning(problem: str) -> bool:
    """Say whether a complaint concerns the place where the parser began, not the one where it gave up."""
    return any(fragment in problem for fragment in _FAULT_IS_AT_THE_BEGINNING)


def blames_depth(problem: str) -> bool:
    """Say whether the parser gave up at a limit of its own to how deep things nest."""
    return "nesting" in problem


def explain(problem: str, context: str = "") -> tuple[Text, Text]:
    """Give a complaint of the parser and the advice for it, in words of our own even where it is unfamiliar.

    >>> explain("mapping values are not allowed in this context")[0].en
    'a `key: value` cannot stand here'
    """
    problem, _, _ = problem.partition(", but ")  # what it found instead may look like a fragment
    complaint = f"{context}: {problem}"
    for fragment, detail, advice in _COMPLAINTS:
        if fragment in complaint:
            return detail, advice
    return _UNKNOWN, _INDENT
