"""The API to read: every operation and schema is on the page, in both languages, without barriers."""

import pytest
from browser import faults_of, needs_browser

from respond.room import OPERATIONS


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_operation_is_on_the_page(door, lang):
    page = door.get(f"/api?lang={lang}").text
    for each in OPERATIONS:
        assert f'id="{each.id}"' in page
        assert each.words.say(lang) in page


@needs_browser
def test_the_page_has_no_barriers(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/api")
    assert faults_of(page) == []
    page.close()
