"""The last look before the terminal: nothing to act on, no link, every width kept."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from screens.line_filter import TerminalGuard, safe_text
from screens.text import FORBIDDEN

BLACK = Color(0, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "\x1b]52;c;aGk=\x07",
        "a\x1b[2Jb",
        "\x9bK",
        "abc\u202edef\u2066",
        "a\u200bb\u2060c\ufeff",
        "I ❤\ufe0f you",
        "👩\u200d👩\u200d👧 family",
        "1\ufe0f\u20e3",
        "\ud800",
        "\u200d",
        "日\u200d本",
        "🏴\U000e0067\U000e0062\U000e007f",
    ],
)
def test_a_row_keeps_its_width_and_loses_what_a_terminal_acts_on(text: str) -> None:
    safe = safe_text(text)
    assert FORBIDDEN.search(safe) is None
    assert cell_len(safe) == cell_len(text)


def test_plain_rows_go_through_untouched() -> None:
    segments = [Segment("hello 🔪 日本 é", Style(bold=True)), Segment("", None)]
    assert TerminalGuard().apply(segments, BLACK) == segments


def test_a_link_is_taken_away_with_live_actions_but_a_list_keeps_its_places() -> None:
    style = Style(bold=True, link="https://example.org") + Style.from_meta({"@click": "app.quit", "option": 3})
    ((text, safe, _),) = TerminalGuard().apply([Segment("x", style)], BLACK)
    assert (text, safe is not None) == ("x", True)
    assert safe is not None
    assert (safe.link, safe.bold, safe.meta) == (None, True, {"option": 3})


def test_control_segments_are_dropped() -> None:
    assert TerminalGuard().apply([Segment("\x07", None, [(ControlType.BELL,)])], BLACK) == []
