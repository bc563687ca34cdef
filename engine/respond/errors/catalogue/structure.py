"""E2xx: fields of a file, their presence and their types."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES = (
    Entry(
        "E201",
        Text("没有 `{key}` 这个键", "there is no key `{key}` here"),
        expected=Text("{known} 之一", "one of {known}"),
        help=Text("改正键名，或删去这一项", "correct the key, or remove the entry"),
    ),
    Entry(
        "E202",
        Text("缺少键 `{key}`", "the key `{key}` is missing"),
        help=Text("补上这一项", "add the entry"),
    ),
    Entry(
        "E203",
        Text("此处是{found}", "{found} stands here"),
        expected=Text("键值表，键为 {known}", "keys with values, the keys being {known}"),
        help=Text(
            "写成 `{{键: 值}}`，或另起一行缩进书写", "write `{{key: value}}`, or indented lines of their own"
        ),
    ),
    Entry(
        "E204",
        Text("此处是{found}", "{found} stands here"),
        expected=Text("列表", "a list"),
        help=Text("只有一项也要写成列表：`[一项]`", "a single item is a list as well: `[item]`"),
    ),
    Entry(
        "E205",
        Text("此处是{found}", "{found} stands here"),
        expected=Text("一个文本值", "a single text"),
        help=Text(
            "值若以 `{{` 或 `[` 开头，请给它加引号",
            "put quotes around a value that begins with `{{` or `[`",
        ),
        on_pages=OnPages(help=Text('写成一个文本，如 `"4"`', 'write a single text, such as `"4"`')),
    ),
    Entry(
        "E206",
        Text("此处是{found}", "{found} stands here"),
        expected=Text("{wanted}", "{wanted}"),
    ),
    Entry(
        "E207",
        Text("此处没有写值", "no value is given here"),
        expected=Text("{wanted}", "{wanted}"),
        help=Text("写上值，或删去这个键", "give the value, or remove the key"),
    ),
    Entry(
        "E208",
        Text("`{value}` 不在可选值之列", "`{value}` is not one of the choices"),
        expected=Text("{known} 之一", "one of {known}"),
    ),
    Entry(
        "E210",
        Text("此处不写 `id`", "`id` is not written here"),
        help=Text(
            "上一级的键 `{key}` 就是它的 id，删去这一项",
            "the key above, `{key}`, is the id: remove the entry",
        ),
    ),
    Entry(
        "E211",
        Text("{found}既不是“是”也不是“否”", "{found} is neither yes nor no"),
        expected=Text("true、false、yes、no 之一，不加引号", "one of true, false, yes, no, without quotes"),
    ),
    Entry(
        "E212",
        Text("{found}不是整数", "{found} is not an integer"),
        expected=Text("十进制数字，不加引号，如 12", "decimal digits without quotes, such as 12"),
        help=Text(
            "不用千位分隔符、前导零、小数点和单位",
            "no thousands separators, leading zeros, decimal points or units",
        ),
    ),
    Entry(
        "E213",
        Text("整数{found}太大", "the integer {found} is too large"),
        expected=Text("至多18位数字", "at most 18 digits"),
        help=Text("核对这个数", "check the figure"),
    ),
    Entry(
        "E214",
        Text(
            "此处有看不见的控制字符（{found}）",
            "a control character that nobody can see stands here ({found})",
        ),
        expected=Text(
            "只含看得见的字、空格和换行的文本", "a text of visible characters, blanks and line breaks"
        ),
        help=Text("删去它；多半是复制时带进来的", "remove it; it mostly comes along when a text is copied"),
    ),
    Entry(
        "E218",
        Text("此处是{found}，没有标明语言", "{found} stands here without its language"),
        expected=Text("`{{zh: 中文, en: English}}`", "`{{zh: 中文, en: English}}`"),
        help=Text(
            "写成这种形式；只写一种语言也可以，如 `{{zh: 中文}}`",
            "write it in that form; one of the languages suffices, as in `{{en: English}}`",
        ),
    ),
    Entry(
        "E219",
        Text("`{key}` 没有值，也不是可用的键", "`{key}` has no value and is no key that can stand here"),
        expected=Text("{known} 之一", "one of {known}"),
        help=Text(
            "花括号里的值若含半角逗号，请给整个值加引号",
            "inside braces, put quotes around a whole value that holds a comma",
        ),
    ),
)
