"""The language: what parses as what, and every fault with its code and column."""

import pytest
from condition_cases import DERIVED, EVENTS, FACTS, WINDOWS
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import InputError, Place, Text
from respond.errors.catalogue.conditions import ENTRIES
from respond.facts import Exactly, Fact, FactType
from respond.language import DEEPEST, LONGEST, Scope
from respond.reason import NONE, Completion, Truth, compile_condition, compile_formula, complete
from respond.yaml import Scalar

SCOPE = Scope(
    {
        **FACTS,
        "memo": Fact("memo", FactType.TEXT, Text("备注", "note")),
        "at": Fact("at", FactType.INSTANT, Text("时刻", "moment")),
        "loss": Fact("loss", FactType.QUANTITY, Text("损失", "loss"), unit="yuan"),
    },
    {**DERIVED, "loop": "ring + 1", "ring": "a + loop", "typo": "a + bb"},
    EVENTS,
    {**WINDOWS, "feb": ("02-30", "03-01")},
    conditions={
        "grave": "a >= 3 and f",
        "round": "f or about",
        "about": "not round",
        "slip": "a >= 3 and ff",
    },
)

# condition, then the code and the column of each fault
BAD = [
    ("a ≥ 5", "E401 3"),
    ("f && g", "E401 3"),
    ("a > 5；", "E401 6"),
    ("a ≥ 5 且 b = 1", "E401 3, E401 11"),  # a Chinese `and` is a letter and reads as a name
    ("", "E402 1"),
    ("   ", "E402 1"),
    ("a" * (LONGEST + 1), "E403 1"),
    ("a >= ", "E405 6"),
    ("a > > 5", "E404 5"),
    ("f g", "E404 3"),
    ("f andd g", "E404 3"),
    ("a >= 5)", "E404 7"),
    ("(a >= 5", "E405 8"),
    ("a in {1, 2", "E405 11"),
    ("a in 5", "E404 6"),
    ("a not 5", "E404 7"),
    ("and f", "E404 1"),
    ("3 + * 4 > a", "E404 5"),
    ("1,000 < a", "E404 2"),
    ("(" * 50 + "f" + ")" * 50, f"E406 {DEEPEST + 1}"),
    ("not " * 50 + "f", f"E406 {4 * DEEPEST + 1}"),
    ("-" * 50 + "1 < a", f"E406 {DEEPEST + 1}"),
    ("1 + " * 150 + "1 < a", "E406 403"),
    ("d >= 2026-02-30", "E407 6"),
    ("maxx(a, b) > 3", "E408 1"),
    ("open('x')", "E401 6, E401 8"),
    ("open(f)", "E408 1"),
    ("max(a) > 3", "E409 1"),
    ("elapsed(begun, ended) > 1 h", "E409 1"),
    ("aa > 5", "E410 1"),
    ("f and deahts >= 5 or gg", "E410 7, E410 22"),
    ("a + 1", "E411 1"),
    ("5", "E411 1"),
    ("rate", "E411 1"),
    ("level", "E411 1"),
    ("III", "E411 1"),
    ("2026-01-01", "E411 1"),
    ("a", "E412 1"),
    ("c", "E412 1"),
    ("memo", "E412 1"),
    ("at", "E412 1"),
    ("f and a and d", "E412 7, E412 13"),
    ("f == g", "E413 1"),
    ("f < true", "E413 1"),
    ("begun == 3", "E413 1"),
    ("f == (a > 3)", "E413 1"),
    ("c < near", "E414 1"),
    ("near == c == gone", "E437 1"),
    ("c >= near >= gone", "E437 1"),
    ("o < light < heavy", "E437 1"),
    ("light <= o == heavy", "E437 1"),
    ("light < o < heavier", "E415 13"),
    ("o < o", "E415 5"),
    ("c == nera", "E415 6"),
    ("c in {near, goen}", "E415 13"),
    ("c == 3", "E415 6"),
    ("d in summer", "E416 6"),
    ("c in near", "E416 6, E417 1"),
    ("a in winter", "E417 1"),
    ("(a > 1) in winter", "E417 2"),
    ("elapsed(d) > 1 h", "E417 9"),
    ("elapsed(a + 1) > 1 h", "E417 9"),
    ("elapsed(nothing) > 1 h", "E410 9"),
    ("a in {b, 1}", "E418 7"),
    ("level + 1 > 3", "E419 1"),
    ("max(d, 2026-01-01) == d", "E419 5, E419 8"),
    ("-level == I", "E419 2"),
    ("f + 1 > 2", "E425 1"),
    ("(f and g) + 1 > 2", "E420 2"),
    ("true + 1 > 2", "E420 1"),
    ("area >= 5 hectars", "E421 9"),
    ("a >= 5 deaths", "E421 6"),
    ("m / a > 1", "E422 5"),
    ("m / 0 > 1", "E422 5"),
    ("m / (t - 1) > 1", "E422 6"),
    ("a * b > 3", "E423 1"),
    ("area / t > 3", "E423 1"),
    ("a > 2.5", "E424 5"),
    ("a > 2.5 cases", "E424 5"),
    ("2.5 > a", "E424 1"),
    ("memo == 3", "E425 1"),
    ("c + 1 > 3", "E425 1"),
    ("begun + 1 > 3", "E426 1"),
    ("max(begun, 1) > 3", "E426 5"),
    ("area > loss", "E427 8"),
    ("area > 5 km", "E427 8"),
    ("a > 5 ha", "E427 5"),
    ("a > 15%", "E427 5"),
    ("p > 1 ha", "E427 5"),
    ("area + a > 5 ha", "E427 8"),
    ("min(area, a) > 5 ha", "E427 11"),
    ("d > at", "E427 5"),
    ("d > 5", "E427 5"),
    ("1 ha < area < 2 km", "E427 15"),
    ("a > m", "E428 5"),
    ("a > 5 persons", "E428 5"),
    ("a + m > 5", "E428 5"),
    ("loop > 3", "E430 5"),
    ("typo > 3", "E410 5"),
    ("level > 2", "E431 9"),
    ("level > 5 persons", "E431 9"),
    ("a > III", "E431 5"),
    ("level in {I, 2}", "E431 14"),
    ("d in feb", "E432 1"),
    ("area > 5", "E433 8"),
    ("5 < area", "E433 1"),
    ("elapsed(begun) > 2", "E433 18"),
    ("elapsed(begun) > 1.5 months", "E438 18"),
    ("24 hours < elapsed(begun) <= 6 months", "E427 12"),
    ("elapsed(begun) * 2 > 6 months", "E427 22"),
    ("elapsed(begun) > 6 months + 1 months", "E419 18, E419 29"),
    ("a > 6 months", "E427 5"),
    ("elapsed(begun) > 1.5 calendar days", "E424 18"),
    ("elapsed(begun) > 30 calendar days + 1 hours", "E427 37"),
    ("elapsed(begun) - 24 hours > 30 calendar days", "E427 29"),
    ("elapsed(begun) * 2 > 30 calendar days", "E427 22"),
    ("24 hours < elapsed(begun) <= 30 calendar days", "E427 12"),
    ("a > 30 calendar days", "E428 5"),
    ("overdue(report)", "E435 9"),
    ("overdue(report, 3 days)", "E435 9"),
    ("grave > 3", "E413 1"),
    ("grave + 1 > 3", "E425 1"),
    ("round and f", "E430 5"),
    ("slip and not slip", "E410 12"),
    ("grvae", "E410 1"),
    ("1 ha < area < 2", "E433 15"),
    ("at least 0 of (f, g)", "E436 10"),
    ("at least 3 of (f, g)", "E436 10"),
    ("at least 1.5 of (f, g)", "E436 10"),
    ("at least two of (f, g)", "E404 10"),
    ("at least 2 of f", "E404 15"),
    ("at least 2 of (f, g", "E405 20"),
    ("at least 1 of ()", "E404 16"),
    ("at least 2 of (f, a + 1, gg)", "E411 19, E410 26"),
    ("at least 1 of (f, g) > 3", "E413 1"),
    ("area + 5 > 6 ha", "E433 8"),
    ("area > a and loss > 5 and dd", "E427 8, E433 21, E410 27"),
]


def _faults(text, scope=SCOPE):
    with pytest.raises(InputError) as caught:
        compile_condition(text, scope)
    return ", ".join(f"{fault.code} {fault.place.column}" for fault in caught.value.faults)


@pytest.mark.parametrize(("text", "wanted"), BAD, ids=[text[:30] for text, _ in BAD])
def test_every_fault_has_its_code_and_column(text, wanted):
    assert sorted(_faults(text).split(", ")) == sorted(wanted.split(", "))


@pytest.mark.parametrize("length", ["1 month", "3", "0 days", "5 ha"])
def test_a_lateness_is_a_length_of_time(length):
    scope = Scope(facts=SCOPE.facts, duties={"report-up": Text("报告", "report")})
    assert _faults(f"overdue(report-up, {length})", scope) == "E439 20"
    found = compile_condition("not overdue(report-up, 36 hours)", scope)
    assert (found.states, found.words("en")) == (
        {"overdue(report-up, 36 h)"},
        "report: has not been overdue for 36 hours",
    )


def test_every_code_of_the_room_is_in_the_table():
    tested = {fault.split()[0] for _, faults in BAD for fault in faults.split(", ")}
    elsewhere = {"E429", "E434", "E439"}
    assert tested | elsewhere == {entry.code for entry in ENTRIES}


def test_level_may_be_out_of_place():
    scope = Scope(FACTS, graded=False, responding=False)
    assert _faults("level >= III and response == I", scope) == "E429 1, E429 18"
    barred = Scope(FACTS, events=EVENTS, barred=frozenset({"begun"}))
    assert _faults("begun and elapsed(begun) > 2 hours", barred) == "E429 1, E429 19"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("level == major", "E340 10"),
        ("major <= response", "E340 1"),
        ("level in {I, major}", "E340 14"),
        ("level >= iii", "E340 10"),
    ],
)
def test_a_level_there_is_not_is_no_missing_fact(text, wanted):
    assert _faults(text) == wanted


def test_what_grows_without_end_is_refused():
    text = " + ".join(f"max(a, {n} * b + {n})" for n in range(12)) + " > 3"
    assert _faults(text) == "E434 1"
    shares = " * ".join(f"(p + m / t + {n})" for n in range(25)) + " > 3"
    assert _faults(shares) == "E434 1"


def test_formulas_upon_formulas_have_an_end():
    steps = {f"s{n}": f"s{n + 1} + 1" for n in range(300)}
    with pytest.raises(InputError) as caught:
        compile_condition("s0 > 3", Scope(FACTS, {**steps, "s300": "a"}))
    assert {fault.code for fault in caught.value.faults} == {"E406"}


def test_faults_point_into_the_file():
    at = Place("plan.yaml", 7, 11)
    with pytest.raises(InputError) as caught:
        compile_condition(Scalar("f and deahts >= 5", at), SCOPE)
    assert str(caught.value.faults[0].place) == "plan.yaml:7:17"
    with pytest.raises(InputError) as caught:  # a quoted text need not stand there as it is read
        compile_condition(Scalar("f and deahts >= 5", at, plain=False), SCOPE)
    assert str(caught.value.faults[0].place) == "plan.yaml:7:11"


def test_a_fault_in_a_formula_points_at_the_formula():
    scope = Scope(FACTS, {"sum": Scalar("a + bb", Place("plan.yaml", 3, 9))})
    with pytest.raises(InputError) as caught:
        compile_condition(Scalar("sum > 3", Place("plan.yaml", 8, 1)), scope)
    assert str(caught.value.faults[0].place) == "plan.yaml:3:13"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("a ≥ 5", ">="),
        ("f && g", "and"),
        ("rates > 10%", "rate"),
        ("levle >= III", "level"),
        ("c == nera", "near"),
        ("d in wintr", "winter"),
        ("area >= 5 hectars", "hectares"),
        ("maxx(a, b) > 3", "max"),
        ("f andd g", "and"),
    ],
)
def test_misspelt_names_get_a_suggestion(text, suggestion):
    with pytest.raises(InputError) as caught:
        compile_condition(text, SCOPE)
    assert caught.value.faults[0].suggestion == suggestion


def test_every_fault_reads_in_both_languages():
    for text, _ in BAD:
        with pytest.raises(InputError) as caught:
            compile_condition(text, SCOPE)
        for fault in caught.value.faults:
            assert fault.code in fault.render("zh")
            assert fault.render("zh") != fault.render("en")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a>=5", "a >= 5"),
        ("not f or g", "(not f) or g"),
        ("f or g and begun", "f or (g and begun)"),
        ("not a == 1", "not (a == 1)"),
        ("a - b - 1 > 0", "(a - b) - 1 > 0"),
        ("a - b * 2 > 0", "a - (b * 2) > 0"),
        ("-a + 3 > 0", "(-a) + 3 > 0"),
        ("2 <= a < 5", "a >= 2 and a < 5"),
        ("f == yes", "f"),
        ("false == f", "not f"),
        ("begun != true", "not begun"),
        ("c not in {near, gone}", "not (c in {near, gone})"),
        ("far-off == c", "c == far-off"),
        ("a in {1, 2}", "a == 1 or a == 2"),
        ("area >= 30 mu", "area >= 30 亩"),
        ("loss >= 400 万元", "loss >= 4 million yuan"),
        ("loss >= 1.5 亿元", "loss >= 150000000 yuan"),
        ("elapsed(begun) > 2 天", "elapsed(begun) > 48 h"),
        ("p >= 15%", "p >= 0.15"),
        ("p >= 15 %", "p * 20 >= 3"),
        ("level >= III", "level in {I, II, III}"),
        ("level != none", "level > none"),
        ("rate >= 10%", "10 * m / t >= 1"),
        ("area > 0", "area > 0 ha"),
        ("max(a, b) >= 3", "a >= 3 or b >= 3"),
        ("min(a, b) < 3", "a < 3 or b < 3"),
        ("a\n  >= 5", "a >= 5"),
    ],
)
def test_two_ways_to_write_it_mean_the_same(text, same):
    one, other = compile_condition(text, SCOPE), compile_condition(same, SCOPE)
    assert complete([(one, True), (other, False)], {}) is NONE
    assert complete([(one, False), (other, True)], {}) is NONE
    assert isinstance(complete([(one, True), (other, True)], {}), Completion)
    assert isinstance(complete([(one, False), (other, False)], {}), Completion)


def _made(compiled, text):
    """Give what a text means, or None for one that is refused with a place for every fault."""
    faults = []
    try:
        return compiled(text, SCOPE)
    except InputError as error:
        faults += error.faults
    assert faults
    assert all(fault.place is not None and fault.place.column >= 1 for fault in faults)
    return None


@given(st.text(max_size=60))
@settings(max_examples=500, deadline=None)
def test_any_text_is_a_condition_or_a_fault_with_a_place(text):
    condition = _made(compile_condition, text)
    assert condition is None or condition.truth({}) in Truth


_PIECES = st.sampled_from(
    [
        "a",
        "b",
        "m",
        "t",
        "area",
        "f",
        "c",
        "d",
        "begun",
        "level",
        "III",
        "none",
        "near",
        "far-off",
        "5",
        "2.5",
        "15%",
        "100",
        "ha",
        "亩",
        "2026-01-01",
        "and",
        "or",
        "not",
        "in",
        "{",
        "}",
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "<",
        "<=",
        "==",
        "!=",
        "min(",
        "elapsed(",
        "winter",
        "rate",
        "worst",
        "true",
        "always",
    ]
)


@given(st.lists(_PIECES, max_size=14).map(" ".join))
@settings(max_examples=800, deadline=None)
def test_any_row_of_pieces_is_a_condition_or_a_fault_with_a_place(text):
    for compiled in (compile_condition, compile_formula):
        made = _made(compiled, text)
        assert made is None or (made.words("zh") and made.words("en"))


def test_values_stay_exact():
    scope = Scope({"x": Fact("x", FactType.QUANTITY, Text("x", "x"), unit="ha")})
    third = compile_formula("x / 3", scope).value({"x": Exactly(1)})
    assert third.value * 3 == 1
