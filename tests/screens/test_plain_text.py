"""Whatever is typed line by line, nothing goes back to the terminal that it acts on."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from screens.plain.keys import Key
from screens.plain.line_reader import Asked, LineReader
from screens.text import FORBIDDEN, clean
from tests.properties.test_any_text import TEXTS


@dataclass
class Typed:
    """Gives what is typed in pieces, then Enter."""

    pieces: list[str]
    columns: int
    said: list[str] = field(default_factory=list)

    def read(self, _seconds: float) -> str:
        return self.pieces.pop(0) if self.pieces else "\r"

    def write(self, text: str) -> None:
        self.said.append(text)

    def clear(self) -> None: ...

    def resume(self) -> None: ...

    def close(self) -> None: ...


@given(st.lists(st.one_of(TEXTS, st.just("\x7f"), st.just("\x1b[")), max_size=8), st.integers(4, 90), st.booleans())
def test_what_is_shown_of_a_line_is_clean_and_a_secret_line_is_not_shown(
    pieces: list[str], columns: int, secret: bool
) -> None:
    terminal = Typed(pieces, columns)
    reader = LineReader(terminal, lambda: 0.0)
    line = reader.read(Asked("> ", 200, 60.0, secret=secret))
    said = "".join(terminal.said)
    assert FORBIDDEN.search(said.replace("\n", "").replace("\b", "")) is None
    if secret:
        assert said == "> \n"
    elif line.key is Key.ENTER and "\b" not in said and said.count("\n") == 1:
        assert said == "> " + "".join(map(clean, line.text)) + "\n"
