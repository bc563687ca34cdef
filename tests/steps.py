"""How much work something is: calls of Python functions, which are the same on every machine."""

import gc
import sys


def steps(call, *arguments):
    """Count the Python functions a call calls, all of them."""
    found = 0

    def count(frame, event, _):
        nonlocal found
        found += event == "call"

    before = sys.getprofile()
    gc.disable()  # who watches the collector is called when it runs
    sys.setprofile(count)
    try:
        call(*arguments)
    finally:
        sys.setprofile(before)
        gc.enable()
    return found
