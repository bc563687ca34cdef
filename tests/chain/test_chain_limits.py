"""Programs the rule engine must never see, and truths that are none."""

import pytest

from respond.chain import Program, ResponseRule, Trigger, conclude, prepare
from respond.chain.compiled import compile_program
from respond.chain.host import _KEYS, ruleset
from respond.chain.questions import Question
from respond.errors import InputError, InternalError, Place

A = ("symbol", "a")


def faults(program):
    with pytest.raises(InputError) as raised:
        prepare(program)
    return [(fault.code, fault.place) for fault in raised.value.faults]


def one(skeleton):
    return Program("p", triggers=(Trigger("t", skeleton, ("x",)),))


@pytest.mark.parametrize("name", ["", "deaths >= 3", "死亡", "a\n", "a'b", '"', "$and", "#1", "a/b"])
def test_names_outside_the_alphabet_are_refused(name):
    assert faults(one(("symbol", name))) == [("E660", None)]


@pytest.mark.parametrize(
    "skeleton",
    [
        (),
        ("symbol",),
        ("symbol", 3),
        ("not",),
        ("not", A, A),
        ("xor", A),
        ("and", "a"),
        ("or", A, None),
        ("always", A),
    ],
)
def test_malformed_skeletons_are_refused(skeleton):
    assert faults(one(skeleton)) == [("E661", None)]


@pytest.mark.parametrize("levels", [("II", "I"), ("I", "I"), ("V",), ("i",)])
def test_response_levels_out_of_order_repeated_or_unknown_are_refused(levels):
    assert ("E662", None) in faults(Program("p", tuple(ResponseRule(level, A) for level in levels)))


def test_an_unknown_level_cannot_be_included():
    assert faults(Program("p", (ResponseRule("I", A, ("V",)),))) == [("E662", None)]


def test_a_response_cannot_depend_on_a_response():
    assert faults(Program("p", (ResponseRule("I", ("symbol", "response:II")),))) == [("E663", None)]
    assert faults(one(("symbol", "response:V"))) == [("E663", None)]


def test_conditions_too_deep_or_too_long_are_refused():
    deep = A
    for _ in range(100):
        deep = ("not", deep)
    assert faults(one(deep)) == [("E664", None)]
    assert faults(one(("or", *[A] * 5000))) == [("E664", None)]


def test_more_distinct_conditions_than_the_engine_bears_are_refused():
    def many(count):
        return Program(
            "p", triggers=tuple(Trigger(f"t{n}", ("symbol", f"s{n}"), (f"d{n}",)) for n in range(count))
        )

    prepare(many(400))
    assert faults(many(401)) == [("E665", None)]
    answer = conclude(many(400), dict.fromkeys(many(400).symbols, "yes"))
    assert (len(answer.owed), answer.path) == (400, "durable")


def test_all_faults_come_at_once_with_the_places_names_were_read_from():
    class Read(str):
        place = Place("plan.yaml", 4, 2)

    triggers = (Trigger(Read("t"), ("symbol", "a b"), ("x",)), Trigger("u", ("xor",), ("y",)))
    found = faults(Program("p", (ResponseRule("V", A),), triggers))
    assert sorted(found, key=str) == [("E660", Read.place), ("E661", None), ("E662", None)]


@pytest.mark.parametrize("truth", ["YES", "", "maybe"])
def test_a_truth_that_is_none_is_an_internal_error(truth):
    with pytest.raises(InternalError, match="E667"):
        conclude(one(A), {"a": truth})


def test_a_symbol_the_program_does_not_use_is_ignored():
    assert conclude(one(A), {"a": "yes", "response:I": "yes", "zzz": "no"}).owed == ("x",)


def test_no_event_carries_more_truths_than_it_has_keys_for():
    wide = [("symbol", f"s{number}") for number in range(400)]
    for inner, outer in (("and", "or"), ("or", "and")):
        for width in range(1, 20):
            parts = [(inner, *wide[start : start + width]) for start in range(0, 400, width)]
            questions = compile_program(one((outer, *parts))).questions
            assert max(len(question.inputs) for question in questions) <= len(_KEYS)


def test_no_two_keys_of_an_event_share_the_hash_by_which_the_engine_knows_them():
    names = [*_KEYS, *(f"k{number}" for number in range(401)), "id", "sid", "seq", "m", "$s"]
    assert len({_fnv1a(name) for name in names}) == len(names)


def _fnv1a(text):
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value


def test_rules_are_tried_in_a_stated_order_and_the_catch_all_last():
    questions = [Question("k0", 0, (0,), None, (("yes", {"k0": "ask"}), ("unknown", {"k0": "ask"})))]
    rules = ruleset(questions)
    assert [(name, rule["pri"]) for name, rule in rules.items()] == [
        ("k0.yes", 1),
        ("k0.unknown", 2),
        ("else", 3),
    ]
    assert rules["else"]["all"] == [{"m": {"$ex": {"seq": 1}}}]
