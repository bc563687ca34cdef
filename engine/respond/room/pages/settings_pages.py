"""Settings: roster, telephone numbers, accounts, keys of other systems, where reminders go, the room and its store."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.clock import SHANGHAI, local
from respond.desk import Shift, shift_at
from respond.errors import InputError, RespondError, Text, fault
from respond.room.administration import settings_of
from respond.room.front import Front
from respond.room.pages.answers import whole_typed
from respond.room.pages.fields import Field
from respond.room.pages.typing import chosen, list_typed, moment_typed, wrong
from respond.room.pages.visit import Visit, page
from respond.room.permissions import PERMISSIONS, ROLE_NAMES, ROLES, Permission, permissions_of
from respond.room.problems import status_of
from respond.room.subscriptions import SubscriptionData
from respond.room.telephones import doubled, units_in
from respond.store import stamp

_TABS: Final[tuple[tuple[str, str, Permission], ...]] = (
    ("/settings", "roster_tab", "roster"),
    ("/settings/contacts", "contacts_tab", "roster"),
    ("/settings/accounts", "accounts_tab", "administer"),
    ("/settings/keys", "keys_tab", "administer"),
    ("/settings/targets", "targets_tab", "administer"),
    ("/settings/room", "room_tab", "administer"),
)
_KEPT_FOR: Final = timedelta(days=7)
"""How long a shift that is over is still shown; it stays in the roster."""
_KEY_LASTS: Final = timedelta(days=365)
_BLANK: Final = 2
"""Empty rows at the end of a list that can grow."""

Shown = Callable[..., Awaitable[Response]]


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    found: list[BaseRoute] = []
    for (where, name, permission), shown, done in zip(
        _TABS,
        (_roster, _contacts, _accounts, _keys, _targets, _room),
        (_keep_roster, _keep_contacts, _keep_accounts, _keep_keys, _keep_targets, _keep_room),
        strict=True,
    ):
        found += [
            page(front, where, shown, name=f"settings-{name}", permission=permission),
            page(front, where, _doing(shown, done), name=f"keep-{name}", methods=("POST",), permission=permission),
        ]  # fmt: skip
    return found


def _doing(shown: Shown, done: Callable[[Visit], Awaitable[dict[str, Any]]]) -> Shown:
    """Make what a form does: what it came to is told on the page, with what was typed where it was refused."""

    async def keep(visit: Visit) -> Response:
        try:
            more = await done(visit)
        except RespondError as error:
            typed = {name: str(value) for name, value in visit.form.items()}
            return await shown(visit, status_of(error), told=wrong(visit, error), typed=typed)
        return await shown(visit, 200, **{"saved": visit.word("saved"), **more})

    return keep


def _shown(visit: Visit, template: str, status: int, **context: Any) -> Response:  # noqa: ANN401 - of the template
    tabs = [(where, visit.word(name)) for where, name, permission in _TABS if visit.may(permission)]
    return visit.show(
        template, status, tabs=tabs, **{"told": None, "saved": None, "typed": None, **context}
    )  # fmt: skip


# The roster.


async def _roster(visit: Visit, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
    roster = (await visit.work(settings_of, visit.front.room)).roster
    now = visit.now
    rows: list[Mapping[str, str]] = [_row(each) for each in _recent(roster, now)]
    if (typed := more.get("typed")) is not None:
        count = max(
            (int(name[5:]) for name in typed if name.startswith("from-") and name[5:].isdigit()), default=0
        )
        names = ("from", "to", "officers", "leader")
        rows = [{name: typed.get(f"{name}-{n}", "") for name in names} for n in range(count + 1)]
    else:
        rows += [{}] * _BLANK
    standing = shift_at(roster, now)
    return _shown(
        visit, "settings_roster.html.j2", status, rows=rows, standing=None if standing is None else _row(standing),
        **more,
    )  # fmt: skip


def _recent(roster: tuple[Shift, ...], now: datetime) -> list[Shift]:
    return sorted((each for each in roster if each.to > now - _KEPT_FOR), key=lambda each: each.from_)


def _row(shift: Shift) -> Mapping[str, str]:
    first, last = (local(each, SHANGHAI).strftime("%Y-%m-%dT%H:%M") for each in (shift.from_, shift.to))
    return {"from": first, "to": last, "officers": "、".join(shift.officers), "leader": shift.leader}


async def _keep_roster(visit: Visit) -> dict[str, Any]:
    roster = (await visit.work(settings_of, visit.front.room)).roster
    recent = _recent(roster, visit.now)
    over = [_sent(each) for each in roster if each not in recent]
    rows, faults = [], []
    for number in range(_count(visit, "from-")):
        leader, officers = visit.typed(f"leader-{number}"), list_typed(visit, f"officers-{number}")
        first, last = (moment_typed(visit, f"{name}-{number}") for name in ("from", "to"))
        if visit.typed(f"remove-{number}") or not (leader or officers or first or last):
            continue
        if first is None or last is None or leader is None:
            missing = next(
                name for name, value in (("from", first), ("to", last), ("leader", leader)) if value is None
            )
            faults.append(fault("E949", name=f"{visit.word(_NAMES[missing])} ({number + 1})"))
            continue
        rows.append({"from": first, "to": last, "officers": officers, "leader": leader})
    if faults:
        raise InputError(faults)
    await visit.keep("keepSettings", {"roster": [*over, *sorted(rows, key=lambda row: str(row["from"]))]})
    return {}


_NAMES: Final = {"from": "shift_from", "to": "shift_to", "leader": "leader"}


def _sent(shift: Shift) -> dict[str, Any]:
    return {
        "from": shift.from_.isoformat(), "to": shift.to.isoformat(), "officers": list(shift.officers),
        "leader": shift.leader,
    }  # fmt: skip


def _count(visit: Visit, prefix: str) -> int:
    """Give how many rows a form has: fields are called by the number of their row."""
    numbers = [name.removeprefix(prefix) for name in visit.form if name.startswith(prefix)]
    return max((int(each) for each in numbers if each.isdigit() and len(each) < 5), default=-1) + 1


# Telephone numbers.

_CONTACT: Final = ("unit", "phones", "person", "note")


async def _contacts(visit: Visit, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
    kept = (await visit.work(settings_of, visit.front.room)).contacts
    rows: list[Mapping[str, str]] = [
        {
            "unit": each.unit,
            "phones": "、".join(each.phones),
            "person": each.person or "",
            "note": each.note or "",
        }
        for each in kept
    ]
    if (typed := more.get("typed")) is not None:
        count = _count(visit, "unit-")
        rows = [{name: typed.get(f"{name}-{n}", "") for name in _CONTACT} for n in range(count)]
    units = await visit.work(units_in, visit.front.room.library)
    known = {name for unit, words in units.items() for name in (unit, words.zh, words.en)}
    return _shown(
        visit, "settings_contacts.html.j2", status, rows=[*rows, *([{}] * _BLANK if typed is None else [])],
        names=sorted({visit.say(words) for words in units.values()}), unknown={each.unit for each in kept} - known,
        **more,
    )  # fmt: skip


async def _keep_contacts(visit: Visit) -> dict[str, Any]:
    contacts: dict[str, Any] = {}
    named = []
    for number in range(_count(visit, "unit-")):
        unit = visit.typed(f"unit-{number}")
        if unit is None or visit.typed(f"remove-{number}"):
            continue
        named.append((unit, Text("第{n}行“{unit}”", "row {n} “{unit}”").fill(n=number + 1, unit=unit)))
        said = {name: visit.typed(f"{name}-{number}") for name in ("person", "note")}
        told = {name: value for name, value in said.items() if value is not None}
        contacts[unit] = {"phones": list_typed(visit, f"phones-{number}"), **told}
    faults = [*doubled(named, await visit.work(units_in, visit.front.room.library))]
    if faults:
        raise InputError(faults)
    await visit.keep("keepSettings", {"contacts": contacts})
    return {}


# Accounts.


async def _accounts(visit: Visit, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
    found = (await visit.ask("listAccounts")).thing.accounts
    word = visit.word
    roles: dict[str, str] = {name: visit.say(words) for name, words in ROLE_NAMES.items()}
    new = (
        Field("name", word("account_name"), required=True),
        Field("post", word("post")),
        Field("password", word("password"), "password", required=True),
        Field("regions", word("regions"), hint=word("several")),
        Field("roles", word("roles"), "ticks", required=True, choices=roles),
    )
    changes = {
        each.name: (
            Field("post", word("post"), value=each.post),
            Field("regions", word("regions"), value=", ".join(each.regions), hint=word("several")),
            Field("roles", word("roles"), "ticks", choices=roles, ticked=each.roles),
        )
        for each in found
    }
    may = [
        (
            roles[role],
            visit.say(Text.joined((PERMISSIONS[each] for each in PERMISSIONS if each in has), "；", "; ")),
        )
        for role, has in ROLES.items()
    ]
    needed: Permission = "exercise-play" if visit.front.room.store.exercise else "enter"
    manned = any(needed in permissions_of(each.roles) for each in found if not each.disabled)
    return _shown(
        visit, "settings_accounts.html.j2", status, accounts=found, new=new, changes=changes, roles=roles, may=may,
        password=(Field("password", word("new_password"), "password", required=True),), now=stamp(visit.now),
        manned=manned, unmanned=visit.word("no_player" if needed == "exercise-play" else "unmanned"), **more,
    )  # fmt: skip


async def _keep_accounts(visit: Visit) -> dict[str, Any]:
    deed, name = visit.typed("deed"), visit.typed("account") or ""
    if deed == "new":
        body = {
            "name": visit.typed("name"), "post": visit.typed("post"), "password": str(visit.form.get("password", "")),
            "roles": chosen(visit, "roles"), "regions": list_typed(visit, "regions"),
        }  # fmt: skip
        await visit.keep("makeAccount", {key: value for key, value in body.items() if value is not None})
        return {}
    deeds: dict[str | None, dict[str, Any]] = {
        "change": {
            "post": visit.typed("post") or name,
            "roles": chosen(visit, "roles"),
            "regions": list_typed(visit, "regions"),
        },
        "password": {"password": str(visit.form.get("password", ""))},
        "disable": {"disabled": True},
        "enable": {"disabled": False},
        "unlock": {"unlock": True},
    }
    if deed not in deeds:
        raise InputError([fault("E951", name="deed", found=deed, known=", ".join(("new", *map(str, deeds))))])
    await visit.keep("changeAccount", deeds[deed], {"account": name})
    return {}


# Keys.


async def _keys(visit: Visit, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
    found = (await visit.ask("listTokens")).thing.tokens
    word = visit.word
    permissions: dict[str, str] = {name: visit.say(words) for name, words in PERMISSIONS.items()}
    ends = local(visit.now + _KEY_LASTS, SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    new = (
        Field("name", word("key_name"), required=True),
        Field("ends", word("ends"), "moment", required=True, value=ends),
        Field("regions", word("regions"), hint=word("several")),
        Field("permissions", word("permissions"), "ticks", required=True, choices=permissions),
    )
    context = {"secret": None, **more}
    return _shown(
        visit, "settings_keys.html.j2", status, keys=found, new=new, permissions=permissions, now=stamp(visit.now),
        **context,
    )  # fmt: skip


async def _keep_keys(visit: Visit) -> dict[str, Any]:
    if visit.typed("deed") == "revoke":
        await visit.ask("revokeToken", path={"token": visit.typed("token") or ""})
        return {}
    body = {
        "name": visit.typed("name") or "", "ends": moment_typed(visit, "ends"),
        "permissions": chosen(visit, "permissions"), "regions": list_typed(visit, "regions"),
    }  # fmt: skip
    made = (await visit.keep("makeToken", body)).thing
    return {"secret": made.secret, "saved": None}


# Where reminders go.


async def _targets(visit: Visit, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
    kept = (await visit.ask("listTargets")).thing.targets
    follow = (await visit.ask("listSubscriptions")).thing
    typed = more.get("typed")
    text = typed["targets"] if typed is not None and "targets" in typed else "\n".join(kept)
    lines = "\n".join(map(_line_of, follow.subscriptions))
    if typed is not None and "subscriptions" in typed:
        lines = typed["subscriptions"]
    context = {"tried": None, "replayed": None, **more}
    return _shown(
        visit, "settings_targets.html.j2", status, kept=kept, text=text, follow=follow, lines=lines,
        failures={each.target: visit.say(each.failed) for each in follow.subscriptions if each.failed is not None},
        unwatched=await visit.unwatched(), **context,
    )  # fmt: skip


async def _keep_targets(visit: Visit) -> dict[str, Any]:
    if visit.typed("deed") == "try":
        tried = (await visit.keep("tryTarget", {"target": visit.typed("target") or ""})).thing
        return {"tried": tried, "saved": None}
    if visit.typed("deed") == "follow":
        typed = (visit.typed("subscriptions") or "").splitlines()
        await visit.keep(
            "keepSubscriptions", {"subscriptions": [_read_line(each) for each in typed if each.strip()]}
        )
        return {}
    if visit.typed("deed") == "replay":
        first = whole_typed(visit.typed("from"), "from")
        body = {"target": visit.typed("target") or "", "from": 0 if first is None else first}
        done = (await visit.keep("replayEntries", body)).thing
        return {"replayed": done.entries, "saved": None}
    lines = [line.strip() for line in (visit.typed("targets") or "").splitlines() if line.strip()]
    await visit.keep("keepTargets", {"targets": lines})
    return {}


_NAMED: Final = ("kinds", "regions", "plans")


def _line_of(one: SubscriptionData) -> str:
    """Write a subscription as one line: the place, and after it what it is told of, as `kinds=note,event`."""
    said = [(name, ",".join(getattr(one, name))) for name in _NAMED]
    return " ".join([one.target, *(f"{name}={value}" for name, value in said if value)])


def _read_line(line: str) -> dict[str, Any]:
    """Read such a line. Raises InputError (E951) for what names none of these."""
    target, *words = line.split()
    said: dict[str, Any] = {"target": target}
    for word in words:
        name, equals, value = word.partition("=")
        if name not in _NAMED or not equals or not value:
            raise InputError(
                [fault("E951", name=target, found=word, known=", ".join(f"{each}=" for each in _NAMED))]
            )
        said[name] = value.split(",")
    return said


# The room.


async def _room(visit: Visit, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
    kept = await visit.work(settings_of, visit.front.room)
    store = (await visit.ask("showStore")).thing
    units = await visit.work(units_in, visit.front.room.library)
    fields = (
        Field("zh", visit.word("room_name"), value=kept.room.zh if kept.room is not None else ""),
        Field("en", visit.word("room_name_en"), value=kept.room.en if kept.room is not None else ""),
        Field(
            "seat",
            visit.word("seat"),
            "choice",
            hint=visit.word("seat_hint"),
            empty=visit.word("seat_of_plans"),
            value=kept.seat or "",
            choices=_seats(visit, kept.seat, units),
        ),
        Field("two", visit.word("two_persons"), "tick", value="yes" if kept.two_persons else ""),
    )
    return _shown(visit, "settings_room.html.j2", status, fields=fields, store=store, **more)


def _seats(visit: Visit, kept: str | None, units: Mapping[str, Text]) -> dict[str, str]:
    """Give the units of all plans by their names, those in the language of the reader first; and an id that is kept."""

    def order(said: Text) -> tuple[bool, str]:
        words = visit.say(said)
        return words.isascii() == (visit.lang == "zh"), words

    found = {said.zh: visit.say(said) for said in sorted(units.values(), key=order)}
    return found if kept is None or kept in found else {kept: kept, **found}


async def _keep_room(visit: Visit) -> dict[str, Any]:
    zh, en = visit.typed("zh"), visit.typed("en")
    said: dict[str, Any] = {"two_persons": visit.typed("two") is not None, "seat": visit.typed("seat") or ""}
    if zh or en:
        said["room"] = {"zh": zh or en, "en": en or zh}
    await visit.keep("keepSettings", said)
    return {}
