"""Papers rest on the entry of the value that stands, not on an older figure that came in after it."""

from dossiers import HEAD, SENT, after, drafted, said, step

OLDER = step(10, f"deaths: {{value: 2, as_of: '{after(-30).isoformat()}'}}")
RIGHT = step(40, "", "corrects: [{entry: deaths, value: 2, reason: {zh: 重复统计, en: counted twice}}]")


def test_a_draft_cites_the_value_that_stands():
    draft = drafted(OLDER)
    numbers = [each for each in draft.statements if "3例" in each.text.zh]
    assert numbers
    assert {basis.entry for each in numbers for basis in each.basis if basis.entry.startswith("deaths")} == {
        "deaths"
    }


def test_a_number_put_right_is_told_with_its_correction_though_an_older_figure_came_between():
    draft = drafted(OLDER, SENT, RIGHT, kind="progress", head=HEAD, minutes=60)
    assert "2例" in said(draft)
