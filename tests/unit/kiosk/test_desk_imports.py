"""What an idle desk does not hold."""

from __future__ import annotations

import subprocess
import sys


def test_a_desk_holds_nothing_that_only_records_papers_or_rings_need() -> None:
    code = "import sys; import screens.desk.sitting.app, kiosk.desk_wiring; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    found = {name.split(".")[0] for name in done.stdout.split()}
    assert {"textual", "sqlalchemy"} <= found
    assert not {"pydantic", "sqlmodel", "alembic", "typst", "pikepdf", "apprise"} & found
