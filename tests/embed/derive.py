"""The cases of the conformance kit, derived from the tests of the plans and the shipped incidents.

    python tests/embed/derive.py

What is expected there was worked out by hand from the texts; here it is only written in the form that any program can
be held against. The engine is asked for nothing but whether a list may be written as complete: one that names the
latest occasion of each duty may not, where an earlier occasion is still open.
"""

import json
import re
from datetime import datetime
from pathlib import Path

import attrs

from respond.api import default_library
from respond.author import bare_incident, load_expected, load_tests, path_of_tests, pose
from respond.author.testing.ids import DUE_WORDS
from respond.author.testing.pose import Start, moment
from respond.clock import Calendar
from respond.embed import Question, differences, within
from respond.errors import Text
from respond.log import begin_of, day_of, load_incident
from respond.plan import shipped
from respond.situation import involve
from respond.situation.obligations import OPEN
from respond.yaml import Mapping, Scalar, Sequence

OUT = Path(__file__).resolve().parents[2] / "scenarios" / "conformance"
WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
OWED = sorted(OPEN)
NOW_OWED = {"/state": OWED, "/provisional": False}
MANY = {"question": 2, "report": 2, "life": 3, "deadline": 10, "range": 4, "response": 2, "level": 10}
"""How many cases of a kind are taken of one plan, the first in its file."""
INCIDENTS = 1
"""Moments taken of one incident."""


def plain(thing):  # noqa: PLR0911 - a kind of value a line
    """Give an incident, or a part of it, as JSON."""
    if isinstance(thing, Scalar):
        text = str(thing)
        return None if thing.is_null else int(text) if thing.plain and WHOLE.fullmatch(text) else text
    if isinstance(thing, (Mapping, dict)):
        return {str(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, (Sequence, list, tuple)):
        return [plain(each) for each in thing]
    if isinstance(thing, datetime):
        return thing.isoformat()
    if isinstance(thing, Text):
        return {"zh": thing.zh, "en": thing.en}
    if attrs.has(type(thing)):
        written = {}
        for each in attrs.fields(type(thing)):
            value = getattr(thing, each.name)
            if each.name not in {"place", "kept"} and value not in (None, (), {}, False):
                written[each.name.rstrip("_")] = plain(value)
        return written
    return str(thing) if isinstance(thing, str) else thing


def kinds_of(test):
    """Give what a test could be a case of."""
    expect = test.expect
    found = {
        "question": bool(expect.asks),
        "report": bool(expect.to or expect.units),
        "life": bool(
            test.did or test.then or expect.fulfilled or expect.overdue or expect.missed or expect.stood_down
        ),
        "deadline": bool(moments_in(expect)),
        "range": expect.could_reach is not None,
        "response": expect.called is not None,
        "level": expect.level is not None and expect.could_reach is None,
    }
    return [kind for kind in MANY if found[kind]]


def moments_in(expect):
    return [due for due in expect.deadlines.values() if due not in DUE_WORDS]


def points_of(expect, start, answer, plan, complete):
    """Translate what is expected of an answer; `complete` are the lists of duties that name all there is."""
    yield from levels(expect, answer, plan)
    yield from criteria(expect)
    yield from duties(expect, answer, plan, complete)
    yield from limits(expect, start)
    yield from numbers(expect, answer, plan)


def levels(expect, answer, plan):
    if expect.level is not None:
        yield {"at": "/level", "is": str(expect.level)}
        yield {"at": "/could_reach", "is": str(expect.could_reach or expect.level)}
    if expect.called is not None and leads(answer, plan):
        yield {"at": "/response/level", "is": str(expect.called)}
        yield {"at": "/response/could_reach", "is": str(expect.could_call or expect.called)}
    if expect.declared is not None:
        yield {"at": "/declared/level", "is": str(expect.declared)}


def leads(answer, plan):
    """Say whether the plan tested is the one whose answer comes first."""
    return plan is None or answer["plan"] == {"id": plan.id, "edition": plan.edition}


CRITERIA = ["/criteria/*", "/other_plans/*/criteria/*"]


def criteria(expect):
    for truth, names in (("yes", expect.met), ("unknown", expect.open)):
        if names is not None:
            yield {"in": CRITERIA, "where": {"/truth": truth}, "take": "/id", "exactly": texts(names)}
    if expect.fails:
        yield {"in": CRITERIA, "where": {"/truth": "no"}, "take": "/id", "include": texts(expect.fails)}


def duties(expect, answer, plan, complete):
    own = {} if plan is None else {"/plan/id": [plan.id, *(each["id"] for each in adopted(answer, plan))]}
    lists = (
        ("duties", expect.duties, NOW_OWED),
        ("duties", expect.duties_exactly, NOW_OWED),
        ("provisional", expect.provisional, {"/state": OWED, "/provisional": True}),
        ("fulfilled", expect.fulfilled, {"/state": ["met", "met-late"]}),
        ("missed", expect.missed, {"/state": "missed"}),
        ("overdue", expect.overdue, {"/state": "overdue"}),
        ("stood_down", expect.stood_down, {"/state": "stood-down"}),
    )
    for name, given, where in lists:
        if given is None:
            continue
        whole = name in complete or given is expect.duties_exactly
        point = {"in": ["/obligations/*"], "where": {**where, **(own if whole else {})}, "take": "/duty"}
        exact = {**point, "exactly": texts(given)}
        if whole and not differences([exact], answer):
            yield exact
        elif given:
            yield {"in": ["/obligations/*"], "where": where, "take": "/duty", "include": texts(given)}
    if expect.not_owed:
        where = {"/state": OWED}
        yield {"in": ["/obligations/*"], "where": where, "take": "/duty", "exclude": texts(expect.not_owed)}
    for name, one in expect.obligations.items():
        yield from obligation(name, one)


def adopted(answer, plan):
    for each in (answer, *answer["other_plans"]):
        if each["plan"] == {"id": plan.id, "edition": plan.edition}:
            return each["adopted"]
    return answer["adopted"]


def obligation(name, one):
    duty, _, number = name.partition("#")
    where = {"/duty": duty, **({"/round": int(number)} if number else {})}
    if one.state == "none":
        if not number:
            yield {"in": ["/obligations/*"], "where": where, "take": "/duty", "exactly": []}
        return
    some = {}
    if one.state is not None:
        some["/state"] = one.state
    if one.provisional is not None:
        some["/provisional"] = one.provisional
    if some:
        yield {"in": ["/obligations/*"], "where": where, "some": some}


def limits(expect, start):
    for name, due in expect.deadlines.items():
        found = {"/due": moment(due, start).isoformat()} if due not in DUE_WORDS else word_of(due)
        if found:
            yield {"in": ["/obligations/*"], "where": {"/duty": str(name)}, "some": found}
    for name in expect.waiting:
        yield {"in": ["/obligations/*"], "where": {"/duty": str(name)}, "some": {"/state": "waiting"}}
    for name, one in expect.obligations.items():
        duty, _, number = name.partition("#")
        where = {"/duty": duty, **({"/round": int(number)} if number else {})}
        if one.due is not None and one.due not in DUE_WORDS:
            due = moment(one.due, start).isoformat()
            yield {"in": ["/obligations/*"], "where": where, "some": {"/due": due}}


def word_of(due):
    if due == "waiting":
        return {"/state": "waiting"}
    return {} if due == "none" else {"/words": str(due), "/due": None}


def numbers(expect, answer, plan):
    for place, given in (("/to/*/id", expect.to), ("/units/*/id", expect.units)):
        for name, bodies in given.items():
            yield {"in": ["/obligations/*"], "where": {"/duty": str(name)}, "some": {place: texts(bodies)}}
    notices = [
        f"{head}/{kind}/*" for head in ("", "/other_plans/*") for kind in ("interpretations", "remarks")
    ]
    for way, names in (("include", expect.shows), ("exclude", expect.hides)):
        if names:
            yield {"in": notices, "take": "/id", way: texts(names)}
    if expect.decided is not None:
        decided = [f"{head}/interpretations/*" for head in ("", "/other_plans/*")]
        yield {"in": decided, "where": {"/decided": True}, "take": "/id", "exactly": texts(expect.decided)}
    if expect.asks:
        asked = ["/questions/*", "/other_plans/*/questions/*"]
        yield {"in": asked, "take": "/fact", "include": texts(expect.asks)}
    for name, value in expect.distance.items() if leads(answer, plan) else ():
        where = {"/fact": str(name), "/direction": "up"}
        if value == "none":
            yield {"in": ["/distance/*"], "where": where, "take": "/fact", "exactly": []}
        else:
            yield {"in": ["/distance/*"], "where": where, "some": {"/value/en": str(value)}}


def texts(names):
    return [str(each) for each in names]


def asked_by(kind):
    """Give the path a case of a kind asks, and which points its answer has."""
    if kind == "question":
        return "/v1/ask", lambda point: point.get("in") == ["/questions/*"] or point.get("at") in REACH
    if kind == "deadline":
        return "/v1/deadlines", lambda point: point.get("in") == ["/obligations/*"]
    return "/v1/classify", lambda point: True


REACH = ("/level", "/could_reach")
ASK = within(default_library())


def case_of(kind, name, about, origin, incident, now, at, points):
    """Write a case."""
    path, has = asked_by(kind)
    body = {"incident": plain(incident), "now": now.isoformat()}
    if at is not None:
        body["at"] = at.isoformat()
    if kind == "question":
        for point in points:
            if point.get("take") == "/fact" and "include" in point:
                point["in"] = ["/questions/*"]
    kept = [point for point in points if has(point)]
    return {
        "id": name,
        "about": {"zh": about.zh, "en": about.en},
        "kind": kind,
        "origin": origin,
        "question": {"method": "POST", "path": path, "body": body},
        "expected": {"status": 200, "points": kept},
    }


def answer_to(incident, now, at):
    body = {"incident": plain(incident), "now": now.isoformat()}
    if at is not None:
        body["at"] = at.isoformat()
    status, text = ASK(Question("POST", "/v1/classify", json.dumps(body)))
    assert status == 200, text
    return json.loads(text)


def origin_of(library, ref, clause):
    plan = library.prepared(ref).plan
    number = plan.document.number
    return {
        "plan": str(ref),
        "document": plain(plan.title),
        "number": None if number is None else str(number),
        "clause": None if clause is None else str(clause),
    }


def cases_of_plan(library, ref):
    """Give the cases that the tests of an edition make."""
    file = load_tests(path_of_tests(library, ref), ref)
    left = dict(MANY)
    for test in file.tests.values():
        kind = next((each for each in kinds_of(test) if left[each]), None)
        if kind is None:
            continue
        bare, start = bare_incident(file, test, library)
        plans = tuple(plan for plan, _ in involve(bare, library, day_of(bare, start.calendar.zone)))
        facts = {name: fact for plan in plans for name, fact in plan.facts.items()}
        posed = pose(file, test, bare, start, facts)
        answer = answer_to(posed.incident, posed.now, posed.at)
        points = [*points_of(test.expect, start, answer, ref, test.expect.exactly)]
        about = test.note or Text(f"{test.id}（第{test.clause}条）", f"{test.id} (cl. {test.clause})")
        name = f"{ref.id.partition('/')[2]}@{ref.edition}/{test.id}"
        case = case_of(
            kind, name, about, origin_of(library, ref, test.clause), posed.incident, posed.now, posed.at, points
        )  # fmt: skip
        if case["expected"]["points"]:
            left[kind] -= 1
            yield case


def cases_of_incidents(library):
    """Give the cases that the shipped incidents make."""
    for path in sorted((shipped("scenarios") / "incidents").glob("*.expected.yaml")):
        expected = load_expected(path)
        incident = load_incident(path.with_name(str(expected.incident)))
        zone = library.zone(incident.plans)
        ref = library.find(str(incident.plans[0]), day_of(incident, zone))
        start = Start(begin_of(incident, zone), Calendar.of_zone(zone))
        for check in expected.checks[:INCIDENTS]:
            answer = answer_to(incident, check.now, check.at)
            points = [*points_of(check, start, answer, None, check.exactly)]
            name = f"incident/{incident.id}@{(check.at or check.now):%m-%dT%H:%M}"
            origin = origin_of(library, ref, None)
            yield case_of("life", name, incident.title, origin, incident, check.now, check.at, points)


def written(about, cases):
    """Give the text of a file of cases."""
    said = [json.dumps(case, ensure_ascii=False, indent=1) for case in cases]
    head = json.dumps(about, ensure_ascii=False)
    return f'{{\n"respond": "conformance/1",\n"about": {head},\n"cases": [\n' + ",\n".join(said) + "\n]\n}\n"


def file_of(ref):
    """Give where the cases of an edition stand."""
    return f"{str(ref).replace('/', '-')}.json"


def derived_of(library, ref):
    """Give the file of an edition."""
    return written(plain(library.prepared(ref).plan.title), [*cases_of_plan(library, ref)])


def editions_with_tests(library):
    """Give the editions that have tests."""
    shelved = (each for name in library.names for each in library.editions(name))
    return [each.ref for each in shelved if path_of_tests(library, each.ref).is_file()]


def derived():
    """Give every derived file by its name."""
    library = default_library()
    files = {file_of(ref): derived_of(library, ref) for ref in editions_with_tests(library)}
    about = {"zh": "随附的事件", "en": "the incidents that come with it"}
    files["incidents.json"] = written(about, [*cases_of_incidents(library)])
    return files


if __name__ == "__main__":
    for name, text in derived().items():
        (OUT / name).write_text(text, "utf-8", newline="\n")
