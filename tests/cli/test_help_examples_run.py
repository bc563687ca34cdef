"""The examples in the help of the commands outside exercises, each carried out in a folder with what it names."""

import io
import shlex
from shutil import copy

import pytest
from test_help_examples import EXAMPLES

from respond.cli import main
from respond.plan import shipped

NOW, LATER = "2026-03-15T13:25+08:00", "2026-03-15T15:10+08:00"
OPENED = f"open --id fire-0315 --plan forest-fire --set burnt_forest=3ha --event received=2026-03-15T13:20+08:00 --now {NOW}"
OTHER = OPENED.replace("0315 ", "0316 ")
FOUND = f"update fire-0315 burnt_forest=20ha deaths=1 --now {NOW}"
STARTED = f"start fire-0315 --level IV --by county-command --reason 火势蔓延 --now {NOW}"
DECLARED = (
    f"declare fire-0315 --level II --by 县指挥部 --reason 风力增大 --until 2026-03-16T08:00 --now {NOW}"
)
ITEM = (
    "supervise add edu-01 --profile supervision-13710 --title 校车整治 --undertaker 市教育局 --source 常务会议"
    " --now 2018-01-05T09:00+08:00"
)
RUN = [each.values[2] for each in EXAMPLES if each.values[0][0] != "exercise"]

WAITS = "goes on until it is stopped; the tests of its room start it"
AWAY = "asks another machine, which tests do not"
NAMED = "names a file of whoever types it, which nothing here can stand in for"
FURTHER = "needs an incident or item that is further on its way; the tests of its room take one there"
LONG = "works for minutes; the tests of proofs ask the same of smaller plans"
NOT_RUN = {
    "respond serve": WAITS,
    "respond serve --exercise --store drill.db --port 8643": WAITS,
    "respond serve --host 0.0.0.0 --behind-tls --store postgresql://respond@db/respond": AWAY,
    "respond assistant --lang en": WAITS,
    "respond watch --every 30s --to stdout": WAITS,
    "respond watch --to 'smtp://duty@mail.example:587?to=leader@example' --to webhook:https://hook.example/respond": AWAY,
    "respond watch --once --to file:/var/log/reminders.jsonl": "writes where logs of the machine stand",
    "respond store move store.db postgresql://respond@db/respond": AWAY,
    "respond conformance --url http://127.0.0.1:8642 --key KEY -o results.html": AWAY,
    "respond batch 'reports/*.parquet' --plan production-accident --engine spark://host:7077 -o graded.parquet": AWAY,
    "respond log verify --key /media/usb/respond.pub --against 4:20261121T022000000000Z:eb64…:nDjr…": NAMED,
    "respond supervise report --check circular.yaml": NAMED,
    "respond calendar import 2026 --number 国办发明电〔2025〕7号 --issued 2025-11-04 -o 2026.yaml": "reads a notice from its input; its own tests give it one",
    "respond plan check": LONG,
    "respond plan check vaccine-quality@2024 --write witnesses": LONG,
    "respond plan boundaries forest-grassland-fire@2009 --mutants --write guards": LONG,
    "respond plan coverage debt-risk": LONG,
    "respond conformance": LONG,
    "respond close fire-0315 --by county-command": FURTHER,
    "respond extend inquiry-7 report-of-inquiry '30 days' --by county-government --reason 技术鉴定": FURTHER,
    "respond cap fire-0315 --category Fire --urgency Immediate -o alert.xml": FURTHER,
    "respond supervise extend edu-01 --granted --by 市政府办公室": FURTHER,
    "respond supervise evaluate edu-01 --grade 良好 --by 市政府办公室": FURTHER,
    "respond supervise clear edu-01 --by 分管副市长": FURTHER,
    "respond api POST /v1/classify --body question.json": NAMED,
    "respond batch fires.csv --plan forest-grassland-fire --map deaths=死亡 -o graded.parquet": NAMED,
    "respond log import fire-0315.yaml": NAMED,
    "respond calendar check plans/calendars/cn/2026.yaml": NAMED,
    "respond plan fmt plans/mycounty/flood/2026.yaml": NAMED,
    "respond plan fmt --check plans/*/*/*.yaml": NAMED,
    "respond plan diff forest-grassland-fire@2026 forest-fire@2024 --cases old-incidents": NAMED,
    "respond plan test plans/mycounty/flood/2026.yaml --junit report.xml": NAMED,
}
"""Examples that are not carried out here, each with the reason."""

BEFORE = {
    "withdraw": (DECLARED,),
    "adjust": (STARTED,),
    "terminate": (STARTED,),
    "correct": (FOUND, FOUND.replace("deaths=1", "deaths=3")),
    "link": (OTHER,),
    "merge": (OTHER,),
}
"""What is entered of the fire before an example of a command can be carried out."""
FILES = {
    "incident.yaml": "debt-first-call.yaml",
}
ANSWERS = frozenset({0, 1, 3})
"""What a command comes to that was carried out: also an answer that is open, and a check that found something."""


def moment(words):
    """Give the moment at which an example is typed, where it does not say so itself."""
    if "--now" in words:
        return []
    if words[0] == "classify":
        return ["--now", "2026-11-21T09:40+08:00"]
    if words[0] == "supervise" and "fire-0315" not in words:
        return ["--now", "2018-01-07T11:00+08:00"]
    return ["--now", LATER]


@pytest.mark.parametrize("example", [each for each in RUN if each not in NOT_RUN])
def test_every_example_that_can_be_carried_out_is(example, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RESPOND_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("RESPOND_STORE_KEY", str(tmp_path / "store.key"))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    words = shlex.split(example)[1:]
    for name in {*words} & {*FILES}:
        copy(shipped("scenarios") / "incidents" / FILES[name], tmp_path / name)
    opens = words[0] == "open" or words[:2] == ["log", "import"] or words[:2] == ["supervise", "add"]
    earlier = [] if opens and "fire-0315" not in words[3:] else [OPENED]
    earlier += BEFORE.get(words[0], ())
    earlier += [ITEM] if "edu-01" in words and words[1] != "add" else []
    for each in earlier:
        assert main(shlex.split(each)) in ANSWERS, (each, capsys.readouterr().err)
    timed = moment(words) if "--now" in options(words) else []
    assert main([*words, *timed]) in ANSWERS, capsys.readouterr().err[-700:]


def test_what_is_not_carried_out_is_an_example():
    assert {*NOT_RUN} <= {*RUN}


def options(words):
    """Give the options the command of an example takes."""
    command = next(each.values[1] for each in EXAMPLES if shlex.split(each.values[2])[1:] == words)
    return {one for each in command.params for one in each.opts}
