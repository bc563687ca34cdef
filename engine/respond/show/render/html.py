"""A document as one HTML page: printable, without scripts or outside assets."""

from functools import cache
from importlib import import_module
from typing import Any

from respond.errors import MissingExtraError, fault
from respond.show.render.page import Document
from respond.show.render.svg import draw


def document_html(document: Document) -> str:
    """Give a document as HTML; raises `MissingExtraError` (E682) where the extra `render` is not installed."""
    page: str = environment().get_template("plan.html.j2").render(document=document)
    return page


@cache
def environment() -> Any:  # noqa: ANN401 - imported when it is needed
    """Give the templates; raises `MissingExtraError` (E682)."""
    try:
        jinja2 = import_module("jinja2")
    except ImportError as error:
        raise MissingExtraError([fault("E682", found=error)]) from error
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("respond.show.render"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["draw"] = draw
    made.globals["kind_of"] = lambda block: type(block).__name__
    return made
