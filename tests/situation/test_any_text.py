"""Whatever a file holds, there is an answer or a listed fault; and what is written reads back the same."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_incident_faults import GOOD

from respond.errors import RespondError
from respond.log import IncidentFile, incident_from
from respond.plan import Library, shipped
from respond.situation import Situation, situate
from respond.yaml import Source, parse, read_source, write

LIBRARY = Library.default()
NOW = datetime.fromisoformat("2026-11-21T12:00+08:00")
PIECES = [
    "", " ", "\n", ":", "- ", "{", "}", "[", "]", '"', "'", "#", "&a", "*a", "!!int", "|", ">", "%", "@", "`", "\t", "~",
    "yes", "no", "null", "-1", "1e3", "0x1", ".inf", "九", "999999999999999999999", "unknown", "2026-02-30", "24:00",
    "at_least", "at_most", "value", "deaths", "then", "declared", "events", "I", "none", "\x00", "\ufeff", "\u2028",
]  # fmt: skip


def answered(text):
    try:
        return situate(incident_from(Source("any.yaml", text)), LIBRARY, now=NOW)
    except RespondError as error:
        assert error.faults
        assert error.exit_code in (2, 4)
        for lang in ("zh", "en"):
            assert error.render(lang)
        return None


@settings(max_examples=400)
@given(data=st.data())
def test_a_good_file_with_a_piece_changed(data):
    lines = GOOD.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        line = data.draw(st.integers(0, len(lines) - 1))
        start = data.draw(st.integers(0, len(lines[line])))
        end = data.draw(st.integers(start, min(len(lines[line]), start + 8)))
        piece = data.draw(st.sampled_from(PIECES))
        lines[line] = lines[line][:start] + piece + lines[line][end:]
    situation = answered("".join(lines))
    assert situation is None or isinstance(situation, Situation)


@settings(max_examples=200)
@given(data=st.data())
def test_a_good_file_with_lines_moved_or_dropped(data):
    lines = GOOD.splitlines(keepends=True)
    keep = data.draw(st.lists(st.sampled_from(range(len(lines))), min_size=1, max_size=len(lines) + 2))
    answered("".join(lines[index] for index in keep))


@settings(max_examples=200)
@given(text=st.text(max_size=200))
def test_any_text(text):
    answered(text)


INCIDENTS = [
    path
    for path in sorted((shipped("scenarios") / "incidents").glob("*.yaml"))
    if ".expected" not in path.name
]


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_an_incident_written_and_read_again_gives_the_same_answer(path):
    source = read_source(path)
    again = Source(source.name, write(parse(source)))
    first, second = incident_from(source), incident_from(again)
    assert isinstance(first, IncidentFile)
    assert (first.id, first.title, first.plans) == (second.id, second.title, second.plans)
    assert situate(first, LIBRARY, now=NOW.replace(year=2027)) == situate(
        second, LIBRARY, now=NOW.replace(year=2027)
    )
