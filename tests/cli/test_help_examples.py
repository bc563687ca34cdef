"""The examples in the help of the commands: each is one the command takes, and those of exercises do what they say."""

import io
import shlex

import click
import openpyxl
import pytest

from respond.cli import main
from respond.cli.root import root

SCENARIO = """\
respond: scenario/1
id: school
title: {zh: 校园接种, en: vaccination at school}
plans: [vaccine-quality]
start: 2026-09-14T08:30:00+08:00
end: "+03:00"
variants: [{id: day, zh: 白天, en: by day}, {id: night, zh: 夜间, en: by night}]
cast:
  headquarters: {zh: 县指挥部, en: county HQ}
  market-regulator: {zh: 县市场监管局值班室, en: duty room of the market regulation bureau}
phases:
  - {id: call, zh: 接电话, en: the call, from: "+00:00"}
  - {id: later, zh: 核实, en: verifying, from: "+01:00"}
injects:
  - id: first-call
    at: "+00:00"
    to: [market-regulator]
    via: phone
    text: {zh: 5名学生呕吐、抽搐, en: 5 pupils with vomiting and fits}
    facts: {quality_suspected: yes, rare_cases: 5}
    events: {received: }
"""
MODEL = """\
respond: model/1
id: ours
title: {zh: 本县, en: ours}
notice: {triangular: [2 minutes, 5 minutes, 15 minutes]}
relay: {uniform: [10 minutes, 20 minutes]}
decide: {uniform: [5 minutes, 20 minutes]}
call: {uniform: [1 minutes, 4 minutes]}
acts:
  - {takes: {uniform: [15 minutes, 20 minutes]}}
staff: 3
lines: 1
"""
TEAM = """\
respond: actions/1
scenario: school
team: {zh: 一队, en: team one}
actions:
  - {at: "+02:00", by: headquarters, declares: IV}
"""


def commands(command, path=()):
    context = click.Context(root)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))
    else:
        yield path, command


def examples():
    for path, command in commands(root):
        for example in getattr(command, "examples", ()):
            yield pytest.param(path, command, example, id=example)


EXAMPLES = list(examples())
OF_EXERCISES = [each.values[2] for each in EXAMPLES if each.values[0][0] == "exercise"]


def test_there_are_examples():
    assert len(EXAMPLES) > 90
    assert len(OF_EXERCISES) > 14


@pytest.mark.parametrize(("path", "command", "example"), EXAMPLES)
def test_every_example_is_one_the_command_takes(path, command, example, tmp_path, monkeypatch):
    """Words, options and what they are given: everything up to what the command would do with them."""
    monkeypatch.chdir(tmp_path)
    name, *words = shlex.split(example)
    assert name == "respond"
    typed = path if tuple(words[: len(path)]) == path else path[:-1]  # `log` alone is `log show`
    assert tuple(words[: len(typed)]) == typed
    with click.Context(command, info_name=example, obj="en") as context:
        command.parse_args(context, words[len(typed) :])


UNITS = [each for each in EXAMPLES if "--unit" in each.values[2] and "fire-0315" in each.values[2]]


def test_there_are_examples_that_name_a_unit_of_the_fire():
    assert UNITS


@pytest.mark.parametrize(("path", "command", "example"), UNITS)
def test_an_example_that_names_a_unit_of_the_fire_names_one_its_plans_have(
    path, command, example, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("RESPOND_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("RESPOND_STORE_KEY", str(tmp_path / "store.key"))
    opening = "open --id fire-0315 --plan forest-fire --event received=2026-03-15T13:20+08:00"
    moment = ["--now", "2026-03-15T13:25+08:00"]
    assert main([*shlex.split(opening), *moment]) == 0
    assert main([*shlex.split(example)[1:], *moment]) == 0, capsys.readouterr().err


def written(folder, name, text):
    (folder / name).write_text(text, "utf-8")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Give a folder with the files the examples of exercises name, and a store of its own."""
    written(tmp_path, "scenario.yaml", SCENARIO)
    for name in ("team.yaml", "one.yaml", "two.yaml"):
        written(tmp_path, name, TEAM)
    written(tmp_path, "ours.yaml", MODEL)
    book = openpyxl.Workbook()
    for row in (["时间", "事件"], ["+00:00", "学校来电"], ["+00:20", "第二例"]):
        book.active.append(row)
    book.save(tmp_path / "theirs.xlsx")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RESPOND_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("RESPOND_STORE_KEY", str(tmp_path / "store.key"))
    return tmp_path


BEFORE = {
    "respond exercise recording drill --store drill.db -o actions.yaml": "respond exercise play scenario.yaml --store drill.db --play drill",
    "respond exercise import msel.xlsx -o scenario.yaml": "respond exercise export scenario.yaml -o msel.xlsx",
}
"""What has to be done before an example can be."""


@pytest.mark.parametrize("example", OF_EXERCISES)
def test_every_example_of_exercises_does_what_it_says(example, desk, monkeypatch, capsys):
    wanted = shlex.split(example)[1:]
    for words in filter(None, (shlex.split(BEFORE.get(example, ""))[1:], wanted)):
        monkeypatch.setattr("sys.stdin", io.StringIO("end\n"))
        # what is written may be that some deadline is kept too rarely
        assert main(words) in ({0, 1} if "simulate" in words else {0}), capsys.readouterr().err
    if "-o" in wanted:
        assert (desk / wanted[wanted.index("-o") + 1]).stat().st_size > 0
