"""Files are whole."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).parents[2]
HALF_MERGED = re.compile(r"^\s*(<{7} |={7}$|>{7} )", re.MULTILINE)


def test_no_file_is_half_merged() -> None:
    looked_at = [path for room in ("kiosk", "screens", "store", "tests") for path in (TOP / room).rglob("*.py")]
    looked_at += [path for pattern in ("*.md", "*.toml", "*/*.md", "*/*/*.md") for path in TOP.glob(pattern)]
    assert len(looked_at) > 500
    assert [path.name for path in looked_at if HALF_MERGED.search(path.read_text("utf-8"))] == []
