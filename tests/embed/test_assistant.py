"""The door for assistants, spoken to as a client of the protocol does: over the pipes of a process."""

import json
import os
import subprocess
import sys

import jsonschema
import pytest

from respond.api import default_library
from respond.embed import Question, within

NOW = "2026-03-02T10:00:00+08:00"
INCIDENT = {
    "respond": "incident/1",
    "id": "asked",
    "title": {"zh": "疑似疫苗相关死亡", "en": "deaths after vaccination"},
    "plans": ["vaccine-quality"],
    "occurred": "2026-03-02T08:00:00+08:00",
    "facts": {"quality_suspected": "yes", "deaths": 2},
    "events": {"received": "2026-03-02T09:10:00+08:00"},
}
HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}


class Door:
    """A process that answers an assistant."""

    def __init__(self, folder):
        environment = {**os.environ, "RESPOND_STORE": str(folder / "store.db"), "HOME": str(folder)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "respond", "assistant", "--lang", "en", "--now", NOW],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=environment,
        )  # fmt: skip

    def send(self, line):
        self.process.stdin.write(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n")
        self.process.stdin.flush()

    def raw(self, line):
        self.send(line)
        return json.loads(self.process.stdout.readline())

    def ask(self, method, params=None, number=1):
        asked = {"jsonrpc": "2.0", "id": number, "method": method}
        found = self.raw(asked if params is None else {**asked, "params": params})
        assert found["jsonrpc"] == "2.0"
        assert found["id"] == number
        return found

    def call(self, name, **arguments):
        return self.ask("tools/call", {"name": name, "arguments": arguments})["result"]

    def text(self, name, **arguments):
        found = self.call(name, **arguments)
        assert found["isError"] is False
        return found["content"][0]["text"]

    def end(self):
        self.process.stdin.close()
        code = self.process.wait(20)
        talk = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return code, talk


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    folder = tmp_path_factory.mktemp("door")
    made = Door(folder)
    yield made
    assert made.end() == (0, b"")
    assert [*folder.iterdir()] == []  # nothing was kept


def test_it_says_what_it_is_and_speaks_the_version_asked_for(door):
    found = door.ask("initialize", HELLO)["result"]
    assert found["protocolVersion"] == "2025-06-18"
    assert found["serverInfo"]["name"] == "respond"
    assert set(found["capabilities"]) == {"tools", "resources"}
    newer = door.ask("initialize", {**HELLO, "protocolVersion": "2099-01-01"})["result"]
    assert newer["protocolVersion"] == "2025-11-25"
    door.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert door.ask("ping", number="text")["result"] == {}


def test_every_tool_only_reads_and_has_a_sound_schema(door):
    tools = door.ask("tools/list")["result"]["tools"]
    assert [each["name"] for each in tools] == ["plans", "plan", "clause", "classify", "ask", "due"]
    for each in tools:
        assert each["annotations"]["readOnlyHint"] is True
        jsonschema.Draft202012Validator.check_schema(each["inputSchema"])
    schema = next(each["inputSchema"] for each in tools if each["name"] == "classify")
    jsonschema.Draft202012Validator(schema).validate({"incident": INCIDENT, "now": NOW})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate({"incident": {**INCIDENT, "fact": {}}})


def test_plans_and_clauses_can_be_looked_up(door):
    assert "jiaocheng/vaccine-quality@2024" in door.text("plans", search="vaccine")
    assert "`deaths` (count, case)" in door.text("plan", plan="vaccine-quality")
    assert "5 or more deaths" in door.text("clause", plan="vaccine-quality", clause="4.1(1)")


def test_an_incident_is_classified_asked_about_and_its_limits_told(door):
    assert "II" in door.text("classify", incident=INCIDENT)
    assert "1. " in door.text("ask", incident=INCIDENT)
    assert "2026-03-02" in door.text("due", incident=INCIDENT)


@pytest.mark.parametrize(
    ("tool", "schema"), [("classify", "situation/2"), ("ask", "inquiry/1"), ("due", "deadlines/1")]
)
def test_as_json_it_is_the_answer_of_the_api(door, tool, schema):
    found = door.call(tool, incident=INCIDENT, now=NOW, form="json")
    path = "/v1/deadlines" if tool == "due" else f"/v1/{tool}"
    status, text = within(default_library())(
        Question("POST", path, json.dumps({"incident": INCIDENT, "now": NOW}))
    )
    assert status == 200
    assert found["structuredContent"] == json.loads(text) == json.loads(found["content"][0]["text"])
    assert found["structuredContent"]["schema"] == schema


def test_plans_are_resources(door):
    listed = door.ask("resources/list")["result"]["resources"]
    uri = "respond://plans/jiaocheng/vaccine-quality@2024"
    assert uri in [each["uri"] for each in listed]
    (whole,) = door.ask("resources/read", {"uri": uri})["result"]["contents"]
    (clause,) = door.ask("resources/read", {"uri": f"{uri}/clauses/4.1(1)"})["result"]["contents"]
    assert clause["mimeType"] == "text/markdown"
    assert "I-deaths" in clause["text"]
    assert len(clause["text"]) < len(whole["text"])
    (template,) = door.ask("resources/templates/list")["result"]["resourceTemplates"]
    assert template["uriTemplate"].startswith("respond://plans/")


REFUSED = {
    "no json": (b"{nonsense\n", -32700, "E974"),
    "no text": (b"\xff\xfe\n", -32700, "E974"),
    "too deep": (b"[" * 100_000 + b"\n", -32700, "E974"),
    "a list": (b"[]\n", -32600, "E974"),
    "too long": (b'"' + b"x" * 6_000_000 + b'"\n', -32600, "E974"),
    "no version": ({"id": 1, "method": "ping"}, -32600, "E974"),
    "another version": ({"jsonrpc": "1.0", "id": 1, "method": "ping"}, -32600, "E974"),
    "no method": ({"jsonrpc": "2.0", "id": 1}, -32600, "E974"),
    "a method that is no text": ({"jsonrpc": "2.0", "id": 1, "method": 3}, -32600, "E974"),
    "an id that is none": ({"jsonrpc": "2.0", "id": None, "method": "ping"}, -32600, "E974"),
    "params in a list": ({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]}, -32602, "E974"),
    "no such method": ({"jsonrpc": "2.0", "id": 1, "method": "tools/lists"}, -32601, "E975"),
    "no such tool": (
        {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "clasify"}}, -32602, "E975",
    ),
    "no tool named": ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {}}, -32602, "E975"),
    "arguments in a list": (
        {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": []}},
        -32602, "E974",
    ),
    "no resource": (
        {"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": "file:///etc/passwd"}},
        -32002, "E975",
    ),
    "no uri": ({"jsonrpc": "2.0", "id": 1, "method": "resources/read"}, -32002, "E975"),
    "no plan": (
        {"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": "respond://plans/a/b@1"}},
        -32002, "E502",
    ),
    "no clause": (
        {
            "jsonrpc": "2.0", "id": 1, "method": "resources/read",
            "params": {"uri": "respond://plans/jiaocheng/vaccine-quality@2024/clauses/99"},
        },
        -32002, "E916",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_request_is_an_error_with_our_code_and_the_next_one_is_answered(door, what):
    line, number, code = REFUSED[what]
    error = door.raw(line)["error"]
    assert error["code"] == number
    assert error["data"]["code"] == code
    assert code in error["message"]
    assert any(each["help"] or each["expected"] for each in error["data"]["faults"])
    assert door.ask("ping")["result"] == {}


WRONG = {
    "missing": ("classify", {}, "E976"),
    "unknown argument": ("classify", {"incident": INCIDENT, "nwo": NOW}, "E976"),
    "of another kind": ("classify", {"incident": "text"}, "E976"),
    "no choice": ("plans", {"form": "xml"}, "E976"),
    "no plan": ("plan", {"plan": "vacine-quality"}, "E502"),
    "no clause": ("clause", {"plan": "vaccine-quality", "clause": "99"}, "E916"),
    "no day": ("plan", {"plan": "vaccine-quality", "on": "2026-02-30"}, "E323"),
    "before any edition": ("plan", {"plan": "vaccine-quality", "on": "2020-01-01"}, "E505"),
    "misspelt fact": ("ask", {"incident": {**INCIDENT, "facts": {"deths": 1}}}, "E701"),
    "no offset": ("due", {"incident": INCIDENT, "now": "2026-03-02T10:00:00"}, "E321"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_an_assistant_can_put_right_is_told_to_it(door, what):
    tool, arguments, code = WRONG[what]
    found = door.call(tool, **arguments)
    assert found["isError"] is True
    assert found["structuredContent"]["code"] == code
    assert code in found["content"][0]["text"]


def test_a_notification_gets_no_answer(door):
    door.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}})
    door.send({"jsonrpc": "2.0", "method": "no/such/thing"})
    door.send({"jsonrpc": "2.0", "id": 9, "result": {}})
    door.send(b"\n")
    assert door.ask("ping", number=10)["id"] == 10
