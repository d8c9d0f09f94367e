"""The version of this program."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Return the version that is installed."""
    try:
        return version("mentor-kiosk")
    except PackageNotFoundError:
        return "(not installed)"
