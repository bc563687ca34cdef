"""E5xx: plans, their references and the library."""

from respond.errors.catalogue.entry import Entry, OnPages
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E501",
        Text("`{name}` 不是预案名称", "`{name}` is not the name of a plan"),
        Text(
            "形如 `地区/预案@版本`，例如 `jiaocheng/vaccine-quality@2024`",
            "`place/plan@edition`, such as `jiaocheng/vaccine-quality@2024`",
        ),
        Text("用 `respond plans` 列出全部预案", "`respond plans` lists every plan"),
        on_pages=OnPages(help=Text("在“预案”页查看全部预案", "the page of plans lists every plan")),
    ),
    Entry(
        "E502",
        Text("没有名为 `{name}` 的预案", "there is no plan called `{name}`"),
        Text("以下之一：{known}", "one of: {known}"),
        Text(
            "用 `respond plans` 列出全部预案；本地预案目录写入环境变量 RESPOND_PLANS",
            "`respond plans` lists every plan; put a folder of your own into RESPOND_PLANS",
        ),
        on_pages=OnPages(help=Text("在“预案”页查看全部预案", "the page of plans lists every plan")),
    ),
    Entry(
        "E503",
        Text("`{name}` 可指多个预案", "`{name}` fits several plans"),
        Text("以下之一：{known}", "one of: {known}"),
        Text("写出全名", "write the full name"),
    ),
    Entry(
        "E504",
        Text("预案 `{name}` 没有版本 `{edition}`", "the plan `{name}` has no edition `{edition}`"),
        Text("以下之一：{known}", "one of: {known}"),
    ),
    Entry(
        "E505",
        Text("{day} 没有施行中的 `{name}` 版本", "no edition of `{name}` is in force on {day}"),
        Text("现有版本：{known}", "editions held: {known}"),
        Text(
            "核对事件日期；确需使用某一版本时写明 `{name}@版本`",
            "check the incident's date; to use an edition all the same, write `{name}@EDITION`",
        ),
    ),
    Entry(
        "E506",
        Text("预案编号 `{name}` 与文件位置不符", "the plan's id `{name}` does not fit where the file lies"),
        Text("`{wanted}`", "`{wanted}`"),
        Text("文件应放在 `地区/预案/版本.yaml`", "the file belongs at `place/plan/edition.yaml`"),
    ),
    Entry(
        "E507",
        Text("预案目录 `{name}` 不存在", "the plan folder `{name}` does not exist"),
        help=Text("检查环境变量 RESPOND_PLANS", "check the variable RESPOND_PLANS"),
        on_pages=OnPages(
            help=Text(
                "请管理员检查本室的预案目录", "ask whoever runs the room to look at its folders of plans"
            )
        ),
    ),
    Entry(
        "E508",
        Text(
            "两个版本同日施行：`{name}` 与 `{other}`",
            "two editions are in force on the same day: `{name}` and `{other}`",
        ),
        help=Text("给较早版本写上 `in_force.to`", "give the earlier edition its `in_force.to`"),
    ),
    Entry(
        "E509",
        Text("预案目录 `{name}` 读不了：{reason}", "the plan folder `{name}` cannot be read: {reason}"),
        help=Text(
            "检查环境变量 RESPOND_PLANS 和文件夹的权限",
            "check the variable RESPOND_PLANS and the permissions of the folder",
        ),
        on_pages=OnPages(
            help=Text(
                "请管理员检查本室的预案目录及其权限",
                "ask whoever runs the room to look at its folders of plans and who may read them",
            )
        ),
    ),
    Entry(
        "E511",
        Text("没有名为 `{name}` 的单位", "there is no unit `{name}`"),
        Text("`units` 或 `groups` 中已列的单位", "a unit listed under `units` or `groups`"),
    ),
    Entry(
        "E512",
        Text("没有名为 `{name}` 的报告", "there is no report `{name}`"),
        Text("`reports` 中已列的报告", "a report listed under `reports`"),
    ),
    Entry(
        "E513",
        Text(
            "`{name}` 不是此处可用的事件或时间事实", "`{name}` is no event or time fact that can stand here"
        ),
        Text(
            "通用事件（如 received、terminated）、`events` 中的事件；`after`、`before` 之下也可写类型为 date、instant 的事实",
            "a life-cycle event (received, terminated, ...) or one listed under `events`; under `after` and `before` also a date or instant fact",
        ),
    ),
    Entry(
        "E514",
        Text("预案没有 `{name}` 级响应", "the plan has no response level `{name}`"),
        Text("`responses` 中已列的级别", "a level listed under `responses`"),
    ),
    Entry(
        "E515",
        Text("编号 `{name}` 重复", "the id `{name}` is used twice"),
        help=Text(
            "每条标准、任务、措施、规定各用一个编号",
            "give every criterion, duty, measure and provision its own id",
        ),
    ),
    Entry(
        "E516",
        Text("条款 `{name}` 不在条款台账中", "the clause `{name}` is not in the ledger"),
        Text("`ledger` 中的条款，或其更细的引用", "a clause of `ledger`, or a finer citation of one"),
    ),
    Entry(
        "E517",
        Text(
            "条款 `{name}` 记为已编码，却没有条目引用它",
            "clause `{name}` is marked as encoded, yet nothing cites it",
        ),
        help=Text(
            "补上条目，或改记为 not-executable（附理由）或 open",
            "add the entry, or mark the clause not-executable (with a reason) or open",
        ),
    ),
    Entry(
        "E518",
        Text("条款 `{name}` 未编码，却没有写明理由", "clause `{name}` is not encoded and gives no reason"),
        Text("`reason: {{zh: …, en: …}}`", "`reason: {{zh: …, en: …}}`"),
    ),
    Entry(
        "E519",
        Text("`{name}` 写了不止一种时限：{found}", "`{name}` gives more than one kind of limit: {found}"),
        Text(
            "`due`、`within`、`earliest`、`latest`、`at_least`（配 `before`）、`every`、`at` 中至多一种",
            "at most one of `due`, `within`, `earliest`, `latest`, `at_least` (with `before`), `every`, `at`",
        ),
    ),
    Entry(
        "E520",
        Text("`{name}` 的时限没有起点", "the limit of `{name}` has no start"),
        Text("`after: 事件`，或只含一个事件的 `when`", "`after: EVENT`, or a `when` that names one event"),
        Text(
            "自触发条件成立之时起算的，写 `after: arising`",
            "where it runs from the moment its condition came to hold, write `after: arising`",
        ),
    ),
    Entry(
        "E521",
        Text("`{name}` 没有责任单位", "`{name}` has no unit that owes it"),
        Text("`unit` 或 `units`", "`unit` or `units`"),
    ),
    Entry(
        "E522",
        Text("`{name}` 既无 `when` 也无 `response`", "`{name}` has neither a `when` nor a `response`"),
        Text("触发条件或响应级别", "a condition, or the response levels it belongs to"),
    ),
    Entry(
        "E523",
        Text(
            "解释 `{name}` 涉及的 `{touched}` 不存在",
            "the interpretation `{name}` touches `{touched}`, which does not exist",
        ),
        Text(
            "标准、任务、措施、报告、单位或事实的编号",
            "the id of a criterion, duty, measure, report, unit or fact",
        ),
    ),
    Entry(
        "E524",
        Text(
            "条目 `{name}` 与所采用预案 {other} 的条目同名",
            "the entry `{name}` has the name of one adopted from {other}",
        ),
        help=Text("换一个编号，或不采用该部分", "choose another id, or do not adopt that part"),
    ),
    Entry(
        "E525",
        Text("预案互相采用：{name}", "plans adopt each other: {name}"),
    ),
    Entry(
        "E526",
        Text("没有可收紧的任务 `{name}`", "there is no measure `{name}` to tighten"),
        Text("所采用预案中的任务编号", "the id of a measure or duty of an adopted plan"),
    ),
    Entry(
        "E527",
        Text(
            "`{name}` 的新时限 {found} 比原时限 {wanted} 宽",
            "the new limit {found} of `{name}` is looser than {wanted}",
        ),
        Text("更严的时限", "a stricter limit"),
    ),
    Entry(
        "E528",
        Text("判断类事实 `{name}` 没有写明由谁判断", "the judgement `{name}` does not say whose it is"),
        Text("`by: 单位`", "`by: UNIT`"),
    ),
    Entry(
        "E530",
        Text("时段 `{name}` 的日期 `{found}` 无效", "the window `{name}` has an invalid day `{found}`"),
        Text("`MM-DD`，例如 `11-01`", "`MM-DD`, such as `11-01`"),
    ),
    Entry(
        "E531",
        Text("施行期的止日早于起日", "the edition ends before it begins"),
    ),
    Entry(
        "E532",
        Text("草案条目 `{name}` 没有写明出处", "the draft entry `{name}` names no source"),
        Text("`source: {{zh: …, en: …}}`", "`source: {{zh: …, en: …}}`"),
    ),
    Entry(
        "E533",
        Text("响应级别互相包含：{name}", "response levels include each other: {name}"),
    ),
    Entry(
        "E534",
        Text("`graded_by` 所指的预案 {name} 没有分级标准", "{name}, named under `graded_by`, has no levels"),
        Text("有 `levels` 的预案", "a plan that has `levels`"),
    ),
    Entry(
        "E535",
        Text(
            "名称 `{name}` 在事实、派生量、条件、事件或时段中重复",
            "the name `{name}` is used by two of facts, derived facts, conditions, events, windows",
        ),
    ),
    Entry(
        "E536",
        Text("`{name}` 不是这项任务的报送对象", "`{name}` is no addressee of this duty"),
        help=Text("`fulfilled_by` 按 `to` 中的对象写", "`fulfilled_by` goes by the addressees in `to`"),
    ),
    Entry(
        "E537",
        Text(
            "解释 `{name}` 说明的“{kind}”没有写明是哪些情形",
            "the interpretation `{name}` explains a {kind} without saying in which cases",
        ),
        Text("`when: 条件`", "`when: CONDITION`"),
    ),
    Entry(
        "E538",
        Text(
            "预案自己有分级标准，`graded_by: {name}` 不会用到",
            "the plan has levels of its own, so `graded_by: {name}` would never be used",
        ),
        help=Text("删去 `graded_by` 或 `levels`", "remove `graded_by` or `levels`"),
    ),
    Entry(
        "E539",
        Text(
            "任务 `{name}` 是否产生或何时起算，取决于它自己的状态",
            "whether the duty `{name}` is owed, or when its limit begins, hangs on how it stands itself",
        ),
        help=Text(
            "触发条件中的 `overdue(…)`、`met(…)`、`missed(…)` 和 `after` 中的 `met(…)` 不能绕回到任务自己",
            "what `overdue(…)`, `met(…)` or `missed(…)` ask in a trigger, or `met(…)` under `after`, must not lead "
            "back to the duty",
        ),
    ),
    Entry(
        "E541",
        Text(
            "约束 `{name}` 只能说事实，不能用 `{found}`",
            "the constraint `{name}` is about facts only, not `{found}`",
        ),
        help=Text(
            "约束说的是任何时候都成立的事，不随事件、时间和级别而变",
            "a constraint always holds, whatever happens, at any time and level",
        ),
    ),
    Entry(
        "E542",
        Text(
            "约束 `{name}` 不可能与前面的约束同时成立",
            "the constraint `{name}` cannot hold together with those before it",
        ),
    ),
    Entry(
        "E550",
        Text("级别不能叫 `{name}`", "a level cannot be called `{name}`"),
        expected=Text(
            "字母开头，只含字母、数字和下划线；不重复，也不与事实、事件或条件中的词同名",
            "a letter, then letters, digits and underscores; once only, and no name of a fact, event or word of conditions",
        ),
    ),
    Entry(
        "E551",
        Text("预案没有级别 `{name}`", "the plan has no level `{name}`"),
        expected=Text("以下之一：{known}", "one of: {known}"),
    ),
    Entry(
        "E552",
        Text("`{found}` 不是计量单位 `{name}` 的换算系数", "`{found}` is no factor for the unit `{name}`"),
        expected=Text(
            "大于零的整数、小数或分数，如 `1000`、`0.001`、`1/3`；计数的名词为 1",
            "a whole number, decimal or fraction above zero, such as `1000`, `0.001`, `1/3`; 1 for a noun that is counted",
        ),
    ),
    Entry(
        "E553",
        Text("计量单位 `{name}` 不能叫 `{found}`", "the unit `{name}` cannot be called `{found}`"),
        expected=Text(
            "没有别的意思的词；键是字母开头的单个词",
            "a word that means no other unit; the key is a single word that begins with a letter",
        ),
    ),
    Entry(
        "E554",
        Text("`{name}` 没有换算系数为 1 的计量单位", "no unit of `{name}` has the factor 1"),
        help=Text(
            "给出这一量的基本单位，系数为 1", "declare the base unit of this dimension, with the factor 1"
        ),
    ),
    Entry(
        "E561",
        Text("没有名为 `{name}` 的工作日历", "there is no working-day calendar `{name}`"),
        Text("{known} 之一", "one of {known}"),
        Text(
            "在自己的预案目录下按 calendars/{name}/年份.yaml 建立",
            "add calendars/{name}/YEAR.yaml in a folder of your own plans",
        ),
    ),
    Entry(
        "E562",
        Text("`{name}` 的 `{key}` 只有一个时限", "`{key}` of `{name}` holds one limit only"),
        Text("两个或更多", "two or more"),
        Text("只有一个时写 `within` 和 `after`", "write `within` and `after` where there is one"),
    ),
    Entry(
        "E563",
        Text("`{name}` 没有可顺延的时限", "`{name}` has no limit that could be put off"),
        Text(
            "与 `within`、`earliest`、`latest`、`at_least`、`every` 或 `at` 同用",
            "`roll` beside `within`, `earliest`, `latest`, `at_least`, `every` or `at`",
        ),
    ),
    Entry(
        "E564",
        Text("`{name}` 把 `arising` 与其他起点并列", "`{name}` names `arising` beside other starts"),
        help=Text(
            "`arising` 总是已知的，单独写；要取较早者，用 `earliest`",
            "what arises is always known: let it stand alone, or use `earliest` for the earlier of two limits",
        ),
    ),
    Entry(
        "E565",
        Text(
            "`{name}` 的各时限已各有起点，`{key}` 无效",
            "`{key}` of `{name}` has no effect beside limits with starts of their own",
        ),
        help=Text("起点写在每一项的 `after` 里", "write `after` in each of them"),
    ),
    Entry(
        "E567",
        Text(
            "`{name}` 的时限由几项组成，不能用 `tighten` 改严",
            "`{name}` has a limit of several parts, which `tighten` cannot make stricter",
        ),
        help=Text("另立一项任务，写上更严的时限", "add a duty of your own with the stricter limit"),
    ),
    Entry(
        "E568",
        Text("`{name}` 的时限不能从 `{found}` 起算", "the limit of `{name}` cannot count from `{found}`"),
        Text(
            "`met(任务)`，任务是一项要办理的事（`kind: act`）",
            "`met(DUTY)`, of a duty to do something (`kind: act`)",
        ),
        Text(
            "因逾期或错过而产生的任务，把 `overdue(…)`、`missed(…)` 写进 `when`，用 `after: arising`",
            "what an overdue or missed duty sets off has `overdue(…)` or `missed(…)` in its `when`, and "
            "`after: arising`",
        ),
    ),
    Entry(
        "E569",
        Text(
            "解释 `{name}` 的 `instead` 不能改 `{found}`",
            "`instead` of the interpretation `{name}` cannot change `{found}`",
        ),
        Text(
            "分级标准、响应（写级别）、任务、措施或提醒规则",
            "a criterion, a response (by its level), a duty, a measure or a reminder rule",
        ),
    ),
    Entry(
        "E570",
        Text("没有名为 `{name}` 的任务或措施", "there is no duty or measure called `{name}`"),
        help=Text("`of` 和 `feedback` 写任务的编号", "`of` and `feedback` name duties by their ids"),
    ),
    Entry(
        "E571",
        Text("督办版块 `{name}` 不是选择型事实", "the board `{name}` is no fact with choices"),
        Text(
            "`type: choice` 的事实，每个版块一个选项",
            "a fact of `type: choice`, with a choice for each board",
        ),
    ),
    Entry(
        "E572",
        Text("提醒规则 `{name}` 没有写何时提醒", "the reminder rule `{name}` says no time"),
        Text(
            "`before`、`after`、`every`、`clock`、`running` 中的至少一项",
            "at least one of `before`, `after`, `every`, `clock`, `running`",
        ),
    ),
    Entry(
        "E573",
        Text("提醒不能按工作日计：{found}", "reminders cannot go by working days: {found}"),
        Text("小时、天、周或月", "hours, days, weeks or months"),
    ),
    Entry(
        "E574",
        Text(
            "从 {from_} 到 {to} 之间一次也轮不到：每次间隔 {step}",
            "nothing comes from {from_} to {to} at steps of {step}",
        ),
        Text("`from` 加 `step` 不超过 `to`", "`from` and `step` together no longer than `to`"),
    ),
    Entry(
        "E575",
        Text("`clock` 的日期或钟点不成立：{days} {at}", "`clock` names no days or times: {days} {at}"),
        Text(
            "`days` 从 1 起（时限次日），`at` 为 HH:MM",
            "`days` from 1, the day after the limit; `at` as HH:MM",
        ),
    ),
    Entry(
        "E576",
        Text("`passing: {name}` 不是评估等级", "`passing: {name}` is none of the grades"),
        Text("以下之一：{known}", "one of: {known}"),
    ),
    Entry(
        "E577",
        Text(
            "提醒规则 `{name}` 按时限计算，而任务 `{duty}` 没有数字时限",
            "the reminder rule `{name}` counts from a limit, and the duty `{duty}` has none in figures",
        ),
        help=Text(
            "给任务写上时限，或改用 `running`", "give the duty a limit, or have the rule count by `running`"
        ),
    ),
    Entry(
        "E578",
        Text(
            "提醒规则 `{name}` 提前 {found}，而任务 `{duty}` 的时限只有 {wanted}",
            "the reminder rule `{name}` comes {found} ahead, and the duty `{duty}` has but {wanted}",
        ),
        Text("比时限短的长度", "a length shorter than the limit"),
    ),
    Entry(
        "E579",
        Text("`{key}` 里 `{name}` 写了两次", "`{name}` stands twice in `{key}`"),
        Text("每个只写一次", "each of them once"),
    ),
    Entry(
        "E580",
        Text("立项和销号是同一事件 `{name}`", "items are set up and cleared by the same event `{name}`"),
        Text("`opened` 和 `cleared` 各一个事件", "an event each for `opened` and `cleared`"),
    ),
    Entry(
        "E581",
        Text("提醒规则 `{name}` 没有写提醒哪些任务", "the reminder rule `{name}` is of no duty"),
        Text("`of` 写至少一项任务的编号", "the id of one duty or more in `of`"),
    ),
    Entry(
        "E582",
        Text("`feedback` 是空的：没有一项任务可以报送", "`feedback` is empty: there is no duty to report on"),
        Text(
            "报送节点的任务编号，至少一项",
            "the ids of the duties by which its nodes are answered, one or more",
        ),
    ),
    Entry(
        "E585",
        Text(
            "解释 `{name}` 的 `limits` 不能改 `{found}`",
            "`limits` of the interpretation `{name}` cannot change `{found}`",
        ),
        Text("要办的任务或措施", "a duty or a measure that is to be done"),
    ),
    Entry(
        "E586",
        Text(
            "`{found}` 不能写在 `{name}` 的 `or_stricter` 里",
            "`or_stricter` of `{name}` cannot name `{found}`",
        ),
        Text(
            "时限更严的另一项任务；两项都要办，都不属响应措施，都不带 `provided`",
            "another duty with a stricter limit; both are to be done, neither has `response` or `provided`",
        ),
    ),
    Entry(
        "E587",
        Text(
            "事件节点 `{name}` 的 `changes_of` 不能写 `{found}`",
            "`changes_of` of the event `{name}` cannot name `{found}`",
        ),
        Text("本预案里是数字的事实", "a fact of this plan that is a number"),
    ),
    Entry(
        "E588",
        Text(
            "`{found}` 不能写在 `{name}` 的 `done_with` 里",
            "`done_with` of `{name}` cannot name `{found}`",
        ),
        Text("另一项任务；两项都要办", "another duty; both are to be done"),
    ),
    Entry(
        "E589",
        Text(
            "`{name}` 不是一期一期地办，没有末期（`last_round`）",
            "`{name}` has no rounds, and so no last one (`last_round`)",
        ),
        Text("`every`、`at` 或 `each`", "`every`, `at` or `each`"),
        Text(
            "由事件终止的，写 `ends` 或 `until`",
            "where an event ends it, write `ends` or `until`",
        ),
    ),
    Entry(
        "E590",
        Text(
            "`{name}` 的 `formerly` 里的 `{found}` 不是以前版本的任务",
            "`{found}`, under `formerly` of `{name}`, is no duty of an earlier edition",
        ),
        Text(
            "以前版本中同一件事的任务编号，本版已不用这个编号",
            "the id under which an earlier edition orders the same act, and this one nothing",
        ),
    ),
)
