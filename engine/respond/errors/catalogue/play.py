"""E69x: exercises played live."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E690",
        Text("{store} 里没有场次 `{name}`", "{store} keeps no play `{name}`"),
        help=Text("`GET /v1/plays` 列出各场演练", "`GET /v1/plays` lists the plays there are"),
        on_pages=OnPages(problem=Text("没有场次 `{name}`", "there is no play `{name}`")),
    ),
    Entry(
        "E691",
        Text("已有场次 `{name}`", "there is a play `{name}` already"),
        help=Text("换一个名称，或者接着演这一场", "take another name, or go on with that one"),
    ),
    Entry(
        "E692",
        Text(
            "场次 `{name}` {stage}，现在不能这样做",
            "the play `{name}` is at this stage: {stage}; that cannot be done now",
        ),
        help=Text(
            "尚未开始的由导调开始；已结束的只能查阅和补记观察",
            "the director begins it; once it has ended it can only be read, and notes added",
        ),
    ),
    Entry(
        "E693",
        Text("演练时钟不能设为 `{found}`", "the exercise's clock cannot be set to `{found}`"),
        Text(
            "从现在的 {at} 到结束 {end}；速度为 0（停）或 {speeds}",
            "from {at}, where it stands, to the end, {end}; speeds are 0 (it stands) and {speeds}",
        ),
    ),
    Entry(
        "E694",
        Text("没有导调信息 `{name}` 可用", "there is no inject `{name}` for this"),
        help=Text(
            "导调只能下达、扣下、取消尚未下达的（开头的一条不能扣下），放行扣下的，恢复正在中断的；参演单位只能确认收到的",
            "a director gives, holds back or drops what is still to come (never withholding the one that opens the "
            "exercise), releases what is withheld, and ends an outage that runs; a unit acknowledges what it has received",
        ),
    ),
    Entry(
        "E695",
        Text("这次演练没有单位 `{name}`", "nobody plays a unit `{name}` in this exercise"),
        Text("{known}", "one of {known}"),
    ),
    Entry(
        "E696",
        Text("`{who}` 还没有扮演单位", "`{who}` plays no unit yet"),
        help=Text(
            "先选择扮演的单位，或请导调指定", "choose the unit to play first, or ask the director to name it"
        ),
    ),
    Entry(
        "E697",
        Text("`{who}` 已扮演单位 `{unit}`", "`{who}` plays the unit `{unit}` already"),
        help=Text("改换单位由导调指定", "the director alone can give another unit"),
    ),
    Entry(
        "E698",
        Text(
            "场次 `{name}` 的第 {number} 步写入后被改动，或其前有缺失",
            "move {number} of the play `{name}` was changed after it was written, or one before it is missing",
        ),
        help=Text(
            "从备份恢复记录库；改过的场次不能评定",
            "restore the store from a backup: what was changed cannot be judged",
        ),
    ),
    Entry(
        "E699",
        Text("看不懂 `{found}`", "`{found}` is not understood"),
        Text("{known}", "{known}"),
    ),
)
