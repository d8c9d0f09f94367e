"""What a person asked for in how the screens look reaches the process that draws them."""

from __future__ import annotations

import re
import sys

import pytest

from tests.unit.kiosk.school_folder import SchoolFolder

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from tests.journeys.real_terminal import real_terminal

_COLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


@pytest.mark.parametrize("environ", [{}, {"NO_COLOR": "1"}], ids=["usual", "NO_COLOR"])
def test_no_color_is_handed_on_to_whoever_draws(school: SchoolFolder, environ: dict[str, str]) -> None:
    with real_terminal("--home", str(school.folder), environ={"COLORTERM": "truecolor", **environ}) as kiosk:
        kiosk.sees("Peer mentors sign in")
        kiosk.rests()
        found = {tuple(map(int, one)) for one in _COLOUR.findall(kiosk.stream)}
    assert found
    assert all(red == green == blue for red, green, blue in found) == bool(environ)
