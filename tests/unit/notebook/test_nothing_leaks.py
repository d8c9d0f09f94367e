"""No file of the kiosk holds a word of a report or a pupil's name."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

from store.notebook.common.facts import Danger, SessionForm
from store.records import new_id
from store.words import report_code
from tests.classroom import PRIYA, TOM, Classroom, draft

CANARY = "xylophone-quagmire"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def holding(folder: Path, text: str) -> list[str]:
    forms = (text.encode(), text.encode("utf-16-le"), text.encode().hex().encode(), json.dumps(text)[1:-1].encode())
    return [
        name
        for name, data in bytes_of(folder).items()
        if any(re.search(re.escape(form), data, re.IGNORECASE) for form in forms)
    ]


def test_no_file_holds_what_was_typed_or_a_pupils_name(room: Classroom) -> None:
    visit = room.sign_in()
    visit.concerns.save(draft(f"draft {CANARY}"))
    visit.concerns.send(draft(f"sent {CANARY}"))
    visit.concerns.send(draft(f"staff {CANARY}", adult="yes"))
    visit.log_session(new_id(), SessionForm(f"Sam {CANARY}", "privacy", 20, Danger.NO, done=CANARY))
    room.notebook.without_name().save(draft(f"nameless {CANARY}"))
    room.notebook.find_me(f"Ana {CANARY}", CANARY, "")
    room.notebook.send_now()
    for text in (CANARY, PRIYA, TOM, "Sam, Y7", *room.words.values()):
        assert holding(room.folder, text) == [], text


def test_the_search_finds_what_is_there(room: Classroom) -> None:
    (room.folder / "classroom" / "note.txt").write_text(f"a {CANARY.upper()} here")
    assert [Path(name).name for name in holding(room.folder, CANARY)] == ["note.txt"]


def test_errors_and_reprs_hold_nothing_of_it(room: Classroom) -> None:
    written = draft(f"private {CANARY}")
    visit = room.sign_in()
    visit.concerns.save(written)
    kept = visit.concerns.unfinished()
    assert CANARY not in repr(written)
    assert CANARY not in repr(kept)
    assert PRIYA not in repr(visit.home())
    # Two that follow each other: single ones of the list, "lock" among them, are in names of this program.
    told, words = repr(vars(visit)), room.words[PRIYA].split()
    assert [pair for pair in pairwise(words) if re.search(r"\W+".join(pair), told)] == []


def test_the_public_file_has_adults_and_no_pupil(room: Classroom) -> None:
    told = json.loads((room.folder / "classroom" / "welcome.json").read_text(encoding="utf-8"))
    assert told["school"] == "Ysgol y Bryn"
    assert [one[1] for one in told["adults"]] == ["Mrs Price", "Ms Okafor"]
    public = {"school", "adults", "last_contact", "tip", "school_closes", "trouble", "trouble_since", "standing"}
    settings = {"language", "high_contrast", "list_idle_seconds", "page_idle_seconds", "lock_minutes"}
    assert set(told) == public | settings | {"keeps", "may_be_seen"}


def test_no_table_joins_a_mentor_to_the_route_of_what_waits_or_to_a_code(room: Classroom) -> None:
    visit = room.sign_in()
    visit.concerns.save(draft("about the head", adult="head"))
    code = visit.concerns.send(draft()).code
    with room.kiosk.database.read() as connection:
        joined = connection.exec_driver_sql(
            "SELECT h.route FROM drafts d JOIN held_copies h ON h.concern = d.concern"
        ).all()
        waiting = connection.exec_driver_sql("SELECT route FROM held_copies").all()
        records = connection.exec_driver_sql("SELECT record FROM reports").scalars().all()
    assert len(waiting) == 1
    assert joined == []
    assert len(records) == 1
    assert code not in [report_code(bytes(one).hex()) for one in records]
