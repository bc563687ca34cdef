"""Showing answers: a situation becomes a sheet, a sheet becomes terminal text or Markdown; data stay data.

Nothing is imported before it is used: JSON needs no layout, and a layout no colours.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from respond.explain.answer import situation_sheet
    from respond.explain.data import json_line, yaml_document
    from respond.explain.markdown import as_markdown
    from respond.explain.reader import plan_sheet
    from respond.explain.sheet import Sheet
    from respond.explain.text import fitting, plain, show
    from respond.explain.view import View

_HOMES = {
    "Sheet": "sheet",
    "View": "view",
    "fitting": "text",
    "json_line": "data",
    "as_markdown": "markdown",
    "plain": "text",
    "plan_sheet": "reader",
    "show": "text",
    "situation_sheet": "answer",
    "yaml_document": "data",
}

__all__ = [
    "Sheet",
    "View",
    "as_markdown",
    "fitting",
    "json_line",
    "plain",
    "plan_sheet",
    "show",
    "situation_sheet",
    "yaml_document",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'respond.explain' has no attribute {name!r}")
    return getattr(import_module(f"respond.explain.{_HOMES[name]}"), name)
