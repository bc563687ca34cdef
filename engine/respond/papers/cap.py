"""A warning (预警) as an alert of the Common Alerting Protocol 1.2: issued, changed, lifted, by the log."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Literal
from xml.etree import ElementTree

from respond._records import frozen
from respond.clock import local
from respond.errors import LANGUAGES, InputError, Language, Text, fault, nearest, well_formed
from respond.facts import Exactly, Fact, FactType, Observation, show_plain
from respond.log import Entry
from respond.papers.dossier import Dossier
from respond.papers.words import say
from respond.show import MODE, clause_words

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
SEVERITY: Final[Mapping[str, str]] = {
    "red": "Extreme", "orange": "Severe", "yellow": "Moderate", "blue": "Minor",
}  # fmt: skip
"""What the protocol calls the four colours of a warning, gravest first."""
CATEGORIES: Final = (
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other",
)  # fmt: skip
URGENCIES: Final = ("Immediate", "Expected", "Future", "Past", "Unknown")
CERTAINTIES: Final = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")
_COLOURS_NEEDED: Final = 3
_STATUS: Final = {"real": "Actual", "exercise": "Exercise", "test": "Test"}
_LANGUAGE: Final[Mapping[Language, str]] = {"zh": "zh-CN", "en": "en-US"}
_FORBIDDEN = re.compile(r"[\s,<&]+")
"""What may stand in no name of a sender or an alert."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Message = Literal["Alert", "Update", "Cancel"]


@frozen(eq=False)
class Issued:
    """One message of a warning: which, of what colour, when it was known, on which entry of the log it rests."""

    message: Message
    fact: Fact
    colour: str
    at: datetime
    number: int
    seen: Observation


@frozen
class How:
    """What the log does not say of a warning: who sends it, in which category, how urgent and certain it is.

    What nobody says is Unknown, never guessed. `cancels` lifts the warning that stands.
    """

    sender: str | None = None
    category: str = "Other"
    urgency: str = "Unknown"
    certainty: str = "Unknown"
    expires: datetime | None = None
    cancels: bool = False


def colours_of(fact: Fact) -> bool:
    """Say whether a fact tells the colour of a warning: three at least of the four are among its choices."""
    return fact.type is FactType.CHOICE and len(SEVERITY.keys() & fact.choices.keys()) >= _COLOURS_NEEDED


def messages(dossier: Dossier, fact: Fact) -> tuple[Issued, ...]:
    """Give the messages of a warning as its colour changed: issued, updated, cancelled once it is none of the four."""
    found: list[Issued] = []
    for seen, entry in _said(dossier, str(fact.id)):
        value = seen.value.value if isinstance(seen.value, Exactly) else None
        colour = str(value) if value in SEVERITY else ""
        stands = bool(found) and found[-1].message != "Cancel"
        if colour == (found[-1].colour if stands else ""):
            continue
        message: Message = "Cancel" if not colour else "Update" if stands else "Alert"
        found.append(Issued(message, fact, colour or found[-1].colour, entry.known, len(found) + 1, seen))
    return tuple(found)


def warnings(dossier: Dossier) -> tuple[Issued, ...]:
    """Give the last message of each warning there has been by the log, the latest last."""
    facts = [each for each in dossier.log.facts.values() if colours_of(each)]
    last = [found[-1] for found in (messages(dossier, each) for each in facts) if found]
    return tuple(sorted(last, key=lambda each: each.at))


def _said(dossier: Dossier, name: str) -> Iterator[tuple[Observation, Entry]]:
    """Give each value of a fact as it came to be known, as corrected from then on; one withdrawn says nothing.

    An older figure that came in late was none of a warning then.
    """
    last: Observation | None = None
    older = dossier.log.older(dossier.now)
    for entry in dossier.log.entries:
        if entry.name != name or entry.known > dossier.now or (entry.corrects or entry.id) in older:
            continue
        if isinstance(entry.content, Observation):
            last = entry.content
            yield last, entry
        elif entry.content is None and last is not None:
            yield Observation(name, _NOTHING), entry


_NOTHING: Final = Exactly("")


def cap_alert(dossier: Dossier, *, fact: str | None = None, how: How = How()) -> str:  # noqa: B008 - frozen
    """Give the last message of a warning as XML, in both languages, referring to those before it.

    `fact` names the fact that tells its colour where the plans have several. Raises InputError: E978 where the log was
    changed, E988 where no plan has one, or no such one, E989 where no warning has been issued by the log, or none
    stands that could be cancelled.
    """
    dossier.check_as_written()
    known = {str(each.id): each for each in dossier.log.facts.values() if colours_of(each)}
    if not known or (fact is not None and fact not in known):
        names = ", ".join(known)
        found = Text(f"（有：{names}）", f" (there is: {names})") if names else Text("", "")
        raise InputError(
            [
                fault(
                    "E988",
                    suggestion=nearest(fact or "", known),
                    plan=dossier.situation.leading_plan,
                    known=found,
                )
            ]
        )
    wanted = [known[fact]] if fact is not None else list(known.values())
    sequences = [found for found in (messages(dossier, each) for each in wanted) if found]
    if not sequences:
        raise InputError([fault("E989", name=wanted[0].id)])
    issued = max(sequences, key=lambda each: each[-1].at)
    if how.cancels:
        issued = _cancelled(issued, dossier)
    return _written(issued, dossier, how)


def _cancelled(issued: Sequence[Issued], dossier: Dossier) -> tuple[Issued, ...]:
    last = issued[-1]
    if last.message == "Cancel":
        raise InputError([fault("E989", name=last.fact.id)])
    return (*issued, Issued("Cancel", last.fact, last.colour, dossier.now, last.number + 1, last.seen))


def _written(issued: Sequence[Issued], dossier: Dossier, how: How) -> str:
    last = issued[-1]
    sender = _name(how.sender or _seat(dossier))
    alert = ElementTree.Element("alert", xmlns=NAMESPACE)
    _add(alert, "identifier", _identifier(last, dossier))
    _add(alert, "sender", sender)
    _add(alert, "sent", _moment(last.at, dossier))
    _add(alert, "status", _STATUS[dossier.situation.mode])
    _add(alert, "msgType", last.message)
    _add(alert, "scope", "Public")
    mark = MODE.get(dossier.situation.mode)
    if mark is not None:
        _add(alert, "note", f"{mark.zh} {mark.en}")
    earlier = _referred(issued)
    if earlier:
        names = (f"{sender},{_identifier(each, dossier)},{_moment(each.at, dossier)}" for each in earlier)
        _add(alert, "references", " ".join(names))
    _add(alert, "incidents", _name(dossier.situation.incident))
    for lang in LANGUAGES:
        alert.append(_info(last, dossier, how, lang))
    ElementTree.indent(alert)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(alert, encoding="unicode")}\n'


def _referred(issued: Sequence[Issued]) -> Sequence[Issued]:
    """Give the messages of the same warning before the last: those since one that was cancelled."""
    if issued[-1].message == "Alert":
        return ()
    first = max(place for place, each in enumerate(issued) if each.message == "Alert")
    return issued[first:-1]


def _info(issued: Issued, dossier: Dossier, how: How, lang: Language) -> ElementTree.Element:
    situation = dossier.situation
    info = ElementTree.Element("info")
    _add(info, "language", _LANGUAGE[lang])
    _add(info, "category", how.category)
    _add(info, "event", situation.title.say(lang))
    _add(info, "urgency", "Past" if issued.message == "Cancel" else how.urgency)
    _add(info, "severity", SEVERITY[issued.colour])
    _add(info, "certainty", how.certainty)
    _add(info, "effective", _moment(issued.seen.as_of or issued.at, dossier))
    if how.expires is not None:
        _add(info, "expires", _moment(how.expires, dossier))
    name = _sender_name(dossier)
    if name is not None:
        _add(info, "senderName", name.say(lang))
    label = issued.fact.label.say(lang)
    level = show_plain(issued.colour, issued.fact, lang)
    lifted = issued.message == "Cancel"
    head = say("lifted", lang, label=label) if lifted else say("warning", lang, label=label, level=level)
    mark = MODE.get(situation.mode)
    _add(info, "headline", f"{mark.say(lang)} {head}" if mark is not None else head)
    if issued.seen.note:
        _add(info, "description", issued.seen.note)
    for key, value in (
        ("plan", str(situation.leading_plan)),
        ("clause", clause_words(issued.fact.clause or "", lang)),
    ):
        if value:
            parameter = ElementTree.SubElement(info, "parameter")
            _add(parameter, "valueName", key)
            _add(parameter, "value", value)
    place = situation.where or dossier.involved[0].plan.plan.area
    if place is not None:
        _add(ElementTree.SubElement(info, "area"), "areaDesc", place.say(lang))
    return info


def _identifier(issued: Issued, dossier: Dossier) -> str:
    return _name(f"{dossier.situation.incident}.{issued.fact.id}.{issued.number}")


def _seat(dossier: Dossier) -> str:
    """Give who speaks from this desk: the seat of the leading plan."""
    plan = dossier.involved[0].plan
    return f"{plan.plan.seat or 'respond'}@{str(plan.ref.id).replace('/', '.')}"


def _sender_name(dossier: Dossier) -> Text | None:
    seat = dossier.involved[0].plan.plan.seat
    return next((each.name for each in reversed(dossier.bodies) if each.id == seat), None)


def _name(text: str) -> str:
    return _FORBIDDEN.sub("_", _UNPRINTABLE.sub("_", well_formed(text)))


def _moment(moment: datetime, dossier: Dossier) -> str:
    """Give a moment as the protocol has it: whole seconds, an offset always, and -00:00 for none."""
    text = local(moment, dossier.tz).replace(microsecond=0).isoformat()
    if text[-3] != ":" or text[-6] not in "+-":
        text = moment.astimezone(UTC).replace(microsecond=0).isoformat()
    return re.sub(r"\+00:00$", "-00:00", text)


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = _UNPRINTABLE.sub("\ufffd", well_formed(text))
