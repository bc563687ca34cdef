"""What was decided twice of one moment, as minutes on a page are: what was told last stands."""

import pytest

from duties import case

DUTY = "- {id: tell, when: received, within: 1 hour, to: [county]}"
BEGUN = "occurred: @08:00\nfacts: {n: 12}\nevents: {received: @08:30}\nthen:\n"


@pytest.mark.parametrize(("first", "second"), [("III", "I"), ("I", "III")])
def test_of_two_declarations_of_one_moment_the_one_told_last_stands(tmp_path, first, second):
    told = "".join(
        f"  - {{at: @09:00:{seconds}, declared: [{{level: {level}, by: county, reason: {{zh: 研判}}, at: @09:00}}]}}\n"
        for seconds, level in (("10", first), ("40", second))
    )
    situation = case(tmp_path, DUTY, BEGUN + told).at("09:10")
    assert situation.declared is not None
    assert situation.declared.level.name == second


@pytest.mark.parametrize("levels", [("III", "II"), ("II", "III"), ("III", "II", "I")])
def test_of_turns_of_the_response_at_one_moment_the_one_told_last_stands(tmp_path, levels):
    names = ["response_started", *["response_adjusted"] * 11]
    told = "".join(
        f"  - {{at: @09:00:{10 + step}, events: {{{names[step]}: {{at: @09:00, level: {level}}}}}}}\n"
        for step, level in enumerate(levels)
    )
    situation = case(tmp_path, DUTY, BEGUN + told).at("09:10")
    assert situation.leading.response.started is not None
    assert situation.leading.response.started.name == levels[-1]


def test_the_eleventh_of_one_moment_comes_behind_the_second(tmp_path):
    levels = ["III", *["II", "III"] * 5, "I"]
    names = ["response_started", *["response_adjusted"] * 11]
    told = "".join(
        f"  - {{at: @09:00, events: {{{name}: {{at: @09:00, level: {level}}}}}}}\n"
        for name, level in zip(names, levels, strict=True)
    )
    situation = case(tmp_path, DUTY, BEGUN + told).at("09:10")
    assert situation.leading.response.started.name == "I"
