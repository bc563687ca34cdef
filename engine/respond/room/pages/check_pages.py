"""Checks: whether the store is as it was written, and the audit log with its own check."""

import json
from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.desk import checked_sheet
from respond.errors import RespondError, Text
from respond.room.front import Front
from respond.room.pages.typing import wrong
from respond.room.pages.visit import Visit, page
from respond.room.problems import status_of
from respond.show import as_html_part

_ROWS: Final = "100"
DEEDS: Final[dict[str, Text]] = {
    "logged-in": Text("登录", "logged in"),
    "logged-out": Text("退出", "logged out"),
    "login-refused": Text("登录被拒", "refused at the entrance"),
    "login-while-locked": Text("锁定期间登录", "came while locked"),
    "locked-out": Text("账号被锁定", "locked out"),
    "key-refused": Text("密钥被拒", "key refused"),
    "refused": Text("越权被拒，或不同意", "was refused, or refused"),
    "account-made": Text("新建账号", "made an account"),
    "account-changed": Text("修改账号", "changed an account"),
    "failures-forgotten": Text(
        "密码输对，清除错误次数", "gave the right password, which clears the wrong ones"
    ),
    "taken-over": Text("升级时已有", "was there when the store came to this version"),
    "key-made": Text("发出密钥", "made a key"),
    "key-revoked": Text("收回密钥", "took a key back"),
    "setting": Text("修改设置", "changed a setting"),
    "proposed": Text("提出决定", "proposed a decision"),
    "confirmed": Text("确认决定", "confirmed a decision"),
    "signed": Text("给记录签名", "signed the log"),
    "entries-replayed": Text("重新发送记录", "sent entries anew"),
    "target-tried": Text("测试提醒", "tried reminders out"),
}
"""What the audit log notes, in words."""


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    return [
        page(front, "/verify", _verify, name="verify", permission="audit"),
        page(front, "/verify", _verify, name="verify-against", methods=("POST",), permission="audit"),
        page(front, "/audit", _audit, name="audit", permission="audit"),
    ]


async def _verify(visit: Visit) -> Response:
    typed = visit.typed("against") or ""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    told, part, status = None, "", 200
    try:
        found = (await visit.ask("verifyStore", query={"against": lines or None})).thing
        part = as_html_part(checked_sheet(found, visit.lang))
    except RespondError as error:
        told, status = wrong(visit, error), status_of(error)
    return visit.show("verify.html.j2", status, part=part, told=told, typed=typed)


async def _audit(visit: Visit) -> Response:
    cursor = visit.request.query_params.get("cursor") or None
    limit = visit.request.query_params.get("limit") or _ROWS
    found = (await visit.ask("listAudit", query={"cursor": cursor, "limit": limit})).thing
    deeds = {name: visit.say(words) for name, words in DEEDS.items()}
    details = {row.seq: _detail(row.detail) for row in found.rows}
    return visit.show("audit.html.j2", found=found, deeds=deeds, details=details, cursor=cursor, limit=limit)


def _detail(text: str) -> str:
    """Give what a row of the audit log says beside its words, but for what only a check reads; a damaged one whole.

    >>> _detail('{"kept": {"in": "sessions"}, "roles": ["officer"]}'), _detail('{"kept": {}}'), _detail("{")
    ('{"roles": ["officer"]}', '', '{')
    """
    try:
        said = json.loads(text)
    except ValueError:
        return text
    if not isinstance(said, dict):
        return text
    shown = {name: value for name, value in said.items() if name != "kept"}
    return json.dumps(shown, ensure_ascii=False) if shown else ""
