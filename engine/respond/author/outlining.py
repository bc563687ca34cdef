"""Text to an outline: entries with their comments, blank lines and quotes, for writing the file anew."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final

from attrs import Factory

from respond._records import define, frozen
from respond.yaml import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    Source,
    parse_events,
)

BLANK: Final = ""
"""One empty line among the comments before an entry."""

_NOWHERE: Final = -1
_BLOCK_STYLES: Final = ("|", ">")
_COMMENT = re.compile("#[^\n]*")
_BLOCK_MARK = re.compile(r"[|>]-?[ \t]*(#[^\n]*)?\n")
_BLOCK_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\n]*)")


@define
class Leaf:
    """A single value; `style` is the mark it was written with: none, a quote, `|` or `>`.

    Of a value below such a mark `lines` are those it was written in, less their common indentation.
    """

    text: str
    style: str = ""
    lines: tuple[str, ...] = ()


@define
class Branch:
    """A mapping (`keyed`) or a list; `foot` holds the comments after its last entry."""

    keyed: bool
    flow: bool
    column: int = 0
    entries: "list[Entry]" = Factory(list)
    foot: list[str] = Factory(list)


@define
class Entry:
    """A key with its value, or an item of a list; comments stand before it (`lead`) or behind it (`tail`)."""

    key: Leaf | None
    value: Leaf | Branch | None = None
    lead: list[str] = Factory(list)
    tail: str | None = None


@define
class Outline:
    """A whole file: what stands above everything, the entries, and what stands below."""

    head: list[str]
    root: Leaf | Branch | None


@frozen
class _Comment:
    index: int
    line: int
    column: int
    text: str
    own_line: bool
    after_blank: bool


def outline(source: Source) -> Outline:
    """Read a text that `parse` accepts into its outline; every comment of the text is in it once."""
    text = normal_breaks(source.text)
    found = list(parse_events(Source(source.name, text)))
    return _Reader(text, _comments(text, found)).read(found)


def normal_breaks(text: str) -> str:
    r"""Give a text with `\n` as its only line break.

    >>> normal_breaks("a\r\nb\r")
    'a\nb\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def comments(source: Source) -> list[str]:
    """Give every comment of a text, in order, without blanks at its end.

    >>> comments(Source("plan.yaml", "a: '# no'  # yes"))
    ['# yes']
    """
    text = normal_breaks(source.text)
    return [comment.text for comment in _comments(text, list(parse_events(Source(source.name, text))))]


def _comments(text: str, found: list[Event]) -> list[_Comment]:
    """Find the comments: whatever follows a `#` outside the values, and behind the mark of a block value."""
    starts = _line_starts(text)
    spans: list[tuple[int, str]] = []
    position = 0
    for event in found:
        if isinstance(event, ScalarEvent):
            start, end = _span(event)
            spans += [(match.start(), match[0]) for match in _COMMENT.finditer(text, position, start)]
            inner = _BLOCK_HEADER_COMMENT.match(text, start) if event.style in _BLOCK_STYLES else None
            spans += [(inner.start(1), inner[1])] if inner else []
            position = end
    spans += [(match.start(), match[0]) for match in _COMMENT.finditer(text, position)]
    return [_placed(text, starts, index, words.rstrip()) for index, words in spans]


def _span(event: Any) -> tuple[int, int]:  # noqa: ANN401 - the marks of the two parsers have no type in common
    return event.start_mark.index, event.end_mark.index


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _placed(text: str, starts: list[int], index: int, words: str) -> _Comment:
    line = bisect_right(starts, index) - 1
    before = text[starts[line] : index]
    return _Comment(index, line, len(before), words, not before.strip(), _is_blank(text, starts, line - 1))


def _is_blank(text: str, starts: list[int], line: int) -> bool:
    return line >= 0 and not text[starts[line] : starts[line + 1]].strip()


@define
class _Frame:
    """A branch being read: the entry whose value it is, and its own entry that may still wait for a value."""

    branch: Branch
    holder: Entry
    entry: Entry
    waits: bool = False


class _Reader:
    """Take the events in order and hand every comment that comes before one to the entry it belongs to."""

    def __init__(self, text: str, waiting: list[_Comment]) -> None:
        self.text = text
        self.starts = _line_starts(text)
        self.waiting = waiting[::-1]
        self.holder = Entry(None)
        self.frames: list[_Frame] = []
        self.closed: list[Branch] = []  # block branches ended since the last entry, the innermost first
        self.last = self.holder  # what ended last, on which line and where
        self.last_line = _NOWHERE
        self.last_end = 0

    def read(self, found: list[Event]) -> Outline:
        for event in found:
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._start(event, keyed=isinstance(event, MappingStartEvent))
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._end(event)
        after: list[str] = []
        self._hand_out(len(self.text), _NOWHERE, after)
        root = self.holder.value
        if not isinstance(root, Branch) or not root.entries:
            return Outline([*self.holder.lead, *after], root)
        root.foot += after
        head = [*self.holder.lead, *([self.holder.tail] if self.holder.tail else ())]
        first = root.entries[0]
        blanks = [at for at, words in enumerate(first.lead) if words == BLANK]
        cut = blanks[-1] + 1 if blanks else len(first.lead)
        head, first.lead = head + first.lead[:cut], first.lead[cut:]
        return Outline(head, root)

    def _scalar(self, event: Any) -> None:  # noqa: ANN401
        leaf = Leaf(event.value, event.style or "")
        if leaf.style in _BLOCK_STYLES:
            leaf.lines = _written_lines(self.text[event.start_mark.index : event.end_mark.index])
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.branch.keyed and not frame.waits:
            entry = self._entry(frame, event, leaf)
            frame.waits = True
        else:
            entry = self._owner(event, leaf, own_lines=True)
        block = leaf.style in _BLOCK_STYLES
        self._ended(entry, event.start_mark.line if block else event.end_mark.line, event.end_mark.index)
        if block:  # only behind its mark can a comment stand
            while self.waiting and self.waiting[-1].index < self.last_end:
                _beside(entry, self.waiting.pop())
            self.last_line = _NOWHERE

    def _start(self, event: Any, *, keyed: bool) -> None:  # noqa: ANN401
        branch = Branch(keyed, bool(event.flow_style), event.start_mark.column)
        holder = self._owner(event, branch, own_lines=branch.flow)
        if branch.flow:
            self._ended(holder, event.start_mark.line, event.start_mark.index + 1)
        self.frames.append(_Frame(branch, holder, holder))

    def _end(self, event: Any) -> None:  # noqa: ANN401
        frame = self.frames.pop()
        if frame.branch.flow:
            self._hand_out(event.start_mark.index, _NOWHERE, frame.branch.foot)
            self._ended(frame.holder, event.end_mark.line, event.end_mark.index)
        else:
            self.closed.append(frame.branch)

    def _entry(self, frame: _Frame, event: Any, key: Leaf | None) -> Entry:  # noqa: ANN401
        """Begin an entry of a branch and give it the comments that come before it."""
        entry, branch, line = Entry(key), frame.branch, event.start_mark.line
        nearest = self._hand_out(
            event.start_mark.index, _NOWHERE if branch.flow else branch.column, entry.lead
        )
        if nearest != line and _is_blank(self.text, self.starts, line - 1):
            entry.lead.append(BLANK)
        while not branch.entries and entry.lead and entry.lead[0] == BLANK:
            del entry.lead[0]
        branch.entries.append(entry)
        frame.entry = entry
        return entry

    def _owner(self, event: Any, value: Leaf | Branch, *, own_lines: bool) -> Entry:  # noqa: ANN401
        """Put a value into the entry it belongs to, with the comments between a key and its value.

        Those on lines of their own before a block branch are left to its first entry.
        """
        frame = self.frames[-1] if self.frames else None
        if frame is not None and not frame.branch.keyed:
            entry = self._entry(frame, event, None)
            entry.value = value
            return entry
        entry = frame.entry if frame is not None else self.holder
        if frame is not None:
            frame.waits = False
        entry.value = value
        while self.waiting and self.waiting[-1].index < event.start_mark.index:
            beside = self.waiting[-1].line == self.last_line
            if not own_lines and not beside:
                break
            comment = self.waiting.pop()
            if beside:
                _beside(entry, comment)
            else:
                entry.lead += [BLANK] * comment.after_blank + [comment.text]
        return entry

    def _hand_out(self, index: int, column: int, lead: list[str]) -> int:
        """Hand out the comments before an index and give the line of the last one.

        A comment goes to the entry that ended on its line, to the foot of a branch that ended and whose column
        it keeps, or else to what comes next, at `column`.
        """
        line = _NOWHERE
        while self.waiting and self.waiting[-1].index < index:
            comment = self.waiting.pop()
            line = comment.line
            if line == self.last_line and not comment.own_line:
                _beside(self.last, comment)
                continue
            foot = self._foot(comment, column)
            if foot is None:
                self.closed.clear()
            target = lead if foot is None else foot
            target += [BLANK] * comment.after_blank + [comment.text]
        self.closed.clear()
        return line

    def _foot(self, comment: _Comment, column: int) -> list[str] | None:
        passed = _COMMENT.sub("", self.text[self.last_end : comment.index])
        if not comment.own_line or "-" in passed or comment.column <= column:
            return None
        while len(self.closed) > 1 and self.closed[0].column > comment.column:
            del self.closed[0]
        return self.closed[0].foot if self.closed else None

    def _ended(self, entry: Entry, line: int, end: int) -> None:
        self.last, self.last_line, self.last_end = entry, line, end


def _written_lines(text: str) -> tuple[str, ...]:
    """Give the lines of a block value; none where its mark says more than how it ends, or blanks end a line."""
    mark = _BLOCK_MARK.match(text)
    lines = text[mark.end() :].rstrip().split("\n") if mark else []
    lines = [line if line.strip() else "" for line in lines]
    if any(line != line.rstrip() for line in lines):
        return ()
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line), default=0)
    return tuple(line[indent:] for line in lines)


def _beside(entry: Entry, comment: _Comment) -> None:
    if entry.tail is None:
        entry.tail = comment.text
    else:
        entry.lead.append(comment.text)


def walk(branch: Leaf | Branch | None) -> Iterator[Entry]:
    """Go through the entries of an outline, outer ones first."""
    if isinstance(branch, Branch):
        for entry in branch.entries:
            yield entry
            yield from walk(entry.value)
