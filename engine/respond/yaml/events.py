"""Text to YAML events, by libyaml where PyYAML carries it and by PyYAML's own parser elsewhere."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from respond.errors import Fault, Place, fault
from respond.yaml.build import MAX_DEPTH
from respond.yaml.nodes import Source
from respond.yaml.syntax import blames_beginning, blames_depth, explain
from yaml import Event, MarkedYAMLError, ScalarEvent, YAMLError

try:
    from yaml._yaml import CParser
except ImportError:  # a PyYAML built without libyaml
    CParser = None  # type: ignore[assignment,misc]


class SyntaxFaultError(Exception):
    """The text is not YAML; carries the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.problem.en)
        self.fault = fault


def events(source: Source) -> Iterator[Event]:
    """Give the events of a text one by one; raises SyntaxFaultError where it stops being YAML.

    Nothing is composed, so the reader of the events can stop at any depth.
    """
    given = 0
    try:
        for given, event in enumerate(_raw_events(source.text), start=1):  # noqa: B007 - counts what was given
            yield event
    except YAMLError as error:
        if isinstance(error, MarkedYAMLError) and error.problem_mark and blames_depth(error.problem or ""):
            yield from _up_to(error, source, given)
        raise SyntaxFaultError(_fault(error, source)) from None


def _up_to(error: Any, source: Source, given: int) -> Iterator[Event]:  # noqa: ANN401 - as in `_bad_escape`
    """Give the events before the place where the parser found things too deep for itself, less those given.

    It reads ahead of its events, so that their taker has not seen yet where things first were too deep.
    """
    end = error.problem_mark.index
    try:
        yield from islice(_raw_events(source.text[:end]), given, None)
    except MarkedYAMLError as earlier:
        mark: Any = earlier.problem_mark
        if mark.index < end:  # and not for want of what was cut off
            raise SyntaxFaultError(_fault(earlier, source)) from None


def _raw_events(text: str) -> Iterator[Event]:
    return _pure_events(text) if CParser is None else iter(CParser(text).get_event, None)


class _PureParser(Reader, Scanner, Parser):
    """What `yaml.Loader` puts together, less the stages that follow."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def _pure_events(text: str) -> Iterator[Event]:
    """Give the events as libyaml would: PyYAML itself lets escapes through that stand for no character."""
    parser = _PureParser(text)
    try:
        while (event := parser.get_event()) is not None:  # type: ignore[no-untyped-call]
            if isinstance(event, ScalarEvent) and not _is_text(event.value):
                raise _bad_escape(event.start_mark)
            yield event
    except (ValueError, OverflowError):
        raise _bad_escape(parser.get_mark()) from None


def _bad_escape(mark: Any) -> MarkedYAMLError:  # noqa: ANN401 - two classes without a common base
    return MarkedYAMLError(problem="found invalid Unicode character escape code", problem_mark=mark)


def _is_text(value: str) -> bool:
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def _fault(error: YAMLError, source: Source) -> Fault:
    if not isinstance(error, MarkedYAMLError):
        detail, advice = explain(str(error))
        return fault("E110", Place(source.name), detail=detail, advice=advice)
    problem = error.problem or ""
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    if blames_beginning(problem):
        marks = marks[-1:]
    places = dict.fromkeys(Place(source.name, mark.line + 1, mark.column + 1) for mark in marks)
    place, *related = places or [Place(source.name)]
    if blames_depth(problem):
        return fault("E112", place, limit=MAX_DEPTH)
    detail, advice = explain(problem, error.context or "")
    return fault("E110", place, related=related, detail=detail, advice=advice)
