"""The stylesheet of a program, each of its sources parsed once."""

from __future__ import annotations

from typing import ClassVar

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation


class KeptStylesheet(Stylesheet):
    """A stylesheet that opens a screen's own rules without parsing those of every other screen again.

    Textual parses all sources anew whenever a screen with a file of its own is first shown: a tenth of a second on a
    fast machine, half a second on a Raspberry Pi.
    """

    _parsed: ClassVar[dict[object, list[RuleSet]]] = {}

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._told = frozenset(self._variables.items())

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the variables that the sources may name."""
        super().set_variables(variables)
        self._told = frozenset(variables.items())

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope, self._told)
        if key not in self._parsed:
            self._parsed[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return self._parsed[key]

    def reparse(self) -> None:
        """Bring the rules in line with the sources, which stay as they were where one of them can't be parsed."""
        self.parse()
