"""What waits for a second person, in words: what was asked for, and whether whoever looks could confirm it."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from respond.desk import Kept
from respond.errors import InputError, Text
from respond.facts import Level, LevelScale
from respond.plan import Prepared
from respond.room.incident_log import BY_KIND
from respond.room.pages.saying import Saying
from respond.room.pages.words import WORDS
from respond.room.supervised import DECISIONS
from respond.show import EntryWords
from respond.situation import is_merger
from respond.store import UNSEEN, Proposal

_RESPONSES: Final = frozenset({"start", "adjust"})
_YES: Final = frozenset({"true", "yes"})


def words_of_kind(kind: str) -> Text:
    """Give the words of a decision, of an incident or of an item under supervision."""
    return (DECISIONS if kind in DECISIONS else BY_KIND)[kind].words


def out_of_sight(one: Proposal, kept: Kept) -> bool:
    """Say whether it reaches an incident that is not seen: then it is for somebody else to confirm."""
    parts = one.kind == "correct" and is_merger(str(one.said.get("entry")))
    return UNSEEN in (one.said.get("to"), kept.merged_into if parts else None)


def said_of(one: Proposal, kept: Kept, say: Saying, plan: Prepared) -> Iterator[tuple[str, str]]:
    """Give what was asked for: the name of each thing, and what it is in words; what has none stays as it is."""
    words = EntryWords(kept.file, kept.log, kept.involved, kept.now)
    worded = _worded(one, words, say, plan)
    for name, value in one.said.items():
        if value == UNSEEN:
            told = say.text(WORDS["unseen_incident"])
        elif isinstance(value, list):
            told = say.text(Text.joined(words.unit(str(each)) for each in value))
        elif isinstance(value, str) and name in worded:
            told = worded[name](value)
        else:
            told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield name, told


def _worded(
    one: Proposal, words: EntryWords, say: Saying, plan: Prepared
) -> Mapping[str, Callable[[str], str]]:
    """Give, by its name, how a thing that was asked for is put into words."""
    scale = plan.response_levels if one.kind in _RESPONSES else plan.levels
    entry = str(one.said.get("entry"))
    return {
        "by": lambda value: say.text(words.unit(value)),
        "done_by": lambda value: say.text(words.unit(value)),
        "at": lambda value: _moment(value, say),
        "until": lambda value: _moment(value, say),
        "entry": lambda value: say.text(words.called(value)),
        "duty": lambda value: say.text(words.duty(value)),
        "channel": say.channel,
        "level": lambda value: _level(value, scale, say),
        "grade": lambda value: say.text(words.grade(value)),
        "value": lambda value: say.text(words.chosen(entry, value)),
        "withdrawn": lambda value: say.text(WORDS["answer_yes"]) if value in _YES else value,
    }


def _moment(value: str, say: Saying) -> str:
    try:
        return say.full(datetime.fromisoformat(value))
    except ValueError:
        return value


def _level(value: str, scale: LevelScale, say: Saying) -> str:
    try:
        return say.level(Level.at(scale.read(value)))
    except InputError:  # what cannot be is told when somebody tries to confirm it
        return value
