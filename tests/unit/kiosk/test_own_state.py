"""A kiosk tells those who run the scheme its version with what its doctor finds, and a desk lists it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.joining import own_state
from kiosk.kiosk_wiring import OpenKiosk, start_kiosk
from kiosk.syncing.sync import sync_home
from store.casebook.case.facts import DeviceState
from store.casebook.pages.device_states import NEWER, newest, state_words
from store.casebook.records.opened_record import OpenedRecord
from store.feeds.log import StoredEntry
from tests.unit.kiosk.school_folder import SchoolFolder

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def opened(school: SchoolFolder) -> OpenKiosk:
    home = Home(school.folder)
    return start_kiosk(home, home.kiosk(None))


def tell(kiosk: OpenKiosk, school: SchoolFolder) -> None:
    home = Home(school.folder)
    own_state.tell_state(kiosk, home, home.kiosk(None))


def written(kiosk: OpenKiosk) -> list[StoredEntry]:
    with kiosk.parts.database.read() as connection:
        return kiosk.parts.feeds.entries(connection, lanes=(0,))


def test_it_is_told_once_and_again_when_it_has_changed(filled: SchoolFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    kiosk = opened(filled)
    before = len(written(kiosk))
    tell(kiosk, filled)
    tell(kiosk, filled)
    assert len(written(kiosk)) == before + 1
    monkeypatch.setattr(own_state, "PROGRAM", "9.9.9")
    tell(kiosk, filled)
    tell(kiosk, filled)
    told = written(kiosk)
    assert len(told) == before + 2
    # On the wire it looks like anything else that a kiosk writes.
    assert {one.size for one in told} == {22_714}
    assert {(one.alarm, one.slot) for one in told[before:]} == {(0, False)}
    kiosk.close()


def test_what_lies_beside_the_kiosk_of_it_is_constant_names(filled: SchoolFolder) -> None:
    kiosk = opened(filled)
    tell(kiosk, filled)
    kiosk.close()
    path = Home(filled.folder).kiosk(None).folder / own_state.NOTE
    plain = json.loads(path.read_text("ascii"))
    assert set(plain) == {"version", "system", "findings"}
    assert str(filled.folder) not in path.read_text("ascii")


def test_a_school_in_which_nobody_could_read_it_yet_is_told_later(tmp_path: Path, filled: SchoolFolder) -> None:
    kiosk = opened(filled)
    keys = kiosk.parts.school._view
    kiosk.parts.school._view = replace(keys, bundles=())
    tell(kiosk, filled)
    kiosk.parts.school._view = keys
    before = len(written(kiosk))
    tell(kiosk, filled)
    assert len(written(kiosk)) == before + 1
    kiosk.close()


def test_a_desk_lists_version_last_contact_and_findings_to_whom_the_words_belong(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(filled.folder)
    assert filled.run("devices", "list") == 0
    assert "Last contact" not in capsys.readouterr().out
    kiosk = opened(filled)
    home.kiosk(None).key.chmod(0o644)
    tell(kiosk, filled)
    kiosk.close()
    sync_home(home)
    assert filled.run("devices", "list", "--as", "Ms Ahmed", asked=("Ms Ahmed",)) == 0
    (line,) = [one for one in capsys.readouterr().out.splitlines() if one.startswith("Classroom: kiosk")]
    assert f"Last contact {datetime.now(UTC).astimezone():%d %B %Y}" in line
    assert f"program {own_state.PROGRAM} on " in line
    assert "other accounts can read its key" in line
    assert filled.run("devices", "list", "--as", "Ms Ahmed", asked=("wrong words",)) == 1


def record(at: int, version: str, *, mismatch: bool = False, findings: object = ()) -> OpenedRecord:
    text = json.dumps({"version": version, "system": "Linux", "findings": findings})
    return OpenedRecord(
        f"{at}",
        b"",
        "device",
        False,
        None,
        None,
        "ab" * 16,
        at,
        "s",
        at,
        "coordinator",
        "grey",
        1,
        False,
        mismatch,
        text,
    )


def test_the_newest_that_a_device_itself_has_signed_counts() -> None:
    told = newest([record(2, "2.0"), record(3, "3.0", mismatch=True), record(1, "1.0")])
    assert {device.hex(): state.version for device, state in told.items()} == {"ab" * 16: "2.0"}


def test_whatever_a_device_writes_there_is_a_state_that_can_be_shown() -> None:
    for findings in (7, None, "clock", [1, {}], ["x" * 5000] * 500):
        (state,) = newest([record(1, "v" * 500, findings=findings)]).values()
        assert len(state_words(state)) < 200
    assert state_words(DeviceState("1", "Linux", ("room", "of a newer version"), NOON)).endswith(NEWER)
    assert state_words(DeviceState("1", "Linux", (), NOON)).endswith("its doctor finds nothing wrong")
