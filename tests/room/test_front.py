"""What stands before the room: who asks, forms that are ours, limits, headers, languages, odd requests."""

import json
import re
from html import unescape

import pytest
from duty import OPENING, PASSWORD, at_the_door, key_of, new_room, opened
from starlette.routing import Route

from respond.room.front import preferred_of
from respond.store import stamp

HEADERS = {
    "content-security-policy": re.compile("default-src 'self'.*frame-ancestors 'none'"),
    "x-content-type-options": re.compile("nosniff"), "x-frame-options": re.compile("DENY"),
    "referrer-policy": re.compile("same-origin"), "cache-control": re.compile("no-store|max-age"),
    "cross-origin-opener-policy": re.compile("same-origin"),
}  # fmt: skip


def log_in(door, name="officer", password=PASSWORD):
    csrf = re.search('name="csrf" value="([^"]+)"', door.get("/login").text)[1]
    return door.post(
        "/login", data={"name": name, "password": password, "csrf": csrf}, follow_redirects=False
    )


def csrf_of(door):
    return re.search('name="csrf" value="([^"]+)"', door.get("/password").text)[1]


# The headers of every answer.


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/login"), ("GET", "/static/room.css"), ("GET", "/static/none.css"), ("GET", "/static/sheet.css"),
        ("GET", "/v1/openapi.json"), ("GET", "/v1/none"), ("GET", "/none"), ("GET", "/v1/me"), ("POST", "/v1/plans"),
        ("GET", "/healthz"), ("OPTIONS", "/v1/plans"), ("HEAD", "/v1/plans"), ("TRACE", "/v1/plans"),
        ("GET", "/broken"), ("GET", "/v1/broken"), ("GET", "/"), ("POST", "/login"), ("GET", "/v1/events"),
    ],
)  # fmt: skip
def test_every_answer_has_the_headers_that_keep_a_browser_safe(door, method, address):
    async def broken(_):
        raise RuntimeError("nobody foresaw this")

    door.app.router.routes[:0] = [Route("/broken", broken), Route("/v1/broken", broken)]
    answer = door.request(method, address, follow_redirects=False)
    for name, wanted in HEADERS.items():
        assert wanted.search(answer.headers[name]), (name, answer.headers)
    if "broken" in address:
        assert answer.status_code == 500
        assert "E990" in answer.text
        assert "nobody foresaw this" not in answer.text


def test_only_behind_tls_are_browsers_told_to_keep_to_it(room):
    with at_the_door(room) as door:
        assert "strict-transport-security" not in door.get("/login").headers
    with at_the_door(room, tls=True) as door:
        answer = door.get("/login")
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert "secure" in answer.headers["set-cookie"]


def test_a_cookie_is_shown_to_no_script_and_no_other_site(door):
    cookie = door.get("/login").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


# Who asks.


def test_what_was_there_before_somebody_logged_in_is_worth_nothing_after(door):
    door.get("/login")
    [(name, before)] = door.cookies.items()
    assert log_in(door).status_code == 303
    assert door.get("/v1/me").json()["name"] == "officer"
    door.cookies.clear()
    door.cookies.set(name, before)
    assert door.get("/v1/me").status_code == 401


def test_who_logged_out_is_out_even_with_the_old_cookie(door):
    log_in(door)
    [(name, old)] = door.cookies.items()
    door.post("/logout", data={"csrf": csrf_of(door)})
    door.cookies.clear()
    door.cookies.set(name, old)
    assert door.get("/v1/me").status_code == 401


@pytest.mark.parametrize("shown", ["Bearer x", "Bearer ", "bearer \tnone", "Bearer 中".encode()])
def test_a_key_that_is_none_lets_nobody_in(door, shown):
    assert door.get("/v1/me", headers={"Authorization": shown}).status_code == 401


def test_trying_keys_out_is_soon_stopped_and_does_not_flood_the_audit_log(room):
    with at_the_door(room, logins=3) as door:
        found = [
            door.get("/v1/me", headers={"Authorization": f"Bearer {n}"}).json()["code"] for n in range(6)
        ]
    assert found == ["E931"] * 3 + ["E957"] * 3
    assert [each.what for each in room.store.audited(most=3)] == ["key-refused"] * 3


def test_too_many_questions_are_refused_for_a_while(room):
    with at_the_door(room, requests=2) as door:
        assert [door.get("/healthz").status_code for _ in range(3)] == [200, 200, 429]
        assert door.get("/healthz").headers["retry-after"] == "60"


def test_one_program_that_asks_too_often_shuts_out_nobody_else_at_its_address(room):
    with at_the_door(room, requests=4) as door:
        log_in(door)
        busy = key_of(room, "read", name="busy")
        asked = [door.get("/v1/incidents", headers=busy).status_code for _ in range(5)]
        assert asked == [200, 200, 200, 200, 429]
        assert door.get("/v1/incidents", headers=key_of(room, "read", name="other")).status_code == 200
        assert door.get("/v1/me").status_code == 200
        assert door.get("/healthz").status_code == 200
        assert door.get("/readyz").status_code == 200


def test_the_stream_counts_with_the_other_questions_of_whoever_listens(room):
    with at_the_door(room, requests=1) as door:
        key = key_of(room, "read")
        assert door.head("/v1/events", headers=key).status_code == 200
        assert door.head("/v1/events", headers=key).status_code == 429


def test_rooms_of_two_stores_on_one_machine_leave_each_other_logged_in(tmp_path, room):
    """Browsers give the cookies of a host to all its ports."""
    drill = new_room(tmp_path / "drill.db", tmp_path / "drill.key")
    with at_the_door(room) as real, at_the_door(drill) as practice:
        log_in(real)
        for name, value in real.cookies.items():
            practice.cookies.set(name, value)
        log_in(practice)
        for name, value in practice.cookies.items():
            real.cookies.set(name, value)
        assert real.get("/v1/me").json()["name"] == "officer"
        assert practice.get("/v1/me").json()["name"] == "officer"
    drill.store.close()


# What was typed over a log-in.

OURS = {"origin": "http://room.test"}


def kept_of(page):
    found = re.search('name="kept" value="([^"]*)"', page.text)
    return found and unescape(found[1])


def test_what_was_typed_is_still_there_after_another_log_in_and_enters_nothing_by_itself(room, door):
    log_in(door)
    door.post("/v1/incidents", json=OPENING, headers={"X-CSRF-Token": csrf_of(door)})
    number = len(room.store.rows("one"))
    door.cookies.clear()
    note = {"csrf": "old", "which": "note", "do": "note", "text": "庞泉沟 <来电>"}
    entrance = door.post("/incidents/one/log?kind=note", data=note, headers=OURS)
    assert entrance.status_code == 200
    csrf = re.search('name="csrf" value="([^"]+)"', entrance.text)[1]
    sent = {
        "csrf": csrf,
        "next": "/incidents/one/log?kind=note",
        "kept": kept_of(entrance),
        "name": "officer",
    }
    wrong = door.post("/login", data={**sent, "password": "wrong wrong"})
    assert kept_of(wrong) == sent["kept"]
    there = door.post("/login", data={**sent, "password": PASSWORD})
    fields = {
        unescape(name): unescape(value)
        for name, value in re.findall('type="hidden" name="([^"]+)" value="([^"]*)"', there.text)
    }
    assert fields["text"] == note["text"]
    assert 'action="/incidents/one/log?kind=note"' in there.text
    shown = door.post("/incidents/one/log?kind=note", data={**fields, "held": "yes"}, headers=OURS)
    assert "E927" in shown.text
    assert note["text"] in unescape(shown.text)
    assert len(room.store.rows("one")) == number
    done = door.post("/incidents/one/log", data={**fields, "csrf": csrf_of(door)}, headers=OURS)
    assert done.status_code == 200
    assert len(room.store.rows("one")) == number + 1


def test_who_logged_in_anew_in_another_window_is_given_back_what_they_typed(room, door):
    log_in(door)
    door.post("/v1/incidents", json=OPENING, headers={"X-CSRF-Token": csrf_of(door)})
    note = {"csrf": csrf_of(door), "do": "note", "text": "还没交的话"}
    log_in(door)
    there = door.post("/incidents/one/log", data=note, headers=OURS)
    assert there.status_code == 200
    assert "还没交的话" in there.text
    assert 'name="held"' in there.text
    assert (
        door.post("/incidents/one/log", data=note).status_code == 403
    )  # no page of ours: nothing is given back
    assert (
        door.post("/incidents/one/log", data=note, headers={"origin": "http://evil.test"}).status_code == 403
    )


def test_no_other_site_has_somebody_find_words_they_never_typed(door):
    for headers in ({}, {"origin": "http://evil.test"}, {"origin": "null"}):
        answer = door.post("/incidents/one/log", data={"text": "x"}, headers=headers, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            "/login?next=%2Fincidents%2Fone%2Flog",
        )


def test_no_password_is_carried_over_a_log_in(door):
    typed = {"csrf": "x", "old": "secret one", "new": "secret two", "again": "secret two"}
    entrance = door.post("/password", data=typed, headers=OURS)
    assert entrance.status_code == 200
    assert "secret" not in entrance.text.replace('name="kept"', "")


PROXIED = {"proxy_header": "X-User", "proxies": ("testclient",)}


def test_a_proxy_of_ours_vouches_for_an_account(room):
    room.entrance.make_account("值班员", "值班室", ("officer",), (), PASSWORD, by="t", now=room.clock())
    with at_the_door(room, **PROXIED) as door:
        said = {"X-User": "值班员".encode()}
        assert door.get("/v1/me", headers=said).json()["name"] == "值班员"
        assert door.get("/v1/me", headers={"X-User": "nobody"}).status_code == 401
        assert door.get("/v1/me").status_code == 401


def vouched(room):
    """Give who a proxy let in and when, as the audit log notes it, the first first."""
    found = [each for each in room.store.audited() if each.what == "vouched"]
    return [(each.who, each.about, each.at) for each in reversed(found)]


def test_whom_a_proxy_lets_in_is_noted_once_in_twelve_hours(room):
    """However many requests come, from whichever process, and again after a start."""
    began = room.clock()
    with at_the_door(room, **PROXIED) as door:
        for name in ("officer", "viewer", "officer"):
            for _ in range(3):
                assert door.get("/v1/me", headers={"X-User": name}).status_code == 200
        assert vouched(room) == [(name, name, stamp(began)) for name in ("officer", "viewer")]
        room.clock.go(hours=11, minutes=59)
        door.get("/", headers={"X-User": "officer"})
    room.entrance.vouched.clear()
    with at_the_door(room, **PROXIED) as door:
        door.get("/v1/me", headers={"X-User": "officer"})
        assert len(vouched(room)) == 2
        room.clock.go(minutes=1)
        for _ in range(2):
            assert door.get("/v1/me", headers={"X-User": "officer"}).status_code == 200
        assert vouched(room)[2:] == [("officer", "officer", stamp(room.clock()))]
        assert door.get("/v1/me", headers={"X-User": "nobody"}).status_code == 401
    assert len(vouched(room)) == 3
    assert not room.store.check_audit(room.clock(), whole=True).breaches


def test_who_logs_in_by_himself_or_shows_a_key_is_vouched_for_by_nobody(room):
    with at_the_door(room, **PROXIED) as door:
        log_in(door, "officer")
        assert door.get("/v1/me", headers=key_of(room, "read")).status_code == 200
    assert vouched(room) == []


def test_nobody_else_can_vouch(room):
    with at_the_door(room, proxy_header="X-User", proxies=("10.0.0.1",)) as door:
        assert door.get("/v1/me", headers={"X-User": "administrator"}).status_code == 401
    with at_the_door(room, **PROXIED) as door:  # the proxy added its own to what the client sent
        both = [("X-User", "administrator"), ("X-User", "officer")]
        assert door.get("/v1/me", headers=both).status_code == 401
        wrong = {"X-Forwarded-User": "administrator", "X_User": "administrator"}
        assert door.get("/v1/me", headers=wrong).status_code == 401


def test_behind_a_proxy_each_client_has_limits_of_its_own(room):
    with at_the_door(room, requests=2, **PROXIED) as door:
        ask = lambda address: door.get("/healthz", headers={"X-Forwarded-For": address}).status_code  # noqa: E731
        assert [ask("9.9.9.9, 1.1.1.1") for _ in range(3)] == [200, 200, 429]
        assert ask("8.8.8.8, 1.1.1.1") == 429  # what comes before is the client's own word
        assert ask("2.2.2.2") == 200
    with at_the_door(room, requests=2) as door:
        found = [
            door.get("/healthz", headers={"X-Forwarded-For": f"{n}.1.1.1"}).status_code for n in range(3)
        ]
        assert found == [200, 200, 429]


# Forms that are ours.


def test_a_change_with_a_cookie_needs_the_word_of_our_page(room, door):
    log_in(door)
    csrf = csrf_of(door)
    assert door.post("/v1/incidents", json=OPENING).json()["code"] == "E958"
    assert (
        door.post("/v1/incidents", json=OPENING, headers={"X-CSRF-Token": "中".encode()}).status_code == 403
    )
    assert [(each.who, each.about) for each in room.store.audited(most=1)] == [
        ("officer", "openIncident (csrf)")
    ]
    basic = {"Authorization": "Basic eDp5"}  # a browser sends this by itself where it was ever asked
    assert door.post("/v1/incidents", json=OPENING, headers=basic).json()["code"] == "E958"
    assert door.post("/v1/incidents", json=OPENING, headers={"X-CSRF-Token": csrf}).status_code == 201


# Languages.


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "zh"), ("en", "en"), ("en-GB,zh;q=0.9", "en"), ("zh;q=0.5,en;q=0.8", "en"), ("en;q=0,zh", "zh"),
        ("fr,en;q=0.1", "en"), ("en;q=0", "zh"), ("zh-Hans-CN, en", "zh"), ("en;q=2, zh;q=0.1", "zh"), ("eng", "zh"),
        ("en;Q=0.3,zh;q=0.2", "en"), ("*", "zh"), ("en ; q=0.9 , zh;q=0.91", "zh"), ("zh;q=abc,en;q=0.001", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_a_browser_likes_best(door, header, lang):
    assert preferred_of(header) == lang
    assert door.get("/v1/none", headers={"Accept-Language": header}).headers["content-language"] == lang


def test_the_address_says_the_language_before_the_browser(door):
    told = door.get("/v1/none?lang=en", headers={"Accept-Language": "zh"})
    assert told.json()["title"] == "there is no `/v1/none`"


# Odd requests.


def test_other_methods_are_refused_and_told_which_there_are(officer):
    told = officer.put("/v1/incidents")
    assert (told.status_code, told.json()["code"]) == (405, "E938")
    assert set(told.headers["allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "POST"}
    assert officer.head("/v1/plans").status_code == 200
    assert officer.head("/v1/events").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "a/b",
        "a?b",
        "a#b",
        "100%",
        "a%2Fb",
        "...",
        "a/../b",
        "中 文",
        "a;b,c",
        "a\\b",
        "\U0001f525",
        "a+b",
        "'\"",
    ],
)
def test_an_incident_may_be_called_anything_that_can_be_seen(officer, name):
    where = opened(officer, name)
    assert where.isascii()
    assert officer.get(where).json()["incident"] == name
    assert officer.post(f"{where}/entries/note", json={"text": "x"}).json()["incident"] == name


@pytest.mark.parametrize(
    "name", ["a%0d%0aSet-Cookie:%20x=y", "%00", "a%00b", "%ed%a0%80", "%ff", "%e2%80%ae"]
)
def test_what_nothing_can_be_called_is_not_there(officer, name):
    assert officer.get(f"/v1/incidents/{name}").status_code == 404


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x=y", "a\x00b", "\ud800", "", " ", "-a", "x" * 300])
def test_nothing_can_be_called_so(officer, name):
    told = officer.post("/v1/incidents", content=json.dumps({**OPENING, "id": name}))
    assert told.status_code == 422
    assert "set-cookie" not in told.headers


BODIES = {
    "nothing": (b"", 422), "no object": (b"[]", 422), "half": (b'{"text": "x"', 422), "gbk": ("{\"text\": \"电话\"}".encode("gbk"), 422),
    "utf-16": ("{\"text\": \"电话\"}".encode("utf-16"), 422), "twice": (b'{"text": "a", "text": "b"}', 422),
    "nul": (b'{"text": "a\x00b"}', 422), "escaped nul": (b'{"text": "a\\u0000b"}', 422),
    "half a character": (b'{"text": "\\ud800"}', 422), "unknown": (b'{"text": "a", "more": 1}', 422),
    "number": (b'{"text": 1e400}', 201), "infinite": (b'{"text": NaN}', 201), "deep": (b"[" * 100_000, 422),
    "deep and closed": (b'{"text": ' + b"[" * 5000 + b"]" * 5000 + b"}", 422),
    "huge": (b'{"text": "' + b"x" * 6_000_000 + b'"}', 413), "bom": (b"\xef\xbb\xbf" + b'{"text": "x"}', 201),
    "aliases": (b"a: &a [x, x]\nb: &b [*a, *a]\ntext: [*b, *b]", 422), "tagged": (b"text: !!python/object:os.system x", 422),
    "null": (b"null", 422), "tabs": (b'{\n\t"text":\t"x"\n}', 201), "slash": (rb'{"text": "a\/b"}', 201), "pair": (b'{"text": "\\ud83d\\udd25"}', 201),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_an_odd_body_is_refused_or_taken_and_never_breaks_anything(officer, name):
    opened(officer)
    body, status = BODIES[name]
    answer = officer.post("/v1/incidents/one/entries/note", content=body)
    assert answer.status_code == status, answer.text[:300]
    assert officer.get("/v1/incidents/one/log").status_code == 200


def test_half_a_character_in_a_question_is_refused_and_breaks_nothing(officer):
    sent = json.dumps({"incident": {**OPENING, "title": {"zh": "\ud800", "en": "x"}}})
    assert officer.post("/v1/classify", content=sent).status_code == 422


def test_a_body_where_none_is_taken_is_refused(officer):
    told = officer.request("GET", "/v1/plans", content=b"{}")
    assert (told.status_code, told.json()["code"]) == (400, "E953")


def test_whoever_asks_unknown_is_not_told_where_the_store_lies(room, door):
    for address in ("/healthz", "/readyz"):
        assert room.store.place not in door.get(address).text
    room.store.database.close()
    room.store.database.path.unlink()
    room.store.database.path.mkdir()
    told = door.get("/readyz")
    assert (told.status_code, told.json()["status"], told.json()["reason"]) == (503, "not-ready", "E842")
    assert room.store.place not in told.text
