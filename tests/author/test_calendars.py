"""The files of calendars: every fault with its place, what is only to be known, and a year taken from a package."""

import sys
from datetime import date
from pathlib import Path

import pytest

from respond.author import check_calendar, checked_sheet, differences, import_year, year_text
from respond.clock import Calendars, year_in
from respond.errors import CoverageError, InputError, MissingExtraError
from respond.show import plain
from respond.situation import data_of

SHIPPED = Path(__file__).resolve().parents[2] / "plans" / "calendars"

YEAR = """\
respond: calendar/1
region: hill
year: 2026
standing: confirmed
notice: {number: 山政〔2025〕3号, zh: 放假通知, en: notice on days off, issued: 2025-11-04}
days_off:
  - {from: 2026-01-01, to: 2026-01-03, zh: 元旦, en: New Year}
  - {from: 2026-05-01, to: 2026-05-05, zh: 劳动节, en: Labour Day}
working:
  - {day: 2026-01-04, zh: 元旦, en: New Year}
"""


def checked(folder, years=None, region=None):
    own = folder / "hill"
    own.mkdir()
    for year, text in (years or {2026: YEAR}).items():
        (own / f"{year}.yaml").write_text(text, encoding="utf-8")
    if region:
        (own / "region.yaml").write_text(region, encoding="utf-8")
    return check_calendar(Calendars([folder, SHIPPED]), "hill")


def told(found):
    return [(each.code, each.weight, each.line) for each in found.findings]


@pytest.mark.parametrize("region", Calendars([SHIPPED]).names)
def test_what_is_shipped_is_sound(region):
    found = check_calendar(Calendars([SHIPPED]), region)
    assert (found.findings, found.exit_code) == ((), 0)
    assert len(found.years) >= 3


@pytest.mark.parametrize(
    ("old", "new", "expected", "code"),
    [
        ("", "", [], 0),
        ("to: 2026-01-03", "to: 2027-01-03", [("E635", "fault", 7)], 2),
        ("from: 2026-01-01", "from: 2026-01-04", [("E636", "fault", 7)], 2),
        ("from: 2026-05-01", "from: 2026-01-03", [("E636", "fault", 8)], 2),  # a Saturday off twice
        ("day: 2026-01-04", "day: 2026-01-05", [("E637", "fault", 10)], 2),
        ("day: 2026-01-04", "day: 2026-01-03", [("E637", "fault", 10)], 2),
        ("issued: 2025-11-04", "issued: 2025-02-30", [("E323", "fault", 5)], 2),
        ("issued: 2025-11-04", "issued: 2027-01-04", [("E641", "finding", 5), ("E642", "finding", 5)], 1),
        ("〔2025〕", "〔2026〕", [("E642", "finding", 5)], 1),
        ("standing: confirmed", "standing: draft", [("E644", "note", 4)], 0),
        ("region: hill", "region: dale", [("E631", "fault", None)], 2),
    ],
)
def test_every_fault_is_named_with_its_place(tmp_path, old, new, expected, code):
    found = checked(tmp_path, {2026: YEAR.replace(old, new)})
    assert told(found) == expected
    assert found.exit_code == code
    assert all(each.file and each.file.endswith("2026.yaml") for each in found.findings)


def test_all_faults_of_all_files_come_at_once(tmp_path):
    other = YEAR.replace("2026", "2028").replace("2028-01-03", "2029-01-03")
    found = checked(
        tmp_path,
        {2026: YEAR.replace("2026-01-04", "2026-01-05"), 2028: other, 2025: YEAR.replace("2026", "2025")},
    )
    assert [each.code for each in found.findings] == ["E637", "E635", "E637", "E643"]
    assert found.exit_code == 2


@pytest.mark.parametrize("name", ["2027.yml", "next-year.yaml", "regions.yaml"])
def test_a_file_nothing_reads_is_named(tmp_path, name):
    (tmp_path / "hill").mkdir()
    (tmp_path / "hill" / "2026.yaml").write_text(YEAR, encoding="utf-8")
    (tmp_path / "hill" / name).write_text(YEAR.replace("2026", "2027"), encoding="utf-8")
    found = check_calendar(Calendars([tmp_path]), "hill")
    assert told(found) == [("E631", "fault", None)]
    assert found.findings[0].file.endswith(name)


def test_a_year_missing_between_others_is_a_defect(tmp_path):
    four = (
        YEAR.replace("2026", "2024")
        .replace("2025", "2023")
        .replace("  - {day: 2024-01-04, zh: 元旦, en: New Year}\n", "")
        .replace("working:\n", "")
    )
    found = checked(tmp_path, {2024: four + "working: []\n", 2026: YEAR})
    assert told(found) == [("E643", "finding", None)]
    assert "2025" in found.findings[0].problem.en
    assert found.exit_code == 1


LOCAL = "respond: region/1\nregion: hill\nzh: 山县\nen: Hill County\nbase: cn\n"
DAYS = YEAR.replace("2026-01-01, to: 2026-01-03", "2026-04-20, to: 2026-04-20").replace(
    "2026-01-04", "2026-04-05"
)


def test_a_local_calendar_is_checked_over_its_base(tmp_path):
    found = checked(tmp_path, {2026: DAYS}, LOCAL)
    # Labour Day is off anyway; in the years it has nothing of its own the base alone counts
    assert told(found) == [("E645", "finding", 8), ("E646", "note", None), ("E646", "note", None)]
    assert (found.base, found.years, found.exit_code) == ("cn", (2026,), 1)
    assert "2024" in found.findings[1].problem.zh


def test_a_local_year_without_that_of_its_base_is_named(tmp_path):
    found = checked(tmp_path, {2031: DAYS.replace("2026", "2031")}, LOCAL)
    assert [each.code for each in found.findings][:1] == ["E610"]
    assert found.findings[0].file.endswith("2031.yaml")
    assert found.exit_code == 1


def test_a_base_that_is_not_there_is_a_fault(tmp_path):
    found = checked(tmp_path, {2026: DAYS}, LOCAL.replace("base: cn", "base: xx"))
    assert found.findings[0].code == "E638"
    assert found.exit_code == 2


def test_the_sheet_and_the_data_tell_the_same(tmp_path):
    found = checked(tmp_path, {2026: YEAR.replace("〔2025〕", "〔2026〕")})
    text = plain(checked_sheet((found,), "en"), 400)
    assert "2026.yaml:5:18:" in text
    assert "E642" in text
    data = data_of(found)
    assert data["schema"] == "calendar-checked/1"
    assert data["findings"][0]["problem"]["en"] in text.replace("\n    ", " ")


# A year from a package.


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_an_imported_year_has_the_days_of_the_shipped_one(year):
    shipped = Calendars([SHIPPED]).calendar("cn").year(year)
    imported = import_year(year)
    assert differences(shipped, imported) == ()
    assert imported.days_off == shipped.days_off
    assert [each.day for each in imported.working] == [each.day for each in shipped.working]
    assert all(each.name for each in imported.working)


def test_what_is_imported_can_be_read_once_the_notice_is_filled_in(tmp_path):
    imported = import_year(2026)
    text = year_text(imported)
    path = tmp_path / "2026.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        year_in(path, "cn")
    assert [text.splitlines()[each.place.line - 1].strip()[:8] for each in raised.value.faults] == [
        "issued: "
    ]
    path.write_text(year_text(imported, "国办发明电〔2025〕7号", date(2025, 11, 4)), encoding="utf-8")
    found = year_in(path, "cn")
    assert found.standing == "draft"
    assert (found.notice.number, found.notice.issued) == ("国办发明电〔2025〕7号", date(2025, 11, 4))
    assert (found.days_off, found.working) == (imported.days_off, imported.working)


def test_a_number_that_yaml_would_read_otherwise_is_quoted(tmp_path):
    path = tmp_path / "2026.yaml"
    path.write_text(year_text(import_year(2026), "a: b # c", date(2025, 11, 4)), encoding="utf-8")
    assert year_in(path, "cn").notice.number == "a: b # c"


def test_differences_are_told_day_by_day():
    shipped = Calendars([SHIPPED]).calendar("cn").year(2026)
    imported = import_year(2025)
    assert {each.day.year for each in differences(shipped, imported)} == {2025, 2026}
    found = {each.day.isoformat(): (each.before.en, each.after.en) for each in differences(shipped, imported)}
    assert found["2026-02-14"] == ("worked in place of another", "by the week")
    assert found["2025-10-01"] == ("by the week", "day off")


def test_a_year_the_package_does_not_know_is_refused():
    with pytest.raises(CoverageError, match="E648"):
        import_year(2003)


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    with pytest.raises(MissingExtraError, match="E647"):
        import_year(2026)


def test_a_year_without_a_working_day_is_a_defect(tmp_path):
    folder = tmp_path / "hill"
    folder.mkdir()
    (folder / "region.yaml").write_text("respond: region/1\nregion: hill\nzh: 山县\nen: Hill\n", "utf-8")
    off = YEAR[: YEAR.index("days_off:")] + (
        "days_off:\n  - {from: 2026-01-01, to: 2026-12-31, zh: 全年, en: all year}\nworking: []\n"
    )
    (folder / "2026.yaml").write_text(off, "utf-8")
    found = check_calendar(Calendars([tmp_path]), "hill")
    assert [(each.code, each.weight) for each in found.findings] == [("E649", "finding")]
    assert found.exit_code == 1
