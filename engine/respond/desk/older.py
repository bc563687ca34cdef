"""The words of a figure that is of an earlier moment than another which stands: one wording wherever that is told."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from respond.clock import clock_text
from respond.errors import LANGUAGES, Text
from respond.facts import Fact, Observation, show_value

_EARLIER: Final = Text(
    "{label}{shown}截至{as_of}，早于另记的{newer}（{of_newer}）：{then}",
    "{label} {shown} is as of {as_of}, earlier than {newer}, which stands too ({of_newer}): {then}",
)
_SAID: Final = Text("截至{at}", "as of {at}")
_UNSAID: Final = Text("{at}记入，未写明截至何时", "entered at {at}, it does not say as of when")
_STAYS: Final = Text(
    "只记作当时的情况，现值仍是{newer}；若现在就是{shown}，更正{newer}那一条",
    "it is kept as what was so then, and it is {newer} still; if it is {shown} now, correct that entry",
)
_IN_FORCE: Final = Text(
    "后记的为准，现值是{shown}；若{newer}仍是最新的，把{shown}那一条作废；若{shown}对，按现在的时刻再记一次",
    "what was entered last stands, so it is {shown} now; if {newer} is still the latest, withdraw the entry of "
    "{shown}; if not, enter the value again as of now",
)


def older_words(
    fact: Fact, seen: Observation, newer: Observation, at: datetime, zone: ZoneInfo, *, stays: bool
) -> Text:
    """Say that a value is older than another, of a moment `at`; `stays`: whether that other one is in force."""
    shown, other = (
        Text(*(show_value(each.value, fact, lang) for lang in LANGUAGES)) for each in (seen, newer)
    )
    assert seen.as_of is not None  # noqa: S101 - else it is as of when it was told
    return _EARLIER.fill(
        label=fact.label, shown=shown, newer=other, as_of=clock_text(seen.as_of, zone),
        of_newer=(_UNSAID if newer.as_of is None else _SAID).fill(at=clock_text(at, zone)),
        then=(_STAYS if stays else _IN_FORCE).fill(shown=shown, newer=other),
    )  # fmt: skip
