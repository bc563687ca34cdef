"""Errors as part of the product: a code, a place, what was found, what was expected, what to do.

The wording of all faults stands in `respond.errors.catalogue`, which is imported when the first one is made.
"""

from typing import TYPE_CHECKING

from respond._faces import lazily
from respond.errors.fault import Fault, Place, fault, nearest, shorten
from respond.errors.raised import (
    ConflictError,
    CoverageError,
    InputError,
    InternalError,
    MissingExtraError,
    RespondError,
)
from respond.errors.text import LANGUAGES, Language, Text, well_formed

if TYPE_CHECKING:
    from respond.errors.catalogue import CATALOGUE
else:
    __getattr__ = lazily(__name__, {"CATALOGUE": "catalogue"})

__all__ = [
    "CATALOGUE",
    "LANGUAGES",
    "ConflictError",
    "CoverageError",
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
    "well_formed",
]
