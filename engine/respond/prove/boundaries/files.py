"""Boundary incidents as files: each with its expected answer beside it, for a suite that guards a plan."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from respond._records import frozen
from respond.errors import InputError, InternalError, Text, fault
from respond.facts import Level, Plain
from respond.plan import Library, Prepared, Rule
from respond.prove.boundaries.rows import ThresholdPoint, ThresholdRow, incidents_of
from respond.prove.boundaries.table import Boundaries
from respond.prove.search.evaluation import owed_in, rule_words
from respond.prove.search.exact import ExactIncident, met
from respond.prove.search.ground import confirmed
from respond.prove.search.times import written_moment
from respond.prove.search.witness import Witness, confirm, make_witness, words_of
from respond.situation import Situation, involve, situate
from respond.yaml import write

_LONGEST_NAME = 200
"""Characters of a file name, so that `.expected.yaml` and a number fit behind it on any disk."""

_HEAD = "# yaml-language-server: $schema={name}.json\n"


@frozen(eq=False)
class Guard:
    """One incident with its expected answer, as two files of the same name."""

    name: str
    facts: ExactIncident
    level: Level
    incident: str
    expected: str


class Namer:
    """Gives each incident a name of its own, made of what is away from rest."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.taken: set[str] = set()

    def name(self, *parts: str) -> str:
        """Give a name that no other incident has.

        >>> namer = Namer("fire-2026")
        >>> namer.name("damaged_forest", "0.067 ha"), namer.name("damaged_forest", "0.067 ha")
        ('fire-2026-damaged-forest-0-067-ha', 'fire-2026-damaged-forest-0-067-ha-2')
        """
        raw = "-".join([self.prefix, *parts]).lower().replace("%", " per cent")
        base = re.sub(r"[^a-z0-9]+", "-", raw)[:_LONGEST_NAME].strip("-")
        name, count = base, 1
        while name in self.taken:
            count += 1
            name = f"{base}-{count}"
        self.taken.add(name)
        return name


def guards(
    found: Boundaries, library: Library, more: Iterable[tuple[str, ExactIncident, Rule]] = ()
) -> Iterator[Guard]:
    """Write down every incident of a table, and further ones each with the rule it is about; each once, confirmed."""
    ref = found.ref
    namer = Namer(f"{ref.id.split('/')[-1]}-{ref.edition}")
    further = list(more)
    maker = _Maker(found, library, further)
    seen = set()
    for name, facts in (*_named(found), *(([name], facts) for name, facts, _ in further)):
        if _key(facts) not in seen:
            seen.add(_key(facts))
            yield maker.make(namer.name(*name), facts)


_Key = tuple[tuple[str, Plain], ...]
_Places = dict[_Key, list[tuple[ThresholdRow, ThresholdPoint]]]


def _key(facts: ExactIncident) -> _Key:
    return tuple(sorted(facts.items()))


def _places(found: Boundaries) -> _Places:
    """Give every place in the table an incident has; a plan without levels and responses cannot classify any."""
    places: _Places = {}
    for row, point in incidents_of(found.rows) if found.plan.answers else ():
        places.setdefault(_key(point.facts or {}), []).append((row, point))
    return places


def _named(found: Boundaries) -> Iterator[tuple[list[str], ExactIncident]]:
    """Go through the incidents of a table, each with what its name is made of."""
    for places in _places(found).values():
        row, point = places[0]
        yield [row.name, point.shown.en, *_beside(row, found.plan)], point.facts or {}


def _beside(row: ThresholdRow, plan: Prepared) -> list[str]:
    """Give the part of a name that tells what else there is."""
    events = plan.scope.events
    said = [f"no {name}" if value is False and name in events else name for name, value in row.others.items()]
    return ["with", *said] if said else []


class _Maker:
    """Writes incidents down, with all that is expected of each for whatever it is there."""

    def __init__(
        self, found: Boundaries, library: Library, further: Sequence[tuple[str, ExactIncident, Rule]]
    ) -> None:
        self.plan = found.plan
        self.day = found.day
        self.library = library
        self.places: _Places = {
            key: [place for place in places if not place[0].graded] for key, places in _places(found).items()
        }
        """Where each incident stands among the thresholds of rules that are no criteria."""
        self.rules: dict[_Key, list[Rule]] = {}
        """The rules each incident is about, but for criteria: of those every incident tells."""
        for key, places in self.places.items():
            self.rules[key] = [rule for row, _ in places for rule in row.rules]
        for _, facts, rule in further:
            if rule.kind != "criterion":
                self.rules.setdefault(_key(facts), []).append(rule)

    def make(self, name: str, facts: ExactIncident) -> Guard:
        """Write one incident and its answer down; raises `InternalError` where that is not what the table says."""
        level, key = confirmed(self.plan, facts), _key(facts)
        places, rules = self.places.get(key, []), self.rules.get(key, [])
        title = _title(*places[0]) if places else _level_title(words_of(self.plan, facts), level)
        witness = make_witness(self.plan, facts, name=name, title=title, level=level, day=self.day)
        if not rules:
            confirm(witness, self.library)
            return self._guard(witness, {})
        situation, pinned = self._answered(witness)
        for row, point in places:
            for rule in row.rules:
                _agree(situation, rule, point, name)
        shown = {remark.id for remark in situation.leading.remarks}
        for rule in rules:
            if rule.kind in _SHOWN:
                listed = pinned.setdefault("shows" if rule.id in shown else "hides", [])
                listed += [] if rule.id in listed else [rule.id]
        return self._guard(witness, pinned)

    def _answered(self, witness: Witness) -> tuple[Situation, dict[str, Any]]:
        """Classify an incident; give its answer with the response called for and every duty owed, to expect them."""
        situation = situate(witness.incident, self.library, now=witness.now)
        if (situation.level.certain, situation.level.possible) != (witness.level, witness.level):
            raise InternalError([fault("E990", found=f"{witness.id}: {situation.level}")])
        called = str(situation.leading.response.called.certain)
        owed = [one for one in situation.obligations if one.open]
        pinned: dict[str, Any] = {
            "called": called,
            "duties": sorted({one.duty for one in owed if not one.provisional}),
        }
        perhaps = sorted({one.duty for one in owed if one.provisional})
        return situation, pinned | ({"provisional": perhaps} if perhaps else {})

    def _guard(self, witness: Witness, pinned: dict[str, Any]) -> Guard:
        """Put the two files together; `pinned` is expected beside the level and the criteria met."""
        name, level, incident = witness.id, witness.level, witness.incident
        checks: dict[str, Any] = {
            "now": written_moment(witness.now),
            **({"level": str(level), "could_reach": str(level)} if self.plan.graded else {}),
        }
        involved = involve(incident, self.library, self.day)
        if sum(plan.graded for plan, _ in involved) == 1:
            checks["met"] = [str(c.entry.id) for c in self.plan.criteria if met(c.condition, witness.facts)]
            checks["open"] = []
        checks |= pinned
        data = {"respond": "expected/1", "incident": f"{name}.yaml", "checks": [checks]}
        return Guard(
            name,
            witness.facts,
            level,
            _HEAD.format(name="incident") + witness.text,
            _HEAD.format(name="expected") + write(data),
        )


def save(found: Iterable[Guard], folder: Path) -> int:
    """Write incidents and answers into a folder, which is made if missing; gives how many.

    Raises `InputError` (E671) for what is no folder, and `OSError` where nothing can be written.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError([fault("E671", name=folder)])
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for guard in found:
        (folder / f"{guard.name}.yaml").write_text(guard.incident, "utf-8")
        (folder / f"{guard.name}.expected.yaml").write_text(guard.expected, "utf-8")
        count += 1
    return count


def _level_title(words: Text, level: Level) -> Text:
    return Text("界线：{words}，{level}", "boundary: {words}, {level}").fill(words=words, level=level.words)


def _title(row: ThresholdRow, point: ThresholdPoint) -> Text:
    about = [Text(f"{row.label.zh}{point.shown.zh}", f"{row.label.en}: {point.shown.en}")]
    about += [row.others_words] if row.others_words.zh else []
    made = _APPLIES if point.applies else _NOT
    rules = Text.joined(rule_words(rule) for rule in row.rules)
    return made.fill(about=Text.joined(about, "，"), rules=rules)


_APPLIES = Text("界线：{about}，{rules}适用", "boundary: {about}, {rules} applies")
_NOT = Text("界线：{about}，{rules}不适用", "boundary: {about}, {rules} does not apply")


_SHOWN = frozenset({"exclusion", "change", "provision"})


def _agree(situation: Situation, rule: Rule, point: ThresholdPoint, name: str) -> None:
    """See that an answer makes of a rule what the table says; raises `InternalError`."""
    answer = situation.leading
    owed = owed_in(situation)
    found = {**dict.fromkeys(owed, True), **dict.fromkeys((remark.id for remark in answer.remarks), True)}
    called = answer.response.called.certain
    wrong = called != point.response or answer.response.called.possible != called
    if rule.kind not in ("response", "gate"):
        wrong = wrong or found.get(rule.id, False) is not point.applies
    if wrong:
        raise InternalError([fault("E990", found=f"{name}: {rule.kind} {rule.id}")])
