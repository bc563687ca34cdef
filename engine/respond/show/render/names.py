"""What the plan file's fixed words, its kinds and roles and parts, are called in a document."""

from respond.errors import Text

ROLE: dict[str, Text] = {
    "command": Text("指挥机构", "command"),
    "office": Text("办事机构", "office"),
    "lead": Text("牵头单位", "lead"),
    "member": Text("成员单位", "member"),
    "government": Text("政府", "government"),
    "superior": Text("上级", "superior"),
    "outside": Text("外部", "outside"),
    "post": Text("岗位", "post"),
}

REPORT_KIND: dict[str, Text] = {
    "initial": Text("首报", "initial"),
    "progress": Text("续报", "progress"),
    "closing": Text("结案报告", "closing"),
    "warning": Text("预警", "warning"),
    "request": Text("请示、申请", "request"),
    "evaluation": Text("评估", "evaluation"),
    "other": Text("其他", "other"),
}

CHANGE_KIND: dict[str, Text] = {
    "raise": Text("升级", "raising"),
    "lower": Text("降级", "lowering"),
    "end": Text("终止", "ending"),
    "start": Text("启动", "starting"),
}

PROVISION_KIND: dict[str, Text] = {
    "prohibition": Text("禁止", "prohibition"),
    "approval": Text("审批", "approval"),
    "penalty": Text("处罚", "penalty"),
    "reward": Text("奖励", "reward"),
    "resource": Text("资源", "resource"),
    "zone": Text("区域", "zone"),
    "team": Text("队伍", "team"),
    "right": Text("权利", "right"),
    "principle": Text("原则", "principle"),
    "rule": Text("规则", "rule"),
}

READING_KIND: dict[str, Text] = {
    "literal": Text("按字面", "literal"),
    "cautious": Text("从严", "cautious"),
    "convention": Text("约定", "convention"),
    "open": Text("未决", "open"),
}

PART: dict[str, Text] = {
    "units": Text("单位", "units"),
    "groups": Text("工作组", "work groups"),
    "facts": Text("事实", "facts"),
    "derived": Text("推算值", "computed numbers"),
    "windows": Text("时段", "parts of the year"),
    "events": Text("事件节点", "events"),
    "levels": Text("分级标准", "criteria"),
    "exclusions": Text("不计入的情形", "cases not counted"),
    "responses": Text("响应", "responses"),
    "measures": Text("响应任务", "duties of the response"),
    "duties": Text("任务", "duties"),
    "reports": Text("报告", "reports"),
    "changes": Text("调整", "changes"),
    "provisions": Text("规定", "provisions"),
    "interpretations": Text("解释", "readings"),
}

SIGNS: tuple[tuple[str, Text, str], ...] = (
    (">=", Text("……以上；达到……", "at least …; … or more"), "included"),
    (">", Text("超过……", "more than …"), "excluded_figure"),
    ("<=", Text("不超过……", "at most …"), "included"),
    ("<", Text("……以下；不到……", "less than …; under …"), "excluded_figure"),
    ("==", Text("为……", "exactly …"), "included"),
)
"""The comparison signs, as words say them, and whether the figure itself is included."""
