"""Starts the programs as `python -m kiosk`."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    try:
        from kiosk.cli import main

        code = main()
    except KeyboardInterrupt:
        # While modules are still being imported; later on it has its sentence.
        code = 130
    sys.exit(code)
