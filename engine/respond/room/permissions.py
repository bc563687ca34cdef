"""Who may do what: the permissions there are, the roles that have them, and whoever asks."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from respond._records import frozen
from respond.errors import Text

Permission = Literal[
    "plans", "read", "enter", "decide", "override", "roster", "exercise-control", "exercise-evaluate",
    "exercise-play", "audit", "administer",
]  # fmt: skip

Role = Literal[
    "viewer", "officer", "shift-leader", "plan-author", "exercise-control", "evaluator", "player", "auditor",
    "administrator",
]  # fmt: skip

PERMISSIONS: Final[Mapping[Permission, Text]] = {
    "plans": Text("查阅预案、试算", "read plans, and ask what a case would come to"),
    "read": Text("查阅事件和督办事项", "read incidents and supervised items"),
    "enter": Text("记录情况、办理和备注", "enter facts, events, acts and notes"),
    "decide": Text("记录定级、启动、终止、更正等决定", "enter decisions: levels, responses, corrections"),
    "override": Text("作出与预案不符的决定", "decide against the plan"),
    "roster": Text("维护值班表和联系电话", "keep the roster and telephone numbers"),
    "exercise-control": Text("导调演练", "control exercises"),
    "exercise-evaluate": Text("评估演练", "evaluate exercises"),
    "exercise-play": Text("参加演练", "play in exercises"),
    "audit": Text("查阅审计记录、核对记录库", "read the audit log, and verify the store"),
    "administer": Text("管理账号、密钥和设置", "keep accounts, keys and settings"),
}

ROLES: Final[Mapping[Role, frozenset[Permission]]] = {
    "viewer": frozenset({"plans", "read"}),
    "officer": frozenset({"plans", "read", "enter", "decide"}),
    "shift-leader": frozenset({"plans", "read", "enter", "decide", "override", "roster"}),
    "plan-author": frozenset({"plans"}),
    "exercise-control": frozenset({"plans", "exercise-control", "exercise-evaluate"}),
    "evaluator": frozenset({"plans", "exercise-evaluate"}),
    "player": frozenset({"plans", "exercise-play"}),
    "auditor": frozenset({"plans", "read", "audit"}),
    "administrator": frozenset({"plans", "roster", "administer"}),
}

ROLE_NAMES: Final[Mapping[Role, Text]] = {
    "viewer": Text("查阅人员", "viewer"),
    "officer": Text("值班员", "duty officer"),
    "shift-leader": Text("带班领导", "shift leader"),
    "plan-author": Text("预案编制人员", "plan author"),
    "exercise-control": Text("导调人员", "exercise control"),
    "evaluator": Text("评估人员", "evaluator"),
    "player": Text("参演人员", "player"),
    "auditor": Text("审计人员", "auditor"),
    "administrator": Text("管理员", "administrator"),
}


@frozen
class Person:
    """Whoever asks: an account or another system, what it may do, the regions it sees (none: all).

    `post` is what the log names as who entered something.
    """

    name: str
    post: str
    permissions: frozenset[Permission]
    regions: tuple[str, ...] = ()

    def may(self, permission: Permission) -> bool:
        """Say whether a permission is there.

        >>> Person("wang", "值班室", permissions_of(["officer"])).may("override")
        False
        """
        return permission in self.permissions


NOBODY: Final = Person("", "", frozenset())
"""Whoever has not said who it is."""


def permissions_of(roles: "tuple[str, ...] | list[str]") -> frozenset[Permission]:
    """Give what some roles may do together; a role nobody knows may do nothing."""
    known = get_args(Role)
    return frozenset().union(*(ROLES[role] for role in known if role in roles))
