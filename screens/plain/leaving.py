"""Ways out of a question."""

from __future__ import annotations


class Back(Exception):
    """Whoever was asked goes back to what was before."""


class Over(Exception):
    """The visit has ended; `problem` is what went wrong with that."""

    def __init__(self, problem: str = "") -> None:
        super().__init__()
        self.problem = problem
