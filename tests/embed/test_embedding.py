"""The integrations of docs/embedding.md, as they stand there: curl, a page in a browser, a webhook to a robot."""

import json
import os
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from datetime import datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from browser import needs_browser
from doc_blocks import DOCS, blocks_of
from doc_console import exchanges_of
from duty import PASSWORD, key_of

from respond.cli import main
from respond.watch import signature

PAGE = DOCS / "embedding.md"
NOW = datetime.fromisoformat("2026-11-21T09:12+08:00")
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")


def serving(handler, kind=HTTPServer):
    server = kind(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    return server, thread


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


# The page.


class Proxy(BaseHTTPRequestHandler):
    """A county's proxy: pages of its own under one path, the room under all others."""

    def do_GET(self):
        if self.path == "/own/limits.html":
            self.give(200, [("Content-Type", "text/html")], block("html", "limits.html").encode())
        elif self.path == "/v1/events":  # it would go on for ever
            self.give(204, [], b"")
        else:
            self.pass_on(b"")

    def do_POST(self):
        self.pass_on(self.rfile.read(int(self.headers["Content-Length"])))

    def pass_on(self, body):
        there = HTTPConnection(*self.server.room)
        there.request(self.command, self.path, body, dict(self.headers))
        answer = there.getresponse()
        kept = [
            (name, value) for name, value in answer.getheaders() if name.lower() not in {"date", "server"}
        ]
        self.give(answer.status, kept, answer.read())
        there.close()

    def give(self, status, headers, body):
        self.send_response(status)
        for name, value in [each for each in headers if each[0].lower() != "content-length"]:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def county(address):
    """Give the address of a proxy with the page, in front of the room."""
    where = urlsplit(address)
    server, thread = serving(Proxy, ThreadingHTTPServer)
    server.room = (where.hostname, where.port)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def asked(page, where):
    page.goto(f"{where}/own/limits.html")
    page.click("button")
    page.wait_for_function("document.querySelector('p').textContent")
    return [page.inner_text("p"), *page.locator("li").all_inner_texts()]


def log_in(page, where):
    page.goto(f"{where}/login")
    page.fill("#name", "officer")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda url: "/login" not in url)


@needs_browser
def test_what_the_page_shows_to_whoever_is_logged_in(page, county):
    assert asked(page, county) == ["log in to the duty room first"]
    log_in(page, county)
    assert asked(page, county) == block("text", "limits.html").strip().splitlines()
    page.fill("[name=deaths]", "5")
    page.click("button")
    page.wait_for_function("document.querySelector('p').textContent === 'I'")


@needs_browser
def test_a_page_of_another_origin_is_told_nothing(page, county, address):
    log_in(page, address)
    page.goto(f"{county}/own/limits.html")  # another port is another origin
    reading = "async (where) => { try { return await (await fetch(where, {credentials: 'include'})).text() } "
    for path in ("/v1/me", "/v1/incidents", "/"):
        told = page.evaluate(reading + "catch (error) { return error.name } }", address + path)
        assert told == "TypeError", path


def test_the_room_lets_no_other_origin_in(address):
    where = urlsplit(address)
    for method in ("GET", "OPTIONS", "POST"):
        there = HTTPConnection(where.hostname, where.port)
        asking = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
        there.request(method, "/v1/classify", b"", asking)
        answer = there.getresponse()
        assert answer.status in {401, 403, 405}
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        there.close()


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
