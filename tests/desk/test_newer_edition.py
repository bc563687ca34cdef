"""An edition that comes into force while an incident runs: the list, the handover and the printed page name it."""

from datetime import datetime

import pytest

from respond.desk import dossier, handover, handover_sheet, overview
from respond.papers import fallback_sheet
from respond.show import plain

EVE, YEAR = (datetime.fromisoformat(f"{each}+08:00") for each in ("2025-12-31T21:15", "2026-01-01T00:30"))
FIRE = {
    "respond": "incident/1", "id": "fire", "title": {"zh": "跨年林火", "en": "a fire over the new year"},
    "plans": ["national/forest-grassland-fire"], "occurred": "2025-12-31T21:00+08:00",
    "events": {"received": "2025-12-31T21:12+08:00"},
}  # fmt: skip
NEWER = "national/forest-grassland-fire@2026 自2026-01-01起施行"


@pytest.mark.parametrize(("now", "named"), [(EVE, False), (YEAR, True)])
def test_it_is_named_from_its_first_moment(desk, now, named):
    desk.open(FIRE, now=EVE)
    (listed,) = overview(desk.store, desk.library, now=now).incidents
    assert [each.plan.edition for each in listed.newer_editions] == (["2026"] if named else [])
    handed = handover(desk.store, desk.library, now=now, since=EVE)
    assert (NEWER in plain(handover_sheet(handed, "zh"))) is named
    printed = plain(fallback_sheet(dossier(desk.store, desk.library, "fire", now=now), "zh")).replace(
        "\n", ""
    )
    assert (NEWER.replace(" ", "") in printed.replace(" ", "")) is named
