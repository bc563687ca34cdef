"""A simulation as a picture: how often each deadline is met, with its interval, and how long the right level took."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from respond.errors import InputError, Language, Text, fault
from respond.exercise.shares import Share
from respond.exercise.simulation.simulating import Deadline, Runs, Simulation, right_times
from respond.show import MODE, Bar, Bars, Kind, Picture, bracket, draw_picture, length, names_of

_PICTURES: Final = (".svg",)
_BANDS: Final = tuple(timedelta(minutes=each) for each in (5, 15, 30, 60, 120, 240))
"""Up to how long after it changed a right level was called, band by band; then more, and never."""
_WORDS: Final[dict[str, Text]] = {
    "title": Text("{title}：来得及吗", "{title}: can it be done"),
    "runs": Text("推演{runs}次，种子 {seed}；模型：{model}", "{runs} runs, seed {seed}; model: {model}"),
    "assumed": Text(
        "模型的数字全是假定，没有依据", "every figure of the model is an assumption that rests on nothing"
    ),
    "deadlines": Text(
        "逐项时限：办到的比例和95%区间", "every deadline: share in time, with its 95 % interval"
    ),
    "levels": Text(
        "判对级别用时：{since} 起 {level}级", "time to the right level: level {level} from {since}"
    ),
    "met": Text("办到", "in time"),
    "late": Text("迟办", "late"),
    "undone": Text("未办", "undone"),
    "calls": Text("判对", "called right"),
    "share": Text("{share}%，{low}–{high}%", "{share} %, {low}–{high} %"),
    "up_to": Text("{time}内", "within {time}"),
    "more": Text("更久", "longer"),
    "never": Text("到结束没有判对", "not right by the end"),
    "all": Text("合计", "all"),
}


def check_picture(path: Path) -> None:
    """Refuse a name that no picture can be written to; raises InputError (E780)."""
    if path.suffix.lower() not in _PICTURES:
        raise InputError([fault("E780", found=path.name)])


def simulation_picture(found: Simulation, runs: Runs, lang: Language) -> str:
    """Give the text of an SVG file; every number stands beside its bar."""
    lines = [
        MODE["exercise"].say(lang),
        _say("runs", lang, runs=f"{found.runs:,}", seed=found.seed, model=found.model_title),
    ]
    lines += [_say("assumed", lang)] if found.assumed else []
    title = _say("title", lang, title=found.title)
    groups = [*_deadlines(found, lang), *_levels(found, runs, lang)]
    return draw_picture(Picture(title, tuple(lines), tuple(groups), _say("all", lang)))


def _deadlines(found: Simulation, lang: Language) -> Iterator[Bars]:
    kinds = (
        Kind(_say("met", lang), "level-1"), Kind(_say("late", lang), "level-2"), Kind(_say("undone", lang), "level-4"),
    )  # fmt: skip
    bars = tuple(
        Bar(_label(each, lang), (each.met.number, each.late_runs, each.undone))
        for each in found.deadlines
        if each.met.of
    )
    if bars:
        yield Bars(_say("deadlines", lang), kinds, bars)


def _label(each: Deadline, lang: Language) -> str:
    """Give the share and its interval first: what follows is cut where it is long."""
    return f"{_share(each.met, lang)} · {each.label.say(lang)}{bracket(names_of(each.units, lang), lang)}"


def _levels(found: Simulation, runs: Runs, lang: Language) -> Iterator[Bars]:
    """Give for each change of the level how many runs were right within how long, a bar a band."""
    kinds = (Kind(_say("calls", lang), "level-1"), Kind(_say("never", lang), "level-4"))
    for each, took in zip(found.levels, right_times(runs), strict=True):
        if each.right.of:
            head = _say("levels", lang, since=each.since, level=each.level)
            never = Bar(_say("never", lang), (0, each.right.of - each.right.number))
            bars = (*_bands(took, lang), never)
            yield Bars(head + bracket(_share(each.right, lang), lang), kinds, bars)


def _bands(took: Sequence[int], lang: Language) -> Iterator[Bar]:
    """Count what took up to so long and longer than the band before."""
    left, before = sorted(took), ""
    for band in _BANDS:
        within = sum(each <= band.total_seconds() for each in left)
        time = length(band, lang)
        yield Bar(f"{before}–{time}" if before else _say("up_to", lang, time=time), (within, 0))
        left, before = left[within:], time
    yield Bar(_say("more", lang), (len(left), 0))


def _share(share: Share, lang: Language) -> str:
    return _say("share", lang, share=share.per_cent, low=share.low, high=share.high)


def _say(name: str, lang: Language, **found: object) -> str:
    text = _WORDS[name]
    return (text.fill(**found) if found else text).say(lang)
