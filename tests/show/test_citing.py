"""Which plan a mark stands for: said in one line of those a text has, by the titles of adopted plans, too."""

from datetime import datetime

import pytest

from respond import classify, read_incident
from respond.api import default_library
from respond.plan import Library
from respond.show import View, cite, legend_of, plain, situation_sheet
from small_plan import SMALL, shelve

LIBRARY = default_library()
FIRE = """\
respond: incident/1
id: fire
title: {zh: 北山林火, en: a forest fire}
plans: [forest-fire]
occurred: 2026-11-21T09:00+08:00
facts: {burnt_forest: 3ha}
events: {received: 2026-11-21T09:12+08:00}
"""
NOW = datetime.fromisoformat("2026-11-21T10:00+08:00")


@pytest.fixture(scope="module")
def fire():
    return classify(read_incident(FIRE), now=NOW, library=LIBRARY)


@pytest.mark.parametrize(
    ("text", "lang", "key"),
    [
        ("①条款34", "zh", "① 森林草原防灭火条例"),
        ("②条款17；①条款34；①条款36", "zh", "① 森林草原防灭火条例；② 中华人民共和国突发事件应对法"),
        ("② cl. 17", "en", "② Emergency Response Law of the People's Republic of China"),
        ("条款5", "zh", ""),
        ("", "en", ""),
    ],
)
def test_the_line_names_what_the_text_cites_and_nothing_else(fire, text, lang, key):
    assert legend_of(text, fire, lang) == key


OVER_THE_YEAR = """\
respond: incident/1
id: fire
title: {zh: 跨年林火, en: a fire over the new year}
plans: [forest-fire]
occurred: 2025-12-31T21:00+08:00
events: {received: 2025-12-31T21:12+08:00}
"""


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh",
            "national/forest-grassland-fire@2026 森林草原防灭火条例（自2026-01-01起施行，此后产生的任务按此办）",
        ),
        ("en", "(in force since 2026-01-01; what arises since is owed by it)"),
    ],
)
def test_the_head_names_the_edition_in_force_by_now(lang, said):
    """The plan of the county adopts the regulation, of which another edition has come into force meanwhile."""
    for clock, told in (("2025-12-31T23:59", False), ("2026-01-01T00:00", True)):
        now = datetime.fromisoformat(f"{clock}+08:00")
        situation = classify(read_incident(OVER_THE_YEAR), now=now, library=LIBRARY)
        head = (
            plain(situation_sheet(situation, View(lang=lang)))
            .split("━")[0]
            .replace("\n", "" if lang == "zh" else " ")
        )
        assert (said.replace(" ", "") in head.replace(" ", "")) is told
        found = [(str(each.plan), str(each.since)) for each in situation.newer_editions]
        assert found == ([("national/forest-grassland-fire@2026", "2026-01-01")] if told else [])


def test_what_arises_by_the_newer_edition_is_cited_by_its_mark():
    now = datetime.fromisoformat("2026-01-01T00:10+08:00")
    situation = classify(read_incident(OVER_THE_YEAR), now=now, library=LIBRARY)
    (nearest,) = [one for one in situation.obligations if one.duty == "nearest-forces"]
    assert cite(nearest.clause, nearest.plan, situation, "zh") == "⑤条款40"


def test_of_several_newer_editions_the_last_is_named(tmp_path):
    head = 'edition: {name: "YEAR", in_force: {from: YEAR-01-01, to: YEAR-12-31}}'
    begun = 'edition: {name: "2020", in_force: {from: 2020-01-01, to: 2029-12-31}}'
    for year in ("2020", "2021", "2022"):
        text = SMALL.replace(begun, head.replace("YEAR", year))
        shelve(tmp_path, text, f"testland/spill/{year}")
    incident = (
        OVER_THE_YEAR.replace("forest-fire", "testland/spill")
        .replace("2025-12-31", "2020-12-31")
        .replace("{received: 2020-12-31T21:12+08:00}", "{}")
    )
    for now, named in (("2021-06-01", "2021"), ("2022-06-01", "2022")):
        at = datetime.fromisoformat(f"{now}T08:00+08:00")
        situation = classify(read_incident(incident), now=at, library=Library([tmp_path]))
        assert [each.plan.edition for each in situation.newer_editions] == [named]
