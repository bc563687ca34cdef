"""The game of one person on a terminal: what is typed, what it comes to, and that it goes on where it was left."""

import io
import json

import pytest

from respond.cli import main
from respond.exercise import play_of

TEXT = """\
respond: scenario/1
id: school
title: {zh: 校园接种, en: vaccination at school}
plans: [vaccine-quality]
start: 2026-09-14T08:30:00+08:00
end: "+07:00"
occurred: 2026-09-14T08:00:00+08:00
purpose: {zh: 检验定级, en: To test grading}
cast:
  headquarters: {zh: 县指挥部, en: county HQ}
  market-regulator: {zh: 县市场监管局值班室, en: duty room of the market regulation bureau}
  health-bureau: {zh: 县卫健局, en: health bureau}
  public-security: {zh: 县公安局值班室, en: duty room of the county police}
injects:
  - id: first-call
    at: "+00:00"
    to: [market-regulator]
    via: phone
    text: {zh: 4名学生呕吐、抽搐, en: At least 4 pupils with vomiting and fits}
    facts: {quality_suspected: unknown, rare_cases: {at_least: 4}}
    events: {received: }
  - id: cold-chain
    at: "+00:20"
    to: [market-regulator]
    text: {zh: 冰箱断电, en: the cold chain was broken}
    facts: {quality_suspected: yes, serious_cases: 1}
  - id: verified
    at: "+00:50"
    to: [headquarters]
    text: {zh: 核实5人, en: "verified: 5 with rare reactions"}
    facts: {rare_cases: 5}
"""
SCENARIO = "scenario.yaml"
NOW = ("--now", "2026-11-21T09:30:00+08:00", "--lang", "en")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Work in a folder with the scenario."""
    (tmp_path / SCENARIO).write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def play(capsys, monkeypatch):
    """Give what plays a script, and gives the exit code, what was shown and what was told."""

    def played(*lines, scenario=SCENARIO, more=()):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in lines)))
        code = main(["exercise", "play", scenario, *NOW, *more])
        out, err = capsys.readouterr()
        return code, out, err

    return played


def test_it_begins_with_the_first_inject_and_waits(play):
    code, out, err = play()
    assert code == 0
    assert "At least 4 pupils with vomiting" in out
    assert "cold chain" not in out
    assert out.rstrip().endswith("[+00:00 08:30] >")
    assert "nothing was kept" in err


def test_time_passes_by_what_is_typed_and_stops_where_something_comes_in(play):
    _, out, _ = play("wait 10", "wait 60", "next", "等 5")
    assert out.count("nothing comes in") == 2
    assert [each for each in ("[+00:10 08:40]", "[+00:20 08:50]", "[+00:50 09:20]", "[+00:55 09:25]") if each in out] == [
        "[+00:10 08:40]", "[+00:20 08:50]", "[+00:50 09:20]", "[+00:55 09:25]",
    ]  # fmt: skip


def test_what_was_done_is_judged_as_a_run_of_the_recording_is(play, tmp_path, capsys):
    target = tmp_path / "actions.yaml"
    _, out, _ = play(
        "declare iv",
        "did initial-report to county-government, city-market-regulator via phone",
        "办 seal-vaccine",
        "wait 5",
        "定级 Ⅲ 由 headquarters",
        "did progress-report as market-regulator round 1",
        "did treat-injured for health-bureau as headquarters",
        "note 校医说不清",
        "next",
        "end",
        more=("-o", str(target), "--team", "二队"),
    )
    assert "E" not in {line.strip()[:1] for line in out.splitlines() if line.strip().startswith("! E")}
    assert "score" in out
    main(["exercise", "run", SCENARIO, "--actions", str(target), "--lang", "en"])
    assert out.endswith(capsys.readouterr().out)
    text = target.read_text("utf-8")
    for each in (
        "zh: 二队",
        "channel: phone",
        "round: 1",
        "for: health-bureau",
        "declares: III",
        "校医说不清",
    ):
        assert each in text


def test_whoever_directs_sees_the_script_and_holds_back_releases_drops_and_gives(play):
    _, out, _ = play(
        "hold cold-chain", "wait 30", "script", "放行 cold-chain", "drop verified", "wait 60", "下达 verified", "hold verified",
    )  # fmt: skip
    for shown in ("cold-chain: held back", "cold-chain the cold chain was broken", "verified: dropped"):
        assert shown in out
    before, after = out.split("放行 cold-chain")
    assert "the cold chain was broken" in before
    assert "── 09:00" in after
    assert "── 10:00" in after
    assert "E625" in after


def test_an_order_and_a_message_are_typed_after_a_colon(play, tmp_path):
    target = tmp_path / "actions.yaml"
    _, out, _ = play(
        "order market-regulator via phone as headquarters: report to me by nine", "告诉：路不通", "order: nobody", "order x", "tell",
        "status", "end", more=("-o", str(target)),
    )  # fmt: skip
    assert ("E652" in out, out.count("E699")) == (True, 2)
    text = target.read_text("utf-8")
    assert text.count("report to me by nine") == 2
    assert text.count("路不通") == 2
    assert "report to me by nine" in out.split("status")[-1]


def test_what_turns_back_what_is_known_is_given_only_when_that_is_typed(play, tmp_path):
    more = '  - {id: more, at: "+01:00", to: [headquarters], text: {zh: 8人, en: eight}, facts: {rare_cases: 8}}\n'
    (tmp_path / SCENARIO).write_text(TEXT + more, "utf-8")
    _, out, _ = play(
        "hold verified", "wait 60", "wait 60", "give verified", "script", "give verified anyway", "下达 verified 仍然",
    )  # fmt: skip
    before, after = out.split("> script")
    assert "E654" in before
    assert "`anyway` behind its id" in " ".join(before.split())
    assert "anyway: yes" not in before
    assert "given now it would turn" in " ".join(after.split())
    assert "5 with rare reactions" in after.split("> give verified anyway")[1]
    assert "E625" in after


def test_the_script_tells_before_its_moment_what_the_clock_turns_back_and_what_was_restored(play, tmp_path):
    more = '  - {id: more, at: "+01:00", to: [headquarters], text: {zh: 8人, en: eight}, facts: {rare_cases: 8}}\n'
    (tmp_path / SCENARIO).write_text(TEXT + more, "utf-8")
    _, out, _ = play(
        "give more",
        "cut phone",
        "restore free-1",
        "script",
        "give verified",
        "give verified anyway",
        "script",
    )
    first, last = (" ".join(each.split()) for each in out.split("> script")[1:3])
    assert "by the clock at +" in first
    assert "it will turn" in first
    assert "ended by the director before its time, at +00:00" in first
    assert "it turned" in last, "in that same minute"


def test_whoever_directs_cuts_channels_and_restores_them(play):
    report = "did report-up to county-government via phone"
    _, out, _ = play(
        "cut 电话, fax lasting 30", report, "wait 10", "restore free-1", report, "中断 phone 持续 10 min", report,
        "cut smoke", "restore cold-chain",
    )  # fmt: skip
    assert "out of order: phone, fax" in out
    assert " ".join(out.split()).count("it did not go through: phone is cut") == 2
    assert "free-1: restored" in out
    assert ("E208" in out, "E694" in out) == (True, True)


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("nxet", "E699", "did you mean `next`"),
        ("wait", "E699", "minutes to wait"),
        ("wait -3", "E699", "minutes to wait"),
        ("wait 99999", "E699", "minutes to wait"),
        ("next please", "E699", "nothing after it"),
        ("note", "E699", "something to follow"),
        ("declare", "E340", ""),
        ("declare VII", "E340", ""),
        ("did", "E806", ""),
        ("did report-upp", "E806", "did you mean `report-up`"),
        ("did report-up to county-goverment", "E807", "did you mean `county-government`"),
        ("did report-up via smoke", "E208", ""),
        ("did report-up round two", "E212", ""),
    ],
)
def test_what_is_not_understood_is_told_and_changes_nothing(play, tmp_path, line, code, hint):
    target = tmp_path / "actions.yaml"
    exit_code, out, _ = play(line, "end", more=("-o", str(target)))
    assert (exit_code, code in out, hint in out) == (0, True, True)
    assert "actions: []" in target.read_text("utf-8")


def test_it_tells_what_can_be_done_and_what_was(play):
    _, out, _ = play(
        "help", "duties sample", "duties nothing of the kind", "units police", "did seal-vaccine", "status"
    )
    assert "10 minutes pass, or less if something comes in" in out
    assert "emergency-sampling" in out
    assert "no such duty" in out
    assert "public-security (duty room of the county police)" in out
    assert "no level has been called" in out
    assert out.index("what was done") < out.rindex("Seal up the vaccine")


def test_nothing_of_the_key_is_told_before_the_end(play):
    _, out, _ = play("status", "next", "next", "status")
    for each in ("clause", "owed", "score", "level IV", "To test grading"):
        assert each not in out


def test_a_game_that_was_left_goes_on_where_it_was(play, tmp_path):
    kept = ("--store", str(tmp_path / "drill.db"), "--play", "mine")
    _, _, err = play("did seal-vaccine", "wait 12", "leave", more=kept)
    assert "the same command goes on from here" in err
    _, out, _ = play("status", "end", more=kept)
    assert "[+00:12 08:42] > status" in out
    assert "Seal up the vaccine" in out.partition("score")[0]
    assert out.count("At least 4 pupils") >= 1
    _, again, _ = play(more=kept)
    assert "score" in again
    assert ">" not in again.splitlines()[0]


def test_at_the_end_of_its_time_nothing_but_the_report_is_left(play):
    _, out, _ = play(*["next"] * 20, "did seal-vaccine", "end")
    assert "time is over; end shows how it went" in out
    assert "E692" in out
    assert "score" in out


def test_standard_input_is_what_is_typed_and_no_scenario(play):
    code, _, err = play(scenario="-")
    assert code == 2
    assert "E914" in err


def test_a_recording_is_written_of_a_play_the_store_keeps(play, tmp_path, capsys):
    place = str(tmp_path / "drill.db")
    play("declare II", "end", more=("--store", place))
    assert main(["exercise", "recording", "school", "--store", place]) == 0
    out = capsys.readouterr().out
    assert out.startswith("respond: actions/1\nscenario: school\n")
    assert main(["exercise", "recording", "scholl", "--store", place, "--lang", "en"]) == 2
    assert "E690" in capsys.readouterr().err


def test_a_store_for_real_work_keeps_no_game(play, tmp_path):
    place = str(tmp_path / "real.db")
    main(
        ["open", "--store", place, "--id", "a", "--title", "甲", "--plan", "vaccine-quality", "--now", NOW[1]]
    )
    code, _, err = play(more=("--store", place))
    assert (code, "E966" in err) == (2, True)


def test_teams_are_compared_side_by_side(play, tmp_path, capsys):
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    play("declare I", "did seal-vaccine", "next", "end", more=("-o", str(one), "--team", "甲队"))
    play("next", "end", more=("-o", str(two), "--team", "乙队"))
    both = ["--actions", str(one), "--actions", str(two)]
    assert main(["exercise", "compare", SCENARIO, *both]) == 0
    out = capsys.readouterr().out
    assert out.index("甲队") < out.index("乙队")
    main(["exercise", "compare", SCENARIO, *both, "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    main(["exercise", "run", SCENARIO, "--actions", str(one), "--format", "json"])
    run = json.loads(capsys.readouterr().out)
    team = found["teams"][0]
    assert (found["schema"], team["points"], team["most"]) == ("compared-teams/1", run["points"], run["most"])
    assert team["undone"] == sum(run["totals"].get(each, 0) for each in ("overdue", "missed", "omitted"))
    assert [each["rating"] for each in team["objectives"]] == [each["rating"] for each in run["objectives"]]
    assert main(["exercise", "compare", SCENARIO]) == 2


def test_with_serve_the_play_is_opened_and_the_room_runs_on_its_store(tmp_path, monkeypatch, capsys):
    import respond.room  # noqa: PLC0415

    served = []

    def serve(room, listening, running, tell):
        served.append((room.store.exercise, listening.port, [each.id for each in room.store.plays()]))
        assert play_of("school", room.store.moves("school")).team.en == "team one"

    monkeypatch.setattr(respond.room, "serve", serve)
    place = str(tmp_path / "drill.db")
    command = ["exercise", "play", SCENARIO, "--serve", "--store", place, "--port", "8700", *NOW]
    assert main(command) == 0
    assert main([*command, "--play", "second"]) == 0
    assert main(command) == 0  # what is there goes on
    both = ["school", "second"]
    assert served == [(True, 8700, ["school"]), (True, 8700, both), (True, 8700, both)]
    assert "the play: school" in capsys.readouterr().err


def test_what_a_report_held_and_told_is_typed_with_it(play, tmp_path):
    contents = "did report-up contains 名称, location figures deaths=0, rare_cases=4+"
    _, out, _ = play("contents report-up", contents, "end", more=("-o", "actions.yaml"))
    assert "what it has to contain" in out
    text = (tmp_path / "actions.yaml").read_text("utf-8")
    assert "contains:\n  - name\n  - location\n" in text
    assert "rare_cases: 4+" in text


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("contains nonsense", "E800"),
        ("figures deths=1", "E701"),
        ("figures deaths", "E699"),
        ("figures deaths=x", "E302"),
    ],
)
def test_what_no_report_can_hold_is_refused(play, tmp_path, typed, code):
    _, out, _ = play(f"did report-up {typed}", "end", more=("-o", "actions.yaml"))
    assert code in out
    assert "report-up" not in (tmp_path / "actions.yaml").read_text("utf-8")


def test_a_unit_acknowledges_what_another_told_it(play, tmp_path):
    lines = (
        "did report-up to market-regulator as headquarters via phone",
        "wait 5",
        "status",
        "receive market-regulator",
    )
    _, out, _ = play(
        *lines, "receive market-regulator from headquarters", "status", "end", more=("-o", "actions.yaml")
    )
    assert out.count("not acknowledged yet: duty room of the market regulation bureau") == 1
    assert "acknowledges what county HQ told it" in out
    assert "nothing that others told it waits" in out
    text = (tmp_path / "actions.yaml").read_text("utf-8")
    assert "at: +00:05\n  by: market-regulator\n  receives:\n  - headquarters\n" in text


def test_whoever_receives_a_report_is_told_what_it_says(play):
    sent = "did initial-report as market-regulator to headquarters contains name, time figures deaths=2"
    code, out, _ = play(sent, "receive headquarters", "end")
    assert code == 0
    told = out[out.index("county HQ acknowledges") :]
    for words in (
        "+00:00; told: ",
        "it holds: name of the incident, time of the incident",
        "numbers: deaths linked to one batch: 2 cases",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("did initial-report figures deaths=many", "figures.deaths: E302"),
        ("did report-up round x", "round: E212"),
    ],
)
def test_what_was_typed_wrongly_is_told_by_what_it_is_and_by_no_line_of_a_file(play, typed, told):
    _, out, _ = play(typed, "leave")
    assert f"! {told}" in out
    assert "move " not in out
