"""Choices as people write them: one by key or label, and of those that stand in an order a range, `weak..strong`."""

from collections.abc import Sequence

from respond.errors import InputError, Language, Text, nearest
from respond.facts.amounts import LONGEST, At
from respond.facts.domain import is_ordered, says_no_value
from respond.facts.ends import Parted, partings
from respond.facts.fact import Fact
from respond.facts.values import Between, Exactly, Plain, Value

_DENIALS = ("不", "未", "非", "无", "没", "not", "non", "no ", "un")

_UNRANKED = Text("choice（预案未用 worse 排出先后）", "choice without `worse`")
"""What a fact is called whose plan gives its choices no order."""


def read_choice(text: str, fact: Fact, at: At) -> Value:
    """Read a choice by its key or its label in either language, or a range of choices that stand in an order.

    The whole text is taken for one choice before it is parted. Raise E318 for a range of choices without an order,
    E319 for what is none, or could be two since labels hold the words that part a range.

    >>> from respond.facts.fact import FactType
    >>> choices = {"none": Text("无", "none"), "weak": Text("弱", "weak"), "strong": Text("强", "strong")}
    >>> smell = Fact("smell", FactType.CHOICE, Text("气味", "smell"), worse="up", choices=choices)
    >>> read_choice("至多弱", smell, At("smell")), read_choice("weak+", smell, At("smell"))
    (Between(low=None, high='weak'), Between(low='weak', high=None))
    """
    key = choice_named(text, fact)
    if key is not None:
        return Exactly(key)
    ends = _ends_meant(text, fact)
    if ends is None:
        raise no_choice(_unknown_end(text, fact), fact, at)
    if not is_ordered(fact):
        raise no_range(fact, at)
    return choice_range(*ends, fact, at)


def choice_named(text: str, fact: Fact) -> str | None:
    """Give the key that a key or label names; None where it names no choice, or several."""
    if text in fact.choices:
        return str(text)
    labelled = [key for key, label in fact.choices.items() if text in {label.zh, label.en}]
    return str(labelled[0]) if len(labelled) == 1 else None


def choice_range(low: str | None, high: str | None, fact: Fact, at: At) -> Value:
    """Make a range of the keys at its ends, as the plan lists them; raise E316 where it is upside down."""
    order = list(fact.choices)
    first = 0 if low is None else order.index(low)
    last = len(order) - 1 if high is None else order.index(high)
    if first > last:
        raise at.refuse("E316", low=low, high=high)
    return Exactly(str(order[first])) if first == last else Between(low, high)


def choices_within(order: Sequence[Plain], value: Value | None) -> tuple[Plain, ...]:
    """Give the choices possible under what is known, of all in the order of the plan.

    >>> choices_within(("none", "weak", "strong"), Between("weak", None))
    ('weak', 'strong')
    """
    if isinstance(value, Exactly):
        return (value.value,)
    if not isinstance(value, Between):
        return tuple(order)
    first = order.index(value.low) if value.low in order else 0
    last = order.index(value.high) + 1 if value.high in order else len(order)
    return tuple(order[first:last])


def no_range(fact: Fact, at: At) -> InputError:
    """Make the error that a fact has no order; of choices, that their plan gives them none."""
    return at.refuse("E318", type=_UNRANKED if fact.choices else fact.type.value)


def no_choice(text: str, fact: Fact, at: At) -> InputError:
    """Make the error that a text is none of the choices, with the nearest one and the form of a range."""
    labels = [said for label in fact.choices.values() for said in (label.zh, label.en)]
    guess = nearest(text, [*fact.choices, *labels])
    if guess is not None and _denies(guess) != _denies(text):
        guess = None
    keys = list(fact.choices)
    known = ", ".join(keys)
    forms = Text(known, known)
    if is_ordered(fact):
        span = f"{keys[0]}..{keys[-1]}"
        forms = Text(f"{known}，或区间，如 {span}", f"{known}, or a range such as {span}")
    return at.refuse("E319", found=text, known=forms, suggestion=guess)


def show_choice(key: str, fact: Fact, lang: Language) -> str:
    """Give a choice by its label, or by its key where the label would not be read back as this choice."""
    label = fact.choices.get(key)
    shown = key if label is None else label.say(lang)
    return shown if _can_be_given(shown) and choice_named(shown, fact) == key else key


def show_choices(value: Between, fact: Fact, lang: Language) -> str:
    """Give a range of choices in words, or by its keys where the words would not be read back as this range."""
    low, high = (None if end is None else str(end) for end in (value.low, value.high))
    first, last = (None if end is None else show_choice(end, fact, lang) for end in (low, high))
    if last is None:
        words = f"至少{first}" if lang == "zh" else f"at least {first}"
    elif first is None:
        words = f"至多{last}" if lang == "zh" else f"at most {last}"
    else:
        words = f"{first}至{last}" if lang == "zh" else f"{first} to {last}"
    meant = _can_be_given(words) and choice_named(words, fact) is None and _ends_meant(words, fact)
    return words if meant == (low, high) else f"{low or ''}..{high or ''}"


def _can_be_given(text: str) -> bool:
    return text == text.strip() and len(text) <= LONGEST and not says_no_value(text)


def _ends_meant(text: str, fact: Fact) -> Parted | None:
    """Give the ends of the one range that a text can mean; keys, which hold no `..`, go before labels."""
    low, dots, high = text.partition("..")
    if dots and (low or high) and {low, high} <= {"", *fact.choices}:
        return low or None, high or None
    found = {_named(ends, fact) for ends in partings(text)} - {None}
    return found.pop() if len(found) == 1 else None


def _named(ends: Parted, fact: Fact) -> Parted | None:
    keys = [None if end is None else choice_named(end, fact) for end in ends]
    return (keys[0], keys[1]) if [key is None for key in keys] == [end is None for end in ends] else None


def _unknown_end(text: str, fact: Fact) -> str:
    """Give the end that is no choice, where the other one of a range is; else the text as it is."""
    for ends in partings(text):
        unknown = [end for end in ends if end is not None and choice_named(end, fact) is None]
        if len(unknown) == 1 and is_ordered(fact):
            return unknown[0]
    return text


def _denies(text: str) -> bool:
    return any(word in text.lower() for word in _DENIALS)
