"""`python -m spec_tui` is the same as `spec-tui`."""

import sys

from spec_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
