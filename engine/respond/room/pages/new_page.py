"""A new incident: which plan, then one question after another; nothing is kept until it is opened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from attrs import evolve
from starlette.responses import Response
from starlette.routing import BaseRoute

from respond._records import frozen
from respond.clock import local
from respond.desk import Interview, Typed, form_of, named_after, words_of
from respond.errors import InputError, Place, RespondError, Text, fault
from respond.facts import Fact, read_value, show_value
from respond.plan import Shelved
from respond.reason import Truth
from respond.room.front import Front
from respond.room.operation import Reply
from respond.room.pages.answers import (
    NOT_YET,
    OR_UNKNOWN,
    in_labels,
    moment_typed,
    must_be_typed,
    value_typed,
)
from respond.room.pages.plan_search import Found, plans_by_words
from respond.room.pages.saying import Badge, Saying
from respond.room.pages.visit import Visit, page
from respond.room.pages.words import WORDS
from respond.room.problems import problem_of, status_of
from respond.show import bracket, clause_words, question_words
from respond.yaml import Data

_DETAILS: Final = ("id", "title", "where", "region", "mode", "occurred", "received", "reporter")
_PROPOSED: Final = "proposed"
"""The field of the id that the page proposed."""
_MOST_TRIED: Final = 20
"""How many ids are tried where others open under the same plan at the same moment."""
_TAKEN: Final = "E844"
_VALUE, _EVENT, _JUDGE, _PASSED = "v.", "e.", "j.", "p."
"""What the names of fields begin with that hold what was answered before."""
_MODES: Final = {False: ("real", "test"), True: ("exercise", "test")}
"""Of which kind an incident can be, by whether the room is one for exercises; the first one stands there."""
_TITLE: Final = ("proposed_zh", "proposed_en")
"""The fields of the title that the page proposed, in both languages."""


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    return [
        page(front, "/new", _new, name="new", permission="enter"),
        page(front, "/new", _go_on, name="new-go-on", methods=("POST",), permission="enter"),
    ]


@frozen(eq=False)
class _State:
    """What was told so far, as it stands in the address and in hidden fields."""

    plan: str
    details: Mapping[str, str]
    values: Mapping[str, str]
    events: Mapping[str, str]
    judges: Mapping[str, str]
    passed: tuple[str, ...]
    title: Text | None = None
    """What the page that was sent proposed to call it; nobody typed that."""

    @property
    def fields(self) -> dict[str, str]:
        """Give it as fields of a form, but for the details, which are typed."""
        return {
            "plan": self.plan,
            **{f"{_VALUE}{name}": text for name, text in self.values.items()},
            **{f"{_EVENT}{name}": text for name, text in self.events.items()},
            **{f"{_JUDGE}{name}": text for name, text in self.judges.items()},
            **{f"{_PASSED}{name}": "1" for name in self.passed},
        }

    @property
    def address(self) -> str:
        """Give the address of the page at this state; that no receipt is to be entered stands there, too."""
        details = {name: text for name, text in self.details.items() if text or name == "received"}
        return f"/new?{urlencode({**self.fields, **details})}"

    def without(self, name: str) -> "_State":
        """Take an answer back."""
        return evolve(
            self,
            values={each: text for each, text in self.values.items() if each != name},
            events={each: text for each, text in self.events.items() if each != name},
            judges={each: text for each, text in self.judges.items() if each != name},
            passed=tuple(each for each in self.passed if each != name),
        )

    def with_answers(self, interview: Interview) -> "_State":
        """Give it with what an interview was told."""
        told = interview.facts
        values = {
            name: str(value["value"] if isinstance(value, dict) else value) for name, value in told.items()
        }
        judges = {name: str(value["by"]) for name, value in told.items() if isinstance(value, dict)}
        events = {name: str(value) for name, value in interview.events.items()}
        return evolve(
            self, values=values, judges=judges, events=events, passed=tuple(sorted(interview.passed))
        )


def _state(fields: Mapping[str, str]) -> _State:
    """Read what was told so far; an id or a title that stands as the page proposed it was not typed."""
    title = Text(*(fields.get(name, "").strip() for name in _TITLE))
    proposed = {"id": (fields.get(_PROPOSED),), "title": (title.zh, title.en)}

    def those(prefix: str) -> dict[str, str]:
        return {name.removeprefix(prefix): text for name, text in fields.items() if name.startswith(prefix)}

    return _State(
        plan=fields.get("plan", ""),
        details={
            name: fields[name].strip()
            for name in _DETAILS
            if name in fields and fields[name].strip() not in proposed.get(name, ())
        },
        values=those(_VALUE),
        events=those(_EVENT),
        judges=those(_JUDGE),
        passed=tuple(those(_PASSED)),
        title=title if title.zh and title.en else None,
    )


def _interview(state: _State, visit: Visit, zone: ZoneInfo) -> Interview:
    """Give the interview as far as it went. Raises InputError and CoverageError."""
    now = visit.now
    details = {**dict.fromkeys(_DETAILS, ""), **state.details}
    received = moment_typed(details["received"], zone, "received")
    told = {**({"received": received} if received else {}), **state.events}
    events = tuple(f"{name}={moment}" for name, moment in told.items())
    typed = Typed(
        id=details["id"] or "x",
        plans=(state.plan,),
        title=details["title"] or state.title,
        events=events,
        occurred=moment_typed(details["occurred"], zone, "occurred"),
        source=details["reporter"] or None,
    )
    opening: dict[str, Data] = typed.opening(zone, now)
    if details["where"]:
        opening["where"] = words_of("where", details["where"])
    for name in ("region", "mode"):
        if details[name]:
            opening[name] = details[name]
    facts: dict[str, Data] = {
        name: {"value": text, "by": state.judges[name]} if name in state.judges else text
        for name, text in state.values.items()
    }
    return Interview(
        opening, visit.front.room.library, now, facts, dict(state.events), frozenset(state.passed)
    )


async def _new(visit: Visit) -> Response:
    fields = dict(visit.request.query_params)
    if not fields.get("plan"):
        found = await visit.work(_plans, visit, fields.get("q", ""))
        return visit.show("new_plans.html.j2", plans=found, q=fields.get("q", ""))
    return await _show(visit, _state(fields), None)


async def _go_on(visit: Visit) -> Response:
    """Take an answer, take one back, or open the incident; what is wrong is told, and what was typed stays."""
    fields = {name: str(value) for name, value in visit.form.items()}
    state, do = _state(fields), fields.get("do", "answer")
    if not state.plan:
        raise InputError([fault("E965", Place("do"), found=do)])
    try:
        if do.startswith("undo:"):
            return visit.go(state.without(do.removeprefix("undo:")).address)
        if do == "open":
            return await _open(visit, state, fields)
        return visit.go((await visit.work(_answered, visit, state, fields)).address)
    except RespondError as error:
        return await _show(visit, state, error)


def _answered(visit: Visit, state: _State, fields: Mapping[str, str], *, must: bool = True) -> _State:
    """Give the state with what was typed as the answer to the question that stands there."""
    zone = visit.front.room.library.zone((state.plan,))
    interview = _interview(state, visit, zone)
    question = interview.question
    name = fields.get("ask", "")
    if question is None or question.fact != name:  # it was answered in another window
        return state
    fact = interview.known.get(name)
    if fields.get("do") == "pass":
        return state.with_answers(interview.told("unknown"))
    if fact is None and not must:
        return state  # the time that stands there was put there by the page
    value = value_typed(fields, "", fact, zone)
    if value is None and not must:
        return state
    value = must_be_typed(value, question.label, NOT_YET if fact is None else OR_UNKNOWN)
    by = fields.get("by", "").strip() or None
    return state.with_answers(interview.told(value, by if fact is not None and fact.judgement else None))


async def _open(visit: Visit, state: _State, fields: Mapping[str, str]) -> Response:
    """Open the incident with all that was told, and with the answer that was typed and not sent yet.

    An id that the page proposed, and somebody else took since, gives way to the next one; the page says so.
    """

    def made(name: str) -> Mapping[str, Data]:
        zone = visit.front.room.library.zone((state.plan,))
        title = state.title or _new_title(_shelved(state, visit, zone), visit, zone)
        named = evolve(state, details={**state.details, "id": name}, title=title)
        return _interview(_answered(visit, named, fields, must=False), visit, zone).report

    once, first, *others = visit.typed("once"), *_ids(state, fields)
    instead, reply = {}, await _opened(visit, await visit.work(made, first), once, or_taken=bool(others))
    for name in others:
        if reply is not None:
            break
        # a key of its own for each, so that the button pressed twice comes to the same incident again
        instead, key = {"instead": first}, None if once is None else f"{once} {name}"
        report = await visit.work(made, name)
        reply = await _opened(visit, report, key, or_taken=name != others[-1])
    assert reply is not None  # noqa: S101 - the last is refused where it is taken
    assert reply.location is not None  # noqa: S101 - of an incident that was opened
    return visit.go(reply.location.removeprefix("/v1"), entered=str(reply.etag or 1), **instead)


def _ids(state: _State, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Give under which ids to try to open it: the one that was typed alone, or the proposed one and those after it."""
    typed, proposed = state.details.get("id", ""), fields.get(_PROPOSED, "")
    stem, _, number = proposed.rpartition("-")
    if typed or not (number.isascii() and number.isdecimal() and len(number) < len("10000")):
        return (typed or proposed,)
    return tuple(f"{stem}-{each}" for each in range(int(number), int(number) + _MOST_TRIED))


async def _opened(
    visit: Visit, report: Mapping[str, Data], key: str | None, *, or_taken: bool
) -> Reply | None:
    """Open it; with `or_taken` nothing is given where its id is taken. Raises RespondError."""
    try:
        return await visit.ask("openIncident", body=report, key=key)
    except InputError as error:
        if or_taken and error.faults[0].code == _TAKEN:
            return None
        raise


async def _show(visit: Visit, state: _State, error: RespondError | None) -> Response:
    status = 200 if error is None else status_of(error)
    context = await visit.work(_asked, visit, state, error)
    return visit.show("new.html.j2", status, **context)


def _asked(visit: Visit, state: _State, error: RespondError | None) -> dict[str, Any]:
    """Work out what the page shows: the question, the level so far with its reasons, what was answered."""
    room = visit.front.room
    zone = room.library.zone((state.plan,))
    say = Saying(visit.lang, visit.now, zone)
    shelved = _shelved(state, visit, zone)
    title = _new_title(shelved, visit, zone)
    details = _proposed(state, shelved, title, visit, zone)
    fields = {name: str(value) for name, value in visit.form.items()}
    try:
        interview = _interview(evolve(state, details=details), visit, zone)
    except RespondError as fault_:  # of the details or of the address; all else can still be put right
        error = error or fault_
        plain = {**dict.fromkeys(_DETAILS, ""), "id": "x"}
        interview = _interview(_State(state.plan, plain, {}, {}, {}, ()), visit, zone)
    question = interview.question
    situation = interview.situation
    names = {one.duty: one.label.say(visit.lang) for one in situation.obligations}
    labels = {name: fact.label for name, fact in interview.known.items()}
    return {
        "say": say,
        "plan": shelved,
        "state": state,
        "details": details,
        "modes": _MODES[visit.exercise],
        "question": question,
        "words": "" if question is None else question_words(question, names, visit.lang),
        "fact": None if question is None else interview.known.get(question.fact),
        "form": None if question is None else form_of(interview.known.get(question.fact)),
        "typed": fields if error is not None else {},
        "spot": "",
        "levels": _levels(interview, say),
        "graded": situation.graded,
        "reasons": _reasons(interview, say),
        "answered": _told(state, interview, say),
        "problem": None if error is None else in_labels(problem_of(error, visit.lang), labels, visit.lang),
        "proposed": "" if "id" in state.details else details["id"],
        "proposed_title": title,
        "taken": _taken(details, visit) if error is not None and error.faults[0].code == _TAKEN else None,
        "once": visit.typed("once") or f"{visit.now.timestamp()}-{details['id']}",
    }


def _shelved(state: _State, visit: Visit, zone: ZoneInfo) -> Shelved:
    """Give the latest edition of the plan."""
    library = visit.front.room.library
    return library.editions(library.find(state.plan, local(visit.now, zone).date()).id)[-1]


def _proposed(state: _State, plan: Shelved, title: Text, visit: Visit, zone: ZoneInfo) -> dict[str, str]:
    """Give the details with a name and a title, where none was typed."""
    details = {**dict.fromkeys(_DETAILS, ""), **state.details}
    if "received" not in state.details:
        details["received"] = Saying(visit.lang, visit.now, zone).field()
    if not details["id"]:
        details["id"] = _new_id(plan, visit, local(visit.now, zone))
    if not details["title"]:
        details["title"] = title.say(visit.lang)
    details["mode"] = details["mode"] or _MODES[visit.exercise][0]
    if not details["region"] and visit.person.regions:  # what lies elsewhere would not be seen again
        details["region"] = visit.person.regions[0]
    return details


def _new_title(plan: Shelved, visit: Visit, zone: ZoneInfo) -> Text:
    """Give what a plan is for, with the present: so that an incident nobody named is not taken for another."""
    title, at = named_after(plan.title), Saying(visit.lang, visit.now, zone).full(visit.now)
    return Text(title.zh + bracket(at, "zh"), title.en + bracket(at, "en"))


def _new_id(plan: Shelved, visit: Visit, now: datetime) -> str:
    """Give the plan, the day and the first number that is free among what is seen."""
    begun = f"{plan.ref.id.rpartition('/')[2]}-{now:%Y%m%d}"
    seen = [each.id for each in visit.front.room.store.seen_from(visit.person.regions).incidents()]
    taken = {*seen, *(name.rpartition("@")[0] for name in seen)}
    return next(name for n in range(1, len(seen) + 2) if (name := f"{begun}-{n}") not in taken)


def _taken(details: Mapping[str, str], visit: Visit) -> str | None:
    """Give the incident that has the id, where whoever looks may see it."""
    seen = {each.id for each in visit.front.room.store.seen_from(visit.person.regions).incidents()}
    names = (details["id"], f"{details['id']}@{details['region']}")
    return next((each for each in names if each in seen), None)


def _levels(interview: Interview, say: Saying) -> tuple[Badge, ...]:
    if not interview.situation.occurring:
        return (Badge("level-0", say.text(WORDS["signs_only"])),)
    return say.reach(interview.level)


def _reasons(interview: Interview, say: Saying) -> Sequence[str]:
    """Give the criteria that make the level certain, and those that could still make it the highest."""
    level = interview.level
    wanted = {(Truth.YES, level.certain), (Truth.UNKNOWN, level.possible)}
    found = [each for each in interview.situation.leading.criteria if (each.truth, each.level) in wanted]
    return [
        f"{'✓' if each.truth is Truth.YES else '?'} {say.text(each.label or each.words)}"
        f"{bracket(clause_words(each.clause, say.lang), say.lang)}"
        for each in found[:6]
    ]


def _told(state: _State, interview: Interview, say: Saying) -> Sequence[tuple[str, str, str]]:
    """Give what was answered: the name, the label, the value in words."""
    found = []
    for name, text in state.values.items():
        fact = interview.known.get(name)
        found.append((name, _label(name, fact, interview, say), _shown(fact, text, say)))
    found += [
        (name, _label(name, None, interview, say), say.full(datetime.fromisoformat(moment)))
        for name, moment in state.events.items()
    ]
    unknown = say.text(WORDS["unknown"])
    found += [
        (name, _label(name, interview.known.get(name), interview, say), unknown) for name in state.passed
    ]
    return found


def _shown(fact: Fact | None, text: str, say: Saying) -> str:
    try:
        return text if fact is None else show_value(read_value(text, fact), fact, say.lang)
    except InputError:
        return text


def _label(name: str, fact: Fact | None, interview: Interview, say: Saying) -> str:
    if fact is not None:
        return say.text(fact.label)
    prepared = interview.library.prepared(interview.situation.leading_plan)
    event = prepared.plan.events.get(name)
    return name if event is None else say.text(Text(event.zh, event.en))


def _plans(visit: Visit, wanted: str) -> Sequence[Found]:
    """Give the plans an incident can be opened under today, by the words wanted."""
    library = visit.front.room.library
    found = []
    for name in library.names:
        editions = library.editions(name)
        today = local(visit.now, ZoneInfo(editions[-1].zone)).date()
        in_force = [
            each for each in editions
            if each.in_force.from_ <= today and (each.in_force.to is None or today <= each.in_force.to)
        ]  # fmt: skip
        if not in_force:
            continue
        if not in_force[-1].supervises:
            found.append(in_force[-1])
    return plans_by_words(library, found, wanted)
