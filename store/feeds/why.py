"""Why a body was let go of."""

from __future__ import annotations

from enum import IntEnum


class Why(IntEnum):
    """Why a body was let go of; the numbers stand in databases, so they never change."""

    ERASED = 1
    FORGOTTEN = 2
    OVERTAKEN = 3
    OLD_POST = 4
