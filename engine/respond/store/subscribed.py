"""Who follows the logs: entries for another system, put into the outbox in the transaction that adds them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from sqlalchemy import Connection, func, insert, select

from respond._records import frozen
from respond.errors import Text
from respond.log import KINDS, MODE_MARKS, Row, stamp
from respond.situation import SPREAD, Placed, json_of
from respond.store.regions import region_of
from respond.store.tables import ABOUT, ENTRIES, OUTBOX, SETTINGS

SUBSCRIPTIONS: Final = "subscriptions"
"""The setting that says who follows the logs."""
ENTRY: Final = "entry"
"""What stands in the outbox as the kind of what is an entry and no reminder."""


@frozen
class Subscription:
    """A place that is told of entries: of all, or of these kinds, of incidents in these regions or under these plans.

    `target` is as `respond watch --to` takes it, `channel` the name of its own queue in the outbox.
    """

    target: str
    channel: str
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()

    def wants(self, entry: Mapping[str, Any]) -> bool:
        """Say whether an entry, in the words of its JSON, is one that is followed."""
        if self.kinds and entry.get("kind") not in self.kinds:
            return False
        region = str(entry.get("region") or "")
        if self.regions and not any(region.startswith(each) for each in self.regions):
            return False
        named = [str(plan).partition("@")[0] for plan in entry.get("plans") or ()]
        return not self.plans or any(_is_called(each, name) for each in self.plans for name in named)


@frozen
class ToldEntry:
    """An entry as it goes to whoever follows the logs: as it is kept, with its hashes, and what it belongs to.

    `key` stays the same however often it is sent. `body` is what the entry says, as it was hashed.
    """

    key: str
    store: str
    mode: str
    region: str | None
    plans: tuple[str, ...]
    row: Annotated[Row, SPREAD]
    text: Text

    @property
    def schema(self) -> Annotated[Literal["told-entry/1"], Placed(before="key")]:
        """Give the name of the contract its JSON keeps."""
        return "told-entry/1"


def queue_of(channel: str) -> str:
    """Give the name under which a channel's entries stand in the outbox, apart from its reminders."""
    return f"entries {channel}"


def read_subscriptions(kept: Any) -> tuple[Subscription, ...]:  # noqa: ANN401 - as it was kept
    """Read the subscriptions of a setting."""
    return tuple(
        Subscription(
            each["target"], each["channel"], *(tuple(each.get(name) or ()) for name in ("kinds", "regions", "plans"))
        )
        for each in kept or ()
    )  # fmt: skip


def subscriptions_in(connection: Connection) -> tuple[Subscription, ...]:
    """Give who follows the logs."""
    kept = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.name == SUBSCRIPTIONS))
    return () if kept is None else read_subscriptions(json.loads(kept))


def note_entries(connection: Connection, rows: Sequence[Row], now: datetime) -> list[tuple[str]]:
    """Put entries into the outbox, in the order they were written, and give the keys of those that came in.

    One that is there already stays as it is.
    """
    store = str(connection.scalar(select(ABOUT.c.value).where(ABOUT.c.name == "store")) or "")
    number = connection.scalar(select(func.max(OUTBOX.c.number))) or 0
    opened: dict[str, Mapping[str, Any]] = {}
    new = []
    for row in rows:
        if row.incident not in opened:
            opened[row.incident] = _opening_of(connection, row.incident)
        key = key_of(store, row.seq)
        if connection.scalar(select(OUTBOX.c.number).where(OUTBOX.c.key == key)) is not None:
            continue
        number += 1
        told = _told(row, key, store, opened[row.incident], region_of(connection, row.incident, row.number))
        values = {
            "number": number, "key": key, "incident": row.incident, "obligation": "", "kind": ENTRY, "limit": "",
            "planned": row.recorded, "noted": stamp(now), "body": json_of(told),
        }  # fmt: skip
        connection.execute(insert(OUTBOX), [values])
        new.append((key,))
    return new


def key_of(store: str, seq: int) -> str:
    """Give the key of an entry, by which whoever is told of it twice knows it again."""
    return f"entry:{store}:{seq}"


def _told(row: Row, key: str, store: str, opened: Mapping[str, Any], region: str | None) -> ToldEntry:
    mode = str(opened.get("mode") or "real")
    mark, kind = MODE_MARKS.get(mode, Text("", "")), KINDS.get(row.kind, Text(row.kind, row.kind))
    text = Text(
        f"{mark.zh}{row.incident} 第{row.number}条：{kind.zh}（{row.by}）\n{row.body}\n编号：{key}",
        f"{mark.en}{row.incident}, entry {row.number}: {kind.en} ({row.by})\n{row.body}\nkey: {key}",
    )
    plans = opened.get("plans")
    return ToldEntry(
        key=key, store=store, mode=mode, region=region or None,
        plans=tuple(map(str, plans)) if isinstance(plans, list) else (), row=row, text=text,
    )  # fmt: skip


def _opening_of(connection: Connection, incident: str) -> Mapping[str, Any]:
    first = select(ENTRIES.c.body).where(ENTRIES.c.incident == incident, ENTRIES.c.number == 1)
    try:
        said = json.loads(connection.scalar(first) or "{}")
    except (ValueError, TypeError):  # a damaged row belongs to no region and no plan
        return {}
    return said if isinstance(said, dict) else {}


def _is_called(plan: str, name: str) -> bool:
    """Say whether a plan, by its whole name, is meant by a name that may be its last part alone."""
    return name == plan or ("/" not in name and plan.rpartition("/")[2] == name)
