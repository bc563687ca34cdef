"""Alarms: the rule engine did not answer as it must; the answer given is right all the same."""

import threading
from collections import deque
from collections.abc import Callable

from respond.errors import Fault, fault


class EngineAlarm(Exception):  # noqa: N818 - it is not an error of the caller's, and never leaves this room
    """The rule engine gave no answer, or more than one, or one to something else."""


class Alarms:
    """Every alarm of this process: how many, the last hundred, and who wants to hear of the next one."""

    def __init__(self) -> None:
        self.count = 0
        self.recent: deque[Fault] = deque(maxlen=100)
        self._listeners: list[Callable[[Fault], object]] = []
        self._logged: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def listen(self, listener: Callable[[Fault], object]) -> Callable[[], None]:
        """Call a function with every alarm from now on; give a function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def sound(self, key: str, what: str) -> None:
        """Record an alarm (E666) about the program with this key, warn in the log, tell the listeners.

        The log is warned once of each, however often a walk over an incident meets it.
        """
        raised = fault("E666", where=key, found=what)
        with self._lock:
            self.count += 1
            self.recent.append(raised)
            fresh = (key, what) not in self._logged
            self._logged.add((key, what))
        import logging  # noqa: PLC0415 - nothing is logged but alarms

        log = logging.getLogger("respond.chain")
        if fresh:
            log.warning(raised.render("en"))
        for listener in tuple(self._listeners):
            try:
                listener(raised)
            except Exception:
                log.exception("a listener to alarms failed")


alarms = Alarms()
