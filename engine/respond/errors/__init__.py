"""Errors as part of the product: a code, a place, what was found, what was expected, what to do."""

from respond.errors.catalogue import CATALOGUE, Entry
from respond.errors.fault import Fault, Place, fault, nearest, shorten
from respond.errors.raised import (
    CoverageError,
    InputError,
    InternalError,
    MissingExtraError,
    RespondError,
)
from respond.errors.text import LANGUAGES, Language, Text

__all__ = [
    "CATALOGUE",
    "LANGUAGES",
    "CoverageError",
    "Entry",
    "Fault",
    "InputError",
    "InternalError",
    "Language",
    "MissingExtraError",
    "Place",
    "RespondError",
    "Text",
    "fault",
    "nearest",
    "shorten",
]
