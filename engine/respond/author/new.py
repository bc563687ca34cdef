"""A new plan's file to begin from: every part with an example that loads and a word on what goes there."""

import json
import re
from importlib import resources
from pathlib import Path

from respond.errors import InputError, fault
from respond.plan import Plan, json_schema

SCHEMA = "plan.schema.json"
"""The file beside the places of a folder of plans that tells editors how a plan is written."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CHINESE_TEXT = re.compile(r"^ +zh: .*\n|\bzh: [^,{}\n]*, (?=en: )", re.MULTILINE)
_CHINESE_ADVICE = re.compile(r"^(# ).*[\u4e00-\u9fff].*。 (?=[A-Z])")
_FORM = re.compile(r"(?P<id>[a-z0-9-]+/[a-z0-9-]+)@(?P<edition>(?P<year>(19|2[0-9])[0-9]{2})[A-Za-z0-9.-]*)")


def skeleton(reference: str, *, english: bool = False) -> str:
    """Give the text of a new plan's file; raises InputError (E676) for what is no PLACE/PLAN@EDITION.

    The first day in force is New Year's Day of the year the edition is named by, until its author knows better. With
    `english` its texts and words of advice are in English alone.

    >>> skeleton("mycounty/flood@2026").splitlines()[6]
    'id: mycounty/flood'
    """
    match = _FORM.fullmatch(reference)
    if match is None:
        raise InputError([fault("E676", name=reference)])
    text = resources.files("respond.author").joinpath("skeleton.yaml").read_text("utf-8")
    for name, value in (
        ("PLAN_ID", match["id"]),
        ("EDITION", match["edition"]),
        ("FIRST_DAY", f"{match['year']}-01-01"),
    ):
        text = text.replace(name, value, 1)
    return _in_english(text) if english else text


def _in_english(text: str) -> str:
    """Leave the Chinese out: of texts the key `zh`, of advice what stands before the English or on lines of its own."""
    text = _CHINESE_TEXT.sub("", text)
    lines = (_CHINESE_ADVICE.sub(r"\1", line) for line in text.splitlines(keepends=True))
    return "".join(line for line in lines if not _CHINESE.search(line))


def path_of(reference: str) -> Path:
    """Give where an edition lies below a folder of plans.

    >>> path_of("mycounty/flood@2026").as_posix()
    'mycounty/flood/2026.yaml'
    """
    name, _, edition = reference.partition("@")
    return Path(name) / f"{edition}.yaml"


def begin(reference: str, folder: Path, *, english: bool = False) -> Path:
    """Write a new plan's file below a folder and give its path; what is there is never overwritten.

    It is in both languages, or in English alone. The JSON Schema its first line names, from which editors complete and
    check, is written beside the places.
    Raises InputError: E675 where the file exists, E676 for the reference, E679 where nothing can be written.
    """
    text = skeleton(reference, english=english)
    path = folder / path_of(reference)
    schema = folder / SCHEMA
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if not schema.exists():
            given = json_schema(Plan, "plan/1")
            schema.write_text(json.dumps(given, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    except FileExistsError:
        raise InputError([fault("E675", name=path)]) from None
    except OSError as error:
        raise InputError([fault("E679", name=path, reason=error.strerror or error)]) from None
    return path
