"""Names nobody could see or type are refused when they are given."""

import pytest
from logs import NOW
from night import began, refused


@pytest.mark.parametrize("name", ["x\ny", " o7 ", "--", "fire1\u200b", "a\u202eb", "", "x" * 201])
def test_an_incident_needs_a_name_that_can_be_read_and_typed(desk, name):
    refused(lambda: began(desk, name), "E858")


@pytest.mark.parametrize("title", ["a\u202eb", "a\nb", "字" * 201])
def test_a_title_is_one_line_that_is_what_it_looks_like(desk, title):
    refused(lambda: began(desk, "x", title={"zh": title}), "E858")


def test_names_and_titles_of_any_script_are_kept(desk):
    assert began(desk, "火灾 315-1", title={"zh": "字" * 200}).number == 1
    assert desk.store.rows()[0].recorded_at == NOW
