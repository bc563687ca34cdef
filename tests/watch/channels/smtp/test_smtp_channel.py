"""Reminders by e-mail: to a server that speaks, and what is no address of one."""

import email
import socketserver
import threading
from email.policy import default
from hashlib import sha256

import pytest
from channel_making import KEY, made, refused, send

from respond.watch import SendError


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


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ("smtp://[::1", "E872"), ("smtp://mail.example", "E872"), ("smtp://m?to=a@b&cc=c@d", "E872"),
        ("smtp://u@mail.example?to=a@b", "E873"), ("smtp://u:pw@mail.example?to=a@b", "E872"),
        ("smtp://mail.example:port?to=a@b", "E872"), ("smtp://mail.example?to=a@b&tls=maybe", "E872"),
    ],
)  # fmt: skip
def test_what_is_no_server_and_what_has_no_password_is_refused(spec, code):
    assert refused(spec) == [code]
