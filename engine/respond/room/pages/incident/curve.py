"""The section of the level over time: by the plan as was known then, as declared, and the response that ran."""

from collections.abc import Mapping
from typing import Final

from respond.desk import curve_of
from respond.errors import Text
from respond.room.pages.incident.level_chart import level_chart
from respond.room.pages.incident.section import Looked, Section


def _shows(looked: Looked) -> Mapping[str, object]:
    room = looked.visit.front.room
    found = curve_of(looked.one, room.store.called, room.library)
    return {"curve": found, "chart": level_chart(found, looked.say)}


SECTION: Final = Section("levels", Text("级别变化", "Levels"), "incident_levels.html.j2", _shows)
