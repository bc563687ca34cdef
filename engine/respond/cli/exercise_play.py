"""`respond exercise play` and `respond exercise recording`: a scenario played by one person, and what was played."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
from attrs import field

from respond._records import define
from respond.cli.clock import present
from respond.cli.files import put
from respond.cli.serve import MOST_PORTS
from respond.cli.shop import Given, now_option, of_the_store
from respond.cli.spoken import SpokenCommand, Whole, argument, language_option, option, variant_option
from respond.cli.streams import Lang, tell, write, write_sheet
from respond.errors import InputError, Text, fault

if TYPE_CHECKING:
    from respond.exercise import Move, NewMove, Play, Playing
    from respond.store import PlayStore

_WHO = "play"
"""Who makes the moves of a game of one."""
_TEAM = Text("单人推演", "one person")
_SERVED = Text("一队", "team one")
"""A team that plays in browsers and was not named."""
_KEPT = Text("已保存，用同一条命令接着演\n", "kept; the same command goes on from here\n")
_OPENED = Text("演练场次：{name}\n", "the play: {name}\n")
_NOT_KEPT = Text("没有保存（--store 保存）\n", "nothing was kept (--store keeps it)\n")


@define
class _Moves:
    """Moves kept in memory alone, for a game nobody comes back to."""

    made: "list[Move]" = field(factory=list)

    def moves(self, _: str) -> "Sequence[Move]":
        """Give the moves."""
        return self.made

    def plays(self) -> tuple[()]:
        """Give none: nobody comes back to it."""
        return ()

    def add_moves(
        self, _: str, make: "Callable[[Sequence[Move]], Sequence[NewMove]]", *, by: str, now: datetime, **__: object
    ) -> None:  # fmt: skip
        """Add what `make` gives."""
        from respond.exercise import Move  # noqa: PLC0415

        for each in make(self.made):
            self.made.append(Move(len(self.made) + 1, each.kind, each.at, now, by, each.body))


@contextmanager
def plays_at(place: str | None) -> "Iterator[PlayStore]":
    """Open a store for exercises. Raises MissingExtraError (E852) where its libraries are missing."""
    with of_the_store():
        from respond.store import PlayStore  # noqa: PLC0415
    store = PlayStore(place, exercise=True)
    try:
        yield store
    finally:
        store.close()


@click.command(
    "play",
    cls=SpokenCommand,
    words=Text(
        "一个人推演：来了什么、时钟停着等您输入；结束时给出评估，与 exercise run 相同。输入也可以来自文件。",
        "Play a scenario alone: what comes in is shown, and the clock stands until you type. At the end you see what "
        "exercise run would show. What is typed can come from a file, too.",
    ),
    examples=(
        "respond exercise play scenario.yaml",
        "respond exercise play scenario.yaml --store drill.db --play one -o actions.yaml",
    ),
)
@argument("scenario", metavar="SCENARIO", zh="想定文件", en="a scenario file")
@option("--team", metavar="NAME", zh="队名", en="the name of the team")
@variant_option()
@option(
    "--store",
    metavar="PLACE",
    zh="演练记录库：保存，可接着演",
    en="a store for exercises: it is kept, and can go on",
)
@option(
    "--play",
    "name",
    metavar="NAME",
    zh="场次的名称；不写为想定的 id",
    en="a name for it; the scenario's id if absent",
)
@option(
    "-o", "--output", "target", metavar="FILE", zh="结束后把动作记录（actions/1）写到文件",
    en="after the end, write what was done (actions/1) to a file",
)  # fmt: skip
@option(
    "--serve", is_flag=True, zh="改在浏览器里演：开这一场，启动值班室（respond serve）",
    en="play it in browsers instead: open it, and run the duty room (respond serve)",
)  # fmt: skip
@option(
    "--port",
    type=Whole(0, MOST_PORTS),
    default="8642",
    metavar="N",
    zh="--serve 的端口",
    en="the port of --serve",
)
@now_option()
@language_option()
@click.pass_obj
def play(lang: Lang, /, **given: Any) -> int:  # noqa: ANN401
    """Play a scenario."""
    if given["scenario"] == "-":
        raise InputError([fault("E914")])
    if given["serve"]:
        return _serve(given, lang)
    if given["store"] is None:
        return _play(_Moves(), given, lang)
    with plays_at(given["store"]) as store:
        return _play(store, given, lang)


def _serve(given: Given, lang: Lang) -> int:
    """Open the play, and run the duty room on its store."""
    from respond.cli.serve import room_at  # noqa: PLC0415

    with room_at({**given, "exercise": True}) as room:
        from respond.room import Listening, Running  # noqa: PLC0415
        from respond.room import serve as serve_room  # noqa: PLC0415

        name = _opened(room.store, given, room.library, room.clock)
        tell(_OPENED.fill(name=name).say(lang))
        serve_room(room, Listening(port=given["port"]), Running(), lambda text: tell(text.say(lang) + "\n"))
    return 0


def _play(plays: Any, given: Given, lang: Lang) -> int:  # noqa: ANN401 - a store, or memory
    from respond.api import default_library  # noqa: PLC0415
    from respond.cli.game import Game, LeftError  # noqa: PLC0415
    from respond.exercise import Playing, play_of  # noqa: PLC0415

    library, now = default_library(), _clock(given)
    name = _opened(plays, given, library, now)

    def current() -> "Play":
        return play_of(name, plays.moves(name))

    def keep(make: "Callable[[Playing], Sequence[NewMove]]") -> None:
        at = now()
        plays.add_moves(name, lambda moves: make(Playing(play_of(name, moves), at, library)), by=_WHO, now=at)

    game = Game(current, keep, library, now, lang)
    if current().ended is None:
        write_sheet(game.opening())
        with suppress(LeftError):
            for line in _lines(game.prompt):
                write_sheet(game.line(line))
                if current().ended is not None:
                    break
    if current().ended is None:
        tell((_NOT_KEPT if given["store"] is None else _KEPT).say(lang))
        return 0
    return _shown(current(), given, library, lang)


def _lines(prompt: Callable[[], str]) -> Iterator[str]:
    """Ask for lines as long as there are any; what comes from a file is shown as if it had been typed."""
    while True:
        write(prompt())
        line = sys.stdin.readline()
        if not line:
            write("\n")
            return
        if not sys.stdin.isatty():
            write(line if line.endswith("\n") else line + "\n")
        yield line


def _clock(given: Given) -> Callable[[], datetime]:
    from respond.clock import SHANGHAI  # noqa: PLC0415
    from respond.facts import read_instant  # noqa: PLC0415

    typed = given.get("now")
    if typed is None:
        return present
    standing = read_instant(typed, "--now", zone=SHANGHAI)
    return lambda: standing


def _opened(plays: Any, given: Given, library: Any, now: Callable[[], datetime]) -> str:  # noqa: ANN401
    """Open the play where it is not there yet; give its name."""
    from respond.exercise import opening, scenario_from  # noqa: PLC0415
    from respond.yaml import read_source  # noqa: PLC0415

    source = read_source(given["scenario"])
    scenario = scenario_from(source)
    name: str = given["name"] or str(scenario.id)
    if any(each.id == name for each in plays.plays()):
        return name
    unnamed = _SERVED if given["serve"] else _TEAM
    team = Text(given["team"], given["team"]) if given["team"] else unnamed
    first = opening(source.text, team, given["variant"], library)
    plays.add_moves(name, lambda _: [first], by=_WHO, now=now(), new=True)
    return name


def _shown(play: "Play", given: Given, library: Any, lang: Lang) -> int:  # noqa: ANN401
    """Show how it went, and write what was done."""
    exercise = import_module("respond.exercise")
    recording = exercise.recording_of(play)
    run = exercise.run_scenario(exercise.with_recording(play.scenario, recording), library)
    write_sheet(exercise.report_sheet(run, lang))
    if given["target"] is not None:
        put(exercise.recording_text(recording), given["target"])
    return 0


@click.command(
    "recording",
    cls=SpokenCommand,
    words=Text(
        "把演练记录库里的一场写成动作记录（actions/1）；exercise run --actions 用它得出同样的评估。",
        "Write a play that a store keeps as a recording (actions/1), which exercise run --actions judges alike.",
    ),
    examples=("respond exercise recording drill --store drill.db -o actions.yaml",),
)
@argument("name", metavar="PLAY", zh="场次", en="the play")
@option("--store", metavar="PLACE", zh="演练记录库", en="the store for exercises")
@option(
    "-o",
    "--output",
    "target",
    default="-",
    metavar="FILE",
    zh="写到文件；- 为标准输出",
    en="a file; - is standard output",
)
@language_option()
@click.pass_obj
def recording(lang: Lang, /, name: str, store: str | None, target: str) -> int:  # noqa: ARG001 - a recording has both
    """Write a recording."""
    exercise = import_module("respond.exercise")
    with plays_at(store) as plays:
        found = exercise.play_of(name, plays.moves(name))
    put(exercise.recording_text(exercise.recording_of(found)), target)
    return 0
