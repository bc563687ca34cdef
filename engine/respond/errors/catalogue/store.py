"""E84x: the store of logs."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E840",
        Text("`{name}` 不能作记录库", "`{name}` is no place for a store"),
        Text(
            "一个文件，或服务器：postgresql://用户@主机/库名",
            "a file, or a server: postgresql://user@host/database",
        ),
        Text(
            "PostgreSQL 需要附加组件：pip install 'respond-engine[postgres]'",
            "PostgreSQL needs an extra: pip install 'respond-engine[postgres]'",
        ),
    ),
    Entry(
        "E841",
        Text("记录库 {name} 以只读方式打开，不能写入", "the store {name} is open for reading only"),
        on_pages=OnPages(
            problem=Text("记录库以只读方式打开，不能写入", "the store is open for reading only")
        ),
    ),
    Entry(
        "E842",
        Text("记录库 {name} 用不了：{reason}", "the store {name} cannot be used: {reason}"),
        help=Text(
            "检查路径、权限、磁盘空间和服务器；没有写入任何内容",
            "check the path, its permissions, the disk and the server; nothing was written",
        ),
        on_pages=OnPages(
            problem=Text("记录库用不了", "the store cannot be used"),
            help=Text("请告诉管理员；没有写入任何内容", "tell whoever runs the room; nothing was written"),
        ),
    ),
    Entry(
        "E843",
        Text(
            "事件 {name} 自第{seen}条之后又有记录（现到第{last}条），先看再定：\n  {entries}",
            "incident {name} went on since entry {seen} (now {last}); read first, then decide:\n  {entries}",
        ),
        help=Text("看过后用 `--seen {last}` 再做一次", "having read them, do it again with `--seen {last}`"),
        on_pages=OnPages(help=Text("看过这些记录后再决定一次", "read these entries, then decide again")),
    ),
    Entry(
        "E844",
        Text("记录库里已有事件 `{name}`", "the store has an incident `{name}` already"),
        help=Text(
            "换一个编号，或用 `respond update {name}`", "take another id, or use `respond update {name}`"
        ),
        on_pages=OnPages(
            help=Text("换一个编号，或记入已有的那起", "take another id, or enter it in the one that is there")
        ),
    ),
    Entry(
        "E845",
        Text("记录库 {store} 里没有事件 `{name}`", "the store {store} has no incident `{name}`"),
        help=Text("`respond list` 列出全部事件", "`respond list` lists the incidents"),
        on_pages=OnPages(
            problem=Text("没有事件 `{name}`", "there is no incident `{name}`"),
            help=Text("值班台列着全部事件", "the desk lists the incidents"),
        ),
    ),
    Entry(
        "E846",
        Text("`{found}` 不是签名行", "`{found}` is no signed line"),
        Text(
            "打印件上的一整行：条数:时刻:摘要:总签名序号:签名（较早的没有总签名序号）",
            "the whole line as printed: count:time:head:seal:signature (an older one has no seal)",
        ),
    ),
    Entry(
        "E847",
        Text(
            "记录库的私钥 {name} 用不了（{reason}）",
            "the key of the store, {name}, cannot be used ({reason})",
        ),
        help=Text(
            "检查文件和权限；换了密钥，以前的签名就无法续用",
            "check the file and its permissions; with another key the earlier signatures are not gone on with",
        ),
        on_pages=OnPages(
            problem=Text("记录库的私钥用不了", "the key of the store cannot be used"),
            help=Text("请告诉管理员", "tell whoever runs the room"),
        ),
    ),
    Entry(
        "E848",
        Text(
            "记录库 {name} 由更新的版本写成（表结构第{found}版，本程序到第{known}版）",
            "the store {name} was written by a newer version (tables {found}; this program knows up to {known})",
        ),
        help=Text("升级 respond", "upgrade respond"),
        on_pages=OnPages(
            problem=Text(
                "记录库由更新的版本写成（表结构第{found}版，本程序到第{known}版）",
                "the store was written by a newer version (tables {found}; this program knows up to {known})",
            )
        ),
    ),
    Entry(
        "E849",
        Text(
            "`{name}` 里保存的记录与导出时不符：{reason}",
            "the log kept in `{name}` is not as it was given out: {reason}",
        ),
        Text(
            "`respond log {incident} --export` 写出的文件，未经改动",
            "a file that `respond log {incident} --export` wrote, unchanged",
        ),
        Text("要作为普通事件文件使用，删去 `kept`", "to open it as a plain incident file, take `kept` out"),
        on_pages=OnPages(
            expected=Text("从“记录”导出的文件，未经改动", "a file that was given out from a log, unchanged")
        ),
    ),
    Entry(
        "E850",
        Text(
            "事件 {name}：这样决定与预案不符：\n  {found}",
            "incident {name}: that is not what the plan says:\n  {found}",
        ),
        help=Text(
            "仍要这样定，写明理由：`--reason`", "to decide so all the same, give the reason: `--reason`"
        ),
        on_pages=OnPages(help=Text("仍要这样定，写明理由", "to decide so all the same, give the reason")),
    ),
    Entry(
        "E851",
        Text("事件 `{name}` 不能与自己关联", "the incident `{name}` cannot be linked with itself"),
    ),
    Entry(
        "E852",
        Text(
            "运行事件的记录库需要 {library}，没有安装",
            "the store of running incidents needs {library}, which is not installed",
        ),
        help=Text(
            "安装：pip install 'respond-engine[{extra}]'", "install it: pip install 'respond-engine[{extra}]'"
        ),
    ),
    Entry(
        "E853",
        Text(
            "事件 `{name}` 已并入 `{other}`，只能记备注",
            "the incident `{name}` was merged into `{other}` and takes notes only",
        ),
        help=Text(
            "记入 `{other}`；并错了：`respond correct {name} {entry} --withdrawn --by 值班室` 撤回并入（--by 写谁决定）",
            "enter it in `{other}`; if they were merged by mistake, `respond correct {name} {entry} --withdrawn "
            "--by 'duty room'` takes that back (--by: who decides so)",
        ),
        on_pages=OnPages(
            help=Text(
                "记入 `{other}`；并错了：在“记录”里把并入一条作废",
                "enter it in `{other}`; if they were merged by mistake, withdraw the entry of that in the log",
            )
        ),
    ),
    Entry(
        "E854",
        Text(
            "事件 `{name}` 已办结（{at}），只能记备注、更正和任务已办",
            "the incident `{name}` was closed ({at}) and takes notes, corrections and acts only",
        ),
        help=Text(
            "没有办结：用 {undo} 撤销办结（--by 写谁决定）",
            "if it is not, take the closing back: {undo} (--by: who decides so)",
        ),
        on_pages=OnPages(
            help=Text(
                "没有办结：在“记录”里把办结一条作废",
                "if it is not, withdraw the entry of its closing in the log",
            )
        ),
    ),
    Entry(
        "E855",
        Text(
            "事件 `{name}` 没有第{seen}条记录，现到第{last}条",
            "the incident `{name}` has no entry {seen}; the last is {last}",
        ),
    ),
    Entry(
        "E856",
        Text("`{name}` 是一项决定", "`{name}` is a decision"),
        Text("`respond {command}`", "`respond {command}`"),
        on_pages=OnPages(
            expected=Text("用专门的一项来记（{command}）", "it has an entry of its own ({command})")
        ),
    ),
    Entry(
        "E857",
        Text("`{name}` {at} 晚于现在（{now}）", "`{name}` {at} is later than the present ({now})"),
        help=Text(
            "已发生的才能记入；核对日期和时钟",
            "only what has happened can be entered; check the day and the clock",
        ),
    ),
    Entry(
        "E858",
        Text("`{name}` 不能记入：{reason}", "`{name}` cannot be entered: {reason}"),
        on_pages=OnPages(
            problem=Text("“{called}”不能记入：{reason}", "“{called}” cannot be entered: {reason}"),
        ),
    ),
    Entry(
        "E859",
        Text(
            "事件 `{name}` 第{number}条（库中第{seq}条）被改动或损坏，读不了",
            "entry {number} of the incident `{name}` (entry {seq} of the store) was changed or damaged and cannot be "
            "read",
        ),
        help=Text(
            "`respond log verify` 指出还有哪里被动过；其他事件照常，从备份恢复这一起，在此之前另开一起接着记",
            "`respond log verify` says what else was touched; the other incidents go on: restore this one from a copy, "
            "and till then open another and go on there",
        ),
        on_pages=OnPages(
            help=Text(
                "“核对记录”指出还有哪里被动过；其他事件照常，从备份恢复这一起，在此之前另开一起接着记",
                "checking the log says what else was touched; the other incidents go on: restore this one from a copy, "
                "and till then open another and go on there",
            )
        ),
    ),
)
