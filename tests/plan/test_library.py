"""The shelf: names, short names, editions by day, extra folders, adoption and overlays."""

from datetime import date
from pathlib import Path

import pytest

from respond.errors import CoverageError, InputError
from respond.plan import Library
from small_plan import SMALL, shelve


def code(caught):
    return [fault.code for fault in caught.value.faults]


def later(text):
    return (
        text.replace('name: "2020"', 'name: "2030"')
        .replace("from: 2020-01-01, to: 2029-12-31", "from: 2030-01-01")
        .replace(">= 100 ha", ">= 50 ha")
        .replace("< 100 ha", "< 50 ha")
    )


@pytest.fixture
def library(tmp_path):
    root = shelve(tmp_path)
    shelve(root, later(SMALL), "testland/spill/2030")
    return Library([root])


def test_the_day_picks_the_edition(library):
    assert str(library.find("spill", date(2029, 12, 31))) == "testland/spill@2020"
    assert str(library.find("spill", date(2030, 1, 1))) == "testland/spill@2030"
    assert str(library.find("spill@2020", date(2031, 1, 1))) == "testland/spill@2020"
    assert str(library.find("spill")) == "testland/spill@2030"


def test_a_day_before_the_first_edition_is_not_covered(library):
    with pytest.raises(CoverageError) as caught:
        library.find("spill", date(2019, 12, 31))
    assert code(caught) == ["E505"]
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("reference", "expected", "suggestion"),
    [
        ("spil", "E502", "spill"),
        ("testland/spil", "E502", "testland/spill"),
        ("spill@2021", "E504", "2020"),
        ("Spill!", "E501", None),
    ],
)
def test_unknown_references(library, reference, expected, suggestion):
    with pytest.raises(InputError) as caught:
        library.find(reference)
    assert code(caught) == [expected]
    assert caught.value.faults[0].suggestion == suggestion


def test_a_word_of_one_name_alone_is_taken_for_it(tmp_path):
    root = shelve(
        tmp_path, SMALL.replace("testland/spill", "testland/oil-spill-9000"), "testland/oil-spill-9000/2020"
    )
    for names, wanted in ((("9000",), "oil-spill-9000"), (("00", "9"), None)):
        for name in names:
            with pytest.raises(InputError) as caught:
                Library([root]).find(name)
            assert caught.value.faults[0].suggestion == wanted


def test_a_short_name_two_places_share_is_refused(tmp_path):
    root = shelve(tmp_path)
    shelve(root, SMALL.replace("testland/spill", "elsewhere/spill"), "elsewhere/spill/2020")
    with pytest.raises(InputError) as caught:
        Library([root]).find("spill")
    assert code(caught) == ["E503"]


@pytest.mark.parametrize("title", ["泄漏事件", "泄漏", "泄漏@2020", "TESTLAND SPILL PLAN"])
def test_a_plan_may_be_named_by_its_title_where_that_is_clear(library, title):
    found = library.find(title)
    assert found == library.find("spill@2020" if "@" in title else "spill")


@pytest.mark.parametrize(("title", "expected"), [("泄", "E501"), ("漏油", "E501"), ("泄漏@2019", "E504")])
def test_what_is_no_title_is_refused(library, title, expected):
    with pytest.raises(InputError) as caught:
        library.find(title)
    assert code(caught) == [expected]


def test_part_of_two_titles_is_refused_with_both(tmp_path):
    root = shelve(tmp_path)
    shelve(root, SMALL.replace("testland/spill", "testland/other"), "testland/other/2020")
    with pytest.raises(InputError, match="testland/other, testland/spill") as caught:
        Library([root]).find("泄漏")
    assert code(caught) == ["E503"]


def test_editions_that_overlap_are_refused(tmp_path):
    root = shelve(tmp_path)
    shelve(root, later(SMALL).replace("2030-01-01", "2029-01-01"), "testland/spill/2030")
    with pytest.raises(InputError) as caught:
        Library([root]).find("spill")
    assert code(caught) == ["E508"]


def test_a_file_in_the_wrong_place_is_refused(tmp_path):
    root = shelve(tmp_path, SMALL, "testland/spill/2021")
    with pytest.raises(InputError) as caught:
        Library([root]).find("spill")
    assert code(caught) == ["E506"]


def loose(tmp_path, text, name="draft.yaml"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_a_loose_file_is_known_by_what_it_says_it_is(tmp_path):
    root = shelve(tmp_path / "shelf")
    path = loose(tmp_path, SMALL.replace("testland/spill", "testland/leak"))
    (tmp_path / "other.yaml").write_text("not: [a plan", "utf-8")
    library = Library([root], [path])
    assert library.names == ("testland/leak", "testland/spill")
    assert library.prepared(library.find("leak")).plan.place.file == str(path)


def test_a_loose_file_comes_before_the_folders(tmp_path):
    root = shelve(tmp_path / "shelf")
    path = loose(tmp_path, SMALL)
    library = Library([root], [path])
    assert [shelved.path for shelved in library.editions("testland/spill")] == [path]


def test_a_loose_edition_ends_the_one_before_it(tmp_path):
    root = shelve(tmp_path / "shelf", SMALL.replace(", to: 2029-12-31", ""))
    library = Library([root], [loose(tmp_path, later(SMALL))])
    assert str(library.find("spill", date(2029, 12, 31))) == "testland/spill@2020"
    assert str(library.find("spill", date(2030, 1, 1))) == "testland/spill@2030"


def test_a_loose_edition_from_the_same_day_is_refused(tmp_path):
    root = shelve(tmp_path / "shelf", SMALL.replace(", to: 2029-12-31", ""))
    same = later(SMALL).replace("2030-01-01", "2020-01-01")
    with pytest.raises(InputError) as caught:
        Library([root], [loose(tmp_path, same)]).find("spill")
    assert code(caught) == ["E508"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("id: spill", "E501"),
        ("id: A/b", "E501"),
        ("id: [testland/spill]", "E501"),
        ("id:", "E501"),
        ("kinds_of_plan: []", "E202"),
    ],
)
def test_a_loose_file_that_is_no_plan(tmp_path, written, expected):
    path = loose(tmp_path, SMALL.replace("id: testland/spill", written, 1))
    with pytest.raises(InputError) as caught:
        Library([], [path])
    assert expected in code(caught)
    assert caught.value.faults[0].place.file == str(path)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: 1\n", ["E201", "E202", "E202", "E202", "E202"]),
        (SMALL.replace("id: testland/spill\n", ""), ["E202"]),
        (SMALL.replace("plan/1", "incident/1"), ["E208"]),
    ],
)
def test_a_file_that_is_no_plan_is_told_what_it_lacks(tmp_path, text, wanted):
    root = shelve(tmp_path, text)
    with pytest.raises(InputError) as caught:
        Library([root]).find("spill")
    assert code(caught) == wanted


def test_files_named_one_by_one_are_told_under_their_path(tmp_path, monkeypatch):
    own, other = shelve(tmp_path / "own"), shelve(tmp_path / "other")
    shelve(own, later(SMALL), "testland/spill/2030")
    monkeypatch.chdir(own / "testland")
    library = Library([own, other], named=[Path("spill/2020.yaml")])
    assert [str(each.path) for each in library.editions("testland/spill")] == [
        "spill/2020.yaml",
        str(own / "testland/spill/2030.yaml"),
    ]


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        Library([tmp_path / "nowhere"])
    assert code(caught) == ["E507"]


def test_an_extra_folder_comes_first(tmp_path, monkeypatch):
    root = shelve(tmp_path)
    monkeypatch.setenv("RESPOND_PLANS", str(root))
    library = Library.default()
    assert "testland/spill" in library.names
    assert "jiaocheng/vaccine-quality" in library.names


OVERLAY = """\
respond: plan/1
id: smalltown/spill-local
edition: {name: "2021", in_force: {from: 2021-01-01}}
title: {zh: 小镇补充规定, en: Smalltown additions}
adopts: [{plan: testland/spill, clause: "1"}]
units:
  guard: {zh: 镇值班室, en: town duty room, clause: "1"}
contacts:
  government: {phone: ["000-0000"], as_of: "2021", clause: "1"}
tighten:
  - {measure: tell, within: 30 minutes, clause: "1"}
ledger:
  "1": {status: encoded}
"""


def overlay(tmp_path, text=OVERLAY):
    root = shelve(tmp_path)
    shelve(root, later(SMALL), "testland/spill/2030")
    return Library([shelve(root, text, "smalltown/spill-local/2021")])


def test_an_overlay_adopts_by_day_adds_contacts_and_tightens(tmp_path):
    library = overlay(tmp_path)
    ref = library.find("spill-local", date(2029, 6, 1))
    old = library.prepared(ref, date(2029, 6, 1))
    new = library.prepared(ref, date(2030, 6, 1))
    assert [str(source) for source in old.composed.sources] == [
        "smalltown/spill-local@2021",
        "testland/spill@2020",
    ]
    assert [str(source) for source in new.composed.sources][1] == "testland/spill@2030"
    assert old.criteria[0].entry.when != new.criteria[0].entry.when
    tell = next(measure for measure in old.measures if measure.entry.id == "tell")
    assert tell.entry.within == "30 minutes"
    assert tell.entry.clause == "3; 1"
    assert str(old.origin("tell")) == "testland/spill@2020"
    assert {str(old.origin_of(response.entry)) for response in old.responses} == {"testland/spill@2020"}
    assert old.plan.units["government"].contact.phone == ("000-0000",)
    assert "guard" in old.plan.units


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("within: 30 minutes", "within: 2 hours", "E527"),
        (
            "within: 30 minutes",
            "within: the same day",
            "E527",
        ),  # looser than 1 hour but for the last of the day
        ("measure: tell", "measure: tel", "E526"),
        ("contacts:\n  government", "contacts:\n  goverment", "E511"),
        ("guard: {zh", "bureau: {zh", "E524"),
        ("plan: testland/spill", "plan: smalltown/spill-local", "E525"),
    ],
)
def test_bad_overlays(tmp_path, before, after, expected):
    library = overlay(tmp_path, OVERLAY.replace(before, after))
    with pytest.raises(InputError) as caught:
        library.prepared(library.find("spill-local"), date(2029, 6, 1))
    assert expected in code(caught)
