"""What follows from what, in small programs a reader can follow."""

from respond.chain import Program, ResponseRule, Trigger, conclude

DEBT = Program(
    "debt@2017",
    responses=(
        ResponseRule("I", ("symbol", "level:I"), ("II",)),
        ResponseRule("II", ("symbol", "level:II"), ("III",)),
        ResponseRule("III", ("symbol", "level:III")),
    ),
    triggers=(
        Trigger("first", ("symbol", "event:received"), ("report-up", "verify")),
        Trigger("three", ("symbol", "response:III"), ("convene",)),
        Trigger("two", ("symbol", "response:II"), ("restructure",)),
        Trigger("one", ("and", ("symbol", "response:I"), ("not", ("symbol", "event:paid"))), ("province",)),
        Trigger("again", ("symbol", "event:worsened"), ("report-up",)),
    ),
    notices={"report-up": ("county", "city"), "province": ("province",)},
)
NO = dict.fromkeys(DEBT.symbols, "no")


def test_a_response_takes_in_what_it_includes_and_that_includes():
    answer = conclude(DEBT, NO | {"level:I": "yes"})
    assert (answer.response, answer.possible) == ("I", "I")
    assert dict(answer.active) == {"I": "yes", "II": "yes", "III": "yes", "IV": "no"}
    assert answer.owed == ("convene", "restructure", "province")


def test_the_gravest_level_called_for_is_the_response():
    answer = conclude(DEBT, NO | {"level:III": "yes", "level:II": "yes"})
    assert answer.response == "II"


def test_a_graver_level_still_possible_makes_its_duties_provisional_and_leaves_the_certain_ones_owed():
    answer = conclude(DEBT, NO | {"level:III": "yes", "level:II": "unknown"})
    assert (answer.response, answer.possible) == ("III", "II")
    assert answer.owed == ("convene",)
    assert answer.provisional == ("restructure",)


def test_a_milder_level_still_open_does_not_matter_once_a_graver_one_is_certain():
    without = Program("flat", (ResponseRule("I", ("symbol", "a")), ResponseRule("II", ("symbol", "b"))))
    assert conclude(without, {"a": "yes", "b": "unknown"}).active["II"] == "no"


def test_a_symbol_not_given_is_unknown_and_never_a_no():
    answer = conclude(DEBT, {})
    assert answer.owed == ()
    assert answer.provisional == ("report-up", "verify", "convene", "restructure", "province")
    assert (answer.response, answer.possible) == (None, "I")


def test_notices_go_out_for_what_is_owed_only():
    assert conclude(DEBT, NO | {"event:received": "yes"}).notices == (
        ("report-up", "county"),
        ("report-up", "city"),
    )
    assert conclude(DEBT, NO | {"event:received": "unknown"}).notices == ()


def test_one_of_several_triggers_is_enough():
    assert "report-up" in conclude(DEBT, NO | {"event:worsened": "yes", "event:received": "unknown"}).owed


def test_an_empty_program_concludes_nothing():
    answer = conclude(Program("empty"), {})
    assert (answer.response, answer.owed, answer.provisional, answer.path) == (None, (), (), "durable")


def test_what_is_always_owed_is_owed():
    program = Program("p", triggers=(Trigger("a", ("always",), ("x",)), Trigger("n", ("never",), ("y",))))
    answer = conclude(program, {})
    assert (answer.owed, answer.provisional, answer.path) == (("x",), (), "durable")
