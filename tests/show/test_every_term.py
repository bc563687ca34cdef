"""The rendered plan says in words, in both languages, every term a plan file can hold.

One plan holds every key of every class of the plan language. Whatever a key says stands in the document: without it,
or with another value where a plan cannot be without, the document reads otherwise. So a new key is told or refused here.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import get_args, get_origin

import attrs
import pytest

import yaml
from respond.errors import InputError
from respond.plan import Library
from respond.plan.model import Plan
from respond.plan.structuring.shapes import members_of, shape_of
from respond.show import as_markdown, plan_document

SHELF = Path(__file__).with_name("terms")
FILES = {name: SHELF / "testland" / name / "2020.yaml" for name in ("terms", "graded")}
PLANS = {name: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for name, path in FILES.items()}  # noqa: S506 - text alone

INSTEAD = {
    "Change.kind": ("lower",), "Provision.kind": ("right",), "Report.kind": ("progress",),
    "ClockTimes.at": (["09:00"],), "ClockTimes.days": (["4"],), "Repeat.step": ("4 hours",),
    "Consent.agreed": ("asked",), "Consent.talks": ("dead",), "MoreTime.event": ("agreed",),
    "Event.changes_of": (["dead", "missing"],), "EventAct.of": (["later"],),
    "Extension.at_most": ("4 days",), "Extension.by": ("bureau",),
    "Fact.by": ("office",), "Fact.choices": ({"faint": {"zh": "甲", "en": "one"}, "strong": {"zh": "乙", "en": "two"}},),
    "Group.units": (["bureau", "press"],), "Interpretation.question": ({"zh": "别的", "en": "another"},),
    "Interpretation.reading": ({"zh": "别的", "en": "another"},), "Derived.label": ({"zh": "别的", "en": "another"},),
    "NamedCondition.label": ({"zh": "别的", "en": "another"},), "NamedCondition.when": ("river",),
    "Fact.label": ({"zh": "别的", "en": "another"},), "Plan.title": ({"zh": "别的", "en": "another"},),
    "Derived.formula": ("dead + 2 * missing",), "Constraint.holds": ("missing <= 2000 persons",),
    "Criterion.when": ("area >= 99 ha and bad",), "Exclusion.when": ("river",), "Response.when": ("level >= small",),
    "Criterion.source": ({"zh": "别的", "en": "another"},), "Change.source": ({"zh": "别的", "en": "another"},),
    "Measure.source": ({"zh": "别的", "en": "another"},), "Provision.source": ({"zh": "别的", "en": "another"},),
    "Response.source": ({"zh": "别的", "en": "another"},), "ReminderRule.source": ({"zh": "别的", "en": "another"},),
    "ReminderRule.of": (["early"],), "Known.when": ("area >= 6 ha",),
    "Ledger.reason": ({"zh": "别的", "en": "another"},), "Ledger.status": ("not-executable",),
    "LimitPart.after": ("occurred",), "LimitPart.within": ("3 days",),
    "Measure.after": ("sealed",), "Measure.at_least": ("3 months",), "Measure.every": ("2 days",),
    "Measure.to": (["office", "bureau"],), "Measure.unit": ("press",), "Measure.when": ("received and grave",),
    "Measure.response": (["part"],), "Timing.at_least": ("2 months",), "Timing.within": ("3 hours",),
    "OfficeSeason.hours": (["08:00-12:00"],), "Pause.from": ("sealed",), "Pause.to": ("sealed",),
    "RollOver.to": ("13:00 next working day",), "Supervision.cleared": ("agreed",), "Supervision.opened": ("agreed",),
    "Supervision.roles": ({"undertaker": "office"},), "Tighten.within": ("1 hour",),
    "Window.from": ("06-02",), "Window.to": ("09-29",),
}  # fmt: skip
"""What a plan cannot be without is given another value: by the name of class and key, that value."""

NEEDED = {
    "Adoption.plan", "Alongside.plan", "Change.clause", "Change.id", "Consent.clause", "Constraint.id", "Criterion.clause",
    "Criterion.id", "Edition.in_force", "Edition.name", "Exclusion.clause", "Exclusion.id", "Fact.type", "Fact.unit",
    "Grade.id", "Group.clause", "InForce.from", "Interpretation.clause", "Interpretation.id", "Item.id", "Known.kind",
    "Mark.id", "Measure.before", "Measure.clause", "Measure.id", "MeasureUnit.dimension", "MoreTime.clause", "OfficeSeason.from", "OfficeSeason.to",
    "Plan.adopts", "Plan.conditions", "Plan.derived", "Plan.duties", "Plan.edition", "Plan.events", "Plan.facts",
    "Plan.id", "Plan.ledger", "Plan.level_scale", "Plan.levels", "Plan.measures", "Plan.reports", "Plan.respond",
    "Plan.response_scale", "Plan.responses", "Plan.supervision", "Plan.units", "Plan.units_of_measure", "Plan.windows",
    "Provision.clause", "Provision.id", "ReminderRule.clause", "ReminderRule.id", "Report.clause", "Response.clause",
    "RollOver.if", "Supervision.grades", "Tighten.clause", "Tighten.measure", "Timing.before",
}  # fmt: skip
"""Names, clauses and whole parts that others of the plan refer to, so that it cannot be without them nor have others."""


def classes_in(hint):
    """Go through the attrs classes a type is made of."""
    if isinstance(hint, type) and attrs.has(hint):
        yield hint
    for part in members_of(hint) or get_args(hint):
        yield from classes_in(part)


@cache
def keys_of_the_language():
    """Give every key of a plan file, by the class it stands in."""
    found, queue = {}, [Plan]
    while queue:
        cls = queue.pop()
        if cls.__name__ not in found:
            keys = shape_of(cls).keys
            found[cls.__name__] = {key.name for key in keys}
            queue += [each for key in keys for each in classes_in(key.type)]
    return {f"{name}.{key}" for name, keys in found.items() for key in keys}


def terms_in(node, hint, path=()):
    """Go through the keys of a file, each with the class it stands in and the way to it."""
    for member in members_of(hint) or (hint,):
        origin, inner = get_origin(member), get_args(member)
        if isinstance(member, type) and attrs.has(member) and isinstance(node, dict):
            for key in shape_of(member).keys:
                if key.name in node:
                    yield f"{member.__name__}.{key.name}", (*path, key.name)
                    yield from terms_in(node[key.name], key.type, (*path, key.name))
        elif origin is tuple and isinstance(node, list):
            for place, each in enumerate(node):
                yield from terms_in(each, inner[0], (*path, place))
        elif origin is dict and isinstance(node, dict):
            for name, each in node.items():
                yield from terms_in(each, inner[1], (*path, name))


LIMITS = ("due", "within", "at_least", "every", "at", "each")
"""By what a duty says when it is due: what it counts from is told beside each of them, and apart for each."""


def limited(plan, path):
    """Say by which limit the duty is due that says from when it counts."""
    node = plan
    for step in path[:-1]:
        node = node[step]
    limit = next((key for key in LIMITS if key in node), "none")
    return f"due {node[limit]}" if limit == "due" else limit


def terms():
    """Give every term of the plans, with where it stands first; from when a duty counts, first for each limit."""
    found = {}
    for name, plan in PLANS.items():
        for term, path in terms_in(plan, Plan):
            found.setdefault(term, (name, path))
            if term == "Measure.after":
                found.setdefault(f"{term} with {limited(plan, path)}", (name, path))
    return found


TERMS = terms()


def term_of(key):
    """Give the term of the language without the limit it stands beside."""
    return key.partition(" with ")[0]


def test_what_a_duty_counts_from_is_tried_beside_each_limit_and_none():
    tried = {key.partition(" with ")[2] for key in TERMS if key.startswith("Measure.after with ")}
    assert {"due unstated", "within", "every", "at", "each"} <= tried


def test_the_plans_hold_every_key_of_the_language():
    ids = {f"{cls}.id" for cls in {key.partition(".")[0] for key in keys_of_the_language()}}
    assert sorted(keys_of_the_language() - TERMS.keys() - ids) == []


def written(plan):
    """Give a plan as a file: yes and no, and numbers, without quotes."""
    return re.sub(r'"(true|false|[0-9]+)"', r"\1", json.dumps(plan, ensure_ascii=False))


@pytest.mark.parametrize("term", sorted(NEEDED))
def test_a_plan_cannot_be_without_what_is_not_tried(tmp_path, term):
    name, path = TERMS[term]
    with pytest.raises(InputError):
        told(tmp_path, name, without(PLANS[name], path), "en")


def told(folder, name, plan, lang):
    """Give a plan as a document, in plain words."""
    for other in ("base", "beside", *PLANS):
        text = (
            written(plan) if other == name else (SHELF / "testland" / other / "2020.yaml").read_text("utf-8")
        )
        target = folder / "testland" / other / "2020.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    library = Library([folder])
    ref = library.find(f"testland/{name}")
    return re.sub(r"`[^`]*`", "", as_markdown(plan_document(library.prepared(ref), library, lang)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Give both plans as they are, in both languages."""
    folder = tmp_path_factory.mktemp("whole")
    return {(name, lang): told(folder, name, PLANS[name], lang) for name in PLANS for lang in ("zh", "en")}


def without(plan, path, *given):
    """Give a plan without what stands at a place, or with something else there."""
    copy = json.loads(json.dumps(plan))
    node = copy
    for step in path[:-1]:
        node = node[step]
    if given:
        node[path[-1]] = given[0]
    else:
        del node[path[-1]]
    return copy


@pytest.mark.parametrize("term", sorted(TERMS.keys() - NEEDED))
def test_a_document_says_it(tmp_path, whole, term):
    name, path = TERMS[term]
    changed = without(PLANS[name], path, *INSTEAD.get(term_of(term), ()))
    langs = ("zh",) if term.endswith(".zh") else ("en",) if term.endswith(".en") else ("zh", "en")
    for lang in langs:
        assert told(tmp_path, name, changed, lang) != whole[name, lang], lang
