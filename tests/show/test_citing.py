"""Which plan a mark stands for: said in one line of those a text has, by the titles of adopted plans, too."""

from datetime import datetime

import pytest

from respond import classify, read_incident
from respond.api import default_library
from respond.show import legend_of

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
