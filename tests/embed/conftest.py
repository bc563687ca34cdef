"""A duty room that listens, and servers that answer wrongly."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from browser import address, browser
from duty import new_room

__all__ = ["address", "browser"]


@pytest.fixture
def room(tmp_path):
    made = new_room(tmp_path / "store.db", tmp_path / "store.key", roles=("officer",))
    yield made
    made.store.close()


@pytest.fixture
def stub():
    """Give what starts a server that answers every question with one status, text and headers."""
    running = []

    def start(status, text, **headers):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"] or 0))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()
