"""The model of a simulation: how long things take, how many hands and lines there are, what goes wrong.

Nothing of it is in any plan. The one that is shipped is assumed, says so, and every answer made with it says so, too.
"""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Final, Literal

from attrs import Factory

from respond._records import frozen
from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.exercise.simulation.spread import Spread, drawing
from respond.plan import Channel, place_field, structure
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Source, parse, read_source

Takes = str | Spread
_VALUES: Final = Text("会变化的数值 `values`", "the `values` that grow")
_ONE_VALUE: Final = Text("至少一项；没有就不写", "one at least, or leave it out")
_GROWN: Final = Text("会变化的事实", "a fact that grows")
_ONCE: Final = Text("每个事实只写一次", "each fact once")


@frozen
class ActTime:
    """How long acts take: those of the duties named, or all of a kind; the first entry that fits counts.

    `report` is what goes to somebody, `other` all the rest. `travel` is the way there, before it.
    """

    takes: Takes
    duties: tuple[str, ...] = ()
    kind: Literal["report", "other"] | None = None
    travel: Takes | None = None
    place: Place | None = place_field()


@frozen
class Outage:
    """Lines that fail, in `per_cent` of the runs: of one channel, or all of them where none is named."""

    per_cent: int
    begins: Takes
    lasts: Takes
    channel: Channel | None = None
    place: Place | None = place_field()


@frozen
class Grows:
    """How much more there is of something than the script says, from an inject on: of a fact that is a number.

    Every exact value the script tells of it from there on is so much more; below none there is nothing.
    """

    fact: str
    more: Takes
    from_: str | None = None
    """The inject from which on; the first that tells it if absent."""
    place: Place | None = place_field()


@frozen
class Growth:
    """How an incident grows otherwise than the script says: how much later or earlier each inject but the first comes.

    Injects keep their order. `values` are how much more there is of something.
    """

    later: Takes = "0"
    earlier: Takes = "0"
    values: tuple[Grows, ...] = ()
    place: Place | None = place_field()


@frozen
class Model:
    """What a simulation assumes. `notice` is the way of a message to those it is given to, `relay` on to all others.

    `decide` is the time to a level; `call` that of one addressee on a line; `staff` and `lines` are those of every unit
    that is not named under `units`.
    """

    respond: Literal["model/1"]
    id: str
    title: Text
    notice: Takes
    relay: Takes
    decide: Takes
    call: Takes
    acts: tuple[ActTime, ...]
    staff: int
    lines: int
    staff_of: dict[str, int] = Factory(dict)
    lines_of: dict[str, int] = Factory(dict)
    outages: tuple[Outage, ...] = ()
    growth: Growth | None = None
    assumed: bool = False
    note: Text | None = None
    place: Place | None = place_field()

    def time_of(self, duty: str, plan: str, *, report: bool) -> ActTime:
        """Give the entry that says how long a duty takes; raises InputError (E817) where none does."""
        for each in self.acts:
            named = duty in each.duties or f"{plan}#{duty}" in each.duties
            if named or (not each.duties and each.kind in (None, "report" if report else "other")):
                return each
        raise InputError([fault("E817", self.place, name=f"{plan}#{duty}")])


def load_model(path: str | Path) -> Model:
    """Read a model, from standard input for `-`; raises InputError with every fault of it."""
    return model_from(read_source(path))


def assumed_model() -> Model:
    """Give the model that is shipped, of which every figure is an assumption.

    >>> assumed_model().assumed
    True
    """
    text = resources.files("respond.exercise.simulation").joinpath("model.yaml").read_text("utf-8")
    return model_from(Source("model.yaml", text))


def model_from(source: Source) -> Model:
    """Read a model from a source already at hand."""
    tree = parse(source)
    model = structure(tree, Model)
    faults: list[Fault] = []
    spreads = [model.notice, model.relay, model.decide, model.call]
    spreads += [each for act in model.acts for each in (act.takes, act.travel) if each is not None]
    spreads += [each for outage in model.outages for each in (outage.begins, outage.lasts)]
    spreads += [model.growth.later, model.growth.earlier] if model.growth is not None else []
    for each in spreads:
        try:
            drawing(each)
        except InputError as error:
            faults += error.faults
    for number in (model.staff, model.lines, *model.staff_of.values(), *model.lines_of.values()):
        if number < 1:
            faults.append(fault("E818", model.place, found=number))
    for outage in model.outages:
        if not 0 <= outage.per_cent <= 100:
            faults.append(fault("E819", outage.place, found=outage.per_cent))
    faults += _growth_faults(model, tree)
    if faults:
        raise InputError(faults)
    return model


def _growth_faults(model: Model, tree: Node) -> Iterator[Fault]:
    """Name values that would be without effect, or of which one would take the other's place."""
    if model.growth is None:
        return
    said = tree.get("growth") if isinstance(tree, Fields) else None
    if isinstance(said, Fields) and "values" in said and not model.growth.values:
        yield fault("E652", model.growth.place, what=_VALUES, found="[]", expected=_ONE_VALUE)
    seen: set[str] = set()
    for each in model.growth.values:
        if each.fact in seen:
            yield fault("E652", each.place, what=_GROWN, found=each.fact, expected=_ONCE)
        seen.add(each.fact)


def check_model(model: Model, duties: frozenset[str], units: frozenset[str]) -> None:
    """Refuse a model that names a duty (E806) or a unit (E807) the plans do not have: it would have no effect."""
    faults = [
        fault("E806", getattr(name, "place", act.place), suggestion=nearest(name, duties), name=name)
        for act in model.acts
        for name in act.duties
        if name not in duties
    ]
    faults += [
        fault("E807", getattr(name, "place", model.place), suggestion=nearest(name, units), name=name)
        for name in (*model.staff_of, *model.lines_of)
        if name not in units
    ]
    if faults:
        raise InputError(faults)
