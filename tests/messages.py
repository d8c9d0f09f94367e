"""Every sentence that a mentor may be told, found in the source; `python -m tests.messages` brings the .po in step.

A sentence is a constant, or a literal, in a call of store.language's `say`, `say_each`, `say_number`, what a key does,
a HEADING, HELP or EMPTY of a screen, what an error says that can come up at a kiosk, a title, a tip, a reply.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from store import language
from store.catalogue import ABOUT, read_catalogue
from store.errors import KioskError
from store.scheme.policy import Phrase

ROOT = Path(__file__).parents[1]
PO = ROOT / "store" / "locale" / "cy" / "LC_MESSAGES" / "kiosk.po"
SPOKEN = ("screens/*.py", "screens/mentor/**/*.py", "screens/plain/*.py", "screens/widgets/*.py", "store/**/*.py")
# Whose errors can come up while a mentor sits at a kiosk.
ERRORS = (
    *(
        "screens/mentor/**/*.py",
        "kiosk/syncing/process.py",
        "store/errors.py",
        "store/database.py",
        "store/database_errors.py",
    ),
    *("store/notebook/**/*.py", "store/sealing/sealed.py", "store/sealing/envelope.py", "store/scheme/vaults.py"),
)
# Lists of the program's own sentences, said wherever such a sentence comes up.
LISTS = {
    "screens/plain/commands.py": ("COMMANDS",),
    "screens/mentor/entering/loading.py": ("NOT_STARTED",),
    "screens/plain/home.py": ("WORDS",),
    "store/scheme/readers.py": ("TITLES",),
    "store/scheme/policy.py": ("TIPS", "PHRASES"),
    "store/notebook/common/mail.py": ("FROM_ADULTS",),
}
# What is said in another way after each question.
YES_NO = ("Yes", "No")
CLASS_TEXTS = ("HEADING", "HELP", "EMPTY")
HEADER = """\
msgid ""
msgstr ""
"Language: cy\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;\\n"
"""


@dataclass
class Messages:
    """English sentences with the files in which they stand; of calls in `unknown` it can't be told what they say."""

    sentences: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def found() -> Messages:
    """Return all there are, in the order of the source."""
    messages = Messages()
    for path in dict.fromkeys((*_paths(SPOKEN), *_paths(ERRORS))):
        tree, name = ast.parse(path.read_text("utf-8")), path.relative_to(ROOT).as_posix()
        if "store.language" in path.read_text("utf-8") and path.name != "language.py":
            _Finder(tree, name, messages).find()
        if path in _paths(ERRORS):
            _Finder(tree, name, messages).find_errors()
        for one in LISTS.get(name, ()):
            _add(messages, _strings(getattr(_module(name), one)), name)
    return messages


def _paths(patterns: Iterable[str]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def _module(name: str) -> ModuleType:
    return importlib.import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))


def _add(messages: Messages, sentences: Iterable[str], name: str) -> None:
    for sentence in sentences:
        places = messages.sentences.setdefault(sentence, [])
        if sentence and name not in places:
            places.append(name)
    messages.sentences.pop("", None)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Phrase):
        yield value.text
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _strings(one)


class _Finder:
    """Finds the sentences of one file."""

    def __init__(self, tree: ast.Module, name: str, messages: Messages) -> None:
        self.tree, self.name, self.messages = tree, name, messages
        self.names: dict[str, Any] = vars(_module(name))

    def find(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                self._call(node, node.func.id)
            elif isinstance(node, ast.ClassDef):
                for one in node.body:
                    target = one.targets[0] if isinstance(one, ast.Assign) else getattr(one, "target", None)
                    if (
                        isinstance(target, ast.Name)
                        and target.id in CLASS_TEXTS
                        and isinstance(one, ast.Assign | ast.AnnAssign)
                    ):
                        _add(self.messages, self._values(one.value) if one.value else (), self.name)

    def find_errors(self) -> None:
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = self.names.get(getattr(node.func, "id", ""))
            is_error = isinstance(called, type) and issubclass(called, KioskError)
            if is_error or (self.name == "store/errors.py" and getattr(node.func, "attr", "") == "__init__"):
                _add(self.messages, self._values(node.args[0]), self.name)

    def _call(self, node: ast.Call, called: str) -> None:
        if called == "say_number":
            one, many = ("".join(self._values(argument)) for argument in node.args[:2])
            self.messages.numbers.setdefault(one, (many, []))[1].append(self.name)
        elif called in ("say", "say_each"):
            told = list(self._values(node.args[0]) if called == "say" else self._labels(node.args[0]))
            for about in (
                question for one in node.keywords if one.arg == "about" for question in self._values(one.value)
            ):
                _add(self.messages, (f"{about}{ABOUT}{one}" for one in told if one in YES_NO), self.name)
                told = [one for one in told if one not in YES_NO]
            _add(self.messages, told, self.name)
            if not told:
                self.messages.unknown.append(f"{self.name}: {ast.unparse(node)}")
        elif called == "Binding" and len(node.args) > 2:
            _add(self.messages, self._values(node.args[2]), self.name)

    def _labels(self, node: ast.expr) -> Iterator[str]:
        """Yield the words of answers, without their values."""
        if isinstance(node, ast.IfExp):
            yield from self._labels(node.body)
            yield from self._labels(node.orelse)
        elif isinstance(node, ast.Tuple | ast.List):
            for one in node.elts:
                if isinstance(one, ast.Starred):
                    yield from self._labels(one.value)
                elif isinstance(one, ast.Tuple):
                    for words in one.elts[1:]:
                        yield from self._values(words)
                else:
                    yield from _strings((self._value(one) or ())[1:])
        else:
            for one in self._value(node) or ():
                yield from _strings(one[1:])

    def _values(self, node: ast.expr) -> Iterator[str]:
        """Yield what an expression may say, as far as it is made of constants."""
        if isinstance(node, ast.IfExp):
            yield from self._values(node.body)
            yield from self._values(node.orelse)
        elif isinstance(node, ast.BoolOp):
            for one in node.values:
                yield from self._values(one)
        elif isinstance(node, ast.Subscript):
            yield from self._values(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            for part in (node.func.value, *node.args[1:]):
                yield from self._values(part)
        else:
            yield from _strings(self._value(node))

    def _named(self, node: ast.expr) -> Any:
        """Return a module or a class by its name."""
        if isinstance(node, ast.Attribute):
            return getattr(self._named(node.value), node.attr, None)
        return self.names.get(node.id) if isinstance(node, ast.Name) and node.id != "self" else None

    def _value(self, node: ast.expr) -> Any:
        """Return a constant, None for what is none."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return self.names.get(node.id) if node.id.strip("_").isupper() else None
        if isinstance(node, ast.Attribute) and node.attr.strip("_").isupper():
            return getattr(self._named(node.value), node.attr, None)
        if isinstance(node, ast.JoinedStr) and any(
            str(getattr(part, "value", "")).strip() for part in node.values if isinstance(part, ast.Constant)
        ):
            self.messages.unknown.append(f"{self.name}:{node.lineno}: glued together, so it can't be looked up")
        return None


def main() -> None:
    """Write the .po anew: every sentence in the order of the source, with the words that it has already."""
    messages = found()
    known = read_catalogue(PO) if PO.exists() else None
    parts = [HEADER]
    for english, places in messages.sentences.items():
        told = known.sentences.get(english, "") if known else ""
        about, is_about, words = english.rpartition(ABOUT)
        context = f"msgctxt {_quoted(about)}\n" if is_about else ""
        parts.append(f"#: {' '.join(places)}\n{context}msgid {_quoted(words)}\nmsgstr {_quoted(told)}\n")
    for one, (many, places) in messages.numbers.items():
        forms = (known.numbers.get(one) if known else None) or ("",) * 6
        told = "".join(f"msgstr[{at}] {_quoted(form)}\n" for at, form in enumerate(forms))
        parts.append(f"#: {' '.join(places)}\nmsgid {_quoted(one)}\nmsgid_plural {_quoted(many)}\n{told}")
    PO.write_text("\n".join(parts), "utf-8")
    for one in messages.unknown:
        print("?", one)


def _quoted(text: str) -> str:
    """Return the text as .po has it: a string, or one for each of its lines."""
    lines = [json.dumps(line, ensure_ascii=False) for line in re.findall(r".*\n|.+\Z", text)]
    return '""\n' + "\n".join(lines) if len(lines) > 1 else "".join(lines) or '""'


if __name__ == "__main__":
    language.speak(language.ENGLISH)
    main()
