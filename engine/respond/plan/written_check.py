"""What is wrong with a plan file as it is written, and no longer to be seen once it is read into classes."""

import re
from collections.abc import Iterator

from respond.errors import Fault, fault
from respond.yaml import Mapping, Node, Scalar, Source

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MAY_HOLD = re.compile(r"\\|[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def faults_of_writing(node: Node, source: Source) -> Iterator[Fault]:
    """Find control characters in any text (E214), and a profile that lists no duty for feedback (E582)."""
    # they are written as escapes, of which most files have none
    if _MAY_HOLD.search(source.text.replace("\r\n", "\n")):
        yield from _unseen(node)
    supervision = node.get("supervision") if isinstance(node, Mapping) else None
    feedback = supervision.get("feedback") if isinstance(supervision, Mapping) else None
    if isinstance(feedback, list) and not feedback:
        yield fault("E582", getattr(feedback, "place", None))


def _unseen(node: Node) -> Iterator[Fault]:
    if isinstance(node, Scalar):
        found = _CONTROL.search(node)
        if found is not None:
            yield fault("E214", node.place, found=f"U+{ord(found[0]):04X}")
    elif isinstance(node, Mapping):
        for key, child in node.items():
            yield from _unseen(key) if isinstance(key, Scalar) else ()
            yield from _unseen(child)
    else:
        for child in node:
            yield from _unseen(child)
