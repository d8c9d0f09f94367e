"""Starts the programs as `python -m kiosk`, or by its own path where Python is isolated from the current folder."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program that the command line means, having begun what is shown before anything else is imported."""
    try:
        from kiosk.visiting.spawn import PROGRAM, begin

        begin(sys.argv[1:])
        if "desk" in sys.argv:
            from kiosk.desk_guard import guard

            if (code := guard(sys.argv[1:])) is not None:
                return code
        if sys.argv[1:2] == [PROGRAM]:
            from screens.environment import quick_imports

            with quick_imports(to_draw=True):
                from kiosk.cli import main as run
        else:
            from kiosk.cli import main as run
        return run()
    except KeyboardInterrupt:
        # While modules are still being imported; later on it has its sentence.
        return 130


if __name__ == "__main__":
    if not __package__:
        sys.path.insert(0, __file__.rpartition("kiosk")[0])
    sys.exit(main())
