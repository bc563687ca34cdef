"""`respond serve` and `respond watch` as processes, on one database, and how a test runs what is asynchronous."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from http.client import HTTPConnection

import anyio

OUT = "the duty room: "
_WAIT = 12
"""Seconds: less than a stream waits before it looks by itself, so that what is told in time was notified."""


def in_a_loop(function):
    """Run a coroutine in a loop of a thread of its own: a browser that is driven keeps a loop of this one."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(anyio.run, function).result()


class Served:
    """A process that serves, and how it is asked."""

    def __init__(self, process, headers):
        self.process, self.headers = process, headers

    @cached_property
    def port(self):
        """Give the port, once it says where it listens; so that several may start side by side."""
        said = next(line for line in self.process.stderr if OUT in line)
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        return int(said.rstrip("/\n").rpartition(":")[2])

    def ask(self, method, path, sent=None, **headers):
        """Give the status, the headers and the text of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_WAIT)
        body = sent if sent is None or isinstance(sent, bytes) else json.dumps(sent).encode()
        connection.request(method, path, body, {**self.headers, **headers})
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read().decode()
        connection.close()
        return found

    def begin(self, method, path, sent, key):
        """Send a request and wait for no answer; give the connection."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_WAIT)
        connection.request(method, path, json.dumps(sent).encode(), {**self.headers, "Idempotency-Key": key})
        return connection

    def events(self, after=None):
        """Follow the stream: give what comes, one `(id, data)` after another."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_WAIT)
        connection.request(
            "GET", "/v1/events", None, {**self.headers, **({"Last-Event-ID": after} if after else {})}
        )
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        place = None
        try:
            while line := answer.fp.readline():
                name, _, value = line.decode().strip().partition(": ")
                if name == "id":
                    place = value
                elif name == "data":
                    yield place, json.loads(value)
        finally:
            connection.close()


@contextmanager
def serving(place, headers, key):
    """Serve a store at some port, with the clock of the machine, until the block is over."""
    env = {**os.environ, "RESPOND_STORE_KEY": str(key), "RESPOND_LANG": "en"}
    process = subprocess.Popen(
        [sys.executable, "-m", "respond", "serve", "--port", "0", "--store", str(place), "--lang", "en"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env,
    )  # fmt: skip
    try:
        yield Served(process, headers)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
