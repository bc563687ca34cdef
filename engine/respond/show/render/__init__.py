"""A whole plan as a document to read, print and hand on: HTML and Markdown, in both languages.

Nothing is imported before it is used: Markdown needs no templates.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from respond.show.render.book import plan_document
    from respond.show.render.html import document_html
    from respond.show.render.markdown import document_markdown

_HOMES = {"document_html": "html", "document_markdown": "markdown", "plan_document": "book"}

__all__ = ["document_html", "document_markdown", "plan_document"]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'respond.show.render' has no attribute {name!r}")
    return getattr(import_module(f"respond.show.render.{_HOMES[name]}"), name)
