"""Where the application listens."""

import asyncio
import os
import socket

import pytest
from duty import new_room
from serving import in_a_loop

from respond.errors import InputError
from respond.room import Listening, Running, serve
from respond.room.serving import _bound, told_at_start


def test_an_answer_does_not_wait_for_the_one_who_asked_to_confirm_its_beginning():
    """Without TCP_NODELAY each answer on a connection that stays open takes 40 ms longer."""

    async def of_a_connection():
        found = asyncio.get_running_loop().create_future()

        async def connected(_, writer):
            made = writer.get_extra_info("socket")
            found.set_result(made.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        bound = _bound(Listening(port=0))
        server = await asyncio.start_server(connected, sock=bound)
        async with server:
            _, writer = await asyncio.open_connection(*bound.getsockname())
            told = await found
            writer.close()
            await writer.wait_closed()
        return told

    assert in_a_loop(of_a_connection) != 0


@pytest.mark.parametrize(
    ("listening", "running", "links"),
    [
        (Listening(), Running(), ["http://127.0.0.1:8642/", "http://127.0.0.1:8642/first/"]),
        (Listening("::1"), Running(), ["http://[::1]:8642/", "http://[::1]:8642/first/"]),
        (Listening("::"), Running(tls=True), ["http://[::]:8642/", " /first/"]),
        (Listening("duty", certificate="c.pem"), Running(tls=True), ["https://duty:8642/", "https://duty:8642/first/"]),
    ],
)  # fmt: skip
def test_the_first_link_can_be_opened_as_it_is_told(tmp_path, listening, running, links):
    room = new_room(tmp_path / "store.db", tmp_path / "store.key", roles=())
    told = [each.en for each in told_at_start(room, listening, running, 8642)]
    assert [link in each for link, each in zip(links, told, strict=True)] == [True, True]
    assert ("https address of your TLS proxy" in told[1]) == ("http" not in links[1])
    room.store.close()


def test_a_certificate_that_is_none_is_refused_before_anything_is_served(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "none.pem").write_text("nothing", "utf-8")
    for name, code in (("pipe", "E103"), ("none.pem", "E103"), ("missing.pem", "E101"), (".", "E102")):
        listening = Listening(port=0, certificate=str(tmp_path / name))
        with pytest.raises(InputError, match=code):
            serve(None, listening, Running(), print)
