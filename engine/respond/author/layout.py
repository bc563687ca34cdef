"""An outline to text in one layout: two columns a step, lines of 120 characters, at most one empty line together."""

import re
from itertools import takewhile
from typing import Final

from respond.author.outlining import BLANK, Branch, Entry, Leaf, Outline

WIDTH: Final = 120
_STEP: Final = 2
_BREAK = re.compile(r"(?<=\S) (?=\S)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ESCAPES: Final = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def lay_out(outline: Outline) -> str:
    r"""Write an outline; what stood in brackets on one line stays so where the line has room for it.

    >>> from respond.yaml import Source
    >>> from respond.author.outlining import outline
    >>> print(lay_out(outline(Source("x.yaml", "a:   [ 1,2 ] # two\nb:\n    - 'x'"))), end="")
    a: [1, 2]  # two
    b:
      - "x"
    """
    lines = _noted(outline.head, 0)
    if isinstance(outline.root, Branch):
        lead, body = _body(outline.root, 0)
        lines += [*_noted(lead, 0), *body]
    elif outline.root is not None:
        lines += _scalar("", outline.root, 0)
    return "".join(f"{line}\n" for line in lines)


def _body(branch: Branch, indent: int) -> tuple[list[str], list[str]]:
    """Write the entries of a branch one below the other; give apart the comments above the first."""
    first: list[str] = []
    lines: list[str] = [] if branch.entries else [" " * indent + _empty(branch)]
    for number, entry in enumerate(branch.entries):
        lead, own = _entry(entry, indent)
        if number:
            lines += _noted(lead, indent)
        else:
            first = lead[sum(1 for _ in takewhile(lambda words: words == BLANK, lead)) :]
        lines += own
    return first, [*lines, *_noted(branch.foot, indent)]


def _entry(entry: Entry, indent: int) -> tuple[list[str], list[str]]:
    """Give the comments above an entry, and its lines."""
    pad, value = " " * indent, entry.value
    head = f"{pad}-" if entry.key is None else f"{pad}{_text(entry.key)}:"
    if not isinstance(value, Branch):
        lines = _scalar(head, value or Leaf(""), indent)
        at = 0 if value is not None and _block(value) else -1
        return entry.lead, _with_tail(lines, at, entry.tail)
    if not value.entries:
        return [*entry.lead, *value.foot], _with_tail([f"{head} {_empty(value)}"], 0, entry.tail)
    short = _short(head, value, indent) if value.flow else None
    if short is not None:
        return entry.lead, _with_tail(short, -1, entry.tail)
    above, body = _body(value, indent + _STEP)
    if entry.key is not None:
        return entry.lead, [*_with_tail([head], 0, entry.tail), *_noted(above, indent + _STEP), *body]
    # The first line stands behind the dash, where nothing can stand above it but above the dash.
    lead = [*entry.lead, *([entry.tail] if entry.tail else ()), *(words for words in above if words != BLANK)]
    return lead, [f"{head} {body[0][indent + _STEP :]}", *body[1:]]


def _short(head: str, branch: Branch, indent: int) -> list[str] | None:
    """Write a branch in brackets, None if comments or the width forbid it; lists of single values fill lines."""
    text = _inline(branch)
    if text is None:
        return None
    line = f"{head} {text}"
    if len(line) <= WIDTH:
        return [line]
    if branch.keyed or not all(isinstance(entry.value, Leaf) for entry in branch.entries):
        return None
    items = [_text(entry.value, flow=True) for entry in branch.entries if isinstance(entry.value, Leaf)]
    items = [*(f"{item}," for item in items[:-1]), f"{items[-1]}]"]
    return _fill(f"{head} [{items[0]}", items[1:], indent + _STEP)


def _inline(node: Leaf | Branch | None) -> str | None:
    """Write a node on one line; None if a comment or a block stands in it."""
    if not isinstance(node, Branch):
        return _text(node, flow=True) if node is not None else ""
    if not node.entries:
        return None if node.foot else _empty(node)
    parts = []
    for entry in node.entries:
        value = _inline(entry.value)
        if value is None or entry.tail or any(entry.lead):
            return None
        key = "" if entry.key is None else _text(entry.key, flow=True)
        parts.append(f"{key}: {value}" if key and value else key or value)
    if node.foot or not node.flow:
        return None
    return f"{{{', '.join(parts)}}}" if node.keyed else f"[{', '.join(parts)}]"


def _scalar(head: str, leaf: Leaf, indent: int) -> list[str]:
    """Write a single value behind its key or dash, over several lines where it has spaces to break at."""
    if _block(leaf):
        return _block_lines(head, leaf, indent + _STEP)
    text = _text(leaf)
    if not text:
        return [head]
    words = _BREAK.split(text)
    return _fill(f"{head} {words[0]}" if head else words[0], words[1:], indent + _STEP)


def _fill(first: str, words: list[str], indent: int) -> list[str]:
    lines = [first]
    for word in words:
        if len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * indent + word)
    return lines


def _block(leaf: Leaf) -> bool:
    """Say whether a value stays a block below its key: not if blanks at its ends or of its lines count."""
    ends = leaf.text.removesuffix("\n")
    return bool(leaf.lines and leaf.lines[0].strip() == leaf.lines[0] != "") and (
        leaf.style == ">" or "\n".join(leaf.lines) == ends
    )


def _block_lines(head: str, leaf: Leaf, indent: int) -> list[str]:
    """Write a block value in the lines it had; those of a folded one that are too long are broken at blanks."""
    lines = [f"{head} {leaf.style}{'' if leaf.text.endswith(chr(10)) else '-'}"]
    for line in leaf.lines:
        if leaf.style == ">" and line and line == line.lstrip():
            words = _BREAK.split(line)
            lines += _fill(" " * indent + words[0], words[1:], indent)
        else:
            lines.append(line and " " * indent + line)
    return lines


def _text(leaf: Leaf, *, flow: bool = False) -> str:
    """Write a single value on one line: as it is if it had no quotes, else in double quotes where they will do.

    A tab, and a question mark in brackets, get quotes too: one of the two parsers ends a value there.
    """
    text = leaf.text
    if not leaf.style and not _CONTROL.search(text) and not (flow and "?" in text):
        return text
    if _CONTROL.search(text):
        return '"' + "".join(_ESCAPES.get(c) or _escaped(c) for c in text) + '"'
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _escaped(character: str) -> str:
    if not _CONTROL.match(character):
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _empty(branch: Branch) -> str:
    return "{}" if branch.keyed else "[]"


def _with_tail(lines: list[str], at: int, tail: str | None) -> list[str]:
    if tail:
        lines[at] += f"  {tail}"
    return lines


def _noted(comments: list[str], indent: int) -> list[str]:
    """Give comments as lines, with at most one empty line together."""
    kept = [words for at, words in enumerate(comments) if words != BLANK or comments[at - 1 : at] != [BLANK]]
    return [words and " " * indent + words for words in kept]
