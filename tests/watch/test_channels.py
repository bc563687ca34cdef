"""Where reminders go: each way really taken, with what can go wrong on it."""

import hmac
import json
import os
import socketserver
import sys
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import unquote

import pytest
from watching import REPORT, at, kind_of

from respond.errors import InputError, MissingExtraError
from respond.watch import SendError, channel_of
from respond.watch.channels import File

BODY = json.dumps({"key": "一:二:三:at", "text": {"zh": "第一行\n第二行", "en": "line one\nline two"}})
KEY = "一:二:三:at"


def made(spec, lang="zh", plain=False, **environment):
    written = []
    return channel_of(spec, written.append, lang, plain=plain, environment=environment), written


def send(channel, again=False):
    channel.send(KEY, BODY, at("09:12"), again=again)


def refused(spec, **environment):
    with pytest.raises(InputError) as raised:
        made(spec, **environment)
    return [each.code for each in raised.value.faults]


@pytest.mark.parametrize(
    ("lang", "plain", "told"),
    [("zh", False, "第一行\n第二行\n\n"), ("en", False, "line one\nline two\n\n"), ("zh", True, BODY + "\n")],
)
def test_standard_output(lang, plain, told):
    channel, written = made("stdout", lang, plain)
    send(channel)
    assert written == [told]


def test_a_file_gets_a_line_each_and_none_twice(tmp_path):
    channel, _ = made(f"file:{tmp_path / 'out.jsonl'}")
    send(channel)
    send(channel, again=True)
    assert (tmp_path / "out.jsonl").read_text("utf-8") == BODY + "\n"


def test_a_file_that_cannot_be_written_is_a_failure(tmp_path):
    channel, _ = made(f"file:{tmp_path / 'none' / 'out.jsonl'}")
    with pytest.raises(SendError):
        send(channel)


def test_lines_of_others_in_the_file_do_no_harm(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text('nonsense\n{"a": 1}\n[]\n', "utf-8")
    send(File(path), again=True)
    assert path.read_text("utf-8").endswith(BODY + "\n")


def test_a_command_gets_the_reminder_and_its_key(tmp_path):
    out = tmp_path / "out"
    program = f"import os, sys; open({str(out)!r}, 'w').write(os.environ['RESPOND_KEY'] + sys.stdin.read())"
    channel, _ = made(f'command:{sys.executable} -c "{program}"')
    send(channel)
    assert out.read_text("utf-8") == KEY + BODY
    assert str(out) not in channel.name


@pytest.mark.parametrize("line", [f"{sys.executable} -c 'raise SystemExit(3)'", "/nowhere/at/all"])
def test_a_command_that_fails_is_a_failure(line):
    channel, _ = made(f"command:{line}")
    with pytest.raises(SendError):
        send(channel)


# The webhook.


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def hook():
    server = HTTPServer(("127.0.0.1", 0), Hook)
    server.got, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def hooked(server):
    return made(
        f"webhook:http://127.0.0.1:{server.server_port}/in?token=geheim",
        RESPOND_WEBHOOK_SECRET="of both ends",  # noqa: S106 - of the test
    )[0]


def test_a_webhook_is_signed_over_time_and_body(hook):
    send(hooked(hook))
    [(headers, body)] = hook.got
    seconds, _, sign = headers["Respond-Signature"].partition(",")
    expected = hmac.new(b"of both ends", f"{seconds[2:]}.".encode() + body, sha256).hexdigest()
    assert (seconds, sign) == (f"t={int(at('09:12').timestamp())}", f"v1={expected}")
    assert body.decode() == BODY
    assert unquote(headers["Idempotency-Key"]) == KEY


@pytest.mark.parametrize("answer", [302, 400, 500])
def test_any_other_answer_is_a_failure_and_no_redirection_is_followed(hook, answer):
    hook.answers = [answer]
    with pytest.raises(SendError, match=str(answer)):
        send(hooked(hook))
    assert len(hook.got) == 1


def test_where_nobody_answers_it_is_a_failure(hook):
    channel = hooked(hook)
    hook.shutdown()
    hook.server_close()
    with pytest.raises(SendError):
        send(channel)


def test_a_reminder_comes_through_by_webhook_under_one_key_however_often_it_is_tried(post, hook):
    hook.answers = [500, 500]
    channel = hooked(hook)
    ticker = post.another(channel)
    post.open()
    for clock in ("09:42", "09:43", "09:46", "09:55"):
        post.go(clock, ticker=ticker)
    keys = [unquote(headers["Idempotency-Key"]) for headers, _ in hook.got]
    assert len(keys) == len(set(keys)) + 2
    assert set(keys) == {each.key for each in post.store.noted()}
    assert "before-1/2" in [kind_of(key) for key in keys if REPORT in key]
    assert all(each.state == "sent" for each in post.store.deliveries())
    kept = post.store.database.path.read_bytes()
    assert b"geheim" not in kept
    assert b"of both ends" not in kept


# E-mail.


class Server(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs."""

    def handle(self):
        self.answer("220 here")
        told = []
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "DATA":
                self.answer("354 go on")
                while (text := self.rfile.readline()) != b".\r\n":
                    told.append(text)
                self.server.got.append(b"".join(told))
                self.answer("250 kept")
            elif verb == "RCPT" and self.server.refuses:
                self.answer("550 nobody here")
            elif verb == "QUIT":
                self.answer("221 bye")
                return
            else:
                self.answer("250 good")

    def answer(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def mail():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Server)
    server.got, server.refuses = [], False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def mailed(server):
    return made(
        f"smtp://127.0.0.1:{server.server_address[1]}?to=a@x.example,b@x.example&from=c@x.example&tls=no"
    )[0]


def test_an_e_mail_has_both_languages_and_an_id_of_its_key(mail):
    import email  # noqa: PLC0415
    from email.policy import default  # noqa: PLC0415

    send(mailed(mail))
    message = email.message_from_bytes(mail.got[0], policy=default)
    assert message["Subject"] == "第一行"
    assert message["To"] == "a@x.example, b@x.example"
    assert message["Message-ID"] == f"<{sha256(KEY.encode()).hexdigest()[:40]}@respond.invalid>"
    assert message.get_content().replace("\r\n", "\n") == "第一行\n第二行\n\nline one\nline two\n"


def test_an_e_mail_nobody_takes_is_a_failure(mail):
    mail.refuses = True
    with pytest.raises(SendError):
        send(mailed(mail))


# What is no channel.


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ("pager:5", "E872"), ("file:", "E872"), ("stdout:x", "E872"), ("webhook:ftp://x", "E872"), ("webhook:http://[::1", "E872"), ("smtp://[::1", "E872"),
        ("webhook:https://x.example/", "E873"), ("smtp://mail.example", "E872"), ("smtp://m?to=a@b&cc=c@d", "E872"),
        ("smtp://u@mail.example?to=a@b", "E873"), ("smtp://u:pw@mail.example?to=a@b", "E872"),
        ("smtp://mail.example:port?to=a@b", "E872"), ("smtp://mail.example?to=a@b&tls=maybe", "E872"),
    ],
)  # fmt: skip
def test_what_is_no_channel_is_refused(spec, code):
    assert refused(spec) == [code]


def test_apprise_is_an_extra(monkeypatch):
    monkeypatch.setattr("respond.watch.channels.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError) as raised:
        made("apprise:json://localhost")
    assert [each.code for each in raised.value.faults] == ["E852"]
    assert "respond-engine[notify]" in raised.value.render("en")


def test_what_apprise_is_given(monkeypatch):
    calls = []

    class There:
        def add(self, url):
            return url.startswith("json")

        def notify(self, **said):
            calls.append(said)
            return True

    class Module:
        Apprise = There

    monkeypatch.setattr("respond.watch.channels.find_spec", lambda _: True)
    monkeypatch.setitem(sys.modules, "apprise", Module)
    channel, _ = made("apprise:json://localhost/token")
    send(channel)
    assert calls == [{"title": "第一行", "body": "第一行\n第二行\n\nline one\nline two"}]
    assert "token" not in channel.name
    other, _ = made("apprise:nothing://x")
    with pytest.raises(SendError):
        send(other)


def test_a_pipe_nobody_reads_does_not_hold_the_watch_up(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for again in (False, True):
        with pytest.raises(SendError):
            send(made(f"file:{tmp_path / 'pipe'}")[0], again=again)
