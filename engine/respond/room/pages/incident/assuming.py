"""The section of what if: facts assumed to be otherwise, and what would follow; nothing of it is kept."""

from collections.abc import Mapping, Sequence
from typing import Final

from respond._records import frozen
from respond.desk import facts_of, say
from respond.errors import RespondError, Text
from respond.facts import Fact, read_value, show_value
from respond.room.pages.answers import value_typed
from respond.room.pages.incident.rows import Row, is_due, row_of
from respond.room.pages.incident.section import Looked, Section
from respond.room.pages.saying import Badge
from respond.room.pages.words import WORDS
from respond.room.problems import problem_of
from respond.situation import Obligation, Situation, urgency

_FIRST: Final = 8
"""Facts that stand there at once; the others are folded."""


@frozen(eq=False)
class Followed:
    """What would follow: the level, what would be owed anew or no more, whose limit would be another."""

    assumed: Sequence[str]
    before: tuple[Badge, ...]
    after: tuple[Badge, ...]
    called_before: str
    called_after: str
    new: Sequence[Row]
    gone: Sequence[Row]
    moved: Sequence[tuple[Row, str, str]]

    @property
    def same(self) -> bool:
        """Say whether nothing would change."""
        return (
            self.before == self.after
            and self.called_before == self.called_after
            and not (self.new or self.gone or self.moved)
        )


def _shows(looked: Looked) -> Mapping[str, object]:
    query = dict(looked.visit.request.query_params)
    facts = looked.one.log.facts
    asked = {each.fact for each in looked.one.situation.leading.questions}
    numbered = [each for each in facts_of(looked.one) if each.type != "text"]
    found = sorted(numbered, key=lambda each: (each.fact not in asked, not each.history))
    typed = {name.rpartition(".")[0] for name, text in query.items() if name.endswith(".a") and text}
    late = any(each.fact in typed for each in found[_FIRST:])
    context: dict[str, object] = {
        "facts": facts, "listed": found, "first": _FIRST, "late_ones": late, "query": query, "followed": None,
    }  # fmt: skip
    zone = looked.one.situation.tz
    try:
        assumed = [
            (fact, value)
            for name, fact in facts.items()
            if (value := value_typed(query, f"{name}.", fact, zone)) is not None
        ]
        if assumed:
            context["followed"] = _followed(assumed, looked)
    except RespondError as error:
        context["problem"] = problem_of(error, looked.visit.lang)
    return context


def _followed(assumed: Sequence[tuple[Fact, str]], looked: Looked) -> Followed:
    said = [f"{fact.id}={value}" for fact, value in assumed]
    path = {"incident": looked.one.id}
    then: Situation = looked.visit.asked("showIncident", path, {"assume": said})
    now, say = looked.one.situation, looked.say
    before, after = _owed(now), _owed(then)
    both = [(before[name], after[name]) for name in after if name in before]
    moved = [
        (row_of(new, looked), say.near(old.due) or "—", say.near(new.due) or "—")
        for old, new in both
        if old.due != new.due
    ]
    return Followed(
        assumed=[f"{say.text(fact.label)} {_shown(fact, value, looked)}" for fact, value in assumed],
        before=say.reach(now.leading.reached),
        after=say.reach(then.leading.reached),
        called_before=_called(now, looked),
        called_after=_called(then, looked),
        new=_rows(after, before, looked),
        gone=_rows(before, after, looked),
        moved=moved,
    )


def _owed(situation: Situation) -> Mapping[str, Obligation]:
    """Give what is certainly to be done."""
    return {one.id: one for one in situation.obligations if is_due(one) and not one.provisional}


def _shown(fact: Fact, value: str, looked: Looked) -> str:
    """Put a value that is assumed into words; raises InputError for what is none."""
    return show_value(read_value(value, fact), fact, looked.say.lang)


def _called(situation: Situation, looked: Looked) -> str:
    """Say which response is called for, or may be."""
    called = situation.leading_response.called
    if called.certain:
        return looked.say.span(called)
    if not called.possible:
        return looked.say.text(WORDS["response_none"])
    return say("response_maybe", looked.say.lang, called=looked.say.short(called.possible))


def _rows(ones: Mapping[str, Obligation], others: Mapping[str, Obligation], looked: Looked) -> Sequence[Row]:
    """Give those that are not among the others."""
    only = [one for name, one in ones.items() if name not in others]
    return [row_of(one, looked) for one in sorted(only, key=urgency)]


SECTION: Final = Section("what-if", Text("假如", "What if"), "incident_assume.html.j2", _shows)
