"""E7xx: incident files and what happens in them."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E701",
        Text("所涉预案没有事实 `{name}`", "the plans concerned have no fact `{name}`"),
        Text("`respond show 预案` 列出的事实", "a fact that `respond show PLAN` lists"),
        Text(
            "检查拼写；派生量由引擎计算，不能直接填写",
            "check the spelling; derived facts are computed, not given",
        ),
        on_pages=OnPages(expected=Text("预案里的一个事实", "a fact of the plan")),
    ),
    Entry(
        "E702",
        Text("没有名为 `{name}` 的事件", "there is no event `{name}`"),
        Text("以下之一：{known}", "one of: {known}"),
    ),
    Entry(
        "E703",
        Text(
            "事件结束时间 {ended} 早于发生时间 {occurred}",
            "the incident ends ({ended}) before it begins ({occurred})",
        ),
        Text("结束不早于发生", "an end no earlier than the beginning"),
    ),
    Entry(
        "E704",
        Text("`then` 中 {at} 早于前一条 {before}", "the step at {at} stands after one at {before}"),
        Text("按时间先后排列", "steps in the order of their times"),
    ),
    Entry(
        "E705",
        Text("来源 `{name}` 未在 `sources` 中列出", "the source `{name}` is not listed under `sources`"),
        help=Text(
            "在 `sources` 中补上（`respond update` 加 `--new-source`），或更正编号",
            "add it to `sources` (with `respond update`: `--new-source`), or correct its name",
        ),
        on_pages=OnPages(
            problem=Text(
                "来源“{name}”未列在开立事件的文件里",
                "the source “{name}” is none of those the incident was opened with",
            ),
            help=Text(
                "从列出的来源里选",
                "choose one that is listed",
            ),
        ),
    ),
    Entry(
        "E706",
        Text("`{name}` 没有时间", "`{name}` has no time"),
        Text(
            "带时区的时刻，例如 `2026-11-21T09:12+08:00`",
            "a time with its offset, such as `2026-11-21T09:12+08:00`",
        ),
    ),
    Entry(
        "E707",
        Text(
            "`{name}` 由引擎比较前后级别得出，不能填写",
            "`{name}` is found by comparing levels over time and cannot be given",
        ),
        help=Text(
            "删去该条；如需人工定级，写 `declared`", "leave it out; to set a level by hand, use `declared`"
        ),
    ),
    Entry(
        "E708",
        Text(
            "`{name}`（{at}）早于事件发生（{occurred}）",
            "`{name}` ({at}) lies before the incident occurred ({occurred})",
        ),
        help=Text("核对两个时间", "check both times"),
    ),
    Entry(
        "E709",
        Text(
            "事实 `{name}` 在 {first} 与 {second} 中的类型或单位不同",
            "the fact `{name}` has another type or unit in {first} than in {second}",
        ),
        help=Text("分别用一个事件文件套用两个预案", "answer the two plans with an incident file each"),
    ),
    Entry(
        "E710",
        Text("`{found}` 不是 `事实=值`", "`{found}` is not `fact=value`"),
        Text(
            "例如 `deaths=3`、`deaths=3+`、`area=120ha`", "for example `deaths=3`, `deaths=3+`, `area=120ha`"
        ),
    ),
    Entry(
        "E711",
        Text("没有写明适用的预案", "no plan is named"),
        Text("`plans: [预案名称]`，至少一个", "`plans: [NAME]`, one at least"),
    ),
    Entry(
        "E712",
        Text(
            "人工定级的到期时间 {until} 不晚于其时间 {at}",
            "the declared level expires ({until}) before it begins ({at})",
        ),
    ),
    Entry(
        "E713",
        Text(
            "`{name}` 的时刻 {at} 晚于所在步骤 {step}",
            "`{name}` is given a time ({at}) later than its step ({step})",
        ),
        help=Text("另起一个 `then` 步骤", "put it into a later `then` step"),
    ),
    Entry(
        "E714",
        Text("发生时间写法无效：`{found}`", "the time of occurrence is not valid: `{found}`"),
        Text(
            "带时区的时刻、日期，或 `{{at_least: 时刻, at_most: 时刻}}`",
            "a time with its offset, a day, or `{{at_least: TIME, at_most: TIME}}`",
        ),
    ),
    Entry(
        "E715",
        Text(
            "事件 `{name}` 写了两次：{first} 与 {second}",
            "the event `{name}` is given twice: {first} and {second}",
        ),
        Text(
            "通用事件各有一个时间（响应可以再调整，终止后可以再启动）；预案自定的事件可以再次发生",
            "one time for each life-cycle event (a response may be adjusted again, and started anew once it has "
            "ended); a plan's own events may recur",
        ),
    ),
    Entry(
        "E716",
        Text(
            "所查时刻 {at} 早于事件发生（{occurred}）",
            "the moment asked for ({at}) lies before the incident occurred ({occurred})",
        ),
        help=Text("给出不早于发生时间的 `--at` 或 `--now`", "give an `--at` or `--now` no earlier than that"),
        on_pages=OnPages(help=Text("时刻不早于发生时间", "give a moment no earlier than that")),
    ),
    Entry(
        "E717",
        Text("`{found}` 不是 `事件=时刻`", "`{found}` is not `event=TIME`"),
        Text("例如 `received=2026-11-21T09:12+08:00`", "for example `received=2026-11-21T09:12+08:00`"),
    ),
    Entry(
        "E718",
        Text(
            "预案 {name} 没有分级标准、响应级别和任务，不能单独使用",
            "the plan {name} has no levels, responses or duties and cannot answer alone",
        ),
        help=Text(
            "在 `plans` 中写上有分级标准或任务的预案", "name a plan with levels or duties under `plans`"
        ),
    ),
    Entry(
        "E719",
        Text("`{name}` 不是带时区的时刻：{found}", "`{name}` is not a time with its offset: {found}"),
        Text(
            "带时区的 datetime，例如 datetime.fromisoformat('2026-11-21T09:30+08:00')",
            "an aware datetime, such as datetime.fromisoformat('2026-11-21T09:30+08:00')",
        ),
    ),
    Entry(
        "E720",
        Text("所涉预案没有任务 `{name}`", "the plans concerned have no duty `{name}`"),
        Text("`respond show 预案` 列出的任务编号", "the id of a duty that `respond show PLAN` lists"),
        on_pages=OnPages(expected=Text("预案里的任务编号", "the id of a duty of the plan")),
    ),
    Entry(
        "E721",
        Text("`{name}` 在几个预案中都有", "`{name}` is a duty of several plans"),
        Text("写明是哪一个：{known}", "say which: one of {known}"),
    ),
    Entry(
        "E722",
        Text("所涉预案没有单位 `{name}`", "the plans concerned have no unit `{name}`"),
        Text(
            "`respond show 预案` 列出的单位或工作组：编号；记入谁办、报给谁时也可写名称",
            "a unit or work group that `respond show PLAN` lists, by its id; where an act is entered, by its name too",
        ),
        on_pages=OnPages(
            expected=Text(
                "预案里的单位或工作组：编号，或者名称",
                "a unit or work group of the plan, by its id or its name",
            )
        ),
    ),
    Entry(
        "E723",
        Text("此前没有记录 `{name}`，无从更正", "there is no earlier entry `{name}` to correct"),
        Text(
            "此前写过的事实、事件或任务的编号；同名的第二条加 `#2`",
            "the name of an earlier fact, event or duty; `#2` after it for the second of that name",
        ),
    ),
    Entry(
        "E724",
        Text("`{by}` 不能延长 `{name}` 的时限", "`{by}` may not lengthen the limit of `{name}`"),
        Text("预案许可的单位：{allowed}", "the body the plan lets do so: {allowed}"),
    ),
    Entry(
        "E725",
        Text("`{name}` 延长过多", "`{name}` is lengthened beyond what the plan allows"),
        Text("合计不超过{most}", "no more than {most} in all"),
    ),
    Entry(
        "E726",
        Text("记录 `{name}` 不能更正", "the entry `{name}` cannot be corrected"),
        Text(
            "事实、事件、办理记录、备注，或名称和地点", "a fact, an event, an act, a note, or a name or place"
        ),
        Text(
            "人工定级另写一条 `declared`，延长时限另写一条 `extended`",
            "declare the level anew under `declared`, lengthen anew under `extended`",
        ),
    ),
    Entry(
        "E727",
        Text(
            "对 `{name}` 的更正没有写明应为什么",
            "the correction of `{name}` does not say what is right instead",
        ),
        Text(
            "事实、备注和地点写 `value`，发生时间写 `at`，事件或办理记录写 `at` 等要改的项；发生之外可只写 `withdrawn: yes`",
            "`value` of a fact, note or place, `at` of `occurred`, of an event or act `at` or what else was wrong; but for `occurred` "
            "also `withdrawn: yes` by itself",
        ),
    ),
    Entry(
        "E728",
        Text(
            "事件 `{name}` 在 {first} 与 {second} 中含义不同",
            "the event `{name}` means something else in {first} than in {second}",
        ),
        help=Text(
            "分别用一个事件文件套用两个预案，或为其中一个改名",
            "answer the two plans with an incident file each, or rename one of the two",
        ),
    ),
    Entry(
        "E729",
        Text(
            "`occurred` 与 `noticed` 须写且只写一个", "exactly one of `occurred` and `noticed` must be given"
        ),
        Text(
            "已发生的写 `occurred`；只有征兆、尚未发生的写 `noticed`",
            "`occurred` where it has happened, `noticed` where there are only signs of it",
        ),
    ),
    Entry(
        "E730",
        Text("`{name}` 写了两次：{first} 与 {second}", "`{name}` is given twice: {first} and {second}"),
        Text("每个名称一次", "each name once"),
    ),
    Entry(
        "E731",
        Text("`{found}` 不是 `任务=时刻`", "`{found}` is not `duty=TIME`"),
        Text("例如 `report-up=2026-11-21T09:40+08:00`", "for example `report-up=2026-11-21T09:40+08:00`"),
    ),
    Entry(
        "E732",
        Text("`{name}` 可指多个事实", "`{name}` can be several facts"),
        Text("以下之一：{known}", "one of: {known}"),
        Text("写出编号，或写全名称", "write the id, or the whole label"),
    ),
    Entry(
        "E733",
        Text(
            "`{name}` 的情况截至 {at}，晚于现在（{now}）",
            "what is said of `{name}` holds as of {at}, later than the present ({now})",
        ),
        Text("不晚于现在的时刻", "a time no later than the present"),
        Text("核对年份，或给出正确的 `--now`", "check the year, or give the right `--now`"),
        on_pages=OnPages(help=Text("核对年份", "check the year")),
    ),
    Entry(
        "E734",
        Text(
            "终止响应的时刻 {at} 早于启动响应的时刻 {started}",
            "the response ends ({at}) before it is started ({started})",
        ),
        help=Text(
            "核对两个时刻；写错的用 `corrects` 更正",
            "check the two times; `corrects` puts right what was wrong",
        ),
    ),
    Entry(
        "E735",
        Text(
            "预案 {name} 问到的级别不是 {first} 的级别",
            "the plan {name} asks for levels that are not those of {first}",
        ),
        expected=Text("{known}", "{known}"),
        help=Text(
            "没有分级标准的预案用主预案的级别：两者的 `level_scale` 应当相同",
            "a plan without levels goes by those of the leading plan: both need the same `level_scale`",
        ),
    ),
    Entry(
        "E736",
        Text("{at} 没有有效的人工定级可撤回", "no declared level stands at {at} that could be withdrawn"),
    ),
    Entry(
        "E737",
        Text("`{name}` 没有写明由谁承担", "`{name}` names nobody that stands for it"),
        Text("一个或几个单位的名称", "the name of a body, or of several"),
    ),
    Entry(
        "E738",
        Text("`region` 不能是 `{found}`", "`region` cannot be `{found}`"),
        Text(
            "2、4、6、9 或 12 位数字的区划代码（GB/T 2260），前两位是省级代码，如 '141122'",
            "a division code of 2, 4, 6, 9 or 12 digits (GB/T 2260), the first two of a province, such as '141122'",
        ),
        Text("省级代码：{known}", "provinces: {known}"),
        on_pages=OnPages(
            problem=Text("行政区划代码不能是“{found}”", "the region code cannot be “{found}”"),
            expected=Text(
                "2、4、6、9 或 12 位数字（GB/T 2260），前两位是省级代码，如 141122",
                "2, 4, 6, 9 or 12 digits (GB/T 2260), the first two of a province, such as 141122",
            ),
        ),
    ),
    Entry(
        "E739",
        Text(
            "事件已记为区划 {before}，不能另记为 {found}",
            "the incident is in region {before} by its log: it cannot be entered as one of {found}",
        ),
        Text("以 {before} 开头的更细的代码", "a longer code that begins with {before}"),
        Text(
            "换一个区划会使有人再看不到它，须由可以作出与预案不符的决定的人更正（两人决定时由两人）：`respond correct`，"
            "记录 {name}",
            "another region takes it out of somebody's sight: whoever may decide against the plan (where two decide, two "
            "persons) puts it right with `respond correct`, entry {name}",
        ),
        on_pages=OnPages(
            help=Text(
                "换一个区划会使有人再看不到它，须由带班领导等可以作出与预案不符的决定的人在“记录”里更正原来那条（两人决定时由两人）",
                "another region takes it out of somebody's sight: whoever may decide against the plan, as a shift leader "
                "may, puts the entry right in the log (where two decide, two persons)",
            )
        ),
    ),
    Entry(
        "E740",
        Text(
            "`{name}`（{mode}）与 `{other}`（{other_mode}）不能关联，也不能并入",
            "`{name}` ({mode}) and `{other}` ({other_mode}) can be neither linked nor merged",
        ),
        Text("两起都是演练，或者都不是演练", "both of them exercises, or neither"),
        Text(
            "真实事件在真实事件里办，演练在演练里办：编号打错了就换成对的那起",
            "a real incident goes on by itself and so does an exercise: name another incident if the id was mistyped",
        ),
    ),
    Entry(
        "E741",
        Text(
            "记录 `{name}` 已不起作用：现为“{value}”，由记录 `{stands}` 所记",
            "the entry `{name}` decides nothing any more: what stands is “{value}”, by the entry `{stands}`",
        ),
        help=Text("更正 `{stands}`", "put `{stands}` right"),
        on_pages=OnPages(
            help=Text("更正写着现值的那条记录", "put the entry right that tells what stands"),
        ),
    ),
    Entry(
        "E742",
        Text("`{name}` 是事件节点“{label}”，不是事实", "`{name}` is the event “{label}”, no fact"),
        help=Text(
            "用 `respond event` 记入；文件里写在 `events` 下",
            "enter it with `respond event`; in a file it stands under `events`",
        ),
        on_pages=OnPages(help=Text("在“记入新的节点”里记入", "enter it under “Enter an event”")),
    ),
    Entry(
        "E745",
        Text("任务 `{duty}` 没有第{found}次", "the duty `{duty}` has no occasion {found}"),
        Text("已有的一次：{known}", "one that is there: {known}"),
        help=Text(
            "`respond status {name} --full` 列出各次；都指就不写 `--round`",
            "`respond status {name} --full` lists them; leave `--round` out for all of them",
        ),
        on_pages=OnPages(
            help=Text(
                "“任务”里列着各次；都指就不写第几次", "the duties list them; name no occasion for all of them"
            )
        ),
    ),
    Entry(
        "E746",
        Text("没有一项任务的期限由事件 `{name}` 来定", "no duty has its limit set with the event `{name}`"),
        Text(
            "有自该事件起算、期限由有关单位定（due: as-prescribed）的任务，才写 `within`",
            "`within` only where a duty counts from the event and leaves its limit to others (due: as-prescribed)",
        ),
        Text("删去 `within`，写进备注", "leave `within` out, and say it in a note"),
    ),
    Entry(
        "E750",
        Text("`{name}` 不能是 {found}", "`{name}` cannot be {found}"),
        Text("{expected}", "{expected}"),
    ),
    Entry(
        "E751",
        Text("`at`（{at}）晚于 `now`（{now}）", "`at` ({at}) lies after `now` ({now})"),
        help=Text(
            "`at` 是要回看的时刻，`now` 是现在", "`at` is the moment to look back to, `now` is the present"
        ),
    ),
    Entry(
        "E752",
        Text(
            "没有给出 `{name}`，{plan} 定级用到它",
            "`{name}` is not given, and the levels of {plan} use it",
        ),
        help=Text(
            "确实没有就给 0 或 False；不掌握时用 classify",
            "give 0 or False where there is none; where it is not known, use classify",
        ),
    ),
    Entry(
        "E753",
        Text(
            "`{name}` 是 {found}，只求级别的函数只取确切的值",
            "`{name}` is {found}, and the level alone takes exact values only",
        ),
        help=Text("区间和未知用 classify", "use classify for ranges and what is not known"),
    ),
    Entry(
        "E754",
        Text(
            "{plan} 的级别取决于 {names}，它们不是事实",
            "the levels of {plan} depend on {names}, and these are no facts",
        ),
        help=Text("用 classify，它知道事件和时间", "use classify, which knows what happened and when"),
    ),
    Entry(
        "E755",
        Text("这些事实不可能同时成立：{found}", "these facts cannot be so together: {found}"),
        expected=Text("{words}", "{words}"),
    ),
    Entry(
        "E756",
        Text("预案 {name} 没有分级标准", "the plan {name} has no levels"),
        help=Text("用 classify，它给出任务和时限", "use classify, which gives duties and limits"),
    ),
)
