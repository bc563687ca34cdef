"""The frame of every page: the entrance, the menu by what one may do, the languages, errors, and no barriers."""

import re

import pytest
from browser import faults_of, needs_browser
from duty import NOW, PASSWORD, at_the_door, new_room
from forms import csrf_of


@needs_browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_entrance_and_the_desk_have_no_barriers(visitor, lang):
    page = visitor("officer", lang=lang)
    assert faults_of(page) == []
    page.goto("/password")
    assert faults_of(page) == []
    page.click("header .who form button")
    page.wait_for_url("**/login")
    assert faults_of(page) == []


def log_in(door, role, password=PASSWORD, where="/"):
    form = door.get("/login").text
    csrf = re.search('name="csrf" value="([^"]+)"', form)[1]
    sent = {"name": role, "password": password, "next": where, "csrf": csrf}
    return door.post("/login", data=sent, follow_redirects=False)


def test_whoever_is_not_logged_in_is_led_to_the_entrance_and_back(door):
    led = door.get("/password?a=b", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, "/login?next=%2Fpassword%3Fa%3Db")
    assert log_in(door, "officer", where="/password?a=b").headers["location"] == "/password?a=b"


@pytest.mark.parametrize("where", ["https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere.test", ""])
def test_a_page_elsewhere_is_never_led_to(door, where):
    assert log_in(door, "officer", where=where).headers["location"] == "/"


@pytest.mark.parametrize("name", ["officer", "nobody"])
def test_a_wrong_password_is_told_and_nothing_else(door, name):
    told = log_in(door, name, "wrong")
    assert told.status_code == 401
    assert "凭证无效" in told.text
    assert door.get("/password", follow_redirects=False).status_code == 303


def test_a_form_that_is_not_ours_is_refused(door):
    told = door.post(
        "/login", data={"name": "officer", "password": PASSWORD, "next": "/"}, follow_redirects=False
    )
    assert told.status_code == 403
    assert "E958" in told.text


def test_the_pages_say_when_to_come_again(room):
    """To whoever tries to log in too often, and to whoever is locked out of an account."""
    with at_the_door(room, logins=7) as door:
        sent = {"name": "officer", "password": "wrong", "next": "/", "csrf": csrf_of(door.get("/login").text)}
        found = [door.post("/login", data=sent) for _ in range(8)]
    told = [(each.status_code, each.headers.get("retry-after")) for each in found]
    assert told == [(401, None)] * 5 + [(429, "900")] * 2 + [(429, "60")]


def test_the_first_administrator_is_made_once(tmp_path):
    room = new_room(tmp_path / "store.db", tmp_path / "store.key", roles=())
    with at_the_door(room) as door:
        secret = room.entrance.first_link(NOW)
        csrf = re.search('name="csrf" value="([^"]+)"', door.get(f"/first/{secret}").text)[1]
        sent = {"name": "管理员", "password": PASSWORD, "again": PASSWORD, "csrf": csrf}
        other = door.post("/first/other", data=sent)
        assert (other.status_code, "不对，或已过期" in other.text) == (410, True)
        assert door.get("/first/other").status_code == 410  # before anybody has typed a password
        assert door.post(f"/first/{secret}", data={**sent, "again": "else"}).status_code == 422
        assert "管理员账号已建立" not in door.get("/login?lang=zh").text
        assert door.post(f"/first/{secret}", data=sent, follow_redirects=False).status_code == 303
        assert "管理员账号已建立" in door.get("/login").text
        assert "管理员账号已建立" not in door.get("/login").text
        for used in (door.get(f"/first/{secret}"), door.post(f"/first/{secret}", data=sent)):
            assert (used.status_code, "E929" in used.text) == (410, True)
            assert "已经用过" in used.text
            assert "用那个账号登录" in used.text
        assert room.entrance.first_link(NOW) is None
        assert log_in(door, "管理员").status_code == 303
    room.store.close()
