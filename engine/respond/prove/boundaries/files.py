"""Boundary incidents as files: each with its expected answer beside it, for a suite that guards a plan."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from attrs import frozen

from respond.errors import InputError, Text, fault
from respond.facts.values import Plain
from respond.plan import Compiled, Library
from respond.plan.level import LEVEL, LEVEL_WORDS
from respond.prove.boundaries.table import Boundaries, incidents_of
from respond.prove.search.ground import Facts, confirmed, met
from respond.prove.search.witness import confirm, make_witness, words_of
from respond.situation import involve
from respond.situation.moments import read_occurrence
from respond.yaml.write import write

_HEAD = "# yaml-language-server: $schema={name}.json\n"


@frozen(eq=False)
class Guard:
    """One incident with its expected answer, as two files of the same name."""

    name: str
    facts: Facts
    level: int
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
        base = re.sub(r"[^a-z0-9]+", "-", raw).strip("-")
        name, count = base, 1
        while name in self.taken:
            count += 1
            name = f"{base}-{count}"
        self.taken.add(name)
        return name


def guards(found: Boundaries, library: Library, more: Iterable[tuple[str, Facts]] = ()) -> Iterator[Guard]:
    """Write down every incident of a table, and further ones by what they are about; each once, confirmed."""
    ref = found.ref
    namer = Namer(f"{ref.id.split('/')[-1]}-{ref.edition}")
    maker = _Maker(found, library)
    seen = set()
    for row, point in incidents_of(found.rows):
        facts = point.facts or {}
        seen.add(_key(facts))
        yield maker.make(
            namer.name(row.name, point.shown.en, *(["with", *row.others] if row.others else [])), facts
        )
    for about, facts in more:
        if _key(facts) not in seen and _as_file(found.plan, facts):
            seen.add(_key(facts))
            yield maker.make(namer.name(about), facts)


def _key(facts: Facts) -> tuple[tuple[str, Plain], ...]:
    return tuple(sorted(facts.items()))


def _as_file(plan: Compiled, facts: Facts) -> bool:
    """Say whether a file can hold an incident: times since an event it cannot."""
    return all(name in plan.facts or name in plan.scope.events for name in facts)


class _Maker:
    def __init__(self, found: Boundaries, library: Library) -> None:
        self.plan = found.plan
        self.day = found.day
        self.library = library

    def make(self, name: str, facts: Facts) -> Guard:
        """Write one incident and its answer down."""
        level = confirmed(self.plan, facts)
        words = words_of(self.plan, facts)
        title = Text(
            f"界线：{words.zh}，{LEVEL_WORDS[level].zh}", f"boundary: {words.en}, {LEVEL_WORDS[level].en}"
        )
        witness = make_witness(self.plan, facts, name=name, title=title, level=level, day=self.day)
        confirm(witness, self.library)
        incident = witness.incident
        occurred = read_occurrence(incident.occurred).latest
        checks: dict[str, Any] = {
            "now": _moment(occurred + timedelta(hours=2)),
            "level": LEVEL[level],
            "could_reach": LEVEL[level],
        }
        involved = involve(incident, self.library, self.day)
        if sum(plan.graded for plan, _ in involved) == 1:
            checks["met"] = [str(c.entry.id) for c in self.plan.criteria if met(c.condition, facts)]
            checks["open"] = []
        data = {"respond": "expected/1", "incident": f"{name}.yaml", "checks": [checks]}
        return Guard(
            name,
            facts,
            level,
            _HEAD.format(name="incident") + witness.text,
            _HEAD.format(name="expected") + write(data),
        )


def save(found: Iterable[Guard], folder: Path) -> int:
    """Write incidents and answers into a folder, which is made if missing; gives how many."""
    if folder.exists() and not folder.is_dir():
        raise InputError([fault("E671", name=folder)])
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for guard in found:
        (folder / f"{guard.name}.yaml").write_text(guard.incident, "utf-8")
        (folder / f"{guard.name}.expected.yaml").write_text(guard.expected, "utf-8")
        count += 1
    return count


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
