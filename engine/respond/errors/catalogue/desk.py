"""E86x: reading the incidents of a store."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E860",
        Text("记录库 {name} 里没有任何记录", "there is nothing in the store {name}"),
        help=Text(
            "检查 `--store` 和 RESPOND_STORE；如果本应有记录，库可能已被移走或删除",
            "check `--store` and RESPOND_STORE; if there should be something, the store was moved or deleted",
        ),
        on_pages=OnPages(
            problem=Text("记录库里没有任何记录", "there is nothing in the store"),
            help=Text(
                "请管理员检查记录库；如果本应有记录，库可能已被移走或删除",
                "ask whoever runs the room to look at the store; if there should be something, it was moved or deleted",
            ),
        ),
    ),
    Entry(
        "E861",
        Text(
            "事件 {name} 在 {at} 还没有记录（{opened} 才记入）",
            "nothing of the incident {name} was known at {at}: it was entered at {opened}",
        ),
        help=Text(
            "要还原当时的实际情况，用 `--known-at` 写明按何时所知",
            "for that moment as it was, say with `--known-at` by what was known when",
        ),
        on_pages=OnPages(
            help=Text(
                "要还原当时的实际情况，写明按何时所知（known_at）",
                "for that moment as it was, say by what was known when (known_at)",
            )
        ),
    ),
    Entry(
        "E862",
        Text(
            "`--known-at` {known} 早于 `--at` {at}：所知的时刻不能早于所问的时刻",
            "`--known-at` {known} is before `--at` {at}: what is asked about was still to come",
        ),
        on_pages=OnPages(
            problem=Text(
                "所知的时刻 {known} 早于所问的时刻 {at}",
                "what was known at {known} is before what is asked about, {at}, which was still to come",
            )
        ),
    ),
    Entry(
        "E863",
        Text(
            "`{found}` 不是本事件所用预案的一个版本",
            "`{found}` is no edition of a plan this incident is under",
        ),
        Text("预案@版本，预案为：{known}", "PLAN@EDITION, of these plans: {known}"),
    ),
    Entry(
        "E864",
        Text("`{found}` 不是公钥", "`{found}` is no public key"),
        Text(
            "43 个字符的一行，`respond log verify` 打印的公钥",
            "one line of 43 characters, the public key that `respond log verify` prints",
        ),
        on_pages=OnPages(
            expected=Text(
                "43 个字符的一行，“核对记录”里的公钥",
                "one line of 43 characters, the public key that checking the log shows",
            )
        ),
    ),
    Entry(
        "E865",
        Text("`{found}` 长短不定，不能作为{what}", "`{found}` has no fixed length, and cannot be {what}"),
        Text("如 30 minutes、12h、2 days", "such as 30 minutes, 12h, 2 days"),
    ),
    Entry(
        "E866",
        Text("没有提出要问的问题，不能回答", "there is no question to answer"),
    ),
    Entry(
        "E867",
        Text("`{name}` 里没有记录", "`{name}` has no log with it"),
        Text("`respond log 编号 --export` 写出的文件", "a file that `respond log ID --export` wrote"),
        Text("普通事件文件用 `respond open`", "a plain incident file is for `respond open`"),
    ),
    Entry(
        "E868",
        Text(
            "本班开始的时刻 {since} 晚于现在（{now}）",
            "the shift is said to begin at {since}, after the present ({now})",
        ),
        help=Text("`--since` 是本班开始的时刻", "`--since` is when the shift began"),
        on_pages=OnPages(help=Text("填本班开始的时刻", "give the moment when the shift began")),
    ),
    Entry(
        "E869",
        Text(
            "事件 {name} 第{number}条已经这样记过",
            "entry {number} of the incident {name} says the same already",
        ),
        help=Text(
            "不用再记；`respond log {name}` 列出各条",
            "there is no need to enter it again: see `respond log {name}`",
        ),
        on_pages=OnPages(
            help=Text("不用再记；“记录”里有各条", "there is no need to enter it again: see the log")
        ),
    ),
)
