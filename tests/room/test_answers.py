"""Real answers: of the shapes that are declared, the same without a server, the same as the commands give."""

import json

import pytest
from busy import opened as of_vaccines
from duty import NOW, OPENING, at_the_door, key_of, new_room, opened
from jsonschema import Draft202012Validator

from respond.cli import main
from respond.errors import InputError
from respond.room import OPERATIONS, PERMISSIONS, asked, owner
from respond.room.description import description
from respond.room.events import EVENTS

DESCRIBED = description([*OPERATIONS, EVENTS], "en")
BY = "headquarters"
ENTRIES = {
    "update": {"facts": {"deaths": "4"}, "source": "县医院"},
    "event": {"name": "verified"},
    "did": {"duty": "initial-report"},
    "unable": {"duty": "closing-report", "reason": "道路中断"},
    "note": {"text": "电话核实"},
    "link": {"to": "other"},
    "ack": {"duty": "report-i-iii", "by": "headquarters"},
    "postpone": {
        "duty": "report-i-iii",
        "by": "headquarters",
        "reason": "开会",
        "until": "2026-11-21T10:00:00+08:00",
    },
    "declare": {"level": "II", "by": BY, "reason": "会商"},
    "withdraw": {"by": BY, "reason": "核实"},
    "start": {"level": "II", "by": BY},
    "adjust": {"level": "I", "by": BY},
    "correct": {"entry": "deaths", "value": "1", "by": BY, "reason": "误报"},
    "terminate": {"by": BY, "reason": "平息"},
    "close": {"by": BY, "reason": "平息"},
}
"""One of each kind of entry, in the order they are entered; a merger and a longer limit are tried on their own."""
ITEM = {
    "id": "item", "profile": "shanxi/13710", "title": "整改", "source": "批示",
    "roles": {"undertaker": ["市教育局"]}, "since": "2026-11-20T09:00:00+08:00",
}  # fmt: skip
ASKED = [
    "/v1/incidents",
    "/v1/incidents?ended=true",
    "/v1/incidents/one",
    "/v1/incidents/one?hindsight=true",
    "/v1/incidents/one?at=2026-11-21T09:20:00%2B08:00",
    "/v1/incidents/one?assume=deaths%3D30&unit=county-government",
    "/v1/incidents/one?at=2026-11-21T09:25:00%2B08:00&known_at=2026-11-21T09:30:00%2B08:00",
    "/v1/incidents/one/duties",
    "/v1/incidents/one/duties?unit=headquarters",
    "/v1/incidents/one/due?within=30+min",
    "/v1/incidents/one/questions",
    "/v1/incidents/one/log",
    "/v1/incidents/one/entries",
    "/v1/incidents/one/entries?limit=3",
    "/v1/incidents/one/export",
    "/v1/due",
    "/v1/handover",
    "/v1/handover?shift=8+h",
    "/v1/settings",
    "/v1/proposals?state=all",
    "/v1/supervision",
    "/v1/plans",
    "/v1/plans?search=%E7%96%AB%E8%8B%97",
    "/v1/plans/jiaocheng/vaccine-quality",
    "/v1/plans/jiaocheng/vaccine-quality/2024",
    "/v1/plans/jiaocheng/vaccine-quality/2024/clauses/6.2.1",
    "/v1/errors/E931",
    "/v1/openapi.json",
    "/v1/openapi.json?lang=en",
    "/v1/me",
    "/v1/audit?limit=4",
    "/v1/verify",
    "/v1/accounts",
    "/v1/tokens",
    "/healthz",
    "/readyz",
    "/v1/incidents/none",
    "/v1/plans/no/plan",
    "/v1/errors/E000",
    "/v1/incidents/one?when=now",
    "/v1/due?within=month",
    "/v1/incidents/one/entries?cursor=x",
    "/v1/incidents?ended=true&ended=false",
]


@pytest.fixture(scope="module")
def duty(tmp_path_factory):
    """A room with two incidents and all that can be entered in one of them, and a door with a key to everything."""
    place = tmp_path_factory.mktemp("answers")
    room = new_room(place / "store.db", place / "store.key", roles=("officer",))
    with at_the_door(room) as door:
        door.headers.update(key_of(room, *PERMISSIONS, name="值班室"))
        opened(door), opened(door, "other")
        answers = {
            kind: door.post(f"/v1/incidents/one/entries/{kind}", json=sent) for kind, sent in ENTRIES.items()
        }
        yield room, door, answers
    room.store.close()


def test_a_merger_is_entered_and_a_limit_no_plan_lets_anybody_lengthen_is_not(duty):
    _, door, _ = duty
    opened(door, "third")
    sent = {"duty": "report-i-iii", "length": "30 min", "by": BY}
    refused = door.post("/v1/incidents/third/entries/extend", json=sent)
    assert (refused.status_code, refused.json()["code"]) == (422, "E724")
    fits(refused, "/v1/incidents/{incident}/entries/extend", "post")
    merged = door.post("/v1/incidents/third/entries/merge", json={"to": "other"})
    assert merged.status_code == 201
    fits(merged, "/v1/incidents/{incident}/entries/merge", "post")


def fits(answer, path, method):
    """Say nothing if an answer is of the shape its description declares."""
    content = DESCRIBED["paths"][path][method]["responses"][str(answer.status_code)]["content"]
    kind = answer.headers["content-type"].partition(";")[0]
    schema = {**content[kind]["schema"], "components": DESCRIBED["components"]}
    Draft202012Validator(schema).validate(answer.json())


@pytest.mark.parametrize("kind", ENTRIES)
def test_what_is_entered_is_answered_in_its_shape(duty, kind):
    answer = duty[2][kind]
    assert answer.status_code == 201, answer.text
    fits(answer, f"/v1/incidents/{{incident}}/entries/{kind}", "post")
    assert answer.headers["etag"] == f'"{list(ENTRIES).index(kind) + 2}"'


@pytest.mark.parametrize("address", ASKED)
def test_an_answer_is_the_same_without_a_server_byte_for_byte(duty, address):
    room, door, _ = duty
    answer = door.get(address)
    status, text = asked(room, room.entrance.named("值班室", NOW), "GET", address)
    assert (answer.status_code, answer.content) == (status, text.encode())


@pytest.mark.parametrize("address", [each for each in ASKED if "export" not in each])
def test_an_answer_is_of_the_shape_it_declares(duty, address):
    _, door, _ = duty
    answer = door.get(address)
    bare = address.partition("?")[0]
    known = (
        bare.replace("/one", "/{incident}")
        .replace("/none", "/{incident}")
        .replace("/no/plan", "/{place}/{name}")
    )
    known = known.replace("/jiaocheng/vaccine-quality", "/{place}/{name}").replace("}/2024", "}/{edition}")
    known = known.replace("/6.2.1", "/{clause}").replace("/E931", "/{code}").replace("/E000", "/{code}")
    fits(answer, known, "get")


@pytest.mark.parametrize("name", ["classify", "ask", "deadlines"])
def test_a_question_along_with_its_incident_is_answered_the_same_without_a_server(duty, name):
    room, door, _ = duty
    sent = json.dumps({"incident": OPENING, "now": "2026-11-21T10:00:00+08:00", "assume": {"deaths": "30"}})
    answer = door.post(f"/v1/{name}", content=sent)
    assert answer.status_code == 200
    fits(answer, f"/v1/{name}", "post")
    status, text = asked(room, owner("x"), "POST", f"/v1/{name}", body=sent.encode())
    assert (status, text.encode()) == (200, answer.content)


def test_classify_is_what_the_command_gives(duty, tmp_path, capsys):
    _, door, _ = duty
    file = tmp_path / "incident.yaml"
    file.write_text(json.dumps(OPENING), "utf-8")
    main(["classify", str(file), "--now", "2026-11-21T10:00+08:00", "--format", "json"])
    sent = {"incident": OPENING, "now": "2026-11-21T10:00:00+08:00"}
    assert door.post("/v1/classify", json=sent).json() == json.loads(capsys.readouterr().out)


def test_the_command_gives_the_same_bytes_and_tells_of_a_problem_by_its_exit_code(duty, capfd):
    room, door, _ = duty
    main(["api", "GET", "/v1/incidents/one/duties", "--store", room.store.place, "--now", NOW.isoformat()])
    assert capfd.readouterr().out == door.get("/v1/incidents/one/duties").text
    assert main(["api", "GET", "/v1/incidents/none", "--store", room.store.place]) == 1
    assert json.loads(capfd.readouterr().out)["code"] == "E845"


def test_pages_of_entries_follow_one_another_without_a_gap(duty):
    _, door, _ = duty
    whole = door.get("/v1/incidents/one/entries").json()
    assert whole["next"] is None
    found, cursor = [], ""
    while cursor is not None:
        page = door.get(f"/v1/incidents/one/entries?limit=4&cursor={cursor or 0}").json()
        assert len(page["entries"]) <= 4
        found, cursor = found + page["entries"], page["next"]
    assert found == whole["entries"]


def test_a_fault_in_a_body_is_told_with_its_place(duty):
    _, door, _ = duty
    sent = (
        '{"incident": {"respond": "incident/1",\n  "id": "x", "title": {"zh": "x", "en": "x"},\n'
        '  "plans": ["vaccine-quality"], "occurred": "2026-11-21",\n  "facts": {"deahts": 3}}}'
    )
    told = door.post("/v1/classify", content=sent)
    assert (told.status_code, told.headers["content-type"]) == (422, "application/problem+json")
    one = told.json()["faults"][0]
    assert (one["code"], one["line"], one["column"], one["suggestion"]) == ("E701", 4, 13, "deaths")
    unknown = door.post("/v1/classify", content=sent.replace("vaccine-quality", "no-such-plan"))
    assert unknown.status_code == 422  # the address is right: it is the body that names what is not there


INTO = "/v1/incidents/one/entries"
WRONG = (
    '{"respond": "incident/1", "id": "y", "title": {"zh": "x", "en": "x"}, "occurred": "2026-11-21",\n'
    ' "plans": ["vaccine-quality"], "facts": {"deahts": 3}}'
)


@pytest.mark.parametrize(
    ("path", "sent", "code", "line", "column", "pointer"),
    [
        (f"{INTO}/update", '{"standing": "confirmed",\n "facts": {"deahts": "4"}}', "E701", 2, 12, "/facts/deahts"),
        (f"{INTO}/update", '{"facts": {"deaths": ["4"]}}', "E205", 1, 22, "/facts/deaths"),
        (f"{INTO}/did", '{"by": "headquarters",\n "duty": "report-upp"}', "E720", 2, 10, "/duty"),
        (f"{INTO}/did", '{"duty": "report-up", "to": ["county-goverment"]}', "E722", 1, 30, "/to/0"),
        (f"{INTO}/event", '{"name": "recieved"}', "E702", 1, 10, "/name"),
        ("/v1/incidents", WRONG, "E701", 2, 42, "/facts/deahts"),
        ("/v1/classify", f'{{"incident":\n{WRONG}}}', "E701", 3, 42, "/incident/facts/deahts"),
    ],
)  # fmt: skip
def test_a_fault_of_an_entry_is_told_with_its_place_as_any_other(
    room, door, path, sent, code, line, column, pointer
):
    """An entry is checked as one of its log, which knows no place in what was sent."""
    head = key_of(room, "read", "enter", "plans")
    door.post("/v1/incidents", json=of_vaccines("one", "事件", quality_suspected="yes"), headers=head)
    told = door.post(path, content=sent, headers=head)
    one = told.json()["faults"][0]
    assert told.status_code == 422
    assert (one["code"], one["line"], one["column"], one["pointer"]) == (code, line, column, pointer)


def test_what_to_do_about_a_body_is_told_in_its_own_terms(duty):
    _, door, _ = duty
    sent = '{"facts": {"deaths": ["4"]}}'
    assert door.post(f"{INTO}/update?lang=en", content=sent).json()["faults"][0]["help"] == (
        'write a single text, such as `"4"`'
    )


def test_the_description_is_valid_and_one_and_the_same(duty):
    _, door, _ = duty
    first = door.get("/v1/openapi.json")
    assert first.content == door.get("/v1/openapi.json").content
    said = first.json()
    for name, schema in said["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema), name
    names = [one["operationId"] for by_method in said["paths"].values() for one in by_method.values()]
    assert len(names) == len(set(names)) == len(OPERATIONS) + 1


def test_without_a_server_a_word_file_goes_out_byte_for_byte(officer, room, capfdbinary):
    where = f"{opened(officer)}/reports/initial?format=docx"
    told = officer.get(where).content
    assert main(["api", "GET", where, "--store", room.store.place, "--now", NOW.isoformat()]) == 0
    assert capfdbinary.readouterr().out == told


def test_an_address_that_cannot_be_taken_apart_is_no_path(room):
    with pytest.raises(InputError, match="E963"):
        asked(room, owner("x"), "GET", "http://[::1/v1")


@pytest.mark.parametrize(
    "address", [*ASKED, "/v1/circular?period=2026", "/v1/verify", "/readyz", "/v1/incidents/none"]
)
def test_no_answer_tells_where_the_store_lies(duty, address):
    """The name its signatures have stands there instead; whoever administers the room is told on the settings alone."""
    room, door, _ = duty
    told = door.get(address).text
    assert room.store.place not in told
    data = json.loads(told) if told.startswith("{") else {}
    assert data.get("store", room.store.about("store")) == room.store.about("store")


def test_no_problem_tells_where_the_store_or_its_key_lies(tmp_path):
    room = new_room(tmp_path / "store.db", tmp_path / "store.key")
    with at_the_door(room) as door:
        headers = key_of(room, "plans", "read", "enter", "audit", name="x")
        (tmp_path / "store.key").write_text("no key")
        found = [door.post("/v1/checkpoints", headers=headers)]
        room.store.close()
        (tmp_path / "store.db").write_bytes(b"no database" * 1000)
        found += [door.get(each, headers=headers) for each in ("/v1/incidents", "/readyz")]
    assert all(each.status_code >= 422 for each in found), [each.text for each in found]
    assert not [each.text for each in found if str(tmp_path) in each.text]
