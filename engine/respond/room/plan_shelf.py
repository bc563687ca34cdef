"""Questions about plans: which there are, what one holds, what a clause became, how two editions differ."""

from datetime import date
from typing import Annotated, Any, Literal

from respond._records import frozen
from respond.errors import CATALOGUE, InputError, Text, fault, nearest
from respond.plan import Entry, Library, PlanRef, Prepared, Shelved, clauses_of, covers
from respond.room.apart import Comparison, answered, compared
from respond.room.operation import Call, Operation, Query, Reply
from respond.show import clauses_in
from respond.situation import Placed

ON = Query("on", Text("哪一天施行的版本", "the edition in force on that day"), "date")


@frozen
class ShelvedEdition:
    """One edition of a plan, and the days it is in force; no end means until further notice."""

    plan: PlanRef
    title: Text
    in_force_from: date
    in_force_to: date | None
    zone: str


@frozen
class PlanList:
    """The editions of all plans, by plan and then by age."""

    plans: tuple[ShelvedEdition, ...]

    @property
    def schema(self) -> Annotated[Literal["plans/1"], Placed(before="plans")]:
        """Give the name of the contract its JSON keeps."""
        return "plans/1"


@frozen
class AskedFact:
    """A fact the plan asks for, and what an answer may be."""

    id: str
    type: str
    label: Text
    ask: Text | None
    unit: str | None
    choices: tuple[str, ...]
    judgement: bool
    clause: str | None


@frozen
class NamedBody:
    """A unit of the plan."""

    id: str
    name: Text
    role: str


@frozen
class LedgerClause:
    """A clause of the text, and what became of it."""

    clause: str
    status: Literal["encoded", "not-executable", "open"]
    title: Text | None
    reason: Text | None


@frozen
class PlanShown:
    """An edition with what it adopts: its levels (gravest first), the facts it asks for, its units, its ledger."""

    edition: ShelvedEdition
    seat: str | None
    supervision: bool
    """Whether it is a profile of supervision and no plan for incidents."""
    levels: tuple[str, ...]
    facts: tuple[AskedFact, ...]
    units: tuple[NamedBody, ...]
    ledger: tuple[LedgerClause, ...]

    @property
    def schema(self) -> Annotated[Literal["plan-shown/1"], Placed(before="edition")]:
        """Give the name of the contract its JSON keeps."""
        return "plan-shown/1"


@frozen
class CitingEntry:
    """An entry of the plan that cites a clause."""

    kind: str
    id: str
    clause: str
    words: Text | None
    when: str | None


@frozen
class ClauseShown:
    """A clause, and every entry that cites it or a finer part of it."""

    plan: PlanRef
    clause: str
    ledger: tuple[LedgerClause, ...]
    entries: tuple[CitingEntry, ...]

    @property
    def schema(self) -> Annotated[Literal["clause/1"], Placed(before="plan")]:
        """Give the name of the contract its JSON keeps."""
        return "clause/1"


@frozen
class CodeExplained:
    """A code of ours: what it means, what is expected, what to do."""

    code: str
    problem: Text
    expected: Text | None
    help: Text | None


def shelved_in(library: Library) -> tuple[ShelvedEdition, ...]:
    """Give every edition of every plan."""
    return tuple(_edition(each) for name in library.names for each in library.editions(name))


def _edition(shelved: Shelved) -> ShelvedEdition:
    force = shelved.in_force
    return ShelvedEdition(shelved.ref, shelved.title, force.from_, force.to, shelved.zone)


def _plans(call: Call) -> Reply:
    wanted = (call.query["search"] or "").casefold().strip()
    found = shelved_in(call.library)
    if wanted:
        found = tuple(
            each for each in found if wanted in f"{each.plan} {each.title.zh} {each.title.en}".casefold()
        )
    return Reply(PlanList(found))


def prepared_of(call: Call) -> Prepared:
    """Give the edition the path names, or the one in force on the day asked for, or the latest."""
    name = f"{call.path['place']}/{call.path['name']}"
    on: date | None = call.query.get("on")
    if "edition" in call.path:
        return call.library.prepared(call.library.find(f"{name}@{call.path['edition']}"), on)
    return call.library.prepared(call.library.find(name, on), on)


def _plan(call: Call) -> Reply:
    prepared = prepared_of(call)
    plan = prepared.plan
    shelved = next(each for each in call.library.editions(prepared.ref.id) if each.ref == prepared.ref)
    facts = [
        AskedFact(
            str(each.id), each.type.value, each.label, each.ask, each.unit, tuple(each.choices), each.judgement,
            None if each.clause is None else str(each.clause),
        )
        for each in plan.facts.values()
    ]  # fmt: skip
    return Reply(
        PlanShown(
            _edition(shelved),
            plan.seat,
            plan.supervision is not None,
            tuple(prepared.levels.gravest_first) if prepared.graded else (),
            tuple(facts),
            tuple(NamedBody(str(each.id), Text(each.zh, each.en), each.role) for each in plan.units.values()),
            tuple(_ledger(prepared)),
        )
    )


def _ledger(prepared: Prepared, within: str | None = None) -> list[LedgerClause]:
    return [
        LedgerClause(str(clause), each.status, each.title, each.reason)
        for clause, each in prepared.plan.ledger.items()
        if within is None or covers(within, str(clause))
    ]


def _clause(call: Call) -> Reply:
    prepared, wanted = prepared_of(call), call.path["clause"]
    known = clauses_in(prepared)
    if not any(covers(wanted, name) for name in known):
        guess = nearest(wanted, known)
        raise InputError([fault("E916", suggestion=guess, plan=prepared.ref, name=wanted)])
    found = [
        _citing(entry, clause)
        for entry in prepared.plan.entries()
        for clause in clauses_of(entry.entry)
        if covers(wanted, str(clause))
    ]
    return Reply(ClauseShown(prepared.ref, wanted, tuple(_ledger(prepared, wanted)), tuple(found)))


def _citing(entry: Entry, clause: str) -> CitingEntry:
    held: Any = entry.entry
    label = getattr(held, "label", None)
    zh, en = getattr(held, "zh", None), getattr(held, "en", None)
    words = label if isinstance(label, Text) else Text(zh, en) if zh and en else None
    when = getattr(held, "when", None)
    return CitingEntry(
        entry.kind, str(entry.name), str(clause), words, str(when) if when is not None else None
    )


def _comparison(call: Call) -> Comparison:
    """Give what is to be compared; raises InputError for an edition that is not there."""
    name = f"{call.path['place']}/{call.path['name']}"
    first, second = (call.library.find(f"{name}@{call.query[side]}") for side in ("from", "to"))
    library = call.library
    return Comparison(
        tuple(library.roots), tuple(each.path for each in library.loose), str(first), str(second), call.query["on"]
    )  # fmt: skip


def _diff(call: Call) -> Reply:
    return Reply(text=answered(compared(_comparison(call))).json)


def _code(call: Call) -> Reply:
    code = call.path["code"]
    if code not in CATALOGUE:
        raise InputError([fault("E937", suggestion=nearest(code, CATALOGUE), found=code)])
    entry = CATALOGUE[code].for_pages
    return Reply(CodeExplained(code, entry.problem, entry.expected, entry.help))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "listPlans", "GET", "/v1/plans", Text("全部预案及其版本", "The editions of all plans"), "plans", PlanList,
        _plans, query=(Query("search", Text("名称里的字词", "words of a name or title")),),
    ),
    Operation(
        "showPlan", "GET", "/v1/plans/{place}/{name}", Text("一部预案：某日施行的版本", "A plan as in force on a day"),
        "plans", PlanShown, _plan, query=(ON,),
    ),
    Operation(
        "diffPlan", "GET", "/v1/plans/{place}/{name}/diff",
        Text("两个版本有何不同（plan-diff/1）", "What differs between two editions (plan-diff/1)"),
        "plans", None, _diff,
        query=(
            Query("from", Text("一版", "one edition"), required=True),
            Query("to", Text("另一版", "the other edition"), required=True), ON,
        ),
        apart=_comparison,
    ),
    Operation(
        "showEdition", "GET", "/v1/plans/{place}/{name}/{edition}", Text("一个版本", "One edition"),
        "plans", PlanShown, _plan, query=(ON,),
    ),
    Operation(
        "showClause", "GET", "/v1/plans/{place}/{name}/{edition}/clauses/{clause}",
        Text("一个条款成了哪些规则", "What a clause became"), "plans", ClauseShown, _clause, query=(ON,),
    ),
    Operation(
        "explainCode", "GET", "/v1/errors/{code}", Text("一个错误码的含义和处理", "What a code means, and what to do"),
        "anybody", CodeExplained, _code,
    ),
)  # fmt: skip
