"""A box holding 4 KiB, to type into: `python -m tests.benchmarks.typing_child ours|bare`."""

from __future__ import annotations

import sys

from screens.environment import clean_environment

clean_environment()

import tempfile  # noqa: E402 - the environment comes first
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from textual.app import App, ComposeResult  # noqa: E402
from textual.widgets import TextArea  # noqa: E402

SENTENCE = "he was at the gate again after school and she did not know what to say to him so she walked on. "
TEXT = "\n".join((SENTENCE * 11)[:1023] for _ in range(4))


def ours() -> App[None]:
    """Return the guarded app with the box: counter, autosave and filter run."""
    from screens.guarded_app import GuardedApp
    from screens.mentor.parts.autosave import Autosave
    from screens.widgets.key_hints import KeyHints
    from screens.widgets.words_box import WordsBox
    from store.sealing.sealed import Sealer
    from store.sealing.xwing import Identity

    class Writing(GuardedApp[None]):
        def __init__(self) -> None:
            super().__init__()
            self.autosave = Autosave(time.monotonic)
            self.sealer, self.readers = Sealer.start(), [Identity.generate().recipient for _ in range(2)]
            self.file = Path(tempfile.mkdtemp()) / "draft"

        def compose(self) -> ComposeResult:
            yield WordsBox(TEXT)
            yield KeyHints()

        def on_mount(self) -> None:
            box = self.query_one(WordsBox)
            box.focus()
            box.action_to_end()
            self.set_interval(1.0, self.tick)

        def on_text_area_changed(self) -> None:
            self.autosave.change()

        def tick(self) -> None:
            if self.autosave.is_due and self.autosave.begin():
                words = self.query_one(WordsBox).words.encode()
                self.run_worker(lambda: self.save(words), thread=True, group="save", description="save a draft")

        def save(self, words: bytes) -> None:
            self.file.write_bytes(self.sealer.seal(words, self.readers))
            self.call_from_thread(self.autosave.end, saved=True)

    return Writing()


def bare() -> App[Any]:
    """Return Textual's own app with Textual's own box."""

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield TextArea(TEXT)

        def on_mount(self) -> None:
            box = self.query_one(TextArea)
            box.focus()
            box.move_cursor(box.document.end)

    return Bare()


if __name__ == "__main__":
    (ours() if sys.argv[1] == "ours" else bare()).run()
