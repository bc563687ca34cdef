"""What a report lacks, entered at once: one form for all the facts, with where they come from told once."""

from collections.abc import Mapping, Sequence

from respond.desk import Kept
from respond.facts import Fact
from respond.papers import Gap
from respond.room.operation import Reply
from respond.room.pages.answers import AT_LEAST_ONE_VALUE, moment_typed, must_be_typed, value_typed
from respond.room.pages.incident.facts import source_named
from respond.room.pages.visit import Visit
from respond.room.pages.words import WORDS

_FILL = "fill."
"""What the names of its fields begin with; the fact follows, and a dot."""


def to_fill(missing: Sequence[Gap], facts: Mapping[str, Fact]) -> tuple[tuple[Gap, Fact, str], ...]:
    """Give the gaps a value fills, each with its fact and the beginning of the names of its fields.

    A judgement is not among them: it is entered by itself, with the office that answers for it.
    """
    found = [(each, each.fact, facts.get(each.fact)) for each in missing if each.fact is not None]
    return tuple(
        (each, fact, f"{_FILL}{name}.")
        for each, name, fact in found
        if fact is not None and not fact.judgement
    )


async def fill(visit: Visit, incident: str, one: Kept) -> Reply:
    """Enter the values that were typed, in one entry. Raises InputError (E964) where none was."""
    fields = {name: str(value) for name, value in visit.form.items()}
    asked = {name.removeprefix(_FILL).rpartition(".")[0] for name in fields if name.startswith(_FILL)}
    values = {
        name: value_typed(fields, f"{_FILL}{name}.", one.log.facts.get(name), one.situation.tz)
        for name in sorted(asked)
    }
    told = {name: value for name, value in values.items() if value is not None}
    must_be_typed("some" if told else None, WORDS["fill_gaps"], AT_LEAST_ONE_VALUE)
    body = {
        "facts": told,
        "source": source_named(visit.typed("source"), one.file.every_source),
        "new_source": True if visit.typed("source") else None,
        "as_of": moment_typed(visit.typed("as_of"), one.situation.tz, "as_of"),
        "standing": visit.typed("standing"),
    }
    return await visit.ask("enterUpdate", path={"incident": incident}, body=body, key=visit.typed("once"))
