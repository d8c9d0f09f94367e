"""A server that every example of a property uses, each with a store of its own behind it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.https_server import Serving
from tests.properties.hostile_store import HostileStore


@dataclass
class Place:
    """One server for all examples, with whoever answers now."""

    at: Serving
    folder: Path
    who: list[HostileStore] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)
