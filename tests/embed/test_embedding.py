"""The integrations of docs/embedding.md, as they stand there: over HTTP with curl and JavaScript, by webhook to a robot."""

import json
import os
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from doc_blocks import DOCS, blocks_of
from doc_console import exchanges_of
from duty import key_of

from respond.cli import main
from respond.watch import signature

PAGE = DOCS / "embedding.md"
NOW = datetime.fromisoformat("2026-11-21T09:12+08:00")
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="no Node.js: apt-get install nodejs")


def block(language, name):
    (found,) = [each.text for each in blocks_of(PAGE) if (each.language, each.marks) == (language, (name,))]
    return found


def transcript():
    return next(
        exchanges_of(each.text)
        for each in blocks_of(PAGE)
        if each.language == "sh" and each.text.startswith("$ ")
    )


@pytest.fixture
def reader(room, address, tmp_path):
    """Give what runs a command as a reader of the page would, beside the files of the page."""
    key = key_of(room, "plans")["Authorization"].removeprefix("Bearer ")
    (tmp_path / "question.json").write_text(block("json", "question.json"), "utf-8")
    (tmp_path / "limits.mjs").write_text(block("js", "limits.mjs"), "utf-8")

    def run(*command):
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "ROOM": address, "KEY": key},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


@needs_curl
def test_what_curl_is_answered(reader):
    for exchange in transcript():
        assert reader("bash", "-c", exchange.command) == exchange.output, exchange.command


@needs_node
def test_what_the_page_in_javascript_shows(reader):
    assert reader("node", "limits.mjs") == block("text", "limits.mjs").strip()


# The webhook.


class Robot(BaseHTTPRequestHandler):
    """A chat robot: it keeps what it is handed, and answers as it is told to."""

    def do_POST(self):
        self.server.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        body = json.dumps(self.server.answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serving(handler):
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    return server, thread


@pytest.fixture
def robot():
    server, thread = serving(Robot)
    server.got, server.answer = [], {"errcode": 0, "code": 0}
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def receiver(robot, monkeypatch):
    """Give what starts the program of the page for a kind of robot, at a time of its clock."""
    running = []

    def start(kind):
        monkeypatch.setenv("RESPOND_WEBHOOK_SECRET", "secret")
        monkeypatch.setenv("ROBOT", f"http://127.0.0.1:{robot.server_port}/send?key=x")
        monkeypatch.setenv("ROBOT_KIND", kind)
        names = {"__name__": "robot"}
        exec(compile(block("py", "robot.py"), "robot.py", "exec"), names)  # noqa: S102 - our own example
        names["clock"] = lambda: int(NOW.timestamp())
        running.append(serving(names["Receiver"]))
        return f"http://127.0.0.1:{running[-1][0].server_port}/", names

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


TEXT = {
    "wecom": lambda got: got["text"]["content"],
    "dingtalk": lambda got: got["text"]["content"],
    "feishu": lambda got: got["content"]["text"],
}
FORM = {"wecom": {"msgtype": "text"}, "dingtalk": {"msgtype": "text"}, "feishu": {"msg_type": "text"}}


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """Give what runs the watch once, on a store with one incident."""
    monkeypatch.setenv("RESPOND_STORE", str(tmp_path / "store.db"))
    opened = "open --id v-1 --title 示例 --plan vaccine-quality --set quality_suspected=yes"
    assert main([*opened.split(), "--event", "received=2026-11-21T09:12", "--now", "2026-11-21T09:12"]) == 0
    return lambda url: main(["watch", "--once", "--to", f"webhook:{url}", "--now", NOW.isoformat()])


@pytest.mark.parametrize("kind", TEXT)
def test_a_reminder_arrives_at_a_robot_in_its_form(watched, receiver, robot, kind, capsys):
    url, names = receiver(kind)
    watched(url)
    assert robot.got
    assert len(robot.got) == len(names["told"])
    for got in robot.got:
        assert FORM[kind].items() <= got.items()
        assert "提醒编号" in TEXT[kind](got)
        assert len(TEXT[kind](got).encode()) <= 2048
    assert TEXT[kind](robot.got[0]).splitlines()[0] == block("text", "robot.py").strip()


def test_a_robot_that_says_no_is_asked_again_and_one_that_took_it_is_not(watched, receiver, robot, capsys):
    robot.answer = {"errcode": 45009, "errmsg": "api freq out of limit"}
    url, names = receiver("wecom")
    watched(url)
    assert names["told"] == set()
    refused = len(robot.got)
    assert refused > 0


def post(url, body, sign, key="k"):
    request = urllib.request.Request(url, body, {"Respond-Signature": sign, "Idempotency-Key": key})  # noqa: S310 - of this machine
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - of this machine
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_only_what_is_signed_and_fresh_is_handed_on_and_once(receiver, robot):
    url, _ = receiver("feishu")
    body = json.dumps({"text": {"zh": "时限", "en": "limit"}}).encode()
    good = signature("secret", NOW, body)
    old = signature("secret", datetime.fromisoformat("2026-11-21T09:06+08:00"), body)
    for sign in ("", "nonsense", "t=x,v1=y", old, signature("other", NOW, body), good.replace("v1=", "v1=é")):
        assert post(url, body, sign.encode("utf-8").decode("latin-1")) == 403
    assert post(url, body + b" ", good) == 403
    assert robot.got == []
    assert [post(url, body, good), post(url, body, good), post(url, body, good, "other")] == [204, 204, 204]
    assert len(robot.got) == 2
