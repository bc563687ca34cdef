"""What the draft of a scenario does not test of the limits in figures its plan has, and why that is."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from respond.errors import Text
from respond.exercise.drafting.clocks import LAST, Draft
from respond.exercise.drafting.rounds import due_twice, recurring, second_time
from respond.exercise.key import KeyEntry
from respond.exercise.run import Run
from respond.exercise.scenario import offset_of
from respond.plan import Library, Prepared, Rule
from respond.reason import Truth

_LEFT_OUT: Final = Text(
    "有数字时限，这份草稿没有检验的：", "Limits in figures that this draft does not test."
)
_TOO_FAR_TWICE: Final = Text(
    "第二次太远，推演至多延到 {most}：{duties}。", "The second time is too far off, beyond {most}: {duties}."
)
_NOT_TWICE: Final = Text(
    "按这份草稿的情况到期不到两次：{duties}。", "Not due twice as things go in this draft: {duties}."
)
_TOO_FAR: Final = Text("期限太远，推演至多延到 {most}", "too far off, beyond {most}")
_NEVER: Final = Text("按这份草稿的情况不必办", "not owed as things go in this draft")
_WHY: Final = Text("{why}：{duties}。", "{why}: {duties}.")


def is_own(name: str, plan: Prepared) -> bool:
    """Say whether an expectation is of the plan that is drafted from, and not of one alongside."""
    return name.startswith(f"{plan.ref.id}#")


def figured(plan: Prepared) -> list[Rule]:
    """Give the duties a plan sets a limit in figures; one that is never owed as the plan is read is none."""
    return [
        rule
        for rule in plan.measures
        if rule.limit is not None
        and rule.limit.figured
        and rule.entry.mood == "must"
        and rule.entry.kind == "act"
        and rule.condition.truth({}) is not Truth.NO
    ]


def tell_left_out(
    data: Draft, plan: Prepared, library: Library, within: timedelta, best: Run, key: Sequence[KeyEntry]
) -> None:
    """Tell in the purpose of a draft which limits in figures do not count, or recur less than twice, by why that is."""
    rare = [rule for rule in recurring(plan) if due_twice(rule, best) is None]
    too_far = [rule for rule in rare if second_time(rule, data, plan, library) > within]
    others = [rule for rule in rare if rule not in too_far]
    reasons = [
        words.fill(most=offset_of(within), duties=_listed(rules))
        for words, rules in ((_TOO_FAR_TWICE, too_far), (_NOT_TWICE, others))
        if rules
    ]
    uncounted: dict[Text, list[Rule]] = {}
    for rule in figured(plan):
        entries = [each for each in key if each.id.startswith(f"{plan.ref.id}#{rule.id}#")]
        if rule not in rare and not any(each.played for each in entries):
            uncounted.setdefault(_why(entries, datetime.fromisoformat(data["start"])), []).append(rule)
    reasons += [_capital(_WHY.fill(why=why, duties=_listed(rules))) for why, rules in uncounted.items()]
    if reasons:
        told = [data["purpose"], *({"zh": each.zh, "en": each.en} for each in (_LEFT_OUT, *reasons))]
        data["purpose"] = {
            "zh": "".join(each["zh"] for each in told), "en": " ".join(each["en"] for each in told),
        }  # fmt: skip


def _why(entries: Sequence[KeyEntry], start: datetime) -> Text:
    """Say why none of the occasions of a duty counts."""
    if not entries:
        return _NEVER
    if all(each.due is not None and each.due - start > LAST for each in entries):
        return _TOO_FAR.fill(most=offset_of(LAST))
    return next((each.uncounted for each in entries if each.uncounted is not None), _NEVER)


def _capital(said: Text) -> Text:
    return Text(said.zh, said.en[:1].upper() + said.en[1:])


def _listed(rules: Sequence[Rule]) -> Text:
    """Name duties with their limits, those of the same words and limit once."""
    return Text.joined(dict.fromkeys(_named(rules)))


def _named(rules: Sequence[Rule]) -> Iterator[Text]:
    for rule in rules:
        if rule.limit is not None:
            limit = rule.limit.words
            yield Text(f"{rule.entry.zh}（{limit.zh}）", f"{rule.entry.en} ({limit.en})")
