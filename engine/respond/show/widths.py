"""Breaking lines where Chinese and English are broken, measured in terminal cells."""

import re

from rich.cells import cell_len

_NOT_FIRST = "，。、；：！？）】〕》〉」』”’…％%,.;:!?)]}·"
"""Marks that may not begin a line."""

_NOT_LAST = "（【〔《〈「『“‘([{"
"""Marks that may not end one."""

_PIECES = re.compile(r"\s+|[!-~\u00a0-\u024f]+|.", re.DOTALL)


def printable(text: str) -> str:
    r"""Give a text as one line without control characters, so that no report can steer a terminal.

    >>> printable("a\nb\x1b[31m")
    'a b�[31m'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells, of one character at least; words stay whole where they fit.

    >>> wrap("县市场监督管理局，电话", 16)
    ['县市场监督管理', '局，电话']
    """
    plain = printable(text)
    if cell_len(plain.rstrip()) <= width:
        return [plain.rstrip()]
    lines: list[str] = []
    line = ""
    for piece in _clusters(plain):
        if cell_len(line + piece.rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while cell_len(line) > max(width, 0):
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def pad(text: str, width: int) -> str:
    """Fill a text with spaces up to `width` cells.

    >>> pad("县", 4)
    '县  '
    """
    return text + " " * max(0, width - cell_len(text))


def cells(text: str) -> int:
    """Count the terminal cells a text takes: two for a Chinese character.

    >>> cells("Ⅱ级")
    3
    """
    return cell_len(text)


def _clusters(text: str) -> list[str]:
    """Split into pieces between which a line may break, spaces kept at the end of the piece before."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        if found and _holds_together(found[-1][-1], piece[0]):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _holds_together(before: str, after: str) -> bool:
    number = before.isascii() and before.isdigit() and not after.isascii()  # 3例, 12分
    return after.isspace() or after in _NOT_FIRST or before in _NOT_LAST or number


def _head(text: str, width: int) -> str:
    """Give as much of the beginning as fits, one character at least."""
    end = 1
    while end < len(text) and cell_len(text[: end + 1]) <= width:
        end += 1
    return text[:end]
