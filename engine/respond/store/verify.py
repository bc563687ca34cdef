"""Whether a store is as it was written: the chain of its rows, and the heads that were signed or printed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final, Literal, cast

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.log import Row, origin_of
from respond.store.audited import ORIGIN, Audited, AuditState, KeptIn
from respond.store.journal import JOURNAL_ORIGIN, Journaled, JournalPart
from respond.store.keys import Checkpoint, signed_by
from respond.store.moves import move_breaches
from respond.store.origin import origin_breaches
from respond.store.rows import SIGNED_EVERY
from respond.store.sealed import SEAL_ORIGIN, Seal
from respond.store.state import SealedState, StoreState

Breach = Literal[
    "changed",
    "missing",
    "out-of-place",
    "foreign",
    "cut",
    "written-anew",
    "unsigned",
    "origin",
    "signature-missing",
    "part-missing",
    "edited",
    "inserted",
    "deleted",
    "answered",
]
"""What is wrong: a row that was changed; rows that are missing before it; one that stands elsewhere than it was
written; one that was never written here; rows cut off the end; a log that is not the one that was signed; a head that
the store's key did not sign; a row of an imported incident that is not what the store it is from had signed; a head
that the store signs by itself and that is not there; a table or column that is not there. Of what the duty room keeps:
what is not as the audit log says it was last kept; what it never says was kept; what it says is kept and is not
there. An entry that a request was told of and that is not there."""

Part = Literal["log", "audit", KeptIn, "seals", "journal", JournalPart, "moves"]
"""Where something is wrong: in the logs of the incidents, in the audit log or what that answers for, among the seals,
in the journal or what that answers for, or among the moves of a play."""


Own = tuple[int, str]
"""The place and the hash of a row that others follow."""

_ENTRY: Final = Text(
    "事件 `{name}` 第{number}条（库中第{seq}条）",
    "entry {number} of the incident `{name}` (entry {seq} of the store)",
)
_STORED: Final = Text("库中第{seq}条", "entry {seq} of the store")
_AUDIT_ROW: Final = Text("审计记录第{seq}条", "row {seq} of the audit log")


@frozen
class Tampering:
    """One place where a store is not as it was written."""

    breach: Breach
    seq: int
    incident: str = ""
    number: int = 0
    part: Part = "log"
    name: str = ""
    """What is kept, by its name; `seq` is then the row of the audit log or the journal that last said so.

    Of a play whose moves are wrong it is the number of the move.
    """


@frozen
class Verified:
    """What a check of a log found: how many rows, up to which of them a signature vouches, and what is wrong."""

    rows: int
    attested: int
    checkpoints: int
    tampering: tuple[Tampering, ...] = ()

    @property
    def sound(self) -> bool:
        """Say whether nothing is wrong with it."""
        return not self.tampering


def verify(
    rows: Sequence[Row],
    checkpoints: Iterable[Checkpoint],
    store: str,
    public: str,
    printed: Iterable[Checkpoint] = (),
) -> Verified:
    """Check every row against its own hash, both rows before it, and every signed head, those of origins among them.

    `public` is the public key it should be signed with, best one kept elsewhere; `printed` are heads from paper or
    messages, which whoever wrote the store anew does not have.
    """
    found = [*_chain(rows, origin_of(store))]
    found += [Tampering("origin", row.seq, row.incident, row.number) for row in origin_breaches(rows)]
    own = [*checkpoints]
    found += _unsigned(rows, own)
    attested, signed, more = _held_against(rows, {*own, *printed}, public)
    return Verified(len(rows), attested, signed, tuple(dict.fromkeys([*found, *more])))


def check_unchanged(state: StoreState, told: Callable[[str], str]) -> None:
    """Refuse to go on with a store whose logs, or audit log, are not as they were written and signed.

    Raises InputError (E977) naming the first place; `told` gives the name of an incident as whoever asks may know it.
    """
    found = verify(state.rows, state.checkpoints, state.store, state.key).tampering
    audit = () if found else verify_audit(evolve(state.audit, prints=None), state.key).tampering
    for each in sorted((*found, *audit), key=_place)[:1]:
        wording = _AUDIT_ROW if each.part == "audit" else _ENTRY if each.incident else _STORED
        where = wording.fill(seq=each.seq, name=told(str(each.incident)), number=each.number)
        raise InputError([fault("E977", where=where)])


def _place(found: Tampering) -> int:
    return found.seq if isinstance(found.seq, int) else 0


def log_goes_on(rows: Iterable[Row], origin: str, before: Own | None, own: Mapping[str, Own]) -> bool:
    """Say whether rows of the logs of incidents follow the one `before`, and in each incident its `own` last row."""
    return next(_chain(rows, origin, before, own), None) is None


def audit_goes_on(rows: Iterable[Audited], before: Own | None) -> bool:
    """Say whether rows of the audit log follow the one `before`."""
    after, last = before or (0, ORIGIN)
    return next(_one_by_one(rows, last, after=after), None) is None


def verify_audit(state: AuditState, public: str, printed: Iterable[Checkpoint] = ()) -> Verified:
    """Check the audit log as `verify` does, and hold all it answers for against the last row that changed each."""
    rows, own = state.rows, state.checkpoints
    found = [*_one_by_one(rows, ORIGIN)]
    if state.whole:
        found += _unsigned(rows, own)
        found += _not_as_said(state)
    attested, signed, more = _held_against(rows, {*own, *printed}, public)
    told = [evolve(each, part="audit") if each.part == "log" else each for each in [*found, *more]]
    return Verified(len(rows), attested, signed, tuple(dict.fromkeys(told)))


def goes_on_soundly(
    last: Audited, rows: Sequence[Audited], signed: Sequence[Checkpoint], public: str
) -> bool:
    """Say whether an audit log that was sound up to its `last` row goes on soundly, by the rows and heads after it."""
    found = [*_one_by_one(rows, last.hash, after=last.seq)]
    late = [each for each in signed if each.count > last.seq]
    found += _unsigned(rows, signed)
    _, _, more = _held_against(rows, late, public) if rows else (0, 0, late)
    return not found and not more


def verify_sealed(state: StoreState, public: str, printed: Iterable[Checkpoint] = ()) -> Verified:
    """Check the seals, the journal with all it answers for, the moves of plays; what `printed` counts must be there.

    So a signed head that was removed with what it vouched for is missed, unless all that was signed since in the whole
    store went with it: that only lines printed or sent show.
    """
    sealed = state.sealed
    signed = [*state.checkpoints, *state.audit.checkpoints]
    if sealed.prints is None:
        return Verified(0, 0, 0)
    found = [
        *_seal_chain(sealed.seals, state.store, public),
        *_uncounted(sealed.seals, [*signed, *printed, *_sent(state)], public),
        *_heads_gone(state),
        *_answered_gone(state),
        *_one_by_one(sealed.journal, JOURNAL_ORIGIN, "journal"),
        *_unsealed(sealed),
        *_not_as_journaled(sealed),
        *_moves_not_as_made(sealed),
    ]
    heads = {row.seq: row.hash for row in sealed.journal}
    right = [each for each in sealed.seals if heads.get(each.journal) == each.journal_head]
    attested = max((each.journal for each in right if signed_by(each.signed(state.store), public)), default=0)
    return Verified(len(sealed.journal), attested, len(sealed.seals), tuple(dict.fromkeys(found)))


def _seal_chain(seals: Sequence[Seal], store: str, public: str) -> Iterator[Tampering]:
    number, previous = 0, SEAL_ORIGIN
    for each in seals:
        if each.hash != each.right_hash:
            yield Tampering("changed", each.number, part="seals")
        elif each.number != number + 1:
            yield Tampering("missing", each.number, part="seals")
        elif each.previous != previous:
            yield Tampering("out-of-place", each.number, part="seals")
        elif not signed_by(each.signed(store), public):
            yield Tampering("unsigned", each.number, part="seals")
        number, previous = each.number, each.hash


def _uncounted(seals: Sequence[Seal], signed: Iterable[Checkpoint], public: str) -> Iterator[Tampering]:
    """Name the last seal that some signature counts and that is not there."""
    last = max((each.number for each in seals), default=0)
    told = [
        each.seal for each in signed if each.seal is not None and each.seal > last and signed_by(each, public)
    ]
    if told:
        yield Tampering("cut", max(told), part="seals")


def _sent(state: StoreState) -> Iterator[Checkpoint]:
    """Give the signed lines that went out with reminders and still stand in the outbox."""
    for line in state.sealed.lines:
        with suppress(InputError):  # what is no line was changed, and is named for that
            yield Checkpoint.from_line(line, state.store)


def _heads_gone(state: StoreState) -> Iterator[Tampering]:
    """Name what was sealed and is gone or another, and signed heads that were taken out, of each chain the last."""
    chains: tuple[tuple[Part, Sequence[Row | Audited | Journaled], Sequence[Checkpoint] | None], ...] = (
        ("log", state.rows, state.checkpoints),
        ("audit", state.audit.rows, state.audit.checkpoints),
        ("journal", state.sealed.journal, None),
    )
    for part, rows, signed in chains:
        heads = {row.seq: row.hash for row in rows}
        counts = None if signed is None else {each.count for each in signed}
        worst: dict[Breach, Tampering] = {}
        for seal in state.sealed.seals:
            count, head = seal.upto(part)
            if not count:
                continue
            breach: Breach | None = None
            if count not in heads:
                breach = "cut" if count > len(rows) else "missing"
            elif heads[count] != head:
                breach = "written-anew"
            elif counts is not None and count not in counts:
                breach = "signature-missing"
            if breach is not None:
                worst[breach] = Tampering(breach, count, part=part)
        yield from worst.values()


def _answered_gone(state: StoreState) -> Iterator[Tampering]:
    """Name entries of which requests were told and that are not there, behind the last seal too."""
    numbers: dict[str, int] = {}
    for row in state.rows:
        if isinstance(row.number, int):
            numbers[row.incident] = max(row.number, numbers.get(row.incident, 0))
    for incident, last in sorted(state.sealed.answered.items()):
        if last > numbers.get(incident, 0):
            yield Tampering("answered", 0, incident, last)


def _unsealed(sealed: SealedState) -> Iterator[Tampering]:
    upto = max((each.journal for each in sealed.seals), default=0)
    if sealed.journal and sealed.journal[-1].seq - upto >= SIGNED_EVERY:
        yield Tampering("signature-missing", sealed.journal[-1].seq, part="journal")


def _not_as_journaled(sealed: SealedState) -> Iterator[Tampering]:
    said: dict[tuple[str, str], tuple[int, str | None]] = {
        (row.part, row.name): (row.seq, row.print) for row in sealed.journal
    }
    return _differing(said, sealed.prints or {})


def _moves_not_as_made(sealed: SealedState) -> Iterator[Tampering]:
    """Name the first move of each play that is not as it was made, as reading the play does."""
    for play, moves in sealed.moves.items():
        wrong = move_breaches(moves)
        if wrong:
            yield Tampering("changed", wrong[0], part="moves", name=play)


def _held_against(
    rows: "Sequence[Row] | Sequence[Audited]", signed: Iterable[Checkpoint], public: str
) -> tuple[int, int, list[Tampering]]:
    """Hold rows against signed heads: up to which one these vouch, how many there are, and what is wrong."""
    heads = {row.seq: row.hash for row in rows}
    ordered = sorted(signed, key=lambda each: (each.count, str(each.at)))
    attested, found = 0, []
    for each in ordered:
        if not signed_by(each, public):
            found.append(Tampering("unsigned", each.count))
        elif each.count not in heads:
            found.append(Tampering("cut" if each.count > len(rows) else "missing", each.count))
        elif heads[each.count] != each.head:
            found.append(Tampering("written-anew", each.count))
        else:
            attested = max(attested, each.count)
    return attested, len(ordered), found


def _one_by_one(
    rows: Iterable[Audited] | Iterable[Journaled], origin: str, part: Part = "log", after: int = 0
) -> Iterator[Tampering]:
    """Name the rows of a chain that are not as they were written, or do not follow the one before.

    `origin` is the hash of the one before the first, `after` its place.
    """
    seq, previous = after, origin
    for row in rows:
        if row.hash != row.right_hash:
            yield Tampering("changed", row.seq, part=part)
        elif row.seq != seq + 1:
            yield Tampering("missing", row.seq, part=part)
        elif row.previous != previous:
            yield Tampering("out-of-place", row.seq, part=part)
        seq, previous = row.seq, row.hash


def _not_as_said(state: AuditState) -> Iterator[Tampering]:
    """Name what is kept otherwise than the last row says that kept it. A session may end without a row."""
    said: dict[tuple[str, str], tuple[int, str | None]] = {
        (kept.table, kept.name): (row.seq, kept.print) for row in state.rows if (kept := row.kept)
    }
    for each in _differing(said, state.prints or {}):
        if (each.breach, each.part) != ("deleted", "sessions"):
            yield each


def _differing(
    said: Mapping[tuple[str, str], tuple[int, str | None]], prints: Mapping[tuple[str, str], str]
) -> Iterator[Tampering]:
    """Name what is otherwise than the last row about it says; by its row, its part and its name."""
    for known in sorted({*said, *prints}):
        seq, last = said.get(known, (0, None))
        there = prints.get(known)
        if there == last:
            continue
        breach: Breach = "deleted" if there is None else "inserted" if last is None else "edited"
        yield Tampering(breach, seq, part=cast("Part", known[0]), name=known[1])


def _chain(
    rows: Iterable[Row],
    origin: str,
    before: tuple[int, str] | None = None,
    own: Mapping[str, Own] | None = None,
) -> Iterator[Tampering]:
    """Name the rows that are not as they were written, or do not follow both rows before.

    `before` is the place and the hash of the row before the first, `own` of each incident the number and the hash of
    its last row by then; without them the rows are all there are.
    """
    seq, previous = before or (0, origin)
    lasts = {**(own or {})}
    for row in rows:
        number, last = lasts.get(row.incident, (0, origin))
        if row.hash != row.right_hash:
            yield Tampering("changed", row.seq, row.incident, row.number)
        elif row.seq > seq + 1:
            yield Tampering("missing", row.seq, row.incident, row.number)
        elif row.previous != previous:
            yield Tampering("out-of-place", row.seq, row.incident, row.number)
        elif (row.number, row.before) != (number + 1, last):
            yield Tampering("foreign", row.seq, row.incident, row.number)
        seq, previous = row.seq, row.hash
        lasts[row.incident] = row.number if isinstance(row.number, int) else number + 1, row.hash


def _unsigned(rows: Sequence[Row | Audited], own: Sequence[Checkpoint]) -> Iterator[Tampering]:
    """Name the last row from which on a store would have signed: at what weighs, and every so many rows."""
    upto = max((each.count for each in own), default=0)
    late = [row for row in rows if row.seq > upto]
    due = [row for row in late if row.hash == row.right_hash and _weighs(row)]
    if late and late[-1].seq - upto >= SIGNED_EVERY:
        due.append(late[-1])
    if due:
        last = due[-1]
        of = (last.incident, last.number) if isinstance(last, Row) else ()
        yield Tampering("signature-missing", last.seq, *of)


def _weighs(row: Row | Audited) -> bool:
    return row.closes if isinstance(row, Row) else row.weighs
