"""Typed tree -> words, Chinese and English, with the operators kept as literal as the clauses write them.

以上 includes the number, 不到, 超过 and 不超过 mean what they say. 以下 is not written: one law includes the number in
it and another does not.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from respond.errors import Language, Text
from respond.facts import Fact, Level, find_unit, show_exact, show_plain
from respond.language.kinds import DAY, LEVEL, MOMENT, MONTHS, MONTHS_A_YEAR, PLAIN, stand_in
from respond.language.typed import (
    OPPOSITE,
    TURNED,
    Among,
    AtLeast,
    Chosen,
    Comparison,
    Constant,
    DerivedTerm,
    Elapsed,
    Every,
    Extreme,
    FactTerm,
    Figure,
    Flag,
    InSeason,
    InState,
    LevelTerm,
    NamedTest,
    Negation,
    Negative,
    Operation,
    Ranked,
    Some,
    Sure,
    Term,
    Test,
)

_NUMBER: Final = {
    ">=": Text("{0}以上", "at least {0}"),
    ">": Text("超过{0}", "more than {0}"),
    "<=": Text("不超过{0}", "at most {0}"),
    "<": Text("不到{0}", "less than {0}"),
    "==": Text("为{0}", "exactly {0}"),
    "!=": Text("不为{0}", "not {0}"),
}
_OTHER: Final = {
    ">=": Text("不低于{0}", "not less than {0}"),
    ">": Text("高于{0}", "more than {0}"),
    "<=": Text("不高于{0}", "not more than {0}"),
    "<": Text("低于{0}", "less than {0}"),
    "==": Text("等于{0}", "equal to {0}"),
    "!=": Text("不等于{0}", "not equal to {0}"),
}
_TIME: Final = {
    ">=": Text("不早于{0}", "not before {0}"),
    ">": Text("晚于{0}", "after {0}"),
    "<=": Text("不晚于{0}", "not after {0}"),
    "<": Text("早于{0}", "before {0}"),
    "==": Text("为{0}", "on {0}"),
    "!=": Text("不为{0}", "not on {0}"),
}
_LEVEL: Final = {
    ">=": Text("达到{0}以上", "{0} or graver"),
    ">": Text("高于{0}", "graver than {0}"),
    "<=": Text("不高于{0}", "{0} or less grave"),
    "<": Text("低于{0}", "less grave than {0}"),
    "==": Text("为{0}", "{0}"),
    "!=": Text("不为{0}", "not {0}"),
}
_RANK: Final = {
    ">=": {"up": Text("{0}或更重", "{0} or graver"), "down": Text("{0}或更轻", "{0} or milder")},
    ">": {"up": Text("重于{0}", "graver than {0}"), "down": Text("轻于{0}", "milder than {0}")},
    "<=": {"up": Text("{0}或更轻", "{0} or milder"), "down": Text("{0}或更重", "{0} or graver")},
    "<": {"up": Text("轻于{0}", "milder than {0}"), "down": Text("重于{0}", "graver than {0}")},
    "==": {"up": Text("{0}", "{0}"), "down": Text("{0}", "{0}")},
    "!=": {"up": Text("不为{0}", "not {0}"), "down": Text("不为{0}", "not {0}")},
}
_GRAVITY: Final = {
    "level": Text("事件级别", "level"),
    "response": Text("响应级别", "response level"),
}
_ANY_LEVEL: Final = Text("已达到分级标准", "a level is reached")
_NO_LEVEL: Final = Text("未达到分级标准", "no level is reached")
_ANY_RESPONSE: Final = Text("需要启动响应", "a response is called for")
_NO_RESPONSE: Final = Text("不需要启动响应", "no response is called for")
_ALWAYS: Final = Text("任何情形", "in every case")
_NEVER: Final = Text("不适用", "in no case")
_WITHIN: Final = Text("{0}在{1}内", "{0}: within {1}")
_OUTSIDE: Final = Text("{0}不在{1}内", "{0}: not within {1}")
_AT_LEAST: Final = Text("至少满足其中{n}项：{0}", "at least {n} of: {0}")
_AT_MOST: Final = Text("至多满足其中{n}项：{0}", "at most {n} of: {0}")
_NONE_OF: Final = Text("均不满足：{0}", "none of: {0}")
_SIGNS: Final = {"+": ("＋", " + ", 1), "-": ("－", " - ", 1), "*": ("×", " × ", 2), "/": ("÷", " ÷ ", 2)}


def say_test(test: Test, lang: Language, *, negated: bool = False) -> str:
    """Give a test in words, or its negation."""
    return _TESTS[type(test)](test, lang, negated=negated)


def _say_opposite(test: Negation, lang: Language, *, negated: bool) -> str:
    return say_test(test.part, lang, negated=not negated)


def _say_sure(test: Sure, lang: Language, *, negated: bool) -> str:
    return (_ALWAYS if test.truth is not negated else _NEVER).say(lang)


def _say_chosen(test: Chosen, lang: Language, *, negated: bool) -> str:
    keys = [show_plain(key, test.fact, lang) for key in test.keys]
    return _say_one_of(test.fact.label.say(lang), keys, lang, negated=negated is not test.negated)


def _say_ranked(test: Ranked, lang: Language, *, negated: bool) -> str:
    said = [
        _RANK[operator][test.fact.worse or "up"].say(lang).format(show_plain(key, test.fact, lang))
        for operator, key in test.limits
    ]
    joined = ("、" if lang == "zh" else " and ").join(said)
    whole = f"{test.fact.label.say(lang)}{'：' if lang == 'zh' else ': '}{joined}"
    return _not(whole, lang) if negated else whole


def _say_among(test: Among, lang: Language, *, negated: bool) -> str:
    context = _context([test.term])
    items = [_say_constant(item, lang, context) for item in test.items]
    return _say_one_of(say_term(test.term, lang), items, lang, negated=negated is not test.negated)


def _say_season(test: InSeason, lang: Language, *, negated: bool) -> str:
    wording = _OUTSIDE if negated is not test.negated else _WITHIN
    return wording.say(lang).format(test.label.say(lang), test.season.label.say(lang))


def _say_parts(test: Every | Some, lang: Language, *, negated: bool) -> str:
    joint = Text("，且", ", and ") if isinstance(test, Every) else Text("，或", ", or ")
    parts = [
        _bracket(say_test(part, lang), lang) if _is_composite(part) else say_test(part, lang)
        for part in test.parts
    ]
    joined = joint.say(lang).join(parts)
    return _not(joined, lang) if negated else joined


def _say_several(test: AtLeast, lang: Language, *, negated: bool) -> str:
    parts = [
        _bracket(say_test(part, lang), lang) if isinstance(part, AtLeast) else say_test(part, lang)
        for part in test.parts
    ]
    wording = _AT_LEAST if not negated else _AT_MOST if test.least > 1 else _NONE_OF
    joined = ("；" if lang == "zh" else "; ").join(parts)
    return wording.say(lang).format(joined, n=test.least - negated)


def _is_composite(test: Test) -> bool:
    if isinstance(test, Negation):
        return isinstance(test.part, AtLeast)  # any other brings its own brackets
    return isinstance(test, Every | Some | AtLeast) or (
        isinstance(test, Comparison) and len(_clauses(test)) > 1
    )


def _bracket(text: str, lang: Language) -> str:
    return f"（{text}）" if lang == "zh" else f"({text})"


def _not(text: str, lang: Language) -> str:
    return f"并非{_bracket(text, lang)}" if lang == "zh" else f"not {_bracket(text, lang)}"


def _say_flag(test: Flag, lang: Language, *, negated: bool) -> str:
    label = test.label.say(lang)
    if test.fact is not None:
        return (
            f"{label}：{'否' if negated else '是'}"
            if lang == "zh"
            else f"{label}: {'no' if negated else 'yes'}"
        )
    if lang == "zh":
        return f"“{label}”{'尚未发生' if negated else '已发生'}"
    return f"{label}: {'has not happened' if negated else 'has happened'}"


_STATES: Final = {
    "overdue": (Text("已超时", "is overdue"), Text("未超时", "is not overdue")),
    "missed": (Text("已错过", "was missed"), Text("未错过", "was not missed")),
    "met": (Text("已完成", "is done"), Text("未完成", "is not done")),
}


_LATE: Final = (
    Text("已超时{length}", "has been overdue for {length}"),
    Text("未超时{length}", "has not been overdue for {length}"),
)


def _length_words(hours: Fraction) -> Text:
    """Give a length of time in days where it is whole ones, else in hours."""
    number, name = (hours / 24, "d") if hours % 24 == 0 else (hours, "h")
    unit = find_unit(name)
    assert unit is not None  # noqa: S101 - everybody knows both
    figure = show_exact(number)
    return Text(f"{figure}{unit.zh}", f"{figure} {unit.en if number == 1 else unit.plural}")


def _say_state(test: InState, lang: Language, *, negated: bool) -> str:
    label, state = test.label.say(lang), _STATES[test.state][negated].say(lang)
    if test.lateness is not None:
        state = _LATE[negated].fill(length=_length_words(test.lateness)).say(lang)
    return f"“{label}”{state}" if lang == "zh" else f"{label}: {state}"


def _say_named(test: NamedTest, lang: Language, *, negated: bool) -> str:
    label = test.label.say(lang)
    if lang == "zh":
        return f"“{label}”{'不成立' if negated else '成立'}"
    return f"{label}: {'not met' if negated else 'met'}"


def _say_one_of(subject: str, items: list[str], lang: Language, *, negated: bool) -> str:
    if lang == "zh":
        return f"{subject}{'不' if negated else ''}为{'或'.join(items)}"
    return f"{subject}: {'not ' if negated else ''}{' or '.join(items)}"


def _say_comparison(test: Comparison, lang: Language, *, negated: bool) -> str:
    clauses = _clauses(test)
    joint = "，且" if lang == "zh" else ", and "
    if not negated:
        return joint.join(_say_clause(subject, limits, lang) for subject, limits in clauses)
    if len(clauses) == 1 and len(clauses[0][1]) == 1:
        subject, ((operator, other),) = clauses[0]
        return _say_clause(subject, [(OPPOSITE[operator], other)], lang)
    return _not(joint.join(_say_clause(subject, limits, lang) for subject, limits in clauses), lang)


_Clause = tuple[Term, list[tuple[str, Term]]]


def _clauses(test: Comparison) -> list[_Clause]:
    """Give a chain as subjects with their limits: `2 <= deaths < 5` is one subject with two."""
    clauses: list[_Clause] = []
    for left, operator, right in test.pairs:
        turned = isinstance(left, Constant) and not isinstance(right, Constant)
        subject, limit = (right, (TURNED[operator], left)) if turned else (left, (operator, right))
        if clauses and clauses[-1][0] == subject:
            clauses[-1][1].append(limit)
        else:
            clauses.append((subject, [limit]))
    return clauses


def _say_clause(subject: Term, limits: list[tuple[str, Term]], lang: Language) -> str:
    if isinstance(subject, LevelTerm) and len(limits) == 1 and (special := _say_none(subject, *limits[0])):
        return special.say(lang)
    context = _context([subject, *(other for _, other in limits)])
    said = [_say_limit(operator, other, context, lang) for operator, other in limits]
    head = say_term(subject, lang, context)
    return f"{head}{'、'.join(said)}" if lang == "zh" else f"{head}: {' and '.join(said)}"


def _say_none(subject: LevelTerm, operator: str, other: Term) -> Text | None:
    """Give words for `level > none` and the like, where naming the level would read oddly."""
    if not isinstance(other, Constant) or other.value != 0:
        return None
    level = subject.name == "level"
    if operator in {">", "!="}:
        return _ANY_LEVEL if level else _ANY_RESPONSE
    if operator in {"==", "<="}:
        return _NO_LEVEL if level else _NO_RESPONSE
    return None


def _say_limit(operator: str, other: Term, context: Fact | None, lang: Language) -> str:
    said = say_term(other, lang, context)
    dimension = other.kind.dimension
    table = _NUMBER if isinstance(other, Constant) else _OTHER
    if dimension == LEVEL:
        table = _LEVEL
    elif dimension in {DAY, MOMENT}:
        table = _TIME
    return table[operator].say(lang).format(said)


def _context(terms: list[Term]) -> Fact | None:
    """Give the fact whose unit the constants among some terms are shown in."""
    for term in terms:
        if isinstance(term, FactTerm):
            return term.fact
    for term in terms:
        if not isinstance(term, Constant) and term.kind.dimension not in {LEVEL, PLAIN, MONTHS}:
            return stand_in(term.kind, Text("", ""))
    return None


def say_term(term: Term, lang: Language, context: Fact | None = None) -> str:
    """Give a term in words; `context` is the fact its constants are compared with."""
    return _TERMS[type(term)](term, lang, context)


def _say_elapsed(term: Elapsed, lang: Language, _: Fact | None) -> str:
    label = term.label.say(lang)
    return f"自“{label}”起经过的时间" if lang == "zh" else f"time since {label}"


def _say_negative(term: Negative, lang: Language, context: Fact | None) -> str:
    inner = say_term(term.term, lang, context)
    return f"-{_bracket(inner, lang)}" if isinstance(term.term, Operation | Negative) else f"-{inner}"


def _say_constant(term: Constant, lang: Language, context: Fact | None) -> str:
    value, dimension = term.value, term.kind.dimension
    if dimension == LEVEL:
        return _say_level(value, lang)  # type: ignore[arg-type]
    if dimension == MONTHS:
        return _say_months(int(value), term.figure, lang)  # type: ignore[arg-type]
    if dimension == PLAIN and context is None:
        return show_exact(Fraction(value))  # type: ignore[arg-type]
    fits = context is not None and (
        dimension == PLAIN or stand_in(term.kind, Text("", "")).type == context.type
    )
    return show_plain(value, context if context and fits else stand_in(term.kind, Text("", "")), lang)


def _say_months(months: int, figure: Figure | None, lang: Language) -> str:
    years = figure is not None and figure.scale == MONTHS_A_YEAR
    number = months // MONTHS_A_YEAR if years else months
    zh, en = ("年", "year") if years else ("个月", "month")
    return f"{number}{zh}" if lang == "zh" else f"{number} {en}{'' if number == 1 else 's'}"


def _say_level(level: Level, lang: Language) -> str:
    return level.short.say(lang).removeprefix("level ")  # the subject has said already that it is a level


def _say_extreme(term: Extreme, lang: Language, context: Fact | None) -> str:
    context = _context(list(term.terms)) or context
    parts = [say_term(part, lang, context) for part in term.terms]
    least = term.function == "min"
    if lang == "zh":
        return f"{'、'.join(parts)}中的{'最小值' if least else '最大值'}"
    return f"the {'least' if least else 'greatest'} of {', '.join(parts)}"


def _say_operation(term: Operation, lang: Language, context: Fact | None) -> str:
    zh, en, rank = _SIGNS[term.operator]
    if term.operator in {"*", "/"}:
        context = None  # a factor has no unit of its own
    left = _say_operand(term.left, rank, lang, context)
    right = _say_operand(term.right, rank + (term.operator in {"-", "/"}), lang, context)
    return f"{left}{zh if lang == 'zh' else en}{right}"


def _say_operand(term: Term, rank: int, lang: Language, context: Fact | None) -> str:
    said = say_term(term, lang, context)
    loose = isinstance(term, Negative) or (isinstance(term, Operation) and _SIGNS[term.operator][2] < rank)
    return _bracket(said, lang) if loose else said


_TESTS: Final[dict[type, Callable[..., str]]] = {
    Negation: _say_opposite,
    Every: _say_parts,
    Some: _say_parts,
    AtLeast: _say_several,
    Sure: _say_sure,
    Flag: _say_flag,
    InState: _say_state,
    NamedTest: _say_named,
    Chosen: _say_chosen,
    Ranked: _say_ranked,
    Among: _say_among,
    InSeason: _say_season,
    Comparison: _say_comparison,
}
_TERMS: Final[dict[type, Callable[[Any, Language, Fact | None], str]]] = {
    Constant: _say_constant,
    FactTerm: lambda term, lang, _: term.fact.label.say(lang),
    DerivedTerm: lambda term, lang, _: term.label.say(lang),
    LevelTerm: lambda term, lang, _: _GRAVITY[term.name].say(lang),
    Elapsed: _say_elapsed,
    Extreme: _say_extreme,
    Negative: _say_negative,
    Operation: _say_operation,
}
