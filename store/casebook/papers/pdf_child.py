"""A process that makes one locked PDF for a desk and ends: `python -P pdf_child.py`.

Papers and words come through its standard input, the PDF goes out through its standard output: nothing of either is on
a disk, in an argument or in a variable. When whoever started it is gone it ends, too.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from pathlib import Path

_STDIN = 0
_POLITE = 5


def main() -> None:
    """Make the first of the papers that is one page, or the last; answer with a sentence where that fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        # Who sits at the desk comes first.
        os.nice(_POLITE)
    from store.casebook.papers.pdf_file import LACKS, make_pdf
    from store.errors import KioskError

    words, papers = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the desk that started this
    threading.Thread(target=_watch, daemon=True).start()
    try:
        *longer, last = papers
        made = next((one for one in map(make_pdf, longer) if one.pages == 1), None) or make_pdf(last)
        answer = ("", made.locked(words))
    except ImportError:
        answer = (LACKS, b"")
    except KioskError as error:
        answer = (str(error), b"")
    pickle.dump(answer, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()


def _watch() -> None:
    # Nothing more comes: it is the end of whoever would take the PDF.
    os.read(_STDIN, 1)
    os._exit(1)


if __name__ == "__main__":
    # Isolated from the current folder it must be told where the package is.
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    main()
