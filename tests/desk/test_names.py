"""Names nobody could see or type are refused when they are given."""

import pytest
from logs import NOW
from night import began, refused

from respond.desk import due, due_sheet, log_sheet, overview, overview_sheet, status, told
from respond.show import plain, situation_sheet


@pytest.mark.parametrize("name", ["x\ny", " o7 ", "--", "fire1\u200b", "a\u202eb", "", "x" * 201])
def test_an_incident_needs_a_name_that_can_be_read_and_typed(desk, name):
    refused(lambda: began(desk, name), "E858")


@pytest.mark.parametrize("title", ["a\u202eb", "a\nb", "字" * 201])
def test_a_title_is_one_line_that_is_what_it_looks_like(desk, title):
    refused(lambda: began(desk, "x", title={"zh": title}), "E858")


def test_names_and_titles_of_any_script_are_kept(desk):
    assert began(desk, "火灾 315-1", title={"zh": "字" * 200}).number == 1
    assert desk.store.rows()[0].recorded_at == NOW


def test_an_incident_whose_title_is_its_id_is_named_once(desk):
    began(desk, "p1", title={"zh": "p1"})
    store, library = desk.store, desk.library
    sheets = (
        overview_sheet(overview(store, library, now=NOW), "zh"),
        due_sheet(due(store, library, now=NOW), "zh"),
        log_sheet(told(store, library, "p1", now=NOW), "zh"),
        situation_sheet(status(store, library, "p1", now=NOW)),
    )
    for sheet in sheets:
        text = plain(sheet, 300)
        assert "p1" in text
        assert "（p1）" not in text
    began(desk, "p2", title={"zh": "接种点"})
    assert "接种点（p2）" in plain(due_sheet(due(store, library, now=NOW), "zh"), 300)
