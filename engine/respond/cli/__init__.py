"""The `respond` command: a thin twin of the library. Data on stdout, talk on stderr."""

import gc
import sys
from collections.abc import Sequence

INTERRUPTED = 130
CLOSED_PIPE = 141


def lives_long() -> None:
    """Look for garbage seldom, but look: for a process that goes on, whose answers stay.

    By its own rule Python goes through all that lives again and again while answers are made of which nearly everything
    stays: a quarter of the time of a first look at a thousand incidents.
    """
    gc.set_threshold(50_000, 20, 50)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    0 definite; 1 a check failed; 2 usage or invalid input; 3 undetermined; 4 nothing covers it; 5 plans
    conflict; 70 internal error; 130 interrupted; 141 the reader of the output has gone.
    """
    from respond.cli.streams import (  # noqa: PLC0415
        ClosedPipeError,
        debugging,
        discard_output,
        language_of,
        require_output,
    )

    if arguments is None:
        # a command makes many objects that live until it ends; looking for garbage among them is wasted time
        gc.set_threshold(1_000_000, 20, 50)
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = language_of(given)
    try:
        from respond.cli.root import run  # noqa: PLC0415 - a failing import is told like any other failure

        require_output()
        code = run(given, lang)
        sys.stdout.flush()
        if arguments is None:
            gc.freeze()  # nor is it worth looking when the process ends, which takes everything with it
    except (KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except (BrokenPipeError, ClosedPipeError):
        discard_output()
        return CLOSED_PIPE
    except Exception as error:
        from respond.cli.faults import report  # noqa: PLC0415

        return report(error, lang, debug=debugging())
    return code
