"""What several ask for at once is worked out once, and what a list will need is worked out ahead."""

import sys
import threading

import anyio
import pytest
from duty import at_the_door, key_of, opened
from serving import in_a_loop

from respond.errors import InputError, fault
from respond.room import Running
from respond.room.ahead import work_ahead
from respond.room.front import Front
from respond.room.together import Together


def asked_by(several, function, fails=None):
    """Let several ask at once, of an engine that begins only when all have asked; give what each was told."""
    told = []

    async def run():
        begin = anyio.Event()

        async def work(carry_out):
            await begin.wait()
            return carry_out()

        together = Together(work)

        async def ask():
            try:
                told.append(await together.once("list", function))
            except InputError as error:
                told.append(error.faults[0].code)

        async with anyio.create_task_group() as tasks:
            for _ in range(several):
                tasks.start_soon(ask)
            await anyio.wait_all_tasks_blocked()
            begin.set()
        assert together.waiting == {}

    in_a_loop(run)
    return told


def test_one_answer_is_given_to_all_who_wait_for_it():
    made = []
    told = asked_by(5, lambda: made.append("x") or object())
    assert len(made) == 1
    assert len(told) == 5
    assert len({id(each) for each in told}) == 1


def test_what_is_refused_is_refused_to_all():
    def refuse():
        raise InputError([fault("E952")])

    assert asked_by(3, refuse) == ["E952"] * 3


def test_who_asks_after_it_was_begun_gets_a_later_answer():
    made, begun = [], []

    async def run():
        async def work(carry_out):
            found = carry_out()
            begun.append(found)
            if len(begun) == 1:
                made.append(await together.once("list", lambda: "second"))
            return found

        together = Together(work)
        made.append(await together.once("list", lambda: "first"))

    in_a_loop(run)
    assert made == ["second", "first"]


def test_where_the_first_goes_away_another_has_it_worked_out():
    told = []

    async def run():
        begin = anyio.Event()

        async def work(carry_out):
            await begin.wait()
            return carry_out()

        together = Together(work)

        async def ask(scope):
            with scope:
                told.append(await together.once("list", lambda: "found"))

        scopes = [anyio.CancelScope() for _ in range(3)]
        async with anyio.create_task_group() as tasks:
            for scope in scopes:
                tasks.start_soon(ask, scope)
                await anyio.wait_all_tasks_blocked()
            scopes[0].cancel()
            await anyio.wait_all_tasks_blocked()
            begin.set()

    in_a_loop(run)
    assert told == ["found"] * 2


@pytest.fixture
def two(room):
    with at_the_door(room) as door:
        door.headers.update(key_of(room, "plans", "read", "enter"))
        opened(door, "one")
        opened(door, "two")
        yield door


def test_what_a_list_needs_is_worked_out_ahead(room, two, monkeypatch):
    front = Front(room, Running())
    counts = [in_a_loop(lambda: work_ahead(front)) for _ in range(2)]
    assert counts == [2, 0]
    monkeypatch.setattr(sys.modules["respond.situation.situate"], "obligations_of", None)
    assert len(two.get("/v1/incidents").json()["incidents"]) == 2


def test_the_desk_says_the_same_to_everybody_in_their_language(room, two):
    pages = {lang: two.get(f"/?lang={lang}").text for lang in ("zh", "en")}
    assert "接种异常" in pages["zh"]
    assert "Adverse events" in pages["en"]
    part = two.get("/", headers={"hx-request": "true"})
    assert part.text.lstrip().startswith('<div id="desk"')
    assert part.headers["content-language"] == "en"  # as was chosen last


PAGES = (
    "/", "/wall", "/handover", "/incidents/one", "/incidents/one/duties", "/incidents/one/log", "/supervision", "/plans",
)  # fmt: skip


def test_a_page_has_no_json_written_that_nobody_reads(two, monkeypatch):
    """Of a handover of a thousand incidents that is fifty megabytes."""
    written = []
    monkeypatch.setattr("respond.room.duty_room.json_of", lambda thing: written.append(thing) or "{}")
    assert {path: two.get(path).status_code for path in PAGES} == dict.fromkeys(PAGES, 200)
    assert written == []
    two.get("/v1/handover")
    assert len(written) == 1


def test_the_handover_sheet_is_made_where_questions_are_answered_so_that_others_are_served(two, monkeypatch):
    """A sheet of a thousand incidents takes seconds, in which the server must still take up what is asked."""
    from respond.room.pages import handover_page  # noqa: PLC0415

    made = []
    sheet = handover_page.handover_sheet

    def noted(found, lang):
        made.append((lang, threading.current_thread()))
        return sheet(found, lang)

    monkeypatch.setattr(handover_page, "handover_sheet", noted)
    monkeypatch.setattr(Front, "_shown", _noting(Front._shown, loops := []))
    for lang, words in (("zh", "交接班"), ("en", "Handover")):
        assert words in two.get(f"/handover?lang={lang}").text
    assert [lang for lang, _ in made] == ["zh", "en"]
    assert loops
    assert {thread for _, thread in made}.isdisjoint(loops)


def _noting(asked, threads):
    async def noting(*given):
        threads.append(threading.current_thread())
        return await asked(*given)

    return noting
