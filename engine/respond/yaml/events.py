"""Text to YAML events, by libyaml where PyYAML carries it and by PyYAML's own parser elsewhere."""

from collections.abc import Iterator
from typing import Any

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from respond.errors import Fault, Place, fault
from respond.yaml.nodes import Source
from respond.yaml.syntax import blames_beginning, explain
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
    try:
        if CParser is None:
            yield from _pure_events(source.text)
        else:
            yield from iter(CParser(source.text).get_event, None)
    except MarkedYAMLError as error:
        raise SyntaxFaultError(_fault(error, source)) from None
    except YAMLError as error:
        raise SyntaxFaultError(_unplaced(str(error), source)) from None


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


def _fault(error: MarkedYAMLError, source: Source) -> Fault:
    problem = error.problem or ""
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    if blames_beginning(problem):
        marks = marks[-1:]
    if not marks:
        return _unplaced(problem, source)
    place, *related = dict.fromkeys(Place(source.name, mark.line + 1, mark.column + 1) for mark in marks)
    detail, advice = explain(problem)
    return fault("E110", place, related=related, detail=detail, advice=advice)


def _unplaced(problem: str, source: Source) -> Fault:
    detail, advice = explain(problem)
    return fault("E110", Place(source.name), detail=detail, advice=advice)
