"""Reminders by HTTP: signed, under one key, and every answer but a good one a failure."""

import hmac
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import unquote

import pytest
from channel_making import BODY, KEY, made, refused, send
from watching import REPORT, at, kind_of

from respond.watch import SendError


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


@pytest.mark.parametrize(
    ("spec", "code"),
    [("webhook:ftp://x", "E872"), ("webhook:http://[::1", "E872"), ("webhook:https://x.example/", "E873")],
)
def test_what_is_no_address_and_what_has_no_secret_is_refused(spec, code):
    assert refused(spec) == [code]
