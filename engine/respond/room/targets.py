"""Questions about where reminders go: what the store keeps for the watch, and whether a place can be reached."""

import sys
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.errors import Fault, InputError, Text, fault
from respond.room.apart import Errand
from respond.room.operation import Call, Operation, Reply
from respond.situation import Placed
from respond.watch import CHANNEL_KINDS, TARGETS, SendError, channel_kind, channel_name, channel_of, try_out
from respond.yaml import Data

_FROM_AFAR: Final = tuple(each.name for each in CHANNEL_KINDS if not each.of_the_machine)
_NOT_A_TARGET: Final = "E872"


@frozen
class Targets:
    """Where reminders go, as `respond watch --to` takes it; none: standard output of the watch."""

    targets: tuple[str, ...]

    @property
    def schema(self) -> Annotated[Literal["targets/1"], Placed(before="targets")]:
        """Give the name of the contract its JSON keeps."""
        return "targets/1"


@frozen
class OneTarget:
    """A place to be tried."""

    target: str


@frozen
class TriedTarget:
    """What came of a trial: whether the reminder got away under its key, else why not."""

    target: str
    arrived: bool
    key: str | None
    why: Text | None

    @property
    def schema(self) -> Annotated[Literal["tried/1"], Placed(before="target")]:
        """Give the name of the contract its JSON keeps."""
        return "tried/1"


def _kept(call: Call) -> Reply:
    return Reply(Targets(tuple(call.room.store.setting(TARGETS) or ())))


def _keep(call: Call) -> Reply:
    sent: Targets = call.body
    faults = [found for each in sent.targets for found in target_faults(each)]
    if faults:
        raise InputError(faults)
    call.room.store.keep_setting(
        TARGETS, list(dict.fromkeys(sent.targets)), by=call.person.name, now=call.now, tells=_names
    )
    return _kept(call)


def _names(kept: Data) -> Data:
    """Give places by what they are called, for there may be a secret in where they are."""
    found: list[Data] = []
    for spec in kept if isinstance(kept, list) else []:
        try:
            found.append(channel_name(str(spec)))
        except InputError:  # it needs what is not installed here
            found.append(str(spec).partition(":")[0])
    return found


def target_faults(spec: str) -> list[Fault]:
    """Say what is wrong with a place; a secret that only the watch has in its environment is not missed here."""
    kind = channel_kind(spec)
    if kind is not None and kind.of_the_machine:
        return [fault("E967", found=spec, known=", ".join(_FROM_AFAR))]
    try:
        channel_of(spec, _write)
    except InputError as error:
        return [each for each in error.faults if each.code == _NOT_A_TARGET]
    return []


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _errand(call: Call) -> Errand:
    """Give what sends the trial; it is noted first, and what cannot be a place is refused."""
    spec = call.body.target
    faults = [each for each in target_faults(spec) if each.code != _NOT_A_TARGET]
    if faults:
        raise InputError(faults)
    channel = channel_of(spec, _write)
    call.room.store.audit(call.person.name, "target-tried", channel.name, call.now)
    by, now = call.person.post, call.now

    def run() -> TriedTarget:
        try:
            return TriedTarget(spec, arrived=True, key=try_out(channel, by, now), why=None)
        except SendError as error:
            return TriedTarget(spec, arrived=False, key=None, why=error.why)

    return Errand(run)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "listTargets", "GET", "/v1/targets", Text("提醒发到哪里", "Where reminders go"), "administer", Targets, _kept
    ),
    Operation(
        "keepTargets", "PATCH", "/v1/targets", Text("设定提醒发到哪里", "Say where reminders go"), "administer",
        Targets, _keep, takes=Targets,
    ),
    Operation(
        "tryTarget", "POST", "/v1/targets/trial", Text("发一条测试提醒", "Send a reminder to try a place out"),
        "administer", TriedTarget, lambda call: Reply(_errand(call).run()), takes=OneTarget, apart=_errand,
    ),
)  # fmt: skip
