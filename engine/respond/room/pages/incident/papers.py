"""The section of papers: a report as it is drafted, that it went out, and what is printed or passed on."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote, urlencode

from attrs import evolve

from respond._records import frozen
from respond.desk import Kept, dossier
from respond.errors import ConflictError, RespondError, Text
from respond.log import Act
from respond.papers import (
    CATEGORIES,
    CERTAINTIES,
    URGENCIES,
    Basis,
    Offer,
    Owing,
    ReportDraft,
    Told,
    answered_words,
    basis_sheet,
    contradicted,
    entry_anchor,
    merger_remark,
    owing_words,
    report_sheet,
    waits_too,
    warnings,
)
from respond.room.pages.answers import AT_LEAST_ONE, moment_typed, must_be_typed, whole_typed
from respond.room.pages.incident.gaps import fill, to_fill
from respond.room.pages.incident.section import Looked, Section, no_form, told_of
from respond.room.pages.paper_words import CAP_TERMS
from respond.room.pages.visit import Visit
from respond.room.pages.words import WORDS
from respond.room.problems import Problem, problem_of
from respond.show import CHANNEL, as_html_part
from respond.situation import UnitName

_SURE: Final[tuple[Owing, ...]] = ("owed", "waiting", "provisional")
_WHY: Final = "why-"
"""What the name of a field for the words of a correction begins with; the fact follows."""
_HEAD: Final = ("number", "signer", "urgency")
"""What stands in the head of a letter and no log tells."""


@frozen(eq=False)
class Choice:
    """A report that can be drafted: the offers of its duties, the most pressing first, and its addressees.

    One of ours is one letter, whichever duties it answers; that of another body answers the duty it is offered for.
    """

    value: str
    offer: Offer
    to: tuple[UnitName, ...]
    standing: Offer | None
    """That of its duties which is surest to be owed, the most pressing first; None where we owe none."""
    owed: tuple[str, ...] = ()
    """Whom it goes to where nobody is named: those it is owed to now."""
    plan: Text | None = None
    """The title of its plan, where another one has a report of the same name."""

    def lists(self, body: str) -> bool:
        """Say whether the plan has it sent to a body."""
        return any(unit.id == body for unit in self.to)


@frozen(eq=False)
class Wanted:
    """What was asked for: which report, to whom, what its head says, why numbers are other than those sent."""

    choice: Choice | None
    to: tuple[str, ...]
    head: Mapping[str, str]
    reasons: Mapping[str, str]

    @property
    def query(self) -> dict[str, str | list[str] | None]:
        """Give it as the room is asked; without addressees it goes to whom it is owed."""
        assert self.choice is not None  # noqa: S101 - nothing is asked where there is no report
        offer = self.choice.offer
        return {
            "report": f"{offer.plan.id}#{offer.report}", "duty": None if offer.ours else offer.duty,
            "to": list(self.to) or None,
            **{key: value or None for key, value in self.head.items()},
            "correcting": [f"{fact}={words}" for fact, words in self.reasons.items()] or None,
        }  # fmt: skip

    def to_download(self, form: str, lang: str) -> str:
        """Give it as an address says it."""
        given = {name: value for name, value in self.query.items() if value is not None}
        return urlencode({**given, "format": form, "lang": lang}, doseq=True)


@frozen(eq=False)
class Contradicted:
    """A number that cannot be true beside one sent, the entries that tell either, and what was said of it.

    `merged` is the incident in which the other was sent, where that was merged into this one since.
    """

    told: Told
    before: tuple[Basis, ...]
    entries: tuple[Basis, ...]
    merged: str | None
    words: str


@frozen(eq=False)
class Drafted:
    """What came of drafting: the draft, or why there is none."""

    draft: ReportDraft | None = None
    against: tuple[Contradicted, ...] = ()
    wrong: Problem | None = None


def _shows(looked: Looked) -> Mapping[str, object]:
    visit, incident = looked.visit, looked.one.id
    choices = _told_apart(_choices(visit.asked("listReports", {"incident": incident}, {}).reports), looked)
    wanted = _wanted(visit, choices)
    made = _drafted(looked, wanted)
    draft = made.draft
    here = f"/incidents/{quote(incident, safe='')}/log"
    numbers = () if draft is None else {each.number for each in draft.basis}
    links = {entry_anchor(number): f"{here}#e{number}" for number in numbers}
    return {
        "choices": choices,
        "wanted": wanted,
        "made": made,
        "draft": draft,
        "fillable": () if draft is None else to_fill(draft.missing, looked.one.log.facts),
        "part": "" if draft is None else as_html_part(report_sheet(draft, visit.lang, notes=False), links),
        "basis": "" if draft is None else as_html_part(basis_sheet(draft, visit.lang), links),
        "owing": {each: owing_words(each, visit.lang) for each in _SURE},
        "answers": () if draft is None else tuple(answered_words(each, visit.lang) for each in draft.answers),
        "merged": "" if draft is None else merger_remark(draft, visit.lang),
        "waiting": () if draft is None else tuple(waits_too(each, visit.lang) for each in draft.waiting),
        "kind": "" if wanted.choice is None else wanted.choice.offer.kind,
        "forms": ("docx", "html", "md"),
        "groups": (
            ("reports_ours", [each for each in choices if each.offer.ours]),
            ("reports_of_others", [each for each in choices if not each.offer.ours]),
        ),
        "reaches": _reaches(wanted, draft),
        "beyond": _beyond(looked, wanted, draft),
        "bodies_by_plan": _by_plan(looked),
        "senders": _senders(looked, wanted, draft),
        "channels": tuple(CHANNEL),
        "issued": warnings(_dossier(looked)),
        "cap_choices": {
            name: {each: visit.word("cap_term", words=CAP_TERMS[each], term=each) for each in terms}
            for name, terms in (("category", CATEGORIES), ("urgency", URGENCIES), ("certainty", CERTAINTIES))
        },
    }


def _reaches(wanted: Wanted, draft: ReportDraft | None) -> tuple[str, ...]:
    """Give whom the letter goes to: who stands in the draft, and where there is none who would."""
    if draft is not None:
        return tuple(unit.id for unit in draft.to)
    return wanted.to or (() if wanted.choice is None else wanted.choice.owed)


def _beyond(looked: Looked, wanted: Wanted, draft: ReportDraft | None) -> dict[str, str]:
    """Give, by id with its name, whom the letter goes to though the plan does not say so."""
    names = {each.id: each.name.say(looked.visit.lang) for each in looked.one.bodies}
    choice = wanted.choice
    return {
        name: names.get(name, name)
        for name in dict.fromkeys((*_reaches(wanted, draft), *wanted.to))
        if choice is not None and not choice.lists(name)
    }


def _by_plan(looked: Looked) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the bodies of each plan concerned by its title, each body where it stands first."""
    one, lang = looked.one, looked.visit.lang
    names = {each.id: each.name.say(lang) for each in one.bodies}
    found, told = [], set[str]()
    for each in one.involved:
        if each.scale is None:
            plan = each.plan.plan
            ids = dict.fromkeys(each.ours(name) for name in (*plan.units, *plan.groups))
            some = [(name, names[name]) for name in ids if name in names and name not in told]
            told.update(name for name, _ in some)
            found += [(plan.title.say(lang), some)] if some else []
    return found


def _senders(
    looked: Looked, wanted: Wanted, draft: ReportDraft | None
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give who may have sent it, by groups: whose report it is, who acted here before, then the bodies of each plan.

    Each body stands once, where it is looked for first.
    """
    one, lang = looked.one, looked.visit.lang
    names = {each.id: each.name.say(lang) for each in one.bodies}
    offers = () if wanted.choice is None else (wanted.choice.offer,)
    issuer = None if draft is None else draft.issuer
    likely = [each.id for each in (issuer, *(offer.by for offer in offers)) if each is not None]
    acts = [each.content for each in reversed(one.log.entries) if isinstance(each.content, Act)]
    before = [each.by for each in acts if each.by is not None]
    groups = [(looked.visit.word("senders_likely"), likely), (looked.visit.word("senders_before"), before)]
    groups += [(title, [name for name, _ in some]) for title, some in _by_plan(looked)]
    found, told = [], set[str]()
    for title, ids in groups:
        some = [name for name in dict.fromkeys(ids) if name in names and name not in told]
        told.update(some)
        if some:
            found.append((title, [(name, names[name]) for name in some]))
    return found


def _choices(offers: Sequence[Offer]) -> tuple[Choice, ...]:
    """Give each report of each plan once, and once for every other body that has it sent."""
    groups: dict[tuple[str, str, str, str], list[Offer]] = {}
    for each in offers:
        body = "" if each.ours or each.by is None else each.by.id
        groups.setdefault((each.kind, each.report, each.plan.id, body), []).append(each)
    ours = [(kind, name) for (kind, name, _, _), some in groups.items() if some[0].ours]
    found = []
    for (kind, name, plan, _), some in groups.items():
        first = some[0]
        apart = plan if ours.count((kind, name)) > 1 else ""
        answered = some if first.ours else some[:1]
        bodies = {unit.id: unit for each in answered for unit in each.to}
        owing = [each for each in some if each.owing is not None]
        standing = min(owing, key=lambda each: _SURE.index(each.owing or "waiting"), default=None)
        value = f"{kind}:{name}:{apart if first.ours else first.duty}"
        pressing = [each for each in answered if each.presses] or [first]
        owed = tuple(dict.fromkeys(unit.id for each in pressing for unit in each.to))
        found.append(Choice(value, first, tuple(bodies.values()), standing, owed))
    return tuple(found)


def _told_apart(choices: Sequence[Choice], looked: Looked) -> tuple[Choice, ...]:
    """Name the plan of each report whose words another one has, too."""
    library = looked.visit.front.room.library
    words = [(each.offer.kind, each.offer.title, each.offer.ours, each.offer.by) for each in choices]
    return tuple(
        evolve(each, plan=library.plan(each.offer.plan).title) if words.count(said) > 1 else each
        for each, said in zip(choices, words, strict=True)
    )


def _wanted(visit: Visit, choices: Sequence[Choice]) -> Wanted:
    """Read what was chosen, from the form that was sent or the address; the most pressing report to begin with.

    Whom it goes to was ticked of one report (`of`): of another one nobody is named yet.
    """
    asked = visit.form or visit.request.query_params
    texts = {name: value.strip() for name, value in asked.multi_items() if isinstance(value, str)}
    first = next(iter(choices), None)
    choice = next((each for each in choices if each.value == texts.get("paper")), first)
    ticked = tuple(value for value in asked.getlist("to") if isinstance(value, str) and value)
    other = choice is not None and texts.get("of", choice.value) != choice.value
    return Wanted(
        choice,
        () if other else ticked,
        {name: texts.get(name, "") for name in _HEAD},
        {name.removeprefix(_WHY): words for name, words in texts.items() if name.startswith(_WHY) and words},
    )


def _drafted(looked: Looked, wanted: Wanted) -> Drafted:
    visit = looked.visit
    if wanted.choice is None:
        return Drafted()
    kind = wanted.choice.offer.kind
    try:
        draft = visit.asked("draftReport", {"incident": looked.one.id, "kind": kind}, wanted.query)
    except ConflictError:
        return Drafted(against=_against(looked, wanted))
    except RespondError as error:
        return Drafted(wrong=problem_of(error, visit.lang))
    return Drafted(draft)


def _against(looked: Looked, wanted: Wanted) -> tuple[Contradicted, ...]:
    of = _dossier(looked)
    query: dict[str, Any] = wanted.query
    kind: Any = wanted.choice.offer.kind if wanted.choice is not None else ""
    found = contradicted(of, kind, to=query["to"] or (), name=query["report"], duty=query["duty"])
    return tuple(
        Contradicted(
            each,
            each.dossier.basis(each.told),
            of.basis(each.entries),
            None if each.dossier is of else each.dossier.situation.incident,
            wanted.reasons.get(each.name, ""),
        )
        for each in found
    )


def _dossier(looked: Looked) -> Any:  # noqa: ANN401 - of papers
    room = looked.visit.front.room
    store = room.store.seen_from(looked.visit.person.regions)
    return dossier(store, room.library, looked.one.id, now=looked.visit.now)


async def _enter(visit: Visit, incident: str, one: Kept) -> Mapping[str, str]:
    """Enter that the report went out which the form names, or what it lacks."""
    if visit.typed("do") == "fill":
        return {**told_of(await fill(visit, incident, one)), "paper": visit.typed("paper") or ""}
    if visit.typed("do") != "sent":
        raise no_form(visit.typed("do"))
    offers = (await visit.ask("listReports", path={"incident": incident})).thing.reports
    wanted = _wanted(visit, _choices(offers))
    if wanted.choice is None:
        raise no_form("sent")
    if wanted.choice.to and not any(visit.form.getlist("to")):  # naming nobody would count for everybody
        must_be_typed(None, WORDS["sent_to"], AT_LEAST_ONE)
    asked = wanted.query
    body = {
        "report": asked["report"], "duty": asked["duty"], "to": asked["to"] or None,
        "at": moment_typed(visit.typed("at"), one.situation.tz), "by": visit.typed("by"),
        "channel": visit.typed("channel"), "number": visit.typed("number"), "corrections": wanted.reasons or None,
    }  # fmt: skip
    reply = await visit.ask(
        "enterSent", path={"incident": incident, "kind": wanted.choice.offer.kind}, body=body,
        seen=whole_typed(visit.typed("seen"), "seen"), key=visit.typed("once"),
    )  # fmt: skip
    return told_of(reply)


SECTION: Final = Section("papers", Text("文书", "Papers"), "incident_papers.html.j2", _shows, _enter)
