"""Whether a decision is the plan's: who takes it, at which level, on which conditions, and what is still owed."""

from respond._records import frozen
from respond.errors import Text
from respond.facts import Level
from respond.plan import Change, Prepared, Response
from respond.situation import Situation


@frozen
class Concern:
    """One thing to know about a decision; `against` says that it goes against the plan, so that it needs a reason."""

    text: Text
    clause: str | None = None
    against: bool = False


def start_concerns(
    before: Situation, plan: Prepared, level: Level, by: str, *, adjusts: bool
) -> list[Concern]:
    """Compare a start or a change of the response with what the plan calls for, and who decides it there."""
    found: list[Concern] = []
    called = before.leading.response.called
    running = before.leading.response.started
    if not called.certain <= level <= called.possible:
        zh = f"预案要求{Level.at(called.certain).short.zh}" + (
            "" if called.definite else f"至{Level.at(called.possible).short.zh}"
        )
        en = f"the plan calls for {Level.at(called.certain).short.en}" + (
            "" if called.definite else f" to {Level.at(called.possible).short.en}"
        )
        found.append(
            Concern(
                Text(f"{zh}，不是{level.short.zh}", f"{en}, not {level.short.en}"),
                before.leading.response.clause,
                against=True,
            )
        )
    if not adjusts and running is not None:
        found.append(
            Concern(
                Text(
                    f"{Level.at(running).short.zh}响应已在进行",
                    f"response {Level.at(running).short.en} is running already",
                ),
                against=True,
            )
        )
    if adjusts and running is None:
        found.append(Concern(Text("没有正在进行的响应", "no response is running"), against=True))
    rule = next((rule for rule in plan.responses if rule.gravity == level), None)
    entry: Response | None = rule.entry if rule is not None else None
    kind = "raise" if adjusts and running is not None and level > running else "lower" if adjusts else "start"
    decides = _deciding(plan, kind) or ([entry.started_by] if entry is not None and entry.started_by else [])
    found += _body(plan, decides, by, entry.clause if entry is not None else None)
    found += [_condition(change) for change in _changes(plan, kind)]
    return found


def end_concerns(before: Situation, plan: Prepared, by: str) -> list[Concern]:
    """Compare the end of the response with what the plan asks for first, and who decides it there."""
    found: list[Concern] = []
    running = before.leading.response.started
    if running is None:
        found.append(Concern(Text("没有正在进行的响应", "no response is running"), against=True))
    rule = next((rule for rule in plan.responses if running is not None and rule.gravity == running), None)
    named = [rule.entry.ended_by] if rule is not None and rule.entry.ended_by else []
    found += _body(plan, _deciding(plan, "end") or named, by, rule.entry.clause if rule is not None else None)
    for change in _changes(plan, "end"):
        found.append(_condition(change))
        found += [Concern(Text(each.zh, each.en), each.clause or change.clause) for each in change.requires]
    return found


def close_concerns(before: Situation) -> list[Concern]:
    """Name what we certainly still owe, and a response that still runs."""
    found: list[Concern] = []
    if before.leading.response.started is not None:
        found.append(Concern(Text("响应还没有终止", "the response has not been ended"), against=True))
    owed = [
        one for one in before.obligations
        if one.open and one.ours and not one.provisional and one.mood == "must" and one.order.kind == "act" and one.to
    ]  # fmt: skip
    found += [
        Concern(
            Text(f"尚未办理：{one.order.label.zh}", f"not done yet: {one.order.label.en}"),
            one.clause,
            against=True,
        )
        for one in owed
    ]
    return found


def _changes(plan: Prepared, kind: str) -> list[Change]:
    return [rule.entry for rule in plan.changes if rule.entry.kind == kind]


def _deciding(plan: Prepared, kind: str) -> list[str]:
    return [change.decided_by for change in _changes(plan, kind) if change.decided_by]


def _body(plan: Prepared, decides: list[str], by: str, clause: str | None) -> list[Concern]:
    """Say who decides it in the plan, and whether that is who did."""
    units = [(name, plan.plan.units[name]) for name in dict.fromkeys(decides) if name in plan.plan.units]
    if not units:
        return []
    same = any(by in {name, unit.zh, unit.en} for name, unit in units)
    who = Text("、".join(unit.zh for _, unit in units), ", ".join(unit.en for _, unit in units))
    text = Text(f"预案由{who.zh}决定", f"the plan leaves it to {who.en}")
    if not same:
        here = plan.plan.units.get(by)
        zh, en = (here.zh, here.en) if here is not None else (by, by)
        text = Text(f"{text.zh}，这次是{zh}", f"{text.en}; here it was {en}")
    return [Concern(text, clause, against=not same)]


def _condition(change: Change) -> Concern:
    return Concern(Text(change.zh, change.en), change.clause)
