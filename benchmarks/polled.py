"""An exercise held by fifty players without browsers: each client loads, renews and sends as the page does.

One server on the machine of the clients; each renews what it shows every three seconds, and in turn they enter what the
unit does, two acts a second. What the server worked for is its processor time, which no browser beside it disturbs.
"""

import http.client
import json
import re
import tempfile
from html import unescape
from threading import Thread
from time import perf_counter, sleep
from urllib.parse import urlencode

import measure
import players

EVERY = 3
"""Seconds from one renewal of a page to the next, as its template has it."""
APART = 0.5
"""Seconds from one player's act to the next one's."""
SECONDS_A_ROUND = 30
_CSRF = re.compile('name="csrf" value="([^"]+)"')
_RENEWS = re.compile('hx-get="([^"]+)"')


class Client:
    """Somebody who is logged in, on a connection that is kept."""

    def __init__(self, address, who):
        self.connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=120)
        self.cookie, self.csrf = "", ""
        self.post("/login", name=who, password=players.PASSWORD, next="/")

    def get(self, path, *, renews=False):
        """Give the status of a page, and what it says."""
        return self._asked("GET", path, None, {"HX-Request": "true"} if renews else {})

    def post(self, path, **typed):
        """Send a form, and give the page it leads to."""
        if not self.csrf:
            self.csrf = _CSRF.search(self.get(path)[1])[1]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        status, said = self._asked("POST", path, urlencode({"csrf": self.csrf, **typed}), form)
        if path == "/login":
            self.csrf = ""
        assert status == 303, (status, re.sub("<[^>]+>", " ", said)[-2000:])
        return status

    def _asked(self, method, path, body, headers):
        sent = {**headers, "Cookie": self.cookie, "Accept-Language": "zh"}
        try:
            answer = self._sent(method, path, body, sent)
        except (http.client.RemoteDisconnected, ConnectionError):  # it had been idle for too long
            self.connection.close()
            answer = self._sent(method, path, body, sent)
        said = answer.read().decode()
        for each in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = each.partition(";")[0]
        return answer.status, said

    def _sent(self, method, path, body, headers):
        self.connection.request(method, path, body, headers)
        return self.connection.getresponse()


def run(rounds, number):
    """Hold the exercise with so many players, for half a minute a round."""
    with tempfile.TemporaryDirectory() as folder:
        server = players.served(folder, number)
        try:
            address = json.loads(server.stdout.readline())["address"]
            taken, asked, worked, lasted = _held(address, server.pid, rounds, number)
        finally:
            server.terminate()
            server.wait(20)
    measure.table((f"{number} players", "times", "p50, s", "p99, s"), players.rows_of(taken))
    print(f"\nthe server worked {worked:.1f} s of {lasted:.0f}, {1000 * worked / asked:.1f} ms an answer")


def _held(address, process, rounds, number):
    director = Client(address, "director")
    director.post("/plays", form="open", play="drill", team="team", shipped=players.SCENARIO, key="open")
    director.post(f"{players.PLAY}/control", form="clock", speed="1", key="begin")
    seated = [_seated(address, place) for place in range(number)]
    taken = {"a page of a unit loads": [], "a page is renewed": [], "an act is kept": []}
    begun, before = perf_counter(), players.processor_time(process)
    until = begun + rounds * SECONDS_A_ROUND
    all_of_them = [
        Thread(target=_playing, args=(each, place, number, until, taken)) for place, each in enumerate(seated)
    ]
    for each in all_of_them:
        each.start()
    for each in all_of_them:
        each.join()
    worked = players.processor_time(process) - before
    return taken, sum(map(len, taken.values())), worked, perf_counter() - begun


def _seated(address, place):
    client = Client(address, f"player-{place}")
    client.post(f"{players.PLAY}/unit", form="seat", unit=players.UNITS[place % len(players.UNITS)])
    return client


def _playing(client, place, number, until, taken):
    """Load the page, and renew it until it is over; act when it is this player's turn."""
    page, turn = f"{players.PLAY}/unit", 0
    sleep(EVERY * place / number)
    acts_at = perf_counter() + APART * place
    renews = _RENEWS.search(_timed(taken["a page of a unit loads"], client.get, page)[1])[1]
    while perf_counter() < until:
        if perf_counter() >= acts_at:
            turn, acts_at = turn + 1, acts_at + APART * number
            said = {
                "form": "level",
                "declares": "II",
                "note": f"act {turn}-{place}",
                "key": f"{place}-{turn}",
            }
            _timed(taken["an act is kept"], client.post, page, **said)
        status, said = _timed(taken["a page is renewed"], client.get, unescape(renews), renews=True)
        if status == 200:
            renews = _RENEWS.search(said)[1]
        sleep(EVERY)


def _timed(found, do, *given, **named):
    begun = perf_counter()
    made = do(*given, **named)
    found.append(perf_counter() - begun)
    return made
