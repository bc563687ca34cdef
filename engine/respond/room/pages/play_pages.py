"""The list of plays, opening one, what came of one, and several side by side."""

from typing import Any, Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.errors import RespondError
from respond.exercise import (
    Run,
    after_action,
    after_action_word,
    comparison_sheet,
    play_of,
    recording_of,
    report_sheet,
    run_scenario,
    with_recording,
)
from respond.room.front import Front
from respond.room.pages.fields import Field
from respond.room.pages.playing import Failed, failed, said, shared, shown_clock
from respond.room.pages.visit import Visit, page
from respond.show import COLON, Sheet, as_html_part

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    return [
        page(front, "/plays", _list, name="plays"),
        page(front, "/plays", _open, name="open-play", methods=("POST",), permission="exercise-control"),
        page(front, "/compared-plays", _compared, name="compared-plays", permission="exercise-control"),
        page(front, "/plays/{play}/report", _report, name="play-report"),
        page(front, "/plays/{play}/after-action", _after, name="after-action"),
        page(front, "/plays/{play}/after-action.docx", _after_word, name="after-action-word"),
        page(
            front, "/plays/{play}/recording", _recording, name="play-recording", permission="exercise-control"
        ),
    ]


async def _list(visit: Visit, found: Failed | None = None) -> Response:
    listed = (await visit.ask("listPlays")).thing
    fields: tuple[Field, ...] = ()
    if visit.may("exercise-control"):
        scenarios = (await visit.ask("listScenarios")).thing.scenarios
        ways = {
            one.id: f"{visit.say(each.title)}{COLON[visit.lang]}{visit.say(one.name)}"
            for each in scenarios
            for one in each.variants
        }
        fields = _fields(visit, {each.id: visit.say(each.title) for each in scenarios}, ways)
    rows = [(each, shown_clock(each.clock, visit)) for each in listed.plays]
    return visit.show(
        "plays.html.j2", found.status if found is not None else 200, rows=rows, unread=listed.unread, fields=fields,
        **shared(visit, found),
    )  # fmt: skip


def _fields(visit: Visit, shipped: dict[str, str], ways: dict[str, str]) -> tuple[Field, ...]:
    word = visit.word
    return (
        Field("play", word("play_name"), required=True),
        Field("team", word("team_name"), required=True),
        Field("shipped", word("shipped_scenario"), "choice", choices=shipped),
        Field("variant", word("the_variant"), hint=word("first_variant"), choices=ways),
        Field("scenario", word("own_scenario"), "area"),
    )


async def _open(visit: Visit) -> Response:
    body: dict[str, Any] = {name: visit.typed(name) for name in ("play", "shipped", "variant")}
    text = visit.form.get("scenario")
    body["scenario"] = text.replace("\r\n", "\n") if isinstance(text, str) and text.strip() else None
    body |= {"team": said(visit.typed("team"))}
    try:
        await visit.ask("openPlay", body=body, key=visit.typed("key"))
    except RespondError as error:
        return await _list(visit, failed(visit, "open", error))
    return visit.go("/plays")


async def _report(visit: Visit) -> Response:
    run = await _run(visit)
    return await _shown(visit, await visit.work(report_sheet, run, visit.lang), whole=False)


async def _after(visit: Visit) -> Response:
    run = await _run(visit)
    return await _shown(visit, await visit.work(after_action, run, visit.lang), whole=True)


async def _after_word(visit: Visit) -> Response:
    run = await _run(visit)
    made = Response(await visit.work(after_action_word, run, visit.lang), media_type=_WORD)
    made.headers["Content-Disposition"] = 'attachment; filename="after-action.docx"'
    return made


async def _shown(visit: Visit, sheet: Sheet, *, whole: bool) -> Response:
    return visit.show(
        "play_report.html.j2", title=visit.word("after_action" if whole else "see_report"),
        name=visit.request.path_params["play"], part=as_html_part(sheet), whole=whole,
    )  # fmt: skip


async def _run(visit: Visit) -> Run:
    """Judge the play that is looked at. Raises InputError before its end, and to whoever takes no part."""
    name = visit.request.path_params["play"]
    await visit.ask("showReport", path={"play": name})
    found: Run = await visit.work(_judged, visit, name)
    return found


def _judged(visit: Visit, name: str) -> Run:
    room = visit.front.room
    play = play_of(name, room.store.moves(name))
    return run_scenario(with_recording(play.scenario, recording_of(play)), room.library)


async def _recording(visit: Visit) -> Response:
    name = visit.request.path_params["play"]
    text = (await visit.ask("showRecording", path={"play": name})).text or ""
    made = Response(text, media_type="application/yaml")
    made.headers["Content-Disposition"] = 'attachment; filename="actions.yaml"'
    return made


async def _compared(visit: Visit) -> Response:
    names = visit.request.query_params.getlist("play")
    found = (await visit.ask("comparePlays", query={"play": names or None})).thing
    return visit.show_sheet(visit.word("compare_plays"), comparison_sheet(found, visit.lang))
