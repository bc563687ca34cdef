"""Every channel: a folder in the watch and one of tests in its place, and what all of them keep."""

import importlib
import socketserver
import threading
from pathlib import Path

import pytest
from channel_making import BODY, made, refused, send
from doc_blocks import DOCS, blocks_of, prose

from respond.errors import InputError
from respond.watch import CHANNEL_KINDS, SendError, channel_kind, channel_name
from respond.watch.channels import Making

HERE = Path(__file__).resolve().parent / "channels"
FOLDER = Path(importlib.import_module("respond.watch.channels").__file__).parent
SAMPLES = {
    "stdout": ("stdout", None),
    "file": ("file:out.jsonl", None),
    "command": ("command:phone --code geheim", "geheim"),
    "smtp": ("smtp://duty@mail.example?to=geheim@x.example", "geheim"),
    "webhook": ("webhook:https://hook.example/geheim", "geheim"),
    "apprise": ("apprise:json://localhost/geheim", "geheim"),
}
"""Each channel as somebody would say it, and what of that nobody should read; a new channel puts its own here."""
EACH = [pytest.param(kind, *SAMPLES[kind.name], id=kind.name) for kind in CHANNEL_KINDS]


@pytest.fixture(autouse=True)
def _apprise_is_there(monkeypatch):
    monkeypatch.setattr("respond.watch.channels.apprise.channel.find_spec", lambda _: True)


def test_the_folders_are_the_channels_and_the_tests_stand_in_their_places():
    names = [each.name for each in CHANNEL_KINDS]
    assert sorted(each.parent.name for each in FOLDER.glob("*/__init__.py")) == sorted(names)
    assert sorted(SAMPLES) == sorted(names)
    for name in names:
        assert importlib.import_module(f"respond.watch.channels.{name}").KIND is channel_kind(f"{name}:x")
        assert (HERE / name / f"test_{name}_channel.py").is_file(), f"{name} has no tests of its own"


def test_the_page_has_a_row_for_each_and_says_where_its_secret_is():
    rows = [line for line in prose(DOCS / "reminders.md").splitlines() if line.startswith("| `")]
    for each in CHANNEL_KINDS:
        (row,) = [line for line in rows if line[3:].startswith((f"{each.name}`", f"{each.name}:"))]
        assert each.secret is None or each.secret in row


@pytest.mark.parametrize(("kind", "spec", "hidden"), EACH)
def test_a_channel_is_named_alike_each_time_and_after_nothing_secret(kind, spec, hidden):
    environment = {} if kind.secret is None else {kind.secret: "of both ends"}
    name = made(spec, **environment)[0].name
    assert name == made(spec, **environment)[0].name == channel_name(spec)
    assert name.startswith(kind.name)
    assert "of both ends" not in name
    assert hidden is None or hidden not in name


@pytest.mark.parametrize(("kind", "spec", "hidden"), EACH)
def test_two_places_have_two_names(kind, spec, hidden):
    if kind.alone:
        pytest.skip("there is one such place")
    assert channel_name(spec) != channel_name(f"{spec}x")


@pytest.mark.parametrize("kind", [each for each in CHANNEL_KINDS if each.secret], ids=lambda each: each.name)
def test_a_channel_without_its_secret_names_the_variable(kind):
    with pytest.raises(InputError) as raised:
        made(SAMPLES[kind.name][0])
    (found,) = raised.value.faults
    assert found.code == "E873"
    assert kind.secret in found.problem.en


@pytest.mark.parametrize("kind", CHANNEL_KINDS, ids=lambda each: each.name)
def test_a_word_that_needs_more_or_takes_none_is_refused(kind):
    assert refused(f"{kind.name}:x" if kind.alone else f"{kind.name}: ") == ["E872"]


@pytest.mark.parametrize("spec", ["pager:5", "", ":", "STDOUT"])
def test_what_is_no_channel_is_refused(spec):
    assert refused(spec) == ["E872"]


@pytest.fixture
def sign():
    """Give the channel the page shows as an example, as it stands there."""
    (example,) = [each.text for each in blocks_of(DOCS / "reminders.md") if each.marks == ("sign.py",)]
    names = {"__name__": "sign"}
    exec(compile(example, "sign.py", "exec"), names)  # noqa: S102 - our own example
    return names["KIND"]


def making(kind, spec):
    return kind.make(Making(f"{kind.name}:{spec}", print, "zh", plain=False, environment={}))


def test_the_channel_of_the_page_sends_and_fails_as_channels_do(sign):
    got, answers = [], [b"shown\n", b""]

    class Wall(socketserver.StreamRequestHandler):
        def handle(self):
            got.append(self.rfile.readline().decode())
            self.wfile.write(answers.pop(0))

    with socketserver.TCPServer(("127.0.0.1", 0), Wall) as wall:
        threading.Thread(target=wall.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        channel = making(sign, f"127.0.0.1:{wall.server_address[1]}")
        send(channel)
        with pytest.raises(SendError, match="did not answer"):
            send(channel)
        wall.shutdown()
    with pytest.raises(SendError):
        send(channel)
    assert got == [BODY + "\n"] * 2
    with pytest.raises(InputError, match="E872"):
        making(sign, "nowhere")
