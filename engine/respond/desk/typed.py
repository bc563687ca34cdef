"""A first report as it is typed: a plan, `fact=value`, `event=TIME`."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.errors import InputError, Place, Text, fault
from respond.log import in_zone, is_presumed, quick_incident
from respond.plan import RECEIVED
from respond.store import check_said
from respond.yaml import Data, data_of


@frozen
class Typed:
    """What was typed of an incident, by name."""

    id: str
    plans: tuple[str, ...]
    title: str | Text | None = None
    """As somebody typed it, in one language, or in both; without one it is called by its id."""
    facts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    occurred: str | None = None
    noticed: str | None = None
    region: str | None = None
    judged_by: str | None = None
    """The office that answers for the judgements among the facts."""
    source: str | None = None
    """Who reported the incident: the source of its receipt."""

    def opening(self, zone: ZoneInfo, now: datetime) -> dict[str, Data]:
        """Give it in the keys of the incident file; times without an offset are those of the zone.

        Without `occurred` the earliest event stands for it, and without any `now`: it says that nobody reported it.
        Raises InputError.
        """
        made = quick_incident(
            self.plans,
            self.facts,
            [in_zone(each, zone) for each in self.events],
            self.occurred and in_zone(self.occurred, zone),
            by=self.judged_by,
            noticed=self.noticed and in_zone(self.noticed, zone),
            now=now,
        )
        data: dict[str, Data] = {
            "respond": "incident/1",
            "id": self.id,
            "title": _both(self.title)
            if isinstance(self.title, Text)
            else words_of("title", self.title or self.id),
            "plans": list(self.plans),
        }
        if self.region is not None:
            data["region"] = self.region
        if made.occurred is not None:
            at = data_of(made.occurred)
            data["occurred"] = {"presumed": at} if is_presumed(made.occurred) else at
        if made.noticed is not None:
            data["noticed"] = made.noticed.isoformat()
        for name, given in (("facts", made.facts), ("events", made.events)):
            if given:
                data[name] = {str(key): data_of(value) for key, value in given.items()}
        if self.source is not None:
            data["events"] = self._received_from(self.source, data.get("events"))
        return data

    def _received_from(self, source: str, events: Data) -> Data:
        """Give the events with the source of the receipt; one without a time is refused when it is read (E706)."""
        check_said("source", source)
        told = dict(events) if isinstance(events, dict) else {}
        at: dict[str, Data] = {"at": told[RECEIVED]} if RECEIVED in told else {}
        return {**told, RECEIVED: {**at, "source": source}}


def _both(words: Text) -> dict[str, Data]:
    return {"zh": words.zh, "en": words.en}


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """Split `fact=value` texts; raises InputError (E710, E730) for what is none, and for a fact given twice.

    >>> pairs(["deaths=3+", "area = 120ha"])
    {'deaths': '3+', 'area': '120ha'}
    """
    found: dict[str, str] = {}
    faults = []
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            faults.append(fault("E710", Place("update"), found=text))
        elif name in found:
            faults.append(fault("E730", Place("update"), name=name, first=found[name], second=value))
        found[name] = value
    if faults:
        raise InputError(faults)
    return found


def words_of(name: str, text: str) -> dict[str, Data]:
    """Give what somebody typed as a wording, in the one language it is in; raises InputError (E858) for a blank.

    >>> words_of("note", "风向转北"), words_of("note", "wind from the north")
    ({'zh': '风向转北'}, {'en': 'wind from the north'})
    """
    check_said(name, text)
    return {"zh": text} if any(ord(sign) > 0x2E7F for sign in text) else {"en": text}
