"""Reminders to what the `apprise` library reaches, which is an extra."""

import sys

import pytest
from channel_making import made, send

from respond.errors import MissingExtraError
from respond.watch import SendError

FOUND = "respond.watch.channels.apprise.channel.find_spec"


def test_apprise_is_an_extra(monkeypatch):
    monkeypatch.setattr(FOUND, lambda _: None)
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

    monkeypatch.setattr(FOUND, lambda _: True)
    monkeypatch.setitem(sys.modules, "apprise", Module)
    channel, _ = made("apprise:json://localhost/token")
    send(channel)
    assert calls == [{"title": "第一行", "body": "第一行\n第二行\n\nline one\nline two"}]
    assert "token" not in channel.name
    other, _ = made("apprise:nothing://x")
    with pytest.raises(SendError):
        send(other)
