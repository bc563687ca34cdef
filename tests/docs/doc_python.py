"""Python examples of the documentation, run as doctests where they show a prompt, else as they are."""

import contextlib
import doctest
import io
from collections.abc import Iterable
from pathlib import Path

from doc_blocks import Block

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def failures(blocks: Iterable[Block], folder: Path) -> str:
    """Run the Python blocks of one page in order, in one namespace; give what went wrong, empty if nothing."""
    names: dict[str, object] = {"__name__": "__main__"}
    wrong = io.StringIO()
    with contextlib.chdir(folder):
        for block in blocks:
            if ">>> " in block.text:
                test = doctest.DocTestParser().get_doctest(
                    block.text, names, str(block), str(block.page), block.line
                )
                runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
                runner.run(test, out=wrong.write, clear_globs=False)
                names.update(test.globs)
            else:
                exec(compile(block.text, str(block), "exec"), names)  # noqa: S102 - our own examples
    return wrong.getvalue()
