"""The rows of the audit log in words: what was done, of what, and what is noted beside it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from respond._records import frozen
from respond.errors import Language, Text
from respond.room.incident_log import BY_KIND
from respond.room.operations import BY_ID
from respond.room.pages.words import WORDS
from respond.room.permissions import PERMISSIONS, ROLE_NAMES
from respond.room.supervised import DECISIONS
from respond.store import KINDS, SEAT, TWO_PERSONS, Audited

DEEDS: Final[dict[str, Text]] = {
    "logged-in": Text("登录", "logged in"),
    "vouched": Text("经代理登录", "logged in at the proxy"),
    "logged-out": Text("退出", "logged out"),
    "login-refused": Text("登录被拒", "refused at the entrance"),
    "login-while-locked": Text("锁定期间登录", "came while locked"),
    "locked-out": Text("账号被锁定", "locked out"),
    "key-refused": Text("密钥被拒", "key refused"),
    "refused": Text("越权被拒", "was refused"),
    "account-made": Text("新建账号", "made an account"),
    "account-changed": Text("修改账号", "changed an account"),
    "failures-forgotten": Text(
        "密码输对，清除错误次数", "gave the right password, which clears the wrong ones"
    ),
    "taken-over": Text("升级时已有", "was there when the store came to this version"),
    "key-made": Text("发出密钥", "made a key"),
    "key-revoked": Text("收回密钥", "took a key back"),
    "setting": Text("修改设置", "changed a setting"),
    "entered": Text("记入", "entered"),
    "proposed": Text("提出决定", "proposed a decision"),
    "confirmed": Text("确认决定", "confirmed a decision"),
    "signed": Text("给记录签名", "signed the log"),
    "entries-replayed": Text("重新发送记录", "sent entries anew"),
    "target-tried": Text("测试提醒", "tried reminders out"),
}
"""What the audit log notes, in words."""

_NOT_AGREED: Final = Text("不同意决定", "refused a decision")
_SETTINGS: Final[dict[str, Text]] = {
    TWO_PERSONS: Text("两人决定", "whether two persons decide"),
    SEAT: WORDS["seat"],
    "room": WORDS["room_name"],
    "contacts": WORDS["contacts_tab"],
    "roster": WORDS["roster_tab"],
    "targets": WORDS["targets_tab"],
    "subscriptions": WORDS["followers"],
    "cookies": Text("登录凭证的签名密钥", "the key that signs who is logged in"),
    "first": Text("第一个管理员的链接", "the link of the first administrator"),
}
_CONFIRM: Final = Text("确认第{n}号决定", "confirm proposal {n}")
_ENTRY: Final = Text("第{n}条", "entry {n}")
_ENTRIES: Final = Text("第{n}至{last}条", "entries {n} to {last}")
_BECAME: Final = Text("记为{entries}", "became {entries}")
_CHANGED: Final = Text("由“{was}”改为“{is_}”", "from “{was}” to “{is_}”")
_ADDED: Final = Text("新增“{is_}”", "added “{is_}”")
_GONE: Final = Text("删去“{was}”", "removed “{was}”")
_BEFORE: Final = Text("{now}（原为{was}）", "{now} (it was {was})")
_NOTHING: Final = Text("空", "nothing")
_CSRF: Final = Text("{page}（不是本室页面发出的）", "{page} (asked for by no page of the room)")
_DETAILS: Final[dict[str, Text]] = {
    "roles": WORDS["roles"], "permissions": WORDS["permissions"], "regions": Text("负责的区划", "regions"),
    "post": Text("岗位", "post"), "disabled": WORDS["disabled"], "password": Text("密码新设", "new password"),
    "failures": Text("连续输错次数", "wrong passwords in a row"), "ends": WORDS["ends"],
    "proposal": Text("决定编号", "proposal"), "kind": Text("决定", "decision"), "value": Text("改为", "set to"),
    "channel": Text("发到", "to"), "proposed_by": Text("提出人", "proposed by"),
    "phones": WORDS["phones"], "person": WORDS["contact"], "note": WORDS["contact_note"], "from": WORDS["shift_from"],
    "to": WORDS["shift_to"], "leader": WORDS["leader"], "officers": WORDS["officers"], "zh": WORDS["room_name"],
    "en": WORDS["room_name_en"], "kinds": Text("哪些记录", "kinds"), "plans": WORDS["plan_title"],
}  # fmt: skip
_WORDED: Final[dict[str, dict[str, Text]]] = {
    "roles": {str(name): words for name, words in ROLE_NAMES.items()},
    "permissions": {str(name): words for name, words in PERMISSIONS.items()},
    "kind": {**{kind: each.words for kind, each in BY_KIND.items()},
             **{kind: each.words for kind, each in DECISIONS.items()}},
    "value": {"yes": WORDS["answer_yes"], "no": WORDS["answer_no"]},
}  # fmt: skip
"""What holds words of the program and no names that somebody gave; a role and a permission may bear one id."""
_KEPT: Final = "kept"
"""What only a check reads."""


@frozen
class ToldRow:
    """A row of the audit log as people read it: what was done, of what, and what is noted beside it."""

    deed: str
    about: str
    details: str
    raw: str
    """All of it as it was noted, but for what only a check reads."""
    where: str = ""
    """The page of what it is about, where there is one."""


def told_row(row: Audited, lang: Language) -> ToldRow:
    """Put a row into words; what no word is known for stays as it is."""
    said = _details(row.detail)
    deed = DEEDS.get(row.what, Text(row.what, row.what))
    if row.what == "refused" and isinstance(said, dict) and "proposal" in said:
        deed = _NOT_AGREED
    details = said if isinstance(said, str) else _listed(said, lang)
    noted = json.dumps(said, ensure_ascii=False) if said else ""
    raw = " ".join(each for each in (row.what, row.about, noted) if each)
    return ToldRow(deed.say(lang), _about(row, lang), details, raw, _where(row, said))


def _where(row: Audited, said: dict[str, Any] | str) -> str:
    """Give the page of what a row is about: of an entry its place in the log, of a proposal where it is decided."""
    incident = quote(row.about, safe="")
    if isinstance(said, dict) and "first" in said:
        return f"/incidents/{incident}/log#e{said['first']}"
    return f"/incidents/{incident}/decide" if row.what == "proposed" else ""


def _details(text: str) -> dict[str, Any] | str:
    """Read what a row says beside its words, but for what only a check reads; a damaged one as it is."""
    try:
        said = json.loads(text)
    except ValueError:
        return text
    if not isinstance(said, dict):
        return text
    return {name: value for name, value in said.items() if name != _KEPT}


def _listed(said: Mapping[str, Any], lang: Language) -> str:
    return WORDS["semicolon"].say(lang).join(_parts(said, lang))


def _parts(said: Mapping[str, Any], lang: Language) -> Iterator[str]:
    was = said.get("was")
    before: Mapping[str, Any] = was if isinstance(was, dict) else {"value": was} if was is not None else {}
    for name, value in said.items():
        if name == "changes" and isinstance(value, list):
            yield from (_change(each, lang) for each in value)
        elif name == "first":
            entries = _entries(said)
            yield (_BECAME.fill(entries=entries) if "kind" in said else entries).say(lang)
        elif name in before:
            told = _BEFORE.fill(now=_value(name, value, lang), was=_value(name, before[name], lang))
            yield _labelled(name, told.say(lang), lang)
        elif name not in {"was", "last"} and value is not False and (name, value) != ("regions", []):
            label = _DETAILS.get(name, Text(name, name)).say(lang)
            yield label if value is True else _labelled(name, _value(name, value, lang), lang)


def _entries(said: Mapping[str, Any]) -> Text:
    first, last = said["first"], said.get("last")
    return _ENTRY.fill(n=first) if first == last else _ENTRIES.fill(n=first, last=last)


def _labelled(name: str, value: str, lang: Language) -> str:
    return _DETAILS.get(name, Text(name, name)).say(lang) + WORDS["colon"].say(lang) + value


def _change(one: Any, lang: Language) -> str:  # noqa: ANN401 - as it was noted
    """Say of one part of a setting what it was and what it is."""
    if not (isinstance(one, dict) and {"name", "was", "is"} <= one.keys()):
        return json.dumps(one, ensure_ascii=False)
    was, is_ = one["was"], one["is"]
    wording = _ADDED if was is None else _GONE if is_ is None else _CHANGED
    told = wording.fill(was=_plain(was, lang), is_=_plain(is_, lang)).say(lang)
    name = str(one["name"])
    if name in (was, is_) or (isinstance(was or is_, dict) and "from" in (was or is_)):
        return told  # it says itself what it is called, as a shift does when it begins
    return _labelled(name, told, lang)


def _plain(value: Any, lang: Language, name: str = "") -> str:  # noqa: ANN401 - as it was noted
    """Give what is kept in words: of a thing with parts each under its name."""
    if isinstance(value, dict):
        comma = Text("，", ", ").say(lang)
        told = comma.join(
            _labelled(part, _plain(said, lang, part), lang) for part, said in value.items() if said not in ("", [])
        )  # fmt: skip
        return told or _NOTHING.say(lang)
    if isinstance(value, list):
        return Text("、", ", ").say(lang).join(_plain(each, lang, name) for each in value)
    if name in {"from", "to"}:
        return str(value)[:16].replace("T", " ")
    if name == "kinds" and value in KINDS:
        return KINDS[value].say(lang)
    return str(value)


def _value(name: str, value: Any, lang: Language) -> str:  # noqa: ANN401 - as it was noted
    if isinstance(value, list):
        listed = Text("、", ", ").say(lang).join(_value(name, each, lang) for each in value)
        return listed or _NOTHING.say(lang)
    if isinstance(value, bool):
        return WORDS["answer_yes" if value else "answer_no"].say(lang)
    if isinstance(value, str):  # an account may be called as a role is
        return _WORDED.get(name, {}).get(value, Text(value, value)).say(lang)
    return json.dumps(value, ensure_ascii=False)


def _about(row: Audited, lang: Language) -> str:
    if row.what == "setting":
        return _SETTINGS.get(row.about, Text(row.about, row.about)).say(lang)
    if row.what in {"signed", "entries-replayed"}:
        return _ENTRY.fill(n=row.about).say(lang)
    return _refused(row.about).say(lang) if row.what == "refused" else row.about


def _refused(about: str) -> Text:
    """Say what somebody was refused: an operation or an entry, and of what; or a page.

    >>> _refused("openIncident").en, _refused("start fire-1").en, _refused("confirm 3").en
    ('Open an incident', 'Start a response: fire-1', 'confirm proposal 3')
    """
    if about.endswith(" (csrf)"):
        return _CSRF.fill(page=_refused(about.removesuffix(" (csrf)")))
    what, _, of = about.partition(" ")
    if what == "supervise":
        kind, _, of = of.partition(" ")
        words = DECISIONS[kind].words if kind in DECISIONS else None
    elif what == "confirm":
        return _CONFIRM.fill(n=of)
    elif what in BY_KIND:
        words = BY_KIND[what].words
    elif what in BY_ID:
        words = BY_ID[what].words
    else:
        words = WORDS.get(what)
    if words is None:
        return Text(about, about)
    return Text("{what}：{of}", "{what}: {of}").fill(what=words, of=of) if of else words
