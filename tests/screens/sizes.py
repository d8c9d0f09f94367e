"""The windows that screens are tried in: the smallest by default, a large one with the long tests."""

from __future__ import annotations

import pytest

SMALL, LARGE, LARGEST = (80, 24), (120, 40), (200, 60)
SIZES = pytest.mark.parametrize("size", [SMALL, pytest.param(LARGE, marks=pytest.mark.long)], ids=["80x24", "120x40"])
