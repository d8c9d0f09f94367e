"""Whether papers that anybody can read were left on this computer."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.home import Home
from store.casebook.desk.unlocking import PAPERS


def papers(home: Home) -> Iterator[str]:
    """Look for CSV files where the desk puts papers; a PDF there is locked."""
    folder = home.folder / PAPERS
    try:
        left = [one for one in folder.glob("*.csv") if one.is_file()] if folder.is_dir() else []
    except OSError:
        return
    if left:
        told = "1 file that anybody can read lies" if len(left) == 1 else f"{len(left)} files that anybody can read lie"
        yield f"{told} in {folder} (CSV from the desk). Delete what nobody uses any more; a locked PDF is safer."
