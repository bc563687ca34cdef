"""How the tests of channels make one, send over it, and are refused one."""

import json

import pytest
from watching import at

from respond.errors import InputError
from respond.watch import channel_of

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
