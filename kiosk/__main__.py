"""Starts the programs as `python -m kiosk`, or by its own path where Python is isolated from the current folder."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if not __package__:
        sys.path.insert(0, __file__.rpartition("kiosk")[0])
    try:
        from kiosk.cli import main

        code = main()
    except KeyboardInterrupt:
        # While modules are still being imported; later on it has its sentence.
        code = 130
    sys.exit(code)
