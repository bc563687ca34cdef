"""The headers of answers: what one bears is what the description says of its status, no more and no less."""

import pytest
from duty import OPENING, at_the_door, key_of, new_room
from playing import SCENARIO, keys, practice

from respond.room import OPERATIONS, PERMISSIONS
from respond.room.description import description
from respond.room.description_headers import ANSWERS, LINK, SOMETIMES
from respond.room.local import found_at

__all__ = ["practice"]
DESCRIBED = description(OPERATIONS, "en")
ONE = "/v1/incidents/one"
BY = {"by": "headquarters", "reason": "会商"}


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    place = tmp_path_factory.mktemp("headers")
    room = new_room(place / "store.db", place / "store.key", roles=())
    with at_the_door(room) as door:
        door.headers.update(key_of(room, *PERMISSIONS, name="x"))
        for name in ("one", "two"):
            assert door.post("/v1/incidents", json={**OPENING, "id": name}).status_code == 201
        yield door
    room.store.close()


def check(answer, status):
    """Hold an answer against what is described of its operation and status."""
    assert answer.status_code == status, answer.text
    asked = answer.request
    operation, _ = found_at(asked.method, asked.url.path)
    told = DESCRIBED["paths"][operation.path][asked.method.lower()]["responses"][str(status)]["headers"]
    names = {each.name.lower(): each for each in ANSWERS}
    borne = {names[name] for name in answer.headers if name in names}
    described = {names[name.lower()] for name in told}
    assert borne <= described, [each.name for each in borne - described]
    assert described - borne <= {*SOMETIMES}, [each.name for each in described - borne]
    return {each.name for each in borne}


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/v1/incidents", set()), ("/v1/incidents?limit=1", {"Link"}), (ONE, {"ETag"}), (f"{ONE}/duties", {"ETag"}),
        (f"{ONE}/due", {"ETag"}), (f"{ONE}/questions", {"ETag"}), (f"{ONE}/log", {"ETag"}), (f"{ONE}/facts", {"ETag"}),
        (f"{ONE}/entries", {"ETag"}), (f"{ONE}/export", {"ETag"}), (f"{ONE}/levels", {"ETag"}),
        (f"{ONE}/reports", {"ETag"}), (f"{ONE}/reports/initial", {"ETag"}),
        (f"{ONE}/reports/initial/missing", {"ETag"}), (f"{ONE}/calendar", {"ETag", "Content-Disposition"}),
        (f"{ONE}/reports/initial?format=docx", {"ETag", "Content-Disposition"}),
        (f"{ONE}/sheet?format=html", {"ETag", "Content-Disposition"}),
        ("/v1/plans/jiaocheng/vaccine-quality/2024/cards?format=md", {"Content-Disposition"}),
        ("/v1/audit?limit=1", {"Link"}), ("/v1/supervision", set()), ("/v1/due", set()), ("/healthz", set()),
        ("/metrics", set()), ("/v1/openapi.json", set()), ("/v1/settings", set()),
    ],
)  # fmt: skip
def test_of_what_is_read(door, path, more):
    assert check(door.get(path), 200) == {"Content-Language", *more}


def test_of_what_is_entered_and_made(door):
    entered = {"Content-Language", "ETag"}
    assert check(door.post(f"{ONE}/entries/note", json={"text": "x"}), 201) == entered
    assert check(door.post(f"{ONE}/entries/declare", json={"level": "II", **BY}), 201) == entered
    assert check(door.post("/v1/incidents", json={**OPENING, "id": "three"}), 201) == {*entered, "Location"}
    item = {
        "id": "item", "profile": "supervision-13710", "title": "整改", "source": "批示",
        "roles": {"undertaker": ["市教育局"]}, "since": "2026-11-20T09:00:00+08:00",
    }  # fmt: skip
    made = door.post("/v1/supervision", json=item)
    assert check(made, 201) == {*entered, "Location"}
    assert check(door.get(made.headers["location"]), 200) == entered
    account = {"name": "wang", "password": "一句好记的话 long enough", "roles": ["viewer"]}
    assert check(door.post("/v1/accounts", json=account), 201) == {"Content-Language", "Location"}
    token = {"name": "gis", "permissions": ["read"], "ends": "2027-01-01T00:00:00+08:00"}
    assert check(door.post("/v1/tokens", json=token), 201) == {"Content-Language"}
    assert check(door.delete("/v1/tokens/gis"), 204) == {"Content-Language"}


def test_of_what_waits_for_a_second_and_is_confirmed(door):
    room = door.app.state.front.room
    room.store.keep_setting("two-persons", "yes", by="t", now=room.clock())
    told = door.post(f"{ONE}/entries/start", json={"level": "IV", **BY})
    assert check(told, 202) == {"Content-Language", "Location"}
    second = key_of(room, *PERMISSIONS, name="second")
    confirmed = door.post(f"{told.headers['location']}/confirm", headers=second)
    assert check(confirmed, 201) == {"Content-Language", "ETag"}


def test_of_problems(door):
    assert check(door.get("/v1/incidents/none"), 404) == {"Content-Language"}
    assert check(door.get("/v1/due?within=month"), 422) == {"Content-Language"}
    bare = {"authorization": "Bearer none"}
    assert check(door.get("/v1/due", headers=bare), 401) == {"Content-Language", "WWW-Authenticate"}


def test_of_what_comes_too_often(tmp_path):
    room = new_room(tmp_path / "store.db", tmp_path / "store.key", roles=())
    with at_the_door(room, requests=1) as door:
        assert check(door.get("/healthz"), 200) == {"Content-Language"}
        assert check(door.get("/healthz"), 429) == {"Content-Language", "Retry-After"}
    room.store.close()


def test_of_a_play(practice):
    with at_the_door(practice) as door:
        sent = {"play": "a", "team": {"zh": "一队", "en": "one"}, "scenario": SCENARIO}
        made = door.post("/v1/plays", json=sent, headers=keys(practice)["director"])
        assert check(made, 201) == {"Content-Language", "Location"}


def test_every_header_is_described_once_and_used():
    said = DESCRIBED["components"]
    used = {
        header["$ref"]
        for methods in DESCRIBED["paths"].values() for one in methods.values()
        for answer in one["responses"].values() for header in answer["headers"].values()
    } | {
        each["$ref"]
        for methods in DESCRIBED["paths"].values() for one in methods.values()
        for each in one["parameters"] if "$ref" in each
    }  # fmt: skip
    there = {f"#/components/{kind}/{name}" for kind in ("headers", "parameters") for name in said[kind]}
    assert there - used == {"#/components/parameters/LastEventID"}, (
        "that is the stream's, which has a route of its own"
    )
    for methods in DESCRIBED["paths"].values():
        for one in methods.values():
            named = [each.get("$ref", each.get("name")) for each in one["parameters"]]
            assert "#/components/parameters/AcceptLanguage" in named
            assert not [each for each in one["parameters"] if each.get("in") == "header"], (
                "typed where it is used"
            )


def test_a_page_in_the_other_language_is_told_so(door):
    told = door.get("/v1/incidents?limit=1", headers={"Accept-Language": "en"})
    assert (told.headers["content-language"], LINK.name in {each.title() for each in told.headers}) == (
        "en",
        True,
    )
