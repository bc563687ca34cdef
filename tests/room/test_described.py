"""The API keeps its own description: it is valid OpenAPI, and every answer to whatever is asked is of a declared shape."""

import os

import pytest
import schemathesis
from duty import at_the_door, key_of, new_room
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import content_type_conformance as media
from schemathesis.checks import (
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from respond.room import BY_ID, PERMISSIONS
from respond.room.description import description
from respond.room.events import EVENTS
from respond.room.operations import OPERATIONS

EXAMPLES = int(os.environ.get("RESPOND_EXAMPLES", "2"))
"""Questions for each operation, well formed and not; more by hand."""
CHECKS = [
    not_a_server_error, status_code_conformance, media, response_headers_conformance, response_schema_conformance,
    negative_data_rejection,
]  # fmt: skip


@pytest.fixture(scope="module")
def duty(tmp_path_factory):
    place = tmp_path_factory.mktemp("contract")
    room = new_room(place / "store.db", place / "store.key", roles=())
    with at_the_door(room) as door:
        door.headers.update(key_of(room, *PERMISSIONS, name="everything"))
        yield room, door
    room.store.close()


SCHEMA = schemathesis.openapi.from_dict(description([*OPERATIONS, EVENTS], "en"))
RIGHT = [(name, GenerationMode.POSITIVE) for name in sorted(BY_ID)]
WRONG = [(name, GenerationMode.NEGATIVE) for name, each in sorted(BY_ID.items()) if each.takes or each.query]
OURS = {"authorization", "cookie"}
"""Headers that say who asks: here it is always whoever may do everything."""


@pytest.mark.parametrize(("name", "mode"), RIGHT + WRONG)
def test_every_answer_is_as_declared(duty, name, mode):
    _, door = duty
    operation = SCHEMA.find_operation_by_id(name)

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def asked(case):
        sent = case.as_transport_kwargs(base_url="http://room.test")
        sent["headers"] = {key: value for key, value in sent["headers"].items() if key.lower() not in OURS}
        sent.pop("cookies", None)
        if isinstance(sent.get("data"), str | bytes):
            sent["content"] = sent.pop("data")
        case.validate_response(door.request(**sent), checks=CHECKS)

    asked()
