"""Questions about the program itself: is it alive, can it answer, what does it count, what can be asked."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from respond._records import define, frozen
from respond._version import __version__
from respond.errors import RespondError, Text
from respond.room.operation import Call, Operation, Reply
from respond.situation import Placed


@frozen
class Health:
    """Whether the program is alive, or ready to answer; `reason` is the code of why it is not."""

    status: Literal["ok", "not-ready"]
    version: str
    reason: str | None = None

    @property
    def schema(self) -> Annotated[Literal["health/1"], Placed(before="status")]:
        """Give the name of the contract its JSON keeps."""
        return "health/1"


@define(eq=False)
class Counted:
    """What is counted of one process, in the form Prometheus reads."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    incidents: Gauge

    @classmethod
    def new(cls) -> "Counted":
        """Begin to count."""
        registry = CollectorRegistry()
        labels = ("operation", "status")
        return cls(
            registry,
            Counter("respond_requests", "Requests by operation and status.", labels, registry=registry),
            Histogram("respond_seconds", "How long requests took.", ("operation",), registry=registry),
            Gauge("respond_incidents", "Incidents the store keeps.", registry=registry),
        )


COUNTED = Counted.new()


def _alive(_: Call) -> Reply:
    return Reply(Health("ok", __version__))


def _ready(call: Call) -> Reply:
    try:
        call.room.store.last_place()
    except RespondError as error:  # the code alone: whoever asks need not be known, and is told no names
        return Reply(Health("not-ready", __version__, error.faults[0].code), 503)
    return Reply(Health("ok", __version__))


def _metrics(call: Call) -> Reply:
    COUNTED.incidents.set(len(call.room.store.incidents()))
    return Reply(text=generate_latest(COUNTED.registry).decode(), media="text/plain; version=0.0.4")


def openapi_operation(operations: "Sequence[Operation]") -> Operation:
    """Make the operation that describes them all, itself among them."""
    listed: list[Operation] = []

    @cache
    def text(lang: Literal["zh", "en"]) -> str:
        from respond.room.description import description  # noqa: PLC0415

        return json.dumps(description(listed, lang), ensure_ascii=False, separators=(",", ":"))

    words = Text("接口说明（OpenAPI 3.1）", "The description of this API (OpenAPI 3.1)")
    made = Operation(
        "describe", "GET", "/v1/openapi.json", words, "anybody", None, lambda call: Reply(text=text(call.lang))
    )  # fmt: skip
    listed += [*operations, made]
    return made


OPERATIONS: tuple[Operation, ...] = (
    Operation("alive", "GET", "/healthz", Text("程序是否在运行", "Whether it is alive"), "anybody", Health, _alive),
    Operation("ready", "GET", "/readyz", Text("能否回答", "Whether it can answer"), "anybody", Health, _ready),
    Operation(
        "metrics", "GET", "/metrics", Text("计数（Prometheus）", "What is counted (Prometheus)"), "audit", None,
        _metrics,        media="text/plain",
    ),
)  # fmt: skip
