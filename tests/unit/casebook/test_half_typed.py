"""What is typed at a desk but not recorded: kept for its author alone, sealed, and no longer than it is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import private_file
from store.casebook.desk import half_typed
from store.casebook.desk.half_typed import HalfTyped, TypedForm
from store.errors import BrokenFile, NewerVersion, StorageError
from tests.unit.casebook.office import KHAN, PRICE, WORDS, Office

SECRET = "She said he waits for her at the gate."


def everywhere(school: Office) -> bytes:
    return b"".join(one.read_bytes() for one in school.room.folder.rglob("*") if one.is_file())


def test_what_was_typed_is_there_for_its_author_alone_after_the_program_ended_and_a_rebuild(school: Office) -> None:
    case_id = school.report()
    lead = school.desk.unlock(PRICE)
    note = TypedForm(case_id, "note", {"words": SECRET, "reason": ""})
    lead.keep_half_typed([note, TypedForm("", "new concern", {"words": "And him"})])
    assert SECRET.encode() not in everywhere(school)
    code = lead.case(case_id).line.code
    lead.lock()
    # Whoever else holds the role reads nothing of it.
    deputy = school.desk.unlock(KHAN)
    assert deputy.half_typed() == ()
    deputy.keep_half_typed([])
    deputy.lock()
    school.desk.unlocking.rebuild(PRICE, WORDS, lambda *_: None)
    lead = school.desk.unlock(PRICE)
    found = lead.half_typed()
    assert [(one.about, one.form, one.fields, one.code) for one in found] == [
        (case_id, "note", {"words": SECRET, "reason": ""}, code),
        ("", "new concern", {"words": "And him"}, ""),
    ]
    assert SECRET not in repr(found)
    # What belongs to a case that is gone, for this person or for all, is offered no more.
    lead.keep_half_typed([TypedForm("f" * 32, "note", {"words": SECRET})])
    assert lead.half_typed() == ()
    lead.keep_half_typed([])
    assert not list(school.desk.folder.rglob(f"*{half_typed.ENDING}*"))
    lead.lock()


def test_a_damaged_file_is_told_and_a_newer_versions_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.typed"
    kept = HalfTyped(path, bytes(32))
    forms = (TypedForm("", "note", {"words": SECRET}),)
    kept.keep(forms)
    assert kept.read() == forms
    whole = path.read_bytes()
    with pytest.raises(BrokenFile, match="typed at this desk"):
        HalfTyped(path, bytes(31) + b"1").read()
    for damaged in (b"", whole[:5], whole[:-1], b"\x00" + whole[1:]):
        path.write_bytes(damaged)
        with pytest.raises(BrokenFile):
            kept.read()
        # Set aside as it is, so that what is typed from now on has its place.
        assert kept.read() == ()
        assert path.with_name("a.typed.damaged").read_bytes() == damaged
    # A disk that refuses leaves what was kept before.
    path.write_bytes(whole)
    with monkeypatch.context() as patch:
        patch.setattr(private_file.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(StorageError):
            kept.keep((TypedForm("", "note", {"words": "other"}),))
    assert kept.read() == forms
    path.write_bytes(b"\x02" + whole[1:])
    with pytest.raises(NewerVersion):
        kept.read()
    kept.keep(())
    assert path.read_bytes() == b"\x02" + whole[1:]
