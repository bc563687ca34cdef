"""E623-E629: what a director does: what gets through, what was given, what ends an outage, who is seated."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E623",
        Text(
            "`{name}` 走{channel}，{outage} 已把它中断到 {until}：送不到",
            "`{name}` goes by {channel}, which {outage} has cut until {until}: it would not arrive",
        ),
        Text("没有中断的方式：{known}", "a channel that is not cut: {known}"),
        Text("换一种方式下达，或者先恢复", "give it by another channel, or restore that one first"),
    ),
    Entry(
        "E624",
        Text(
            "`{name}` 中断以后，还没有下达的这些送不到：{what}",
            "with `{name}` these injects, which are still to come, do not arrive: {what}",
        ),
        help=Text(
            "可以缩短中断、换方式提前下达或扣下这些；确实要这样，选“仍然下达”（接口：`anyway`）",
            "cut for less long, give these before or by another channel, or hold them back; “Give anyway” cuts all the "
            "same (in the API: `anyway`)",
        ),
    ),
    Entry(
        "E625",
        Text("`{name}` 在 {at} 已经下达", "`{name}` was given at {at} already"),
        help=Text(
            "要再说一次，写一条脚本外的导调信息", "to say it once more give an inject beside the script"
        ),
    ),
    Entry(
        "E626",
        Text("导调信息 `{name}` 恢复的中断：{found}", "the inject `{name}` ends an outage: {found}"),
        Text(
            "恢复（restoration）在 `restores` 写前面的中断：{known}；其他的不写",
            "a restoration names under `restores` outages that stand before it: {known}; others name none",
        ),
    ),
    Entry(
        "E627",
        Text("没有账号 `{who}`", "there is no account `{who}`"),
        Text("能参演的账号：{known}", "an account that may play: {known}"),
        Text(
            "由管理员在“设置 → 账号”建账号，角色选“参演”",
            "the administrator makes accounts under Settings, with the role of a player",
        ),
    ),
    Entry(
        "E628",
        Text("`{name}` 现在没有可收回的", "there is nothing of `{name}` to take back"),
        Text("{known}", "one of {known}"),
    ),
)
