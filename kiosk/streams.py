"""Standard input, output with errors, of which any may be missing or refuse."""

from __future__ import annotations

import os
import sys
from typing import Final

from store.errors import StorageError

_STREAMS: Final = ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w"))


def open_missing() -> None:
    """Open what the program was started without, so that no database is opened in its place.

    Nothing comes from a missing input; a missing output refuses what is written, so that nobody takes it for said.
    """
    for descriptor, name, mode in _STREAMS:
        if getattr(sys, name) is not None:
            continue
        # The lowest free number is the missing one, for those below are open by now.
        opened = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
        if opened != descriptor:
            os.dup2(opened, descriptor)
            os.close(opened)
        setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - for good


def flush_output() -> None:
    """Write out what was printed, or raise StorageError where it can't be."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        drop_output()
        raise StorageError(
            "What there was to say could not be written to the output. What was done before is safe. "
            "Make room, or let the output go to another place."
        ) from None


def drop_output() -> None:
    """Let what is still to be printed vanish: a second try at the end would complain again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
