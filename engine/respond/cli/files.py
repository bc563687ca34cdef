"""Where the output of a command goes: standard output, or a file whose name tells the format."""

from collections.abc import Mapping
from pathlib import Path

from respond.cli.streams import save, save_bytes, write
from respond.errors import InputError, Text, fault

STDOUT = "-"
_ENDINGS: Mapping[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".markdown": "md",
    ".docx": "docx",
    ".json": "json",
    ".xlsx": "xlsx",
    ".ics": "ics",
}


_BINARY: Mapping[str, str] = {"docx": "Word", "xlsx": "Excel"}
"""What is no text, and whose files these are."""


def format_of(target: str, given: str | None, otherwise: str, forms: tuple[str, ...] = ("html", "md")) -> str:
    """Give the format wanted: the one given, else by the file name; `otherwise` on standard output.

    Raises `InputError` (E683) for a name that tells none of the `forms`, (E985) for what is no text on standard output.

    >>> format_of("plan.htm", None, "md")
    'html'
    """
    ending = _ENDINGS.get(Path(target).suffix.lower())
    form = given or (otherwise if target == STDOUT else ending if ending in forms else None)
    if form is None:
        endings = [f".{each}" for each in forms]
        known = Text(*(f"{', '.join(endings[:-1])}{last}{endings[-1]}" for last in (" 或 ", " or ")))
        raise InputError([fault("E683", name=target, known=known)])
    if form in _BINARY and target == STDOUT:
        raise InputError([fault("E985", kind=_BINARY[form], form=form)])
    return form


def put_bytes(data: bytes, target: str) -> None:
    """Write a file that is no text; raises `InputError` (E679)."""
    save_bytes(data, Path(target))


def put(text: str, target: str) -> None:
    """Write to a file, or to standard output; raises `InputError` (E679)."""
    if target == STDOUT:
        write(text)
    else:
        save(text, Path(target))
