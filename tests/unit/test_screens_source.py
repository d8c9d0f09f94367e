"""What no screen may use of Textual, read from the source of all screens."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from textual.screen import Screen

SCREENS = Path(__file__).parents[2] / "screens"
# tests/properties/test_any_text.py draws hostile text with each of these that shows text; the last two show none.
WIDGETS = {"Button", "Input", "OptionList", "Static", "TextArea", "ContentSwitcher", "LoadingIndicator"}


@cache
def nodes() -> list[tuple[Path, ast.AST]]:
    return [
        (path.relative_to(SCREENS), node)
        for path in sorted(SCREENS.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]


def test_only_widgets_are_used_that_hostile_text_is_tried_on() -> None:
    used = {
        alias.name
        for _, node in nodes()
        if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets"
        for alias in node.names
    }
    assert used
    assert used - WIDGETS == set()


def test_no_screen_renders_markdown_markup_or_opens_links() -> None:
    forbidden = {
        "Markdown",
        "MarkdownViewer",
        "Link",
        "from_markup",
        "textual.markup",
        "rich.markup",
        "open_url",
        "webbrowser",
    }
    found = {
        (str(path), name)
        for path, node in nodes()
        for name in [getattr(node, field, None) for field in ("id", "attr", "name", "module")]
        if name in forbidden and str(path) != "guarded_app.py"
    }
    assert found == set()


def test_each_worker_is_described_so_that_its_arguments_are_in_no_repr() -> None:
    calls = [
        (str(path), node)
        for path, node in nodes()
        if isinstance(node, ast.Call) and getattr(node.func, "attr", None) == "run_worker"
    ]
    assert calls
    bare = [
        f"{path}:{node.lineno}"
        for path, node in calls
        if not {"group", "description"} <= {keyword.arg for keyword in node.keywords}
    ]
    assert bare == []


def test_no_screen_uses_the_decorator_that_tells_arguments() -> None:
    found = [
        str(path)
        for path, node in nodes()
        if isinstance(node, ast.ImportFrom) and node.module == "textual" and "work" in {a.name for a in node.names}
    ]
    assert found == []


def test_every_static_of_a_screen_is_told_to_read_no_markup() -> None:
    bare = [
        f"{path}:{node.lineno}"
        for path, node in nodes()
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", None) in {"Static", "Label"}
        and not any(keyword.arg == "markup" for keyword in node.keywords)
    ]
    assert bare == []


def bindings() -> Iterator[tuple[str, str, ast.Call]]:
    for path, node in nodes():
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "Binding":
            keys = node.args[0]
            if isinstance(keys, ast.Constant) and isinstance(keys.value, str):
                yield f"{path}:{node.lineno}", keys.value, node


def told(node: ast.Call, name: str) -> object:
    return next(
        (one.value.value for one in node.keywords if one.arg == name and isinstance(one.value, ast.Constant)), ""
    )


def test_each_f_key_has_a_ctrl_key_beside_it_and_the_footer_names_both() -> None:
    found = 0
    for place, keys, node in bindings():
        names = keys.split(",")
        f_keys = [name for name in names if re.fullmatch(r"f\d+", name)]
        if f_keys and told(node, "show") is not False:
            twins = [name for name in names if name.startswith("ctrl+")]
            assert (len(f_keys), len(twins)) == (1, 1), place
            # A dialog that any of its keys closes names the one that closes every dialog.
            shown = "Esc" if "escape" in names else f"{f_keys[0].upper()}/^{twins[0][-1].upper()}"
            assert told(node, "key_display") == shown, place
            found += 1
    assert found > 15


def test_no_key_is_bound_that_a_terminal_takes_for_another_or_for_itself() -> None:
    taken = {f"ctrl+{letter}" for letter in "chijmqsz"} | {"ctrl+left_square_bracket"}
    for place, keys, node in bindings():
        action = node.args[1]
        if isinstance(action, ast.Constant) and action.value in ("no_clipboard", "no_sweep"):
            continue  # bound so that the key does nothing, where a terminal lets it through
        assert not taken & set(keys.split(",")), place


def _every(kind: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for one in kind.__subclasses__():
        yield one
        yield from _every(one)


def test_every_screens_style_sheets_are_where_textual_looks_for_them_also_those_it_inherits() -> None:
    for module in pkgutil.walk_packages([str(SCREENS)], "screens."):
        if "windows" not in module.name:
            importlib.import_module(module.name)
    ours = [one for one in _every(Screen) if one.__module__.startswith("screens.")]
    assert len(ours) > 60
    for one in ours:
        sheets = one.CSS_PATH if isinstance(one.CSS_PATH, list) else [one.CSS_PATH] if one.CSS_PATH else []
        beside = Path(inspect.getfile(one)).parent
        assert [str(sheet) for sheet in sheets if not (beside / sheet).is_file()] == [], one
