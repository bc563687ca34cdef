"""`respond plan fmt`: order, quotes, empty lines; meaning and comments proved; files replaced in one step."""

import io
import random
import re
import sys

import pytest

from messy_yaml import Messy
from respond.author import ORDERS, comments, fmt
from respond.cli import main
from respond.cli.plan_fmt import _kinds
from respond.errors import InputError
from respond.plan import Plan, shape_of, shipped, structure
from respond.yaml import Source, parse

KINDS = _kinds()
PLANS = [path for path in sorted(shipped("plans").glob("*/*/*.yaml")) if "calendars" not in path.parts]
FILES = [
    *(path for path in PLANS if not path.name.endswith(".tests.yaml")),
    *sorted(shipped("scenarios").rglob("*.yaml")),
]
PLAN = """\
# yaml-language-server: $schema=plan.json
# about the plan
id: testland/spill
respond: plan/1
title: {en: a spill, zh: 泄漏}
edition: {in_force: {from: 2020-01-01}, name: 2020}
ledger:
  1(1): {title: {zh: 一, en: one}, status: encoded}   # covered
  annex: {status: open, reason: {zh: 未读, en: not read}}
facts:
  # the dead
  deaths: {clause: 1(1), label: {zh: 死亡, en: deaths}, worse: up, unit: person, type: count}
levels:
  IV: [{when: 1 <= deaths < 3, id: IV-deaths, clause: 1(1)}] # the least
  # the worst
  I: [{clause: 1(1), id: I-deaths, when: deaths >= 3}]
"""
FORMATTED = """\
# yaml-language-server: $schema=plan.json
# about the plan
respond: plan/1
id: testland/spill
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 泄漏, en: a spill}

facts:
  # the dead
  deaths: {type: count, unit: person, worse: up, label: {zh: 死亡, en: deaths}, clause: "1(1)"}

levels:
  # the worst
  I: [{id: I-deaths, when: deaths >= 3, clause: "1(1)"}]
  IV: [{id: IV-deaths, when: 1 <= deaths < 3, clause: "1(1)"}]  # the least

ledger:
  "1(1)": {status: encoded, title: {zh: 一, en: one}}  # covered
  annex: {status: open, reason: {zh: 未读, en: not read}}
"""


def formatted(text, name="x.yaml"):
    return fmt.formatted(Source(name, text), KINDS)


def codes(call, *arguments):
    with pytest.raises(InputError) as caught:
        call(*arguments)
    return [fault.code for fault in caught.value.faults]


def test_a_plan_in_any_order_becomes_canonical():
    assert formatted(PLAN) == FORMATTED
    assert formatted(FORMATTED) == FORMATTED


TEXT = """\
respond: plan/1
id: testland/spill
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 泄漏, en: a spill}

alongside:
  - plan: testland/reporting
    maps:
      local-government: county-government
    when: level >= IV
    standing: draft
    reason: {zh: 未证实, en: not proved}

units:
  command:
    zh: 指挥部
    en: command
    units: [publicity-department, cyberspace-office, development-reform, education-sports, public-security, finance,
      health-bureau, emergency-management, market-regulator]

facts:
  zone:
    type: choice
    label: {zh: 管控区, en: zone}
    ask: {zh: 在哪个管控区？, en: "Which zone?"}
    clause: "1"
    choices:
      inside: {zh: 区内, en: inside}
      outside: {zh: 区外, en: outside}

responses:
  IV: {when: level == IV, clause: "4.1"}
  III: {when: level == III, clause: "4.2"}
"""


def test_what_reads_best_is_kept():
    assert formatted(TEXT) == TEXT


@pytest.mark.parametrize(
    "path",
    [path for path in PLANS if not path.name.endswith(".tests.yaml")],
    ids=lambda path: path.parent.name,
)
def test_every_shipped_plan_is_formatted(path, capsys):
    assert main(["plan", "fmt", "--check", str(path)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_keeps_its_meaning_and_comments(path):
    text = path.read_text("utf-8")
    new = formatted(text, str(path))
    kind = re.search(r"^respond: (\w+)/1", text, re.MULTILINE)[1]
    assert structure(parse(Source("x", new)), KINDS[kind]) == structure(parse(Source("x", text)), KINDS[kind])
    assert sorted(comments(Source("x", new))) == sorted(comments(Source("x", text)))
    assert formatted(new) == new


def test_a_shuffled_plan_comes_back():
    text = formatted((shipped("plans") / "shanxi/incident-reporting/2007.yaml").read_text("utf-8"))
    head, *parts = re.split(r"\n\n(?=[a-z]+:\n)", text.rstrip("\n"))
    for seed in range(4):
        mixed = random.Random(seed).sample(parts, len(parts))
        assert formatted("\n".join([head, *mixed])) == text


@pytest.mark.parametrize("seed", range(4))
def test_entries_of_any_form_are_kept_inside_a_plan(seed):
    messy = Messy(seed + 100)
    for _ in range(25):
        body = "\n".join(f"  {line}" if line else line for line in messy.text().splitlines())
        text = f"unknown:\n{body}\nrespond: plan/1\n"
        try:
            parse(Source("x.yaml", text))
        except InputError:
            continue
        new = formatted(text)
        assert new.startswith("respond: plan/1\n")
        assert formatted(new) == new


def test_the_orders_of_their_own_name_every_key_once():
    for cls, order in ORDERS.items():
        assert sorted(order) == sorted(key.name for key in shape_of(cls).keys)


@pytest.mark.parametrize(
    "text", ["id: x", "respond: calendar/1", "- respond: plan/1", "respond: {plan: 1}", "respond:"]
)
def test_other_files_are_refused(text):
    assert codes(formatted, text) == ["E677"]


def test_what_is_no_yaml_of_ours_is_refused_as_everywhere():
    assert codes(formatted, "respond: plan/1\nid: &a x\ntitle: *a") == ["E114", "E115"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deaths >= 3", "deaths >= 4"),
        ("  # the least", ""),
        ("{from: 2020-01-01}", '{from: "2020-01-01", to: 2021-01-01}'),
        ("respond: plan/1", "respond: plan/1\nrespond: plan/1"),
        ("up", "[up]"),
    ],
)
def test_a_slip_of_the_formatter_is_caught(monkeypatch, old, new):
    right = fmt.lay_out
    monkeypatch.setattr(fmt, "lay_out", lambda found: right(found).replace(old, new))
    assert codes(formatted, PLAN) == ["E678"]


@pytest.mark.parametrize("value", ["yes", "12", "null", "~"])
def test_quotes_that_matter_are_not_touched(value):
    text = f'respond: plan/1\nid: "{value}"\ntitle: {value}\n'
    assert formatted(text) == text


def test_a_clause_that_looks_like_a_number_is_quoted():
    assert formatted("respond: plan/1\nscale: {zh: 一, en: a, clause: 45}\n").endswith('clause: "45"}\n')


def test_the_command_formats_in_place(tmp_path, capsys):
    path = tmp_path / "p.yaml"
    path.write_text(PLAN, "utf-8")
    path.chmod(0o640)
    assert main(["plan", "fmt", "--check", str(path), "--lang", "en"]) == 1
    assert capsys.readouterr().out == f"would be formatted: {path}\n"
    assert path.read_text("utf-8") == PLAN
    assert main(["plan", "fmt", str(path)]) == 0
    assert path.read_text("utf-8") == FORMATTED
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["p.yaml"]
    capsys.readouterr()
    assert main(["plan", "fmt", "--check", str(path)]) == 0
    assert capsys.readouterr().out == ""


def test_standard_input_goes_to_standard_output(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAN.encode())))
    assert main(["plan", "fmt", "-"]) == 0
    assert capsys.readouterr().out == FORMATTED


def test_one_bad_file_does_not_keep_the_others_back(tmp_path, capsys):
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    bad.write_text("a: [", "utf-8")
    good.write_text(PLAN, "utf-8")
    assert main(["plan", "fmt", str(bad), str(good)]) == 2
    assert "E110" in capsys.readouterr().err
    assert good.read_text("utf-8") == FORMATTED


def test_line_breaks_and_byte_order_marks_of_other_systems_go(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + FORMATTED.replace("\n", "\r\n").encode())
    assert main(["plan", "fmt", str(path)]) == 0
    assert path.read_bytes() == FORMATTED.encode()


def test_a_link_stays_a_link(tmp_path):
    path, link = tmp_path / "p.yaml", tmp_path / "link.yaml"
    path.write_text(PLAN, "utf-8")
    link.symlink_to(path)
    assert main(["plan", "fmt", str(link)]) == 0
    assert link.is_symlink()
    assert path.read_text("utf-8") == FORMATTED


def test_a_file_that_cannot_be_replaced_is_left(tmp_path, monkeypatch):
    path = tmp_path / "p.yaml"
    path.write_text(PLAN, "utf-8")

    def refuse(self, target):
        raise PermissionError(13, "no")

    monkeypatch.setattr(fmt.Path, "replace", refuse)
    assert codes(fmt.replace_file, path, FORMATTED) == ["E679"]
    assert [each.name for each in tmp_path.iterdir()] == ["p.yaml"]
    assert path.read_text("utf-8") == PLAN


def test_plan_is_one_of_the_kinds():
    assert KINDS["plan"] is Plan
