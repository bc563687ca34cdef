"""From one set of conclusions to the next: what is new, what goes on, what is stood down."""

from attrs import frozen

from respond.chain.productions import Conclusions


@frozen
class Change:
    """The difference between two conclusions; `notices` are those not given before.

    A rise adds only what is new. A fall or an end stands down what is owed no more.
    """

    new: tuple[str, ...]
    continued: tuple[str, ...]
    stood_down: tuple[str, ...]
    notices: tuple[tuple[str, str], ...] = ()


def change(before: Conclusions | None, after: Conclusions) -> Change:
    """Give what changes from one set of conclusions to the next; None before means that nothing was owed yet.

    >>> from respond.chain import Program, Trigger, conclude
    >>> triggers = (Trigger("a", ("symbol", "a"), ("x",)), Trigger("b", ("symbol", "b"), ("y",)))
    >>> program = Program("p", triggers=triggers)
    >>> step = change(conclude(program, {"a": "yes"}), conclude(program, {"a": "no", "b": "yes"}))
    >>> step.new, step.continued, step.stood_down
    (('y',), (), ('x',))
    """
    owed_before = set(before.owed) if before else set()
    told_before = set(before.notices) if before else set()
    owed_after = set(after.owed)
    return Change(
        new=tuple(name for name in after.owed if name not in owed_before),
        continued=tuple(name for name in after.owed if name in owed_before),
        stood_down=tuple(name for name in before.owed if name not in owed_after) if before else (),
        notices=tuple(pair for pair in after.notices if pair not in told_before),
    )
