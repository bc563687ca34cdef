"""E98x: papers of an incident and of a plan."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E980",
        Text(
            "{plan} 和与它并列的预案没有要报送的{kind}{name}",
            "neither {plan} nor a plan beside it has a duty to send the {kind}{name}",
        ),
        help=Text(
            "`respond show 预案` 列出各种报告和报送它们的任务",
            "`respond show PLAN` lists the reports and the duties that send them",
        ),
        on_pages=OnPages(
            help=Text("“文书”里列着可以起草的报告", "the papers of the incident list the reports there are")
        ),
    ),
    Entry(
        "E981",
        Text(
            "{label}（{name}）：{at}已报{before}，现为{now}，两个数不能都对",
            "{label} ({name}): reported as {before} at {at}, now {now}: both cannot be true",
        ),
        Text(
            "更正记错的那条记录，或用文字说明为何不同",
            "a correction of the entry that was wrong, or words that say why it differs",
        ),
        Text(
            "{how}，用 `respond correct` 或 `respond update`；数确实不同，写 --correcting {name}=原因，文中印成更正。已报的数：{told}；现在的数：{entries}",
            "{how}, with `respond correct` or `respond update`; if it is other indeed, say why with --correcting "
            "{name}=WORDS, which is printed as a correction. The number reported: {told}; the number now: {entries}",
        ),
        on_pages=OnPages(
            help=Text(
                "{how}；数确实不同，写明原因（草稿用 `correcting`，发出用 `corrections`），文中印成更正。已报的数：{told}；现在的数：{entries}",
                "{how}; if it is other indeed, say why (`correcting` of a draft, `corrections` of what is sent), which is printed as a correction. The number "
                "reported: {told}; the number now: {entries}",
            )
        ),
    ),
    Entry(
        "E982",
        Text(
            "没有叫 `{name}` 的单位，不能报给它",
            "there is no body called `{name}` for a report to go to",
        ),
        Text(
            "预案规定的报送对象（{known}），或事件所涉预案里的其他单位",
            "an addressee by the plan ({known}), or another body of the plans of the incident",
        ),
    ),
    Entry(
        "E983",
        Text(
            "写成 Word 或日历文件需要 {library}，没有安装",
            "Word and calendar files need {library}, which is not installed",
        ),
        help=Text(
            "安装：pip install 'respond-engine[papers]'；或写成 .html、.md",
            "install it: pip install 'respond-engine[papers]'; or write .html or .md",
        ),
    ),
    Entry(
        "E984",
        Text(
            "`{name}` 不是以前报过的情况，或没有写明原因",
            "`{name}` is no fact that was reported before, or no words are given for it",
        ),
        Text("事实=文字，如 deaths=重复统计", "FACT=WORDS, such as deaths='counted twice'"),
    ),
    Entry(
        "E985",
        Text("{kind} 文件不能写到标准输出", "a file of {kind} cannot go to standard output"),
        Text("`-o 文件.{form}`", "`-o FILE.{form}`"),
    ),
    Entry(
        "E986",
        Text(
            "`{name}` 是事件文件，不是记录库里的事件，不能记入已报",
            "`{name}` is a file, no incident of a store: that it was sent cannot be entered",
        ),
        help=Text("先 `respond open {name}`", "first `respond open {name}`"),
    ),
    Entry(
        "E987",
        Text("{plan} 里没有单位 `{name}`", "{plan} has no unit `{name}`"),
        help=Text("`respond show {plan}` 列出各单位", "`respond show {plan}` lists its units"),
        on_pages=OnPages(help=Text("预案的页面列着各单位", "the page of the plan lists its units")),
    ),
    Entry(
        "E988",
        Text(
            "{plan} 没有写明预警颜色的情况{known}",
            "{plan} has no fact that tells the colour of a warning{known}",
        ),
        help=Text(
            "预警颜色是选项中有红、橙、黄、蓝的情况；多项时用 --fact 选",
            "it is a fact with red, orange, yellow and blue among its choices; of several --fact takes one",
        ),
        on_pages=OnPages(
            help=Text(
                "预警颜色是选项中有红、橙、黄、蓝的情况；多项时选一项（fact）",
                "it is a fact with red, orange, yellow and blue among its choices; of several one is chosen (fact)",
            )
        ),
    ),
    Entry(
        "E989",
        Text("记录里没有生效的预警（{name}）", "by the log no warning stands ({name})"),
        help=Text("先 `respond update 编号 {name}=颜色`", "first `respond update ID {name}=COLOUR`"),
        on_pages=OnPages(
            help=Text("先在“事实”里记入预警颜色（{name}）", "first enter its colour among the facts ({name})")
        ),
    ),
)
