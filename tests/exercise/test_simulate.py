"""A scenario played thousands of times: the fast judgement is the engine's, chance is seeded, what is slow is cured."""

import csv
import json
import re
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal, getcontext
from random import Random
from xml.dom.minidom import parseString

import pytest
from attrs import evolve
from exercises import DUTIES, PLAN, QUIET, library, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respond.api import default_library
from respond.cli import main
from respond.errors import InputError, MissingExtraError
from respond.exercise import (
    assumed_model,
    check_scenario,
    course_of,
    load_scenario,
    model_from,
    scenario_from,
    simulate,
    simulation_picture,
    simulation_sheet,
    table_writer,
)
from respond.exercise.scenario import AT_ONCE, read_offset
from respond.exercise.shares import Share, quantiles, wilson
from respond.exercise.simulation.queueing import NEVER, Played, Players
from respond.exercise.simulation.sampled import check_run, judged
from respond.exercise.simulation.simulating import right_times
from respond.exercise.simulation.spread import Exponential, Spread, Weighted, drawing
from respond.plan import shipped
from respond.show import plain
from respond.yaml import Source

CHAIN = """\
  - {id: confirm, zh: 确认, en: confirm, when: met(tell), unit: bureau, within: 30 minutes, after: arising, clause: "3"}
"""
CHAINED = PLAN.replace(DUTIES, DUTIES + CHAIN)
INJECTS = [
    ("+00:00", f"to: [bureau], facts: {{{QUIET}}}, events: {{received: }}"),
    ("+00:40", "to: [government], events: {sealed: }"),
    ("+01:30", "to: [bureau], facts: {area: 60 ha}"),
    ("+03:00", "to: [bureau], events: {reopened: }"),
    ("+04:00", "to: [bureau], facts: {area: 1 ha}"),
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return library(tmp_path_factory.mktemp("plans"), CHAINED)


@pytest.fixture(scope="module")
def scenario():
    return scenario_from(
        Source(
            "small.yaml", text(INJECTS, cast="{bureau: {zh: 局, en: bureau}, clinic: {zh: 院, en: clinic}}")
        )
    )


@pytest.fixture(scope="module")
def course(shelf, scenario):
    return course_of(scenario, shelf)


def model(**keys):
    whole = {
        "notice": "5 minutes", "relay": "10 minutes", "decide": "5 minutes", "call": "3 minutes",
        "acts": "[{takes: 10 minutes}]", "staff": 2, "lines": 1, **keys,
    }  # fmt: skip
    lines = [
        "respond: model/1",
        "id: m",
        "title: {zh: 模型, en: model}",
        *(f"{k}: {v}" for k, v in whole.items()),
    ]
    return model_from(Source("model.yaml", "\n".join(lines) + "\n"))


# The fast judgement is the engine's.


@pytest.mark.parametrize("path", sorted(shipped("scenarios").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_scenario_is_simulated_as_the_engine_judges_it(path):
    found, _ = simulate(load_scenario(path), default_library(), assumed_model(), runs=6, checks=6)
    assert [each.unlike for each in found.checked] == [()] * 6
    assert min(each.alike for each in found.checked) > 40


LENGTHS = st.tuples(st.integers(0, 90), st.integers(0, 60)).map(
    lambda each: f"{{uniform: ['{each[0]} minutes', '{sum(each)} minutes']}}".replace("'0 minutes'", "'0'")
)
MODELS = st.builds(
    lambda notice, takes, call, later, earlier, staff, lines: model(
        notice=notice, acts=f"[{{takes: {takes}}}]", call=call, growth=f"{{later: {later}, earlier: {earlier}}}",
        staff=staff, lines=lines,
    ),
    LENGTHS, LENGTHS, LENGTHS, LENGTHS, LENGTHS, st.integers(1, 4), st.integers(1, 2),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(made=MODELS, seed=st.integers(0, 99))
def test_a_run_put_before_the_engine_is_judged_alike(shelf, course, made, seed):
    checked = check_run(course, Players(course, made).run(seed, 0), 0, shelf)
    assert checked.unlike == ()
    assert checked.alike >= sum(not step.level for step in course.steps)


@pytest.mark.parametrize(("minutes", "result"), [(240, "late"), (241, "missed")])
def test_what_is_done_at_the_very_end_is_done(shelf, course, minutes, result):
    place = next(place for place, step in enumerate(course.steps) if step.id.endswith("#alarm-two#1"))
    done = [NEVER] * len(course.steps)
    done[place] = minutes
    played = Played(tuple(seconds // 60 for seconds in course.injects), tuple(done))
    assert list(judged(course, played))[place].result == result
    assert check_run(course, played, 0, shelf).unlike == ()


def test_what_an_act_sets_off_is_followed(course):
    confirm = next(step for step in course.steps if step.id.endswith("#confirm#1"))
    tell = next(place for place, step in enumerate(course.steps) if step.id.endswith("#tell#1"))
    assert confirm.ready.act == confirm.late_from.act == tell
    assert (confirm.ready.at, confirm.late_from.at) == (0, 1800)
    assert course.skipped != ()


def test_what_is_set_off_by_an_act_never_done_was_never_owed(course):
    slow = model(acts="[{takes: 20 hours, duties: [tell]}, {takes: 1 minute}]")
    played = Players(course, slow).run(1, 0)
    came = dict(zip([step.id for step in course.steps], judged(course, played), strict=True))
    assert came["testland/spill#tell#1"].result == "overdue"
    assert came["testland/spill#confirm#1"].result is None


def test_whoever_needs_no_time_is_never_late(shelf, scenario):
    quick = model(notice="0", relay="0", decide="0", call="0", acts="[{takes: '0'}]", staff=50)
    found, _ = simulate(scenario, shelf, quick, runs=3)
    assert found.feasible
    assert {each.met.fraction for each in found.deadlines} == {1}
    assert all(each.right.fraction == 1 and each.took.most == 0 for each in found.levels)
    assert all(not each.unlike for each in found.checked)


INSTANT = {
    "notice": "0", "relay": "0", "decide": "0", "call": "0", "acts": "[{takes: '0'}]", "staff": 99, "lines": 99,
}  # fmt: skip


@pytest.mark.parametrize("path", sorted(shipped("scenarios").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_duty_begins_when_the_derived_key_says_it_arises(path):
    scenario, plans = load_scenario(path), default_library()
    course = evolve(course_of(scenario, plans), cuts=())
    played = Players(course, model(**INSTANT)).run(1, 0)
    key = check_scenario(evolve(scenario, receipt_within=AT_ONCE), plans)
    arises = {each.id: (each.since - key.start) // timedelta(minutes=1) for each in key.key}
    first = played.injects[0]
    begun = {
        step.id: done for step, done in zip(course.steps, played.done, strict=True) if not step.level
    }  # fmt: skip
    assert begun == {name: max(arises[name], first, 0) for name in begun}
    found, _ = simulate(scenario, plans, model(**INSTANT), runs=1, checks=0)
    told = {each.id: read_offset(each.since) // timedelta(minutes=1) for each in found.deadlines}
    assert told == {name: begun[name] for name in told}


BEGINNING = """\
  - {id: brief, zh: 通报, en: brief, when: received, unit: bureau, due: immediately, after: sealed, clause: "3"}
  - {id: account, zh: 报告结果, en: account, when: received, unit: bureau, within: 2 hours, after: sealed, clause: "3"}
"""


def test_what_may_be_owed_begins_when_it_is_owed_and_what_counts_from_an_event_with_that(tmp_path):
    shelf = library(tmp_path, PLAN.replace(DUTIES, DUTIES + BEGINNING))
    injects = [
        ("+00:10", "to: [bureau], facts: {area: unknown, injured: 0, river: no}, events: {received: }"),
        ("+00:40", f"to: [bureau], facts: {{{QUIET.replace('1 ha', '60 ha')}}}"),
        ("+01:30", "to: [bureau], events: {sealed: }"),
    ]
    written = scenario_from(Source("s.yaml", text(injects, cast="{bureau: {zh: 局, en: bureau}}")))
    ready = {step.id.split("#")[1]: step.ready for step in course_of(written, shelf).steps if not step.level}
    assert (ready["alarm-two"].at, ready["alarm-two"].inject) == (40 * 60, 1)  # at first it only may be owed
    assert (ready["brief"].at, ready["brief"].inject) == (10 * 60, 0)  # owed from then on, and done at once
    assert (ready["account"].at, ready["account"].inject) == (90 * 60, 2)  # its hours begin with the sealing


# Chance.


def test_the_answer_hangs_on_the_seed_and_not_on_the_processes(
    shelf, scenario
):  # two processes must start: 2 s
    made = assumed_model()
    alone, runs = simulate(scenario, shelf, made, runs=60, seed=7, checks=0)
    shared, others = simulate(scenario, shelf, made, runs=60, seed=7, jobs=2, checks=0)
    assert alone == shared
    assert (runs.results, runs.late, runs.levels) == (others.results, others.late, others.levels)
    other, _ = simulate(scenario, shelf, made, runs=60, seed=8, checks=0)
    assert other.deadlines != alone.deadlines


def test_more_runs_begin_with_the_same(course):
    players = Players(course, assumed_model())
    assert [players.run(3, number) for number in range(4)] == [players.run(3, number) for number in range(4)]


@pytest.mark.parametrize(
    ("spread", "low", "high", "mean"),
    [
        ("90 minutes", 5400, 5400, 5400),
        (Spread(fixed="0"), 0, 0, 0),
        (Spread(uniform=("1 minute", "3 minutes")), 60, 180, 120),
        (Spread(triangular=("1 minute", "1 minute", "7 minutes")), 60, 420, 180),
        (Spread(triangular=("0", "6 minutes", "6 minutes")), 0, 360, 240),
        (Spread(triangular=("1 minute", "3 minutes", "8 minutes")), 60, 480, 240),
        (Spread(triangular=("5 minutes", "5 minutes", "5 minutes")), 300, 300, 300),
        (Spread(discrete=(Weighted("1 minute", 3), Weighted("5 minutes", 1))), 60, 300, 120),
        (Spread(exponential=Exponential("10 minutes")), 0, 10**6, 600),
        (Spread(exponential=Exponential("10 minutes", "10 minutes")), 0, 600, 379),
    ],
)
def test_a_distribution_is_drawn_as_it_is_written(spread, low, high, mean):
    draw, random = drawing(spread), Random(5)
    drawn = [draw(random) for _ in range(20_000)]
    assert all(type(each) is int and low <= each <= high for each in drawn)
    assert abs(sum(drawn) / len(drawn) - mean) <= max(mean / 40, 1)


def test_an_exponential_is_one_throughout():
    draw, random = drawing(Spread(exponential=Exponential("1000 minutes"))), Random(11)
    drawn = [draw(random) for _ in range(20_000)]
    for times, share in ((1, 0.3679), (2, 0.1353), (0.5, 0.6065)):
        assert abs(sum(each > 60_000 * times for each in drawn) / len(drawn) - share) < 0.012


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"notice": "{}"}, "E815"),
        ({"notice": "{fixed: 1 minute, uniform: [1 minute, 2 minutes]}"}, "E815"),
        ({"notice": "{uniform: [3 minutes, 1 minute]}"}, "E815"),
        ({"notice": "{triangular: [3 minutes, 4 minutes]}"}, "E815"),
        ({"notice": "{discrete: [{takes: 1 minute, weight: 0}]}"}, "E815"),
        ({"notice": "2 working days"}, "E816"),
        ({"notice": "1 month"}, "E816"),
        ({"staff": 0}, "E818"),
        ({"lines_of": "{bureau: 0}"}, "E818"),
        ({"outages": "[{per_cent: 101, begins: 1 hour, lasts: 1 hour}]"}, "E819"),
    ],
)
def test_a_model_that_cannot_be_is_refused(keys, code):
    with pytest.raises(InputError) as raised:
        model(**keys)
    assert {each.code for each in raised.value.faults} == {code}
    assert raised.value.faults[0].place.file == "model.yaml"


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"acts": "[{takes: 1 minute, duties: [tel]}, {takes: 1 minute}]"}, "E806"),
        ({"staff_of": "{bureua: 2}"}, "E807"),
        ({"acts": "[{takes: 1 minute, kind: report}]"}, "E817"),
    ],
)
def test_a_model_that_does_not_go_with_the_plans_is_refused(shelf, scenario, keys, code):
    with pytest.raises(InputError) as raised:
        simulate(scenario, shelf, model(**keys), runs=1)
    assert {each.code for each in raised.value.faults} == {code}


# Hands, lines, outages, travel.


def done(course, made, name):
    played = Players(course, made).run(1, 0)
    return next(
        at for step, at in zip(course.steps, played.done, strict=True) if step.id.endswith(f"#{name}#1")
    )


def test_one_line_is_used_by_one_report_at_a_time_and_waits_while_it_is_down(course):
    quick = {"notice": "0", "relay": "0", "decide": "0", "acts": "[{takes: '0'}]", "staff": 50}
    assert done(course, model(**quick, call="10 minutes"), "tell") == 20
    down = "[{per_cent: 100, begins: '0', lasts: 1 hour}]"
    assert done(course, model(**quick, call="10 minutes", outages=down), "tell") == 80
    phone = "[{per_cent: 100, begins: '0', lasts: 1 hour, channel: phone}]"
    assert done(course, model(**quick, call="10 minutes", outages=phone), "tell") == 80
    fax = "[{per_cent: 100, begins: '0', lasts: 1 hour, channel: fax}]"
    assert done(course, model(**quick, call="10 minutes", outages=fax), "tell") == 20
    never = "[{per_cent: 0, begins: '0', lasts: 1 hour}]"
    assert done(course, model(**quick, call="10 minutes", outages=never), "tell") == 20


def small(shelf, *lines, head=""):
    """Give the course of a small scenario and the shelf it is of."""
    cast = "{bureau: {zh: 局, en: bureau}}"
    return scenario_from(Source("own.yaml", text(lines, cast=cast).replace("injects:", f"{head}injects:", 1)))


FIRST = ("+00:00", f"to: [bureau], facts: {{{QUIET}}}, events: {{received: }}")
QUICK = {"notice": "0", "relay": "0", "decide": "0", "acts": "[{takes: '0'}]", "staff": 50}


@pytest.mark.parametrize(
    ("channels", "until", "at"),
    [("phone", "+01:00", 80), ("fax", "+01:00", 20), ("fax, phone", "+00:30", 50), ("phone", "+00:05", 25)],
)
def test_what_the_scenario_cuts_is_cut_in_the_simulation(shelf, channels, until, at):
    cut = ("+00:00", f"kind: outage, channels: [{channels}], until: '{until}'")
    course = course_of(small(shelf, FIRST, cut), shelf)
    assert done(course, model(**QUICK, call="10 minutes"), "tell") == at


def test_an_inject_that_waits_comes_when_it_does_with_the_perfect_players(shelf):
    waits = ("+00:40", "after: I1, to: [bureau], facts: {area: 60 ha}")
    course = course_of(small(shelf, FIRST, ("+00:10", "to: [bureau], events: {sealed: }"), waits), shelf)
    assert course.injects[-1] == 2400
    never = ("+00:10", "when: {overdue: [tell]}, to: [bureau], facts: {area: 60 ha}")
    course = course_of(small(shelf, FIRST, never), shelf)
    assert len(course.injects) == 1
    assert "I2" in course.skipped[-1].en


def test_the_variant_that_was_named_is_simulated(shelf):
    grows = ("+00:20", "variant: worse, to: [bureau], facts: {area: 60 ha}")
    stays = ("+00:20", "variant: calm, to: [bureau], facts: {injured: 0}")
    head = "variants: [{id: calm, zh: 平稳, en: calm}, {id: worse, zh: 恶化, en: worse}]\n"
    scenario = small(shelf, FIRST, grows, stays, head=head)
    levels = {name: len(course_of(scenario, shelf, name).changes) for name in (None, "calm", "worse")}
    assert levels[None] == levels["calm"] < levels["worse"]


def test_the_way_there_counts_and_a_message_takes_its_time(course):
    base = {"relay": "0", "call": "0", "staff": 50}
    acts = "[{duties: [tidy], takes: 10 minutes, travel: 25 minutes}, {takes: 10 minutes}]"
    assert done(course, model(**base, notice="5 minutes", acts=acts), "tidy") == 40
    assert done(course, model(**base, notice="0", acts="[{takes: 10 minutes}]"), "tidy") == 10
    other = model(notice="5 minutes", relay="7 minutes", call="0", acts="[{takes: '0'}]", staff=50)
    assert done(course, other, "hospital") == 12


def test_a_unit_hears_of_one_thing_once(course):
    chancy = model(notice="{uniform: ['0', 2 hours]}", relay="0", call="0", acts="[{takes: '0'}]", staff=50)
    assert done(course, chancy, "close") == done(course, chancy, "tell") == done(course, chancy, "tidy") > 0


def test_what_presses_most_is_done_first(course):
    one = model(notice="0", relay="0", call="0", decide="0", acts="[{takes: 10 minutes}]", staff=1)
    assert done(course, one, "close") < done(course, one, "tell") < done(course, one, "tidy")


# What is late by structure.


def test_what_is_late_by_structure_is_named_with_what_cures_it(shelf, scenario):
    slow = model(notice="0", relay="0", decide="0", call="0", acts="[{takes: 40 minutes}]", staff=1)
    found, _ = simulate(scenario, shelf, slow, runs=20)
    ill = [each.id for each in found.deadlines if each.structural]
    assert "testland/spill#tell#1" in ill
    assert not found.feasible
    cures = {(each.deadline, each.change): each.cures for each in found.cures}
    assert cures["testland/spill#tell#1", "staff"]
    assert not cures["testland/spill#tell#1", "notice"]
    for lang, words in (("zh", "可以解决"), ("en", "which cures it")):
        shown = "".join(plain(simulation_sheet(found, lang)).split())
        assert "".join(words.split()) in shown


def test_a_quicker_report_cures_what_is_heard_too_late(shelf, scenario):
    late = model(notice="2 hours", relay="0", call="0", acts="[{takes: 5 minutes}]", staff=50)
    found, _ = simulate(scenario, shelf, late, runs=5)
    cures = {each.change for each in found.cures if each.deadline == "testland/spill#tell#1" and each.cures}
    assert cures == {"notice"}


def test_two_changes_are_tried_where_neither_is_enough(shelf, scenario):
    both = model(notice="30 minutes", relay="0", decide="0", call="0", acts="[{takes: 40 minutes}]", staff=1)
    found, _ = simulate(scenario, shelf, both, runs=5)
    own = [each for each in found.cures if each.deadline == "testland/spill#tell#1"]
    assert not any(each.cures for each in own if each.beside is None)
    assert {(each.change, each.beside) for each in own if each.cures} == {("staff", "notice")}
    said = "".join(plain(simulation_sheet(found, "zh")).split())
    assert "增加1人，同时消息即到：办到100.0%，可以解决" in said


def test_what_is_in_time_in_fewer_than_wanted_is_not_feasible_and_the_hardest_comes_first(shelf, scenario):
    chancy = model(
        notice="{uniform: ['0', 2 hours]}", relay="0", call="0", acts="[{takes: 5 minutes}]", staff=50
    )
    found, _ = simulate(scenario, shelf, chancy, runs=40)
    told = next(each for each in found.deadlines if each.id == "testland/spill#tell#1")
    assert told.short
    assert not told.structural
    assert not found.feasible
    assert {each.change for each in found.cures if each.deadline == told.id and each.cures} == {"notice"}
    shares = [each.met.fraction for each in found.deadlines if each.met.of]
    assert shares == sorted(shares)
    assert "in time in fewer than 95 %" in " ".join(plain(simulation_sheet(found, "en")).split())


def test_assumptions_are_called_so(shelf, scenario):
    found, _ = simulate(scenario, shelf, assumed_model(), runs=3)
    assert found.assumed
    assert "全是假定" in plain(simulation_sheet(found, "zh"))
    own, _ = simulate(scenario, shelf, model(), runs=3)
    assert "全是假定" not in plain(simulation_sheet(own, "zh"))


# Shares.


@given(of=st.integers(1, 10**6), part=st.fractions(0, 1))
def test_the_interval_is_wilsons(of, part):
    number = int(of * part)
    low, high = wilson(number, of)
    assert 0 <= low <= Share(number, of).fraction <= high <= 1
    getcontext().prec = 40
    z, p, n = Decimal("1.96"), Decimal(number) / Decimal(of), Decimal(of)
    root = (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
    for found, sign in ((low, -1), (high, 1)):
        exact = (p + z * z / (2 * n) + sign * z * root) / (1 + z * z / n)
        assert abs(Decimal(found.numerator) / Decimal(found.denominator) - exact) < Decimal("1e-6")


@pytest.mark.parametrize(
    ("number", "of", "said"),
    [(1999, 2000, "99.9"), (2000, 2000, "100.0"), (1, 9999, "0.1"), (0, 5, "0.0"), (1, 3, "33.3")],
)
def test_all_and_none_are_said_of_all_and_none_only(number, of, said):
    assert Share(number, of).per_cent == said


@given(st.lists(st.integers(-100, 100), max_size=40), st.integers(0, 10))
def test_a_quantile_is_what_so_many_do_not_exceed(found, never):
    made = quantiles(found, never)
    if made is None:
        assert not found
        assert not never
        return
    size = len(found) + never
    for value, share in ((made.half, 50), (made.nine_in_ten, 90), (made.of_100_95, 95), (made.most, 100)):
        within = len(found) if value is None else sum(each <= value for each in found)
        assert (value is None and within * 100 < share * size) or within * 100 >= share * size


# Files and the command line.


def test_every_run_is_written_a_row_a_step(shelf, scenario, course, tmp_path):
    _, runs = simulate(scenario, shelf, model(), runs=4)
    rows = 4 * sum(not step.level for step in course.steps)
    for name in ("runs.csv", "runs.json", "runs.parquet"):
        table_writer(tmp_path / name)(runs, tmp_path / name)
    read = list(csv.DictReader((tmp_path / "runs.csv").read_text("utf-8").splitlines()))
    data = json.loads((tmp_path / "runs.json").read_text("utf-8"))
    assert len(read) == len(data) == rows
    assert [{key: "" if value is None else str(value) for key, value in row.items()} for row in data] == read
    from pyarrow import parquet  # noqa: PLC0415

    assert parquet.read_table(tmp_path / "runs.parquet").to_pylist() == data
    with pytest.raises(InputError, match="E820"):
        table_writer(tmp_path / "runs.xls")


def test_no_module_hides_the_function_whatever_is_imported_first():
    script = "import respond.exercise.simulation.run_table, respond.exercise as room; assert callable(room.simulate)"
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize("library_name", ["simpy", "pyarrow"])
def test_a_missing_library_is_named(course, tmp_path, monkeypatch, library_name):
    monkeypatch.setitem(sys.modules, library_name, None)
    with pytest.raises(MissingExtraError, match="E814"):
        Players(course, model()) if library_name == "simpy" else table_writer(tmp_path / "a.parquet")


def test_the_command_line_ends_with_1_where_something_is_always_late(tmp_path, monkeypatch, capsys, scenario):
    library(tmp_path / "plans", CHAINED)
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path / "plans"))
    (tmp_path / "s.yaml").write_text(text(INJECTS), "utf-8")
    (tmp_path / "m.yaml").write_text(
        "respond: model/1\nid: slow\ntitle: {zh: 慢, en: slow}\nnotice: 5 hours\nrelay: '0'\ndecide: '0'\ncall: '0'\n"
        "acts: [{takes: '0'}]\nstaff: 9\nlines: 9\n", "utf-8",
    )  # fmt: skip
    from respond import api  # noqa: PLC0415

    api.default_library.cache_clear()
    words = ["exercise", "simulate", str(tmp_path / "s.yaml"), "--runs", "3", "--jobs", "1"]
    assert (
        main([*words, "--model", str(tmp_path / "m.yaml"), "--format", "json", "-o", str(tmp_path / "r.csv")])
        == 1
    )
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["runs"], told["feasible"]) == ("simulation/1", 3, False)
    assert (tmp_path / "r.csv").stat().st_size > 100
    api.default_library.cache_clear()


def test_what_is_overtaken_is_not_called(course):
    slow = model(decide="3 hours", staff=50)
    played = Players(course, slow).run(1, 0)
    called = [at for step, at in zip(course.steps, played.done, strict=True) if step.level and at != NEVER]
    assert called == sorted(called)


def test_one_officer_more_changes_nothing_that_chance_decided(course):
    made = evolve(assumed_model(), staff=40, lines=40)
    one, more = Players(course, made), Players(course, made, spare_staff="bureau")
    assert [one.run(2, number) for number in range(5)] == [more.run(2, number) for number in range(5)]


def test_the_bar_ends_when_all_is_done(capsys):
    from respond.cli.streams import _bar  # noqa: PLC0415

    _bar(5, 10)
    _bar(10, 10)
    drawn = capsys.readouterr().err.split("\r")[1:]
    assert drawn[0] == f"[{'#' * 20}{' ' * 20}] 5/10"
    assert drawn[1] == f"[{'#' * 40}] 10/10"
    assert drawn[2] == "\033[K"


def test_how_far_it_is_is_told_to_the_end(shelf, scenario):
    told = []
    simulate(scenario, shelf, model(), runs=120, checks=0, told=lambda done, of: told.append((done, of)))
    assert told[:3] == [(50, 120), (100, 120), (120, 120)]


# The picture.


def test_the_picture_shows_the_share_of_each_deadline_with_its_interval_and_the_time_to_the_right_level(
    shelf,
):
    scenario = scenario_from(Source("s.yaml", text(INJECTS)))
    found, runs = simulate(scenario, shelf, assumed_model(), runs=60, checks=0)
    picture = simulation_picture(found, runs, "en")
    assert picture.startswith("<svg")
    assert "[EXERCISE] for exercise only" in picture
    assert picture.endswith("</svg>\n")
    parseString(picture)  # noqa: S318 - our own
    shown = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", re.sub(r"<title>.*?</title>", "", picture)))
    for each in found.deadlines:
        if each.met.of:
            assert f"{each.met.per_cent}%,{each.met.low}–{each.met.high}%".replace(" ", "") in shown
    for each, took in zip(found.levels, right_times(runs), strict=True):
        assert len(took) == each.right.number
        assert f"level{each.level}from{each.since}" in shown
    assert simulation_picture(found, runs, "en") == picture
    assert "逐项时限" in simulation_picture(found, runs, "zh")


def test_the_picture_goes_to_an_svg_file_alone_and_what_is_none_is_refused_before_anything_runs(
    tmp_path, capsys
):
    scenario = str(shipped("scenarios") / "vaccine-school-day.yaml")
    typed = ["exercise", "simulate", scenario, "--runs", "5", "--checks", "0", "--jobs", "1"]
    assert main([*typed, "--picture", str(tmp_path / "p.png")]) == 2
    assert "E780" in capsys.readouterr().err
    assert main([*typed, "--picture", str(tmp_path / "p.svg")]) in {0, 1}
    assert (tmp_path / "p.svg").read_text("utf-8").startswith("<svg")


def test_only_units_that_are_played_are_simulated(shelf):
    for name in ("bureau", "clinic"):
        scenario = scenario_from(Source("s.yaml", text(INJECTS, cast=f"{{{name}: {{zh: 组, en: team}}}}")))
        found, _ = simulate(scenario, shelf, assumed_model(), runs=3, checks=0)
        assert found.deadlines
        assert all(name in {unit.id for unit in each.units} for each in found.deadlines)
