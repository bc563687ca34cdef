"""The pages as a browser without scripts uses them: somebody logs in, reads, fills in forms and sends them."""

import re
from html import unescape

from duty import PASSWORD


def come(door, role):
    """Log somebody in, and give the same client."""
    form = door.get("/login").text
    sent = {"name": role, "password": PASSWORD, "next": "/", "csrf": csrf_of(form)}
    assert door.post("/login", data=sent, follow_redirects=False).status_code == 303
    return door


def csrf_of(text):
    return re.search('name="csrf" value="([^"]+)"', text)[1]


def hidden(text, name):
    """Give what a hidden field of a page holds, the first of that name."""
    return unescape(re.search(f'name="{name}" value="([^"]*)"', text)[1])


def fill(door, path, follow=True, **typed):
    """Send a form of a page with what was typed."""
    csrf = csrf_of(door.get(path).text)
    return door.post(path, data={"csrf": csrf, **typed}, follow_redirects=follow)
