"""What tests of screens share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
from textual import _callback
from textual._compositor import Compositor
from textual.css.model import RuleSet


@pytest.fixture(scope="session", autouse=True)
def _painted_when_looked_at() -> Iterator[None]:
    """Paint a screen when a test reads it, for without a terminal Textual throws every paint away."""
    paint = Compositor.render_update

    def render_update(compositor: Compositor, full: bool = False, **given: Any) -> object:
        if full:
            return paint(compositor, full, **given)
        compositor._dirty_regions.clear()
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", render_update)
        yield


@pytest.fixture(scope="session", autouse=True)
def _counted_once() -> Iterator[None]:
    """Remember what Textual works out at every message: how many arguments a function takes, which rule is which."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_callback, "_count_parameters", lru_cache(1000)(_callback._count_parameters))
        patch.setattr(RuleSet, "__hash__", object.__hash__)
        yield
