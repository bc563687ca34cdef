"""What proves, compares, shows and formats plans knows limits of several parts, and the zone and calendar of a plan."""

import pytest

from duties import plan_of
from respond.cli import main
from respond.plan import Library
from respond.prove import diff_of
from respond.prove.mutants.limit_mutations import limit_mutations
from small_plan import shelve

BERLIN = "zone: Europe/Berlin\ncalendar: eu/target\n"
PARTS = "[{within: 4 hours, after: graded}, {within: 24 hours, after: learned, counted: from-start}]"
DUTY = (
    f"- {{id: tell, report: first, to: [county], when: level >= III, earliest: {PARTS},"
    ' roll: {if: not working day, to: "12:00 next working day"}}'
)
WORDS = (
    "the earlier of within 4 hours from level determined and within 24 hours from learned of"
    " (if that is no working day: 12:00 of the next working day)"
)


def editions(folder, duty, head=BERLIN):
    """Put two editions on a shelf: one as it is, and one with other duties or another head."""
    first = plan_of(DUTY, BERLIN).replace("{from: 2020-01-01}", "{from: 2020-01-01, to: 2025-12-31}")
    second = plan_of(duty, head).replace(
        '"2020", in_force: {from: 2020-01-01}', '"2026", in_force: {from: 2026-01-01}'
    )
    root = shelve(folder, first, "testland/duties/2020")
    shelve(folder, second, "testland/duties/2026")
    return Library([root])


def changed(folder, duty, head=BERLIN):
    library = editions(folder, duty, head)
    found = diff_of(library, "testland/duties@2020", "testland/duties@2026")
    fields = [(each.name, each.before.en, each.after.en) for one in found.duties for each in one.fields]
    return fields + [
        (each.name, each.before.en, each.after.en) for one in found.others for each in one.fields
    ]


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("4 hours", "3 hours", ["limit"]),
        ("within: 4 hours", "within: the same day", ["limit"]),
        ("12:00 next", "10:00 next", ["limit"]),
        ("earliest", "latest", ["limit"]),
        ("after: graded", "after: verified", ["limit", "start"]),
        (", counted: from-start", "", ["earliest"]),
        ("within: 24 hours", "within: 24 hours", []),
    ],
)
def test_what_changes_between_editions_is_told(tmp_path, old, new, names):
    assert [name for name, *_ in changed(tmp_path, DUTY.replace(old, new))] == names


def test_another_zone_or_calendar_is_a_difference(tmp_path):
    assert changed(tmp_path, DUTY, "zone: Europe/Paris\n") == [
        ("zone", "Europe/Berlin", "Europe/Paris"),
        ("calendar", "eu/target", "cn"),
    ]


@pytest.mark.parametrize("command", [["show"], ["plan", "render"]])
def test_it_is_shown_in_words(tmp_path, monkeypatch, capsys, command):
    editions(tmp_path, DUTY)
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    assert main([*command, "testland/duties@2020", "--lang", "en", "--format", "md"]) == 0
    out = capsys.readouterr().out
    assert WORDS in out
    assert "counted from" not in out.partition(WORDS)[2][:40]  # each part names its own start


def test_a_duty_of_which_no_part_can_start_is_found(tmp_path, monkeypatch, capsys):
    never = DUTY.replace("when: level >= III", "when: level >= III and not graded and not learned")
    editions(tmp_path, never)
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    for edition, found in (("2020", False), ("2026", True)):
        main(["plan", "check", f"testland/duties@{edition}", "--lang", "en"])
        assert ("the clock cannot have started" in " ".join(capsys.readouterr().out.split())) is found
    half = DUTY.replace("when: level >= III", "when: level >= III and not graded")
    for number, (duty, found) in enumerate([(half, False), (half.replace("earliest", "latest"), True)]):
        editions(tmp_path / str(number), duty)
        monkeypatch.setenv("RESPOND_PLANS", str(tmp_path / str(number)))
        main(["plan", "check", "testland/duties@2026", "--lang", "en"])
        assert ("the clock cannot have started" in " ".join(capsys.readouterr().out.split())) is found


def test_boundaries_and_format_take_it(tmp_path, monkeypatch, capsys):
    editions(tmp_path, DUTY)
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    assert main(["plan", "boundaries", "testland/duties@2020", "--lang", "en"]) == 0
    path = tmp_path / "testland" / "duties" / "2020.yaml"
    assert main(["plan", "fmt", str(path)]) == 0
    text = path.read_text("utf-8")
    assert text.index("seat:") < text.index("zone:") < text.index("calendar:") < text.index("units:")
    before = Library([tmp_path]).prepared(Library([tmp_path]).find("duties@2026")).measures[0].limit
    assert Library([tmp_path]).prepared(Library([tmp_path]).find("duties@2020")).measures[0].limit == before


def test_the_same_day_has_no_longer_and_no_shorter_one(tmp_path):
    """Another part is changed as ever, and what was a length cannot be made of what is none."""
    duty = DUTY.replace("within: 4 hours", "within: the same day")
    library = Library([shelve(tmp_path, plan_of(duty, BERLIN), "testland/duties/2020")])
    (rule,) = library.prepared(library.find("testland/duties")).measures
    moved = [change.was for change, _ in limit_mutations(rule.entry) if change.kind in ("up", "down")]
    assert not [was for was in moved if "the same day" in was]
    assert any("24 hours" in was for was in moved)


@pytest.mark.parametrize(("lang", "words"), [("zh", "当日24时前"), ("en", "by 24:00 of the same day")])
def test_the_same_day_is_told_in_both_languages(tmp_path, capsys, lang, words):
    duty = "- {id: tell, report: first, to: [county], when: received, within: the same day}"
    path = shelve(tmp_path, plan_of(duty), "testland/duties/2020") / "testland/duties/2020.yaml"
    assert main(["plan", "render", str(path), "--lang", lang]) == 0
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("limit", "moved"),
    [
        ("after: received, within: 2 hours", ["within: 1 hour", "within: 3 hours"]),
        ("after: received, within: 1 month", ["within: 2 months"]),
        ("after: received, every: 12 hours, until: terminated", ["every: 11 hours", "every: 13 hours"]),
        (
            "before: matures, at_least: 5 working days",
            ["at_least: 4 working days", "at_least: 6 working days"],
        ),
        (
            "after: received, within: 3 days to the end of the day",
            ["within: 2 days to the end of the day", "within: 4 days to the end of the day"],
        ),
        (
            "after: received, within: 3 days less 1 day",
            ["within: 2 days less 1 day", "within: 4 days less 1 day", "within: 3 days less 2 days"],
        ),
        ("after: received, due: promptly", []),
    ],
)
def test_a_length_of_time_is_made_a_step_longer_and_shorter(tmp_path, limit, moved):
    duty = f"- {{id: tell, to: [county], when: received, {limit}}}"
    library = Library([shelve(tmp_path, plan_of(duty), "testland/duties/2020")])
    (rule,) = library.prepared(library.find("testland/duties")).measures
    made = list(limit_mutations(rule.entry))
    assert [change.now for change, _ in made] == moved
    assert all(changed != rule.entry for _, changed in made)


def test_a_limit_no_expected_answer_speaks_of_is_told(tmp_path, monkeypatch, capsys):
    folder = shelve(
        tmp_path,
        plan_of("- {id: tell, to: [county], when: received, within: 2 hours}"),
        "testland/duties/2020",
    )
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    tests = folder / "testland/duties/2020.tests.yaml"
    head = (
        "respond: plan-tests/1\nplan: testland/duties@2020\noccurred: 2026-03-01T08:00+08:00\nnow: 1 hour\n"
    )
    for expect, noticed in (("duties: [tell]", 0), ("deadlines: {tell: 2026-03-01T10:01+08:00}", 2)):
        told = f"events: {{received: 1 minute}}\ntests:\n  told: {{clause: '1', expect: {{{expect}}}}}\n"
        tests.write_text(head + told, "utf-8")
        main(["plan", "boundaries", "testland/duties", "--mutants", "--lang", "en"])
        said = " ".join(capsys.readouterr().out.split())
        assert f"by the plan's tests: {noticed}" in said
