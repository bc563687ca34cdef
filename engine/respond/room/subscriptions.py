"""Questions about who follows the logs: other systems that are told of entries, and entries sent to them anew."""

import json
from collections.abc import Iterator
from typing import Annotated, Literal

from respond._records import frozen
from respond.errors import Fault, InputError, Text, fault, nearest
from respond.log import is_region, region_fault
from respond.room.operation import Call, Operation, Reply
from respond.room.targets import target_faults
from respond.situation import Placed
from respond.store import KINDS, Subscription
from respond.watch import queue_name


@frozen
class SubscriptionGiven:
    """A place that is told of entries, as `respond watch --to` takes it: of all, or of those that are named."""

    target: str
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()


@frozen
class Subscriptions:
    """Who follows the logs, all of them."""

    subscriptions: tuple[SubscriptionGiven, ...]


@frozen
class SubscriptionData:
    """A place that is told of entries, how many wait for it, and why the last attempt failed, if it did."""

    target: str
    kinds: tuple[str, ...]
    regions: tuple[str, ...]
    plans: tuple[str, ...]
    waiting: int
    failed: Text | None


@frozen
class SubscriptionList:
    """Who follows the logs, and the place of the last entry there is."""

    subscriptions: tuple[SubscriptionData, ...]
    last: int

    @property
    def schema(self) -> Annotated[Literal["subscriptions/1"], Placed(before="subscriptions")]:
        """Give the name of the contract its JSON keeps."""
        return "subscriptions/1"


@frozen
class Replaying:
    """From which entry on, by its place in the store (`seq`), a place is to be told anew."""

    target: str
    from_: int


@frozen
class Replayed:
    """How many entries are sent anew."""

    target: str
    from_: int
    entries: int

    @property
    def schema(self) -> Annotated[Literal["replayed/1"], Placed(before="target")]:
        """Give the name of the contract its JSON keeps."""
        return "replayed/1"


def _kept(call: Call) -> Reply:
    store = call.room.store
    found = []
    for each in store.subscriptions():
        waiting, told = store.waiting_on(each.channel)
        failed = None if told is None else Text(**json.loads(told))
        found.append(SubscriptionData(each.target, each.kinds, each.regions, each.plans, waiting, failed))
    return Reply(SubscriptionList(tuple(found), store.last_place()))


def _keep(call: Call) -> Reply:
    sent: Subscriptions = call.body
    faults = [found for each in sent.subscriptions for found in _faults(call, each)]
    targets = [each.target for each in sent.subscriptions]
    faults += [fault("E932", name=each) for each in dict.fromkeys(targets) if targets.count(each) > 1]
    if faults:
        raise InputError(faults)
    wanted = [
        Subscription(
            each.target, queue_name(each.target), each.kinds, each.regions,
            tuple(call.library.full_name(name) for name in each.plans),
        )
        for each in sent.subscriptions
    ]  # fmt: skip
    call.room.store.keep_subscriptions(wanted, by=call.person.name, now=call.now)
    return _kept(call)


def _faults(call: Call, one: SubscriptionGiven) -> Iterator[Fault]:
    yield from target_faults(one.target)
    for kind in one.kinds:
        if kind not in KINDS:
            yield fault("E943", suggestion=nearest(kind, KINDS), found=kind, known=", ".join(KINDS))
    yield from (region_fault("E944", each) for each in one.regions if not is_region(each))
    for name in one.plans:
        try:
            call.library.full_name(name)
        except InputError as error:
            yield from error.faults


def _replay(call: Call) -> Reply:
    sent: Replaying = call.body
    store = call.room.store
    one = next((each for each in store.subscriptions() if each.target == sent.target), None)
    if one is None:
        known = [each.target for each in store.subscriptions()]
        raise InputError([fault("E942", suggestion=nearest(sent.target, known), name=sent.target)])
    if sent.from_ < 1:
        raise InputError([fault("E951", name="from", found=sent.from_, known="1, 2, ...")])
    count = call.store.replay(one.channel, sent.from_ - 1, call.now)
    return Reply(Replayed(sent.target, sent.from_, count))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "listSubscriptions", "GET", "/v1/subscriptions", Text("谁订阅记录", "Who follows the logs"), "administer",
        SubscriptionList, _kept,
    ),
    Operation(
        "keepSubscriptions", "PATCH", "/v1/subscriptions", Text("设定谁订阅记录", "Say who follows the logs"),
        "administer", SubscriptionList, _keep, takes=Subscriptions,
    ),
    Operation(
        "replayEntries", "POST", "/v1/subscriptions/replay",
        Text("从某一条记录起重新发送", "Send entries anew, from a place on"), "administer", Replayed, _replay,
        takes=Replaying,
    ),
)  # fmt: skip
