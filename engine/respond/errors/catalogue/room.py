"""E928 to E969: the duty room."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

_LOG_IN = Text("登录，或出示有效的密钥", "log in, or show a key that holds")

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E927",
        Text(
            "填写期间登录状态变了：所填的内容还没有记入",
            "the log-in changed while this was typed: nothing of it is entered",
        ),
        help=Text("看过后再提交一次", "look at it and send it once more"),
    ),
    Entry(
        "E928",
        Text("{one}和{other}是同一个单位", "{one} and {other} are the same unit"),
        Text("一个单位一行", "one row for each unit"),
        Text(
            "合成一行：几个电话写在一起，用顿号分开；同一编号在各预案里指不同的单位时，写单位的名称",
            "make one row of them, with all the numbers; where an id is another unit in another plan write the names",
        ),
    ),
    Entry(
        "E929",
        Text("建立首位管理员的链接{reason}", "the link that makes the first administrator {reason}"),
        help=Text("{how}", "{how}"),
    ),
    Entry(
        "E930",
        Text("没有权限：{what}", "not allowed: {what}"),
        help=Text(
            "由管理员在“设置”里给账号相应的角色，或另发有此权限的密钥",
            "an administrator gives the account a role that may, or makes a key that may, under Settings",
        ),
    ),
    Entry(
        "E931",
        Text("未登录，或凭证无效", "nobody is logged in, or what was shown does not hold"),
        help=_LOG_IN,
    ),
    Entry(
        "E932",
        Text("名称 `{name}` 已有", "the name `{name}` is taken"),
        help=Text("换一个名称", "take another name"),
    ),
    Entry(
        "E933",
        Text(
            "这样决定与预案不符，您的角色不能作出",
            "that goes against the plan, and your role may not decide so",
        ),
        help=Text("由带班领导决定", "let the shift leader decide"),
    ),
    Entry(
        "E934",
        Text(
            "密码多次错误，账号已锁定{minutes}分钟",
            "the password was wrong too often: the account is locked for {minutes} minutes",
        ),
        help=Text("等候，或请管理员重设密码", "wait, or ask an administrator for a new password"),
    ),
    Entry(
        "E935",
        Text("区划 {found} 不在您负责的范围内", "the region {found} is not one of yours"),
        Text("以这些代码开头：{known}", "a code that begins with one of {known}"),
        Text("在事件文件里写明 region", "give the incident's region"),
        on_pages=OnPages(
            help=Text("填写您负责范围内的行政区划代码", "give a region code that is one of yours"),
        ),
    ),
    Entry(
        "E936",
        Text("第{number}号决定已经处理过", "proposal {number} has been settled already"),
        help=Text("`GET /v1/proposals?state=all` 列出全部", "`GET /v1/proposals?state=all` lists them"),
        on_pages=OnPages(
            help=Text("重新打开页面，看它的结果", "open the page anew to see what became of it")
        ),
    ),
    Entry(
        "E937",
        Text("没有 `{found}`", "there is no `{found}`"),
        help=Text("`GET /v1/openapi.json` 列出全部接口", "`GET /v1/openapi.json` lists all there is"),
    ),
    Entry(
        "E938",
        Text("这里不接受 {method}", "{method} is not taken here"),
        help=Text("`GET /v1/openapi.json` 列出全部接口", "`GET /v1/openapi.json` lists all there is"),
    ),
    Entry(
        "E939",
        Text("这个 Idempotency-Key 已用于另一请求", "this Idempotency-Key was used for another request"),
        help=Text("新的请求用新的键", "take a new key for a new request"),
    ),
    Entry(
        "E940",
        Text("密码应为{low}至{high}个字符", "a password has {low} to {high} characters"),
        help=Text("用一句好记的话", "take a sentence that is easy to remember"),
    ),
    Entry("E941", Text("内容超过{most}兆字节", "what was sent is larger than {most} MB")),
    Entry("E942", Text("没有 `{name}`", "there is no `{name}`")),
    Entry(
        "E943",
        Text("不知道 `{found}`", "`{found}` is unknown"),
        Text("其中之一：{known}", "one of {known}"),
    ),
    Entry(
        "E944",
        Text("`{found}` 不是区划代码", "`{found}` is no division code"),
        Text(
            "2、4、6、9 或 12 位数字（GB/T 2260），前两位是省级代码",
            "2, 4, 6, 9 or 12 digits (GB/T 2260), the first two of a province",
        ),
        Text("省级代码：{known}", "provinces: {known}"),
    ),
    Entry(
        "E945",
        Text("到期时刻 {found} 已过", "it would have ended already, at {found}"),
        Text("将来的时刻", "a moment that is yet to come"),
    ),
    Entry(
        "E946",
        Text("不知道参数 `{name}`", "there is no parameter `{name}` here"),
        Text("其中之一：{known}", "one of {known}"),
    ),
    Entry("E947", Text("参数 `{name}` 写了多次", "the parameter `{name}` is there more than once")),
    Entry(
        "E948",
        Text("`{name}` 是唯一的管理员", "`{name}` is the last administrator"),
        help=Text("先给另一账号管理员角色", "first make another account an administrator"),
    ),
    Entry("E949", Text("缺少 `{name}`", "`{name}` is missing")),
    Entry(
        "E950",
        Text(
            "`{name}` 和已有的 `{other}` 看起来一样", "`{name}` looks like `{other}`, which is there already"
        ),
        Text(
            "大小写、全角半角、相像的字母之外也有不同的名称",
            "a name that differs in more than case, width, or letters that look alike",
        ),
        Text("换一个名称", "take another name"),
    ),
    Entry(
        "E951",
        Text("`{name}` 不能是 `{found}`", "`{name}` cannot be `{found}`"),
        Text("{known}", "{known}"),
    ),
    Entry(
        "E952",
        Text("Idempotency-Key 不能用", "this is no Idempotency-Key"),
        Text("1至200个可见字符", "1 to 200 printable characters"),
    ),
    Entry("E953", Text("这里不接受请求内容", "no body is taken here")),
    Entry(
        "E954",
        Text("撤销一条记录时不再写其他内容", "an entry that never was has nothing else to be put right"),
        help=Text("只写 withdrawn，或只写正确的内容", "give withdrawn alone, or what is right"),
    ),
    Entry(
        "E955",
        Text("自己提出的决定须由另一人确认", "what you proposed yourself is for another to confirm"),
    ),
    Entry(
        "E956",
        Text("`{found}` 不是本系统给出的 ETag", "`{found}` is no ETag of ours"),
        Text('带引号的记录号，如 "12"', 'the number of an entry in quotes, such as "12"'),
    ),
    Entry(
        "E957",
        Text("请求过多：每分钟最多{most}次", "too many requests: at most {most} a minute"),
        help=Text("一分钟后再试", "try again in a minute"),
    ),
    Entry(
        "E958",
        Text("这个请求不是从本系统的页面发出的", "this was not asked for by a page of ours"),
        help=Text("重新打开页面再试", "open the page anew and try again"),
    ),
    Entry("E959", Text("两次输入的密码不同", "the two passwords differ")),
    Entry(
        "E960",
        Text("这里不接受 {found}", "{found} is not taken here"),
        Text("{expected}", "{expected}"),
    ),
    Entry(
        "E961",
        Text(
            "本库规定由两个人决定：`respond {command}` 要另一人确认",
            "two persons decide in this store: `respond {command}` needs another to confirm it",
        ),
        help=Text(
            "{first}在值班室的页面上提出；或 `respond api POST /v1/{part}/{name}/entries/{kind} --as 提出人`，再由另一人 "
            "`respond api POST /v1/proposals/编号/confirm --as 确认人`",
            "{first}propose it on the pages of the duty room; or `respond api POST /v1/{part}/{name}/entries/{kind} --as WHO`, "
            "and let another do `respond api POST /v1/proposals/NUMBER/confirm --as OTHER`",
        ),
        on_pages=OnPages(
            problem=Text(
                "本室规定由两个人决定，其中的决定要另一人确认",
                "two persons decide in this room: a decision in it needs another to confirm it",
            ),
            help=Text(
                "{first}在这里提出，由另一人确认", "{first}propose it here, and let another confirm it"
            ),
        ),
    ),
    Entry(
        "E962",
        Text("{host}:{port} 不能监听（{reason}）", "{host}:{port} cannot be listened to ({reason})"),
        help=Text("换一个端口：--port", "take another port: --port"),
    ),
    Entry(
        "E963",
        Text("没有接口 {method} {path}", "there is no {method} {path}"),
        help=Text(
            "`respond api GET /v1/openapi.json` 列出全部", "`respond api GET /v1/openapi.json` lists them all"
        ),
    ),
    Entry(
        "E964",
        Text("“{name}”没有填写", "nothing was typed for “{name}”"),
        help=Text("{how}", "{how}"),
    ),
    Entry(
        "E965",
        Text("这一页没有 `{found}` 这个动作", "this page has no action `{found}`"),
        help=Text("重新打开此页，用页上的按钮", "open the page anew and use its buttons"),
    ),
    Entry(
        "E966",
        Text("{name} 是{kind}的记录库", "{name} is a store for {kind}"),
        Text("{expected}", "{expected}"),
        Text("{how}", "{how}"),
        on_pages=OnPages(
            problem=Text("这是{kind}的记录库", "this is a store for {kind}"),
            help=Text(
                "演练在演练用的值班室里办，真实事件在实际值班的值班室里办",
                "exercises belong in a duty room for exercises, real incidents in one for real work",
            ),
        ),
    ),
    Entry(
        "E967",
        Text("`{found}` 不能在这里设置", "`{found}` cannot be set here"),
        Text(
            "其中之一：{known}；在服务器上运行程序、写文件，只由机器的主人决定",
            "one of {known}: what programs run and what files are written on the machine is for its owner to say",
        ),
        Text("`respond watch --to {found}`", "`respond watch --to {found}`"),
        on_pages=OnPages(help=Text("由机器的主人在服务器上设置", "whoever owns the machine sets it there")),
    ),
    Entry(
        "E968",
        Text(
            "{what}，是全值班室的事，不能限于区划",
            "to {what} is of the whole room, and cannot be kept to regions",
        ),
        help=Text("去掉区划，或换一个角色", "leave the regions out, or take another role"),
    ),
    Entry(
        "E969",
        Text("不能移入 {name}：{reason}", "nothing can be moved to {name}: {reason}"),
        help=Text(
            "移到一个还不存在的文件或空的数据库",
            "move to a file that is not there yet, or to an empty database",
        ),
    ),
)
"""The codes of the duty room."""
