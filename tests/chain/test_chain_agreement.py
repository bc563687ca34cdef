"""The rule engine, the pure path and an independent twin agree on generated programs and incidents."""

import random

from chain_strategies import programs, truths
from chain_twin import expect, seen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respond.chain import LEVELS, Program, ResponseRule, Trigger, alarms, conclude, pure

QUIETLY = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
TRUTHS = ("yes", "no", "unknown")


@settings(QUIETLY, max_examples=60)
@given(st.data())
def test_the_engine_agrees_with_the_twin(data):
    before = alarms.count
    program = data.draw(programs())
    for _ in range(8):
        symbols = data.draw(truths(program))
        wanted = expect(program, symbols)
        answer = conclude(program, symbols, memo=False)
        assert answer.path == "durable"
        assert seen(answer) == wanted
        assert conclude(program, symbols) == answer
        assert conclude(program, symbols) is conclude(program, dict(symbols))
    assert alarms.count == before


@settings(QUIETLY, max_examples=25)
@given(st.data())
def test_large_conditions_are_divided_and_keep_their_meaning(data):
    before = alarms.count
    program = data.draw(programs(leaves=60))
    rest = dict.fromkeys(program.symbols, "yes")
    for symbols in (
        rest,
        dict.fromkeys(rest, "unknown"),
        dict.fromkeys(rest, "no"),
        data.draw(truths(program)),
    ):
        answer = conclude(program, symbols, memo=False)
        assert answer.path == "durable"
        assert seen(answer) == expect(program, symbols)
    assert alarms.count == before


@settings(QUIETLY, max_examples=100)
@given(st.data())
def test_the_pure_path_agrees_with_the_twin(data):
    program = data.draw(programs(leaves=12))
    symbols = data.draw(truths(program))
    answer = pure.conclude(program, symbols)
    assert answer.path == "pure"
    assert seen(answer) == expect(program, symbols)


@settings(QUIETLY, max_examples=20)
@given(st.data(), st.randoms(use_true_random=False))
def test_the_order_of_triggers_parts_and_symbols_does_not_matter(data, shuffler):
    program = data.draw(programs())
    triggers = [
        Trigger(one.id, _shuffled(one.skeleton, shuffler), tuple(reversed(one.consequences)))
        for one in program.triggers
    ]
    shuffler.shuffle(triggers)
    other = Program(f"{program.key}-shuffled", program.responses, tuple(triggers), program.notices)
    for _ in range(4):
        symbols = data.draw(truths(program))
        names = list(symbols)
        shuffler.shuffle(names)
        again = conclude(other, {name: symbols[name] for name in names}, memo=False)
        assert seen(again) == seen(conclude(program, symbols, memo=False))


def _shuffled(skeleton, shuffler):
    head, *parts = skeleton
    if head in {"and", "or"}:
        shuffler.shuffle(parts)
    return (head, *(_shuffled(part, shuffler) if isinstance(part, tuple) else part for part in parts))


def test_conditions_as_wide_as_a_plan_may_have_them():
    wide = [("symbol", f"c{number}") for number in range(70)]
    ors = [("or", *wide[start : start + 10]) for start in range(0, 70, 10)]
    program = Program(
        "wide",
        responses=tuple(
            ResponseRule(level, ("or", *wide[n * 15 : n * 15 + 15])) for n, level in enumerate(LEVELS)
        ),
        triggers=(
            Trigger("a", ("or", *wide), ("any-of-70",)),
            Trigger("b", ("and", *wide), ("all-of-70",)),
            Trigger("c", ("and", *ors), ("one-of-each",)),
            Trigger("d", ("not", ("and", *ors)), ("not-one-of-each",)),
            Trigger("e", ("or", *(("and", *wide[n : n + 3]) for n in range(0, 69, 3))), ("three-in-a-row",)),
        ),
    )
    dice = random.Random(7)
    for odds in ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1), (1, 9, 1), (9, 1, 1), (1, 40, 0), (40, 1, 0)):
        for _ in range(12):
            symbols = {f"c{n}": dice.choices(TRUTHS, odds)[0] for n in range(70)}
            answer = conclude(program, symbols, memo=False)
            assert answer.path == "durable"
            assert seen(answer) == expect(program, symbols)


def test_every_combination_of_verdicts_on_four_response_levels():
    includes = {"I": ("II",), "II": ("III",), "III": (), "IV": ()}
    program = Program(
        "four", tuple(ResponseRule(one, ("symbol", f"c{one}"), includes[one]) for one in LEVELS)
    )
    for number in range(81):
        symbols = {f"c{level}": TRUTHS[number // 3**place % 3] for place, level in enumerate(LEVELS)}
        answer = conclude(program, symbols, memo=False)
        assert answer.path == "durable"
        assert seen(answer) == expect(program, symbols)
