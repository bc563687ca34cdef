"""A running incident in the library: the same desk the command line sits at."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

import respond

NOW = datetime(2026, 11, 21, 1, 12, tzinfo=UTC)
OPENING = {
    "respond": "incident/1",
    "id": "one",
    "title": {"zh": "例"},
    "plans": ["vaccine-quality"],
    "occurred": "2026-11-21T08:00+08:00",
    "facts": {"quality_suspected": "yes"},
    "events": {"received": "2026-11-21T09:12+08:00"},
}


@pytest.fixture
def desk(tmp_path):
    """Sit down at a new store."""
    made = respond.Desk(respond.Store(tmp_path / "store.db"), respond.Library.default(), by="值班室")
    made.open(OPENING, now=NOW)
    return made


def after(minutes):
    return NOW + timedelta(minutes=minutes)


def last(desk):
    return desk.store.rows("one")[-1].data


def test_values_of_python_stand_as_in_a_file(desk):
    desk.did("one", "report-up", now=after(5), at=after(4), to=("county-government",), round=1, broke=False)
    assert last(desk) == {
        "did": [
            {
                "duty": "report-up", "at": "2026-11-21T01:16:00+00:00", "to": ["county-government"], "round": "1",
                "broke": "no",
            }
        ]
    }  # fmt: skip
    desk.correct(
        "one", "report-up", respond.Decision("值班长", after(6), "记晚了", at=after(3)), number="3号"
    )
    assert last(desk)["corrects"][0].items() >= {"at": "2026-11-21T01:15:00+00:00", "number": "3号"}.items()
    desk.correct("one", "report-up", respond.Decision("值班长", after(7), "误报"), withdrawn=True)
    assert last(desk)["corrects"][0]["withdrawn"] == "yes"


def test_a_value_of_a_fact_is_a_text_or_a_whole_number(desk):
    assert desk.update("one", {"deaths": 3}, now=after(1)).situation.level.certain.name == "II"
    for value in (respond.at_least(3), 3.5, b"3", {"value": "3"}):
        with pytest.raises(respond.InputError) as raised:
            desk.update("one", {"deaths": value}, now=after(1))
        assert [each.code for each in raised.value.faults] == ["E750"]


def test_what_came_between_is_an_error_of_its_own(desk):
    desk.update("one", {"deaths": "3"}, now=after(1))
    with pytest.raises(respond.ConflictError) as raised:
        desk.start("one", "II", respond.Decision("headquarters", after(2), seen=1))
    assert isinstance(raised.value, respond.RespondError)
    entered = desk.start("one", "II", respond.Decision("headquarters", after(2), seen=2))
    assert isinstance(entered, respond.Entered)
    assert isinstance(entered.situation, respond.Situation)


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_the_store_is_imported_when_it_is_asked_for():
    code = (
        "import sys, respond; before = {'sqlalchemy', 'respond.desk', 'respond.store'} & {*sys.modules}; "
        "respond.Desk, respond.Store, respond.Decision; print(before, 'sqlalchemy' in sys.modules)"
    )
    assert run(code).stdout.strip() == "set() True"


@pytest.mark.parametrize("library", ["sqlalchemy", "cryptography", "platformdirs"])
def test_without_its_libraries_it_says_what_to_install(library):
    code = f"""
import sys
sys.modules[{library!r}] = None
import respond
for name in ("Store", "Desk", "Decision"):
    try:
        getattr(respond, name)
    except respond.RespondError as error:
        print([each.code for each in error.faults], error.exit_code)
from respond.cli import main
print(main(["note", "x", "y"]), main(["schema", "entered"]))
"""
    done = run(code)
    assert done.stdout.splitlines() == ["['E852'] 2"] * 3 + ["2 2"]
    assert "respond-engine[store]" in done.stderr
    assert library in done.stderr
