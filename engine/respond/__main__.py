"""`python -m respond`: the same command, where its script is not on the path."""

import sys

from respond.cli import main

if __name__ == "__main__":
    sys.exit(main())
