"""Standard input, output with errors, of which any may be missing or refuse."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

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


def put(line: str) -> None:
    """Print a line, or raise StorageError where the output refuses it."""
    with _said():
        print(line)


def put_bytes(data: bytes) -> None:
    """Write bytes to the output, all of them before this returns, or raise StorageError."""
    with _said():
        sys.stdout.buffer.write(data)
    flush_output()


def flush_output() -> None:
    """Write out what was printed, or raise StorageError."""
    with _said():
        sys.stdout.flush()


def complain(line: str) -> None:
    """Print a line on standard error; where that refuses it there is nobody to tell."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _drop(sys.stderr)


def drop_output() -> None:
    """Let what is still to be printed vanish: a second try at the end would complain again."""
    _drop(sys.stdout)


def _drop(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError:
        drop_output()
        raise StorageError(
            "What there was to say could not be written to the output. What was done before is safe. "
            "Make room, or let the output go to another place."
        ) from None
