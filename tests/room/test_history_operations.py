"""The facts with their history, the level over time, and a decision before it is taken, as the API gives them."""

import jsonschema
import pytest

from pages import HERE, open_one


@pytest.mark.parametrize(
    ("path", "asked", "schema"),
    [
        ("facts", {}, "facts/1"),
        ("levels", {}, "levels/1"),
        ("comparison", {"decision": "start", "level": "III"}, "comparison/1"),
        ("comparison", {"decision": "close", "by": "县长"}, "comparison/1"),
    ],
)
def test_an_answer_is_what_the_description_says(officer, room, path, asked, schema):
    open_one(room)
    answer = officer.get(f"/v1{HERE}/{path}", params=asked)
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"1"'
    assert answer.json()["schema"] == schema
    api = officer.get("/v1/openapi.json").json()
    described = api["paths"][f"/v1/incidents/{{incident}}/{path}"]["get"]["responses"]["200"]["content"]
    jsonschema.validate(
        answer.json(), {**described["application/json"]["schema"], "components": api["components"]}
    )


@pytest.mark.parametrize("asked", [{}, {"decision": "start"}, {"decision": "declare"}])
def test_a_comparison_needs_a_decision_and_its_level(officer, room, asked):
    open_one(room)
    assert officer.get(f"/v1{HERE}/comparison", params=asked).status_code == 400


@pytest.mark.parametrize("path", ["facts", "levels", "comparison?decision=close"])
def test_an_incident_there_is_not_has_neither(officer, path):
    assert officer.get(f"/v1/incidents/none/{path}").status_code == 404
