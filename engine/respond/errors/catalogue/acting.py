"""E65x: what players of an exercise do."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E650",
        Text("{channels}中断：用什么方式告知的？", "cut just now: {channels}; by which channel was it told?"),
        Text("`channel` 为 {known} 之一", "`channel`: one of {known}"),
        help=Text(
            "写明方式；走中断的方式送不到", "name the channel; what goes by one that is cut does not arrive"
        ),
    ),
    Entry(
        "E651",
        Text(
            "`{name}` 还没有演，没有可整改的", "nobody has played `{name}`, so there is nothing to put right"
        ),
        Text("一份动作记录", "a recording of what was done"),
        Text("连同想定一起给出", "give it beside the scenario"),
    ),
    Entry(
        "E652",
        Text("{what}不能是 {found}", "{what} cannot be {found}"),
        Text("{expected}", "{expected}"),
    ),
)
