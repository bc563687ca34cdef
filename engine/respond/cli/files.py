"""Where the output of a command goes: standard output, or a file whose name tells the format."""

from collections.abc import Mapping
from pathlib import Path

from respond.cli.streams import save, write
from respond.errors import InputError, fault

STDOUT = "-"
_ENDINGS: Mapping[str, str] = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}


def format_of(target: str, given: str | None, otherwise: str) -> str:
    """Give the format wanted: the one given, else by the file name; `otherwise` on standard output.

    Raises `InputError` (E683) for a name that does not tell.

    >>> format_of("plan.htm", None, "md")
    'html'
    """
    form = given or (otherwise if target == STDOUT else _ENDINGS.get(Path(target).suffix.lower()))
    if form is None:
        raise InputError([fault("E683", name=target)])
    return form


def put(text: str, target: str) -> None:
    """Write to a file, or to standard output; raises `InputError` (E679)."""
    if target == STDOUT:
        write(text)
    else:
        save(text, Path(target))
