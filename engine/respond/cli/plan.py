"""`respond plan`: for those who write plans. Each command lives in its own module and is imported when called."""

from respond.cli.spoken import SpokenGroup, language_option
from respond.errors import Text

_COMMANDS = {
    "new": ("respond.cli.plan_new", Text("起草一部预案的骨架", "start a plan from a commented skeleton")),
    "fmt": ("respond.cli.plan_fmt", Text("整理预案文件的写法", "format a plan file")),
    "check": (
        "respond.cli.plan_check",
        Text("证明预案没有缺口、重叠和倒挂", "prove a plan free of holes, overlaps and falls"),
    ),
    "diff": (
        "respond.cli.plan_diff",
        Text("两个版本的后果差在哪里", "what two editions change in consequences"),
    ),
    "boundaries": (
        "respond.cli.plan_boundaries",
        Text("每道界线上下各是几级", "the level below, at and above every threshold"),
    ),
    "test": ("respond.cli.plan_test", Text("运行预案自带的测试", "run the tests that stand beside a plan")),
    "coverage": (
        "respond.cli.plan_coverage",
        Text(
            "条款台账：每条成了什么，哪些测试碰到它",
            "the ledger: what each clause became, which tests touch it",
        ),
    ),
    "render": (
        "respond.cli.plan_render",
        Text("把预案排成可读的文档", "weave a plan into a readable document"),
    ),
}

command = SpokenGroup(
    "plan",
    words=Text("编写、证明和阅读预案", "write, prove and read plans"),
    lazy=_COMMANDS,
    no_args_is_help=True,
)

language_option()(command)
