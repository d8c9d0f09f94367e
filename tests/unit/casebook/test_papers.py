"""What leaves the desk: locked accessible PDF, safe tables, one child's record, each of it recorded first."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import stat
import subprocess
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from store.casebook.case.case_paper import code_of
from store.casebook.papers import new_file, pdf_apart, pdf_file
from store.casebook.papers.asked import Asked, Form, What
from store.casebook.papers.csv_file import csv_bytes, safe
from store.casebook.papers.inspection_facts import pack_facts
from store.casebook.papers.masking import Masking
from store.casebook.papers.paper import Heading, Paper, Table, Words
from store.casebook.papers.pdf_apart import Stop
from store.casebook.papers.pdf_file import make_pdf
from store.casebook.papers.plain_text import plain
from store.casebook.papers.sample import rule_of
from store.casebook.role.shelf import Shelf
from store.errors import DiskFull, KioskError, ReadOnly, Stopped
from store.scheme.guidance_default import default_pack
from store.scheme.people import Mentor
from store.scheme.publications import Publisher
from store.scheme.routes import SESSION_ROLES
from tests.founded_school import DESK, person
from tests.pdf_text import tags_of, text_of
from tests.unit.casebook.office import KHAN, OKAFOR, PRICE, Office

HOSTILE = (
    '#import "/etc/passwd": * and $x^2$ *bold* _it_ @ref <label> \\ // no /* no */ ~ -- \u202eevil\x1b[2J\n'
    "  =HYPERLINK(1)  two spaces\n"
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \U0001f600 \U0001f469\u200d\U0001f467 "
    "\u2192 \u2713 1\ufe0f\u20e3 " + "longest" * 60
)


def opened(path: Path, words: str) -> pikepdf.Pdf:
    return pikepdf.open(path, password=words)


def squeezed(text: str) -> str:
    return "".join(text.split())


def files(folder: Path) -> set[Path]:
    return {one for one in folder.rglob("*") if one.is_file()}


def test_a_case_file_is_a_tagged_pdf_that_only_its_words_open_and_its_making_is_recorded(
    school: Office, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = tmp_path_factory.mktemp("passing")
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(passing))
    case_id = school.report(HOSTILE)
    lead = school.desk.unlock()
    lead.act(case_id, "decision", {"decision": "refer", "words": "To the front door.", "reason": "Fear of home."})
    lead.case(case_id)
    before = files(school.room.folder)
    words = lead.papers.new_words()
    path = lead.papers.save(Asked(What.CASE, case_id), "", words)
    assert len(words.split()) == 6
    assert path.parent == school.desk.folder / "papers"
    # Beside the databases nothing has come but this one file, for its owner alone.
    made = {one for one in files(school.room.folder) - before if not one.name.endswith(("-wal", "-shm"))}
    assert made == {path}
    assert files(passing) == set()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    data = path.read_bytes()
    for canary in (b"passwd", b"HYPERLINK", b"Fear", b"MAPLE", lead.case(case_id).line.code.encode(), words.encode()):
        assert canary not in data
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with opened(path, words) as pdf:
        told = text_of(pdf)
        assert pdf.encryption.R == 6
        assert pdf.encryption.bits == 256
        assert pdf.encryption.stream_method.name == "aesv3"
        assert pdf.allow.accessibility
        assert pdf.allow.extract
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "pdfuaid:part>1<" in str(pdf.open_metadata())
        assert {"/Document", "/Title", "/H1", "/P", "/Table", "/TR", "/TH", "/TD"} <= set(tags_of(pdf))
    assert '#import "/etc/passwd": * and $x^2$ *bold* _it_ @ref <label>' in " ".join(told.split())
    assert "=HYPERLINK(1)  two spaces" in told
    assert squeezed("longest" * 60) in squeezed(told)
    assert "[picture: grinning face] [picture: woman, girl]" in " ".join(told.split())
    assert "\u05dd" in told
    assert "\u2192 \u2713 1" in " ".join(told.split())
    assert "\u202e" not in told
    assert "\x1b" not in told
    assert "Fear of home." in told
    assert [one.act for one in lead.case(case_id).timeline][-1] == f"made the case file (locked PDF): {path.name}"
    # What is already there stays as it is, and each making is in the chain: the deputy sees both.
    again = lead.papers.save(Asked(What.CASE, case_id), "", words)
    assert again != path
    assert path.read_bytes() == data
    lead.lock()
    school.desk.exchange()
    deputy = school.other_desk.unlock(KHAN)
    made_acts = [one for one in deputy.readings().lines if one.act.startswith("made the case file")]
    assert [(one.by, one.case_id) for one in made_acts] == [(PRICE, case_id)] * 2


def test_a_page_for_the_main_file_is_one_page_however_much_was_written(school: Office) -> None:
    case_id = school.report("first word\n" * 300 + "x" * 5_000)
    lead = school.desk.unlock()
    for number in range(6):
        lead.note(case_id, f"{number} " + "Rang home. " * 150, "to learn more " * 90)
    path = lead.papers.save(Asked(What.MAIN_FILE, case_id), "", "one two")
    with opened(path, "one two") as pdf:
        assert len(pdf.pages) == 1
        assert "first word" in text_of(pdf)
        assert "The whole text is in the case file." in " ".join(text_of(pdf).split())


def test_everything_about_a_child_marks_other_pupils_and_says_what_the_reader_of_it_must_do(school: Office) -> None:
    first = school.report("Kit Brown and @kit_b were mean to Sam. KIT laughed. Zo\u00eb saw it, will Mark?")
    second = school.report("Sam is sad.")
    lead = school.desk.unlock()
    sam = {"name": "Sam Adams", "year": "9", "handles": "@sam"}
    for case_id in (first, second):
        lead.act(case_id, "link", sam)
    lead.act(first, "link", {"name": "Kit Brown", "year": "9", "handles": "@kit_b"})
    lead.act(second, "link", {"name": "Zoe Mark", "year": "9", "handles": ""})
    child = next(one for one in lead.children().lines if one.name == "Sam Adams")
    path = lead.papers.save(Asked(What.PERSON, child.id), "", "one two")
    assert "sam" not in path.name.casefold()
    with opened(path, "one two") as pdf:
        told = " ".join(text_of(pdf).split())
    for name in ("Kit", "KIT", "@kit_b", "Zo\u00eb", "Zoe", "Priya"):
        assert name not in told
    assert "were mean to Sam." in told
    assert "will [another person" in told
    assert "Sam is sad." in told
    assert "Read every line" in told
    nicknamed = lead.papers.shown(Asked(What.PERSON, child.id, also=("Will Mark", "laughed")))
    assert re.search(r"\[another person \d\] \[another person \d\]\. ", "\n".join(text_lines(nicknamed)))
    assert "laughed" not in repr(Asked(What.PERSON, also=("laughed",)))
    by_name = lead.papers.save(Asked(What.PERSON, child.id, Form.CSV, shows_names=True), "")
    assert "Kit Brown and @kit_b were mean to Sam." in by_name.read_text("utf-8-sig")
    for case_id in (first, second):
        acts = [one.act for one in lead.case(case_id).timeline if one.act.startswith("made everything")]
        assert acts == [
            f"made everything about a child (locked PDF, others masked): {path.name}",
            f"made everything about a child (CSV, readable by anybody, others by name): {by_name.name}",
        ]


def test_everything_about_a_mentor_is_in_one_place_but_what_is_about_staff(school: Office) -> None:
    log(school, "session", topic="bullying", minutes=30, who="Kit", done="we talked, tom too")
    log(school, "check-in", mood=2, talk=True)
    log(school, "training", module="a", title="Listening", until="2027-09-03")
    report = school.report("Kit hit Tom.")
    school.report("Mr Smith shouted.", adult="yes")
    lead = school.desk.unlock()
    lead.act(report, "link", {"name": "Kit Brown", "year": "9", "handles": ""})
    (priya, _) = lead.mentors().lines
    phrase = lead.mentor_phrases()[0]
    lead.tell_mentor(priya.person, phrase.id, dict.fromkeys(phrase.needs, "Room 9"))
    path = lead.papers.save(Asked(What.MENTOR, priya.person, Form.CSV), "")
    told = path.read_text("utf-8-sig")
    assert {row["Part"] for row in csv.DictReader(io.StringIO(told))} >= {
        "Before this is handed over",
        "How the mentor was",
        "Sessions",
        "Training",
        "What was written first",
    }
    assert '"Listening"' in told
    assert "Room 9" in told
    assert '"30"' in told
    assert "we talked, [another person 2] too" in told
    assert "[another person 1] hit [another person 2]." in told
    for name in ("Kit", "Tom", "tom", "Mr Smith"):
        assert name not in told
    with pytest.raises(KioskError, match="no such mentor"):
        lead.papers.save(Asked(What.MENTOR, "0" * 32, Form.CSV), "")
    assert f"made everything about a mentor (CSV, readable by anybody, others masked): {path.name}" in {
        one.act for one in lead.case(report).timeline
    }


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", ' "=1', "'=1", "\uff1d1", "\u200b=1", " \u00a0=1", "\n=1")


@pytest.mark.parametrize("typed", FORMULAS)
def test_nothing_typed_is_a_formula_in_a_table(typed: str) -> None:
    made = csv_bytes(Paper("t", (Heading("Words"), Words(typed), Table((typed, "x"), (("a", typed),)))))
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert sum("1" in cell or "SUM" in cell for cell in cells) == 3
    assert not any(cell.lstrip(' \t\r\n\u00a0"').startswith(("=", "+", "-", "@", "\uff1d")) for cell in cells)


def test_other_text_stands_in_a_table_as_it_was_written() -> None:
    for text in ("a=b", "He said: no", "\U0001f600 \u05e9\u05dc\u05d5\u05dd", 'two\nlines, "quoted"; three'):
        assert safe(text) == text


def test_a_disk_that_refuses_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, error in ((errno.ENOSPC, DiskFull), (errno.EROFS, ReadOnly), (errno.EIO, KioskError)):

        def refuse(_: int, number: int = number) -> None:
            raise OSError(number, "no")

        monkeypatch.setattr(new_file.os, "fsync", refuse)
        with pytest.raises(error, match="No file was made"):
            new_file.create(tmp_path, "a.csv", lambda: b"secret")
        assert files(tmp_path) == set()


def test_a_folder_that_is_not_there_or_no_folder_is_refused_before_anything_is_recorded(school: Office) -> None:
    case_id = school.report()
    lead = school.desk.unlock()
    for place in (str(school.desk.folder / "nowhere"), "papers", str(next(iter(files(school.desk.folder)))), "\0"):
        with pytest.raises(KioskError, match="no such folder"):
            lead.papers.save(Asked(What.CASE, case_id), place, "one two")
    assert "made" not in {one.act.split()[0] for one in lead.case(case_id).timeline}
    path = lead.papers.save(Asked(What.CASE, case_id, Form.CSV), str(school.room.folder))
    assert path.parent == school.room.folder


def test_without_typst_one_sentence_says_what_to_install_and_tables_still_work(
    school: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = school.report()
    lead = school.desk.unlock()
    monkeypatch.setattr(pdf_file, "NEEDED", ("typst_that_is_not_here",))
    assert "mentor-kiosk[export]" in lead.papers.lacks()
    with pytest.raises(KioskError, match=r"mentor-kiosk\[export\]"):
        lead.papers.save(Asked(What.CASE, case_id), "", "one two")
    assert lead.papers.save(Asked(What.CASE, case_id, Form.CSV), "").exists()


def test_a_pdf_is_made_by_a_process_whose_end_or_stopping_leaves_nothing_behind(
    school: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = school.report("Kit was asked for money.")
    lead = school.desk.unlock()
    begun, ends = list[Any](), list[Callable[[], object]]()

    def popen(arguments: list[str], **given: Any) -> Any:
        # What is in the clear goes through pipes alone.
        assert arguments[1:] == ["-P", str(Path(pdf_file.__file__).with_name("pdf_child.py"))]
        assert "env" not in given
        begun.append(subprocess.Popen(arguments, **given))
        ends.pop()()
        return begun[-1]

    monkeypatch.setattr(pdf_apart, "subprocess", SimpleNamespace(Popen=popen, PIPE=-1, DEVNULL=-3))
    asked, stop = Asked(What.CASE, case_id), Stop()
    ends.append(lambda: begun[-1].kill())
    with pytest.raises(KioskError, match="ended before it was ready"):
        lead.papers.save(asked, "", "one two")
    ends.append(lambda: threading.Thread(target=stop.ask).start())
    with pytest.raises(Stopped):
        lead.papers.save(asked, "", "one two", stop)
    # Locking the desk stops it as well.
    ends.append(lambda: threading.Thread(target=lead.papers.stop).start())
    with pytest.raises(Stopped):
        lead.papers.save(asked, "", "one two")
    assert all(one.poll() is not None for one in begun)
    assert len(begun) == 3
    assert files(lead.papers.folder) == set()
    assert "made" not in {one.act.split()[0] for one in lead.case(case_id).timeline}


def test_a_letter_that_no_font_has_is_named_and_a_failure_quotes_nothing_that_was_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pikepdf.open(io.BytesIO(make_pdf(Paper("t", (Words("before \U000130ff after \U0010fffd"),))).data)) as pdf:
        told = text_of(pdf)
    assert "before" in told
    assert "[U+10FFFD]" in told
    monkeypatch.setattr(pdf_file, "_TEMPLATE", "#let paper = json(bytes(sys.inputs.paper))\n#panic(paper.title)")
    with pytest.raises(KioskError) as failed:
        make_pdf(Paper("secret title", ()))
    assert "secret" not in repr(failed.value)
    assert failed.value.__context__ is None


def test_a_name_is_masked_whatever_its_case_and_words_of_every_day_only_with_a_capital() -> None:
    mask = Masking.of([("Will Grace", "@w.g"), ("Zo\u00eb  O'Neil",)], kept=["Sam Grace"])
    assert mask("will Will go? ZOE o'neil, zoe\nO'NEIL's @W.G; grace Grace Willow") == (
        "will [another person 1] go? [another person 2], [another person 2]'s [another person 1]; grace Grace Willow"
    )
    assert Masking.of([])("Will") == "Will"
    # What somebody typed for this paper is found as it is: in any case, and nothing of it alone.
    mask = Masking.of([("Kit Brown", "@kit_b")], kept=["Sam Grace"], also=["ash", "Big J", "kit brown", "Sam", " "])
    assert mask("Ash, ash and BIG  J, a big dog, Kit Brown, Sam") == (
        "[another person 1], [another person 1] and [another person 2], a big dog, [another person 3], Sam"
    )


def test_typed_text_is_cleaned_as_on_the_screen() -> None:
    from screens.text import clean

    for code in (*range(0x300), *range(0x2000, 0x2100), *range(0xFE00, 0xFF00), 0xE0001, 0x1D173, 0x3164, 0xD800):
        text = f"a{chr(code)}b"
        assert plain(text) == clean(text, multiline=True), hex(code)


def test_papers_hide_what_they_hold_from_a_traceback(school: Office) -> None:
    paper = Paper("Mr X", (Words("secret"), Heading("secret"), Table(("a",), (("secret",),))))
    assert "secret" not in repr(paper)
    assert "Mr X" not in repr(replace(paper))
    assert "secret" not in repr(Asked(What.CASE, "secret"))


def text_lines(paper: Paper) -> list[str]:
    return [
        one
        for block in paper.blocks
        for one in ([*(" | ".join(row) for row in block.rows)] if isinstance(block, Table) else [block.text])
    ]


def log(school: Office, kind: str, **text: object) -> None:
    school.put(school.record(kind, to=list(SESSION_ROLES), author=person(61).hex(), text=text))


def test_the_pack_answers_each_point_without_a_name_and_without_anything_of_staff_routes(school: Office) -> None:
    with school.room.desk.database.write() as connection:
        Publisher(connection, school.room.desk.feeds, school.room.desk.school, DESK).guidance(default_pack())
    agreement = next(one for one in default_pack() if one.slug == "what-we-agreed")
    log(school, "agreed", digest=agreement.digest)
    for number in range(7):
        log(school, "session", topic="bullying" if number else "privacy", minutes=30, who="Sam")
    log(school, "review", working="Priya is great", not_working="", change="")
    ids = [school.report("He follows her.") for _ in range(2)]
    lead = school.desk.unlock()
    for case_id in ids:
        lead.acknowledge(case_id)
    lead.plan({"words": "Tell Sam", "due": "tomorrow"})
    lead.plan({"words": "A quieter room", "due": "60 days"})
    done = next(one for one in lead.scheme().actions if one.words == "Tell Sam")
    lead.end_plan(done.id)
    with pytest.raises(KioskError, match="ended already"):
        lead.end_plan(done.id)
    pack = Asked(What.PACK)
    # What this month brings is told when it is over.
    assert "Online bullying | 0" in text_lines(lead.papers.shown(pack))
    school.clock.set_wall(datetime(2026, 12, 1, 12, tzinfo=UTC))
    lines = text_lines(lead.papers.shown(pack))
    assert any(one.startswith("Figures from") and one.endswith("to Mon 30 Nov 2026") for one in lines)
    told = "\n".join(lines)
    assert sum(line[0].isdigit() and ". " in line[:3] for line in lines) == 8
    assert "“What we agreed” is published; checked on Sun 1 Nov 2026." in told
    assert "Accepted as it is now, by mentors: of fewer than 5: too few to tell." in told
    assert "Online bullying | 6" in told
    assert "Privacy and security | fewer than 5" in told
    assert "Told here: 6 sessions, about 3 hours." in told
    assert "fewer than 5 | too few to tell | too few to tell | too few to tell" in told
    assert "Changes made since: 1. Carried over: 1, of which 0 past their day." in told
    assert f"{agreement.title} | {agreement.source} | Sun 1 Nov 2026" in told
    for name in ("Priya", "Tom", "Sam", "Price", "Khan", "He follows"):
        assert name not in told
    # A report about staff changes no word of it, for the lead and for a head who holds the lead's role as well.
    for adult in ("yes", "head", "not sure"):
        school.report("Mr Smith shouted.", adult=adult)
    lead.refresh()
    school.clock.set_wall(datetime(2027, 1, 8, 12, tzinfo=UTC))
    assert figures(lead.papers.shown(pack)) == figures(lines)
    both = Shelf({**lead._open.casebooks, "head": FakeHeadBook()})
    assert pack_facts(lead._desk, both) == pack_facts(lead._desk, lead._open)
    path = lead.papers.save(pack, "", "one two")
    with opened(path, "one two") as pdf:
        assert "8. Regular looks at what is and is not working" in " ".join(text_of(pdf).split())
    acts = [(one.act, one.code) for one in lead.readings().lines if one.act.startswith("made")]
    assert acts == [(f"made the inspection pack (locked PDF): {path.name}", "")]
    lead.lock()
    assert "does not hold this" in "\n".join(text_lines(school.desk.unlock(OKAFOR).papers.shown(pack)))


def figures(pack: Paper | list[str]) -> list[str]:
    """Return the lines of a pack but those of when it was made, of which months it tells."""
    lines = text_lines(pack) if isinstance(pack, Paper) else pack
    return [one for one in lines if not one.startswith(("Made", "Figures from"))]


def test_two_packs_of_one_month_tell_the_same_whatever_happens_between_them(school: Office) -> None:
    for number in range(6):
        log(school, "session", topic="bullying", minutes=30, who=f"Sam {number}")
        log(school, "check-in", mood=2, talk=False)
    ids = [school.report("He follows her.") for _ in range(6)]
    lead = school.desk.unlock()
    for case_id in ids[:5]:
        lead.acknowledge(case_id)
    school.clock.set_wall(datetime(2026, 12, 2, 12, tzinfo=UTC))
    first = figures(lead.papers.shown(Asked(What.PACK)))
    assert "Online bullying | 6" in first
    # One more of everything, all of it about one child.
    log(school, "session", topic="bullying", minutes=30, who="Sam")
    log(school, "check-in", mood=1, talk=True)
    log(school, "training", module="a", until="2027-09-03")
    log(school, "review", working="", not_working="", change="")
    again = school.report("Her again.")
    lead.refresh()
    lead.acknowledge(again)
    lead.acknowledge(ids[5])
    lead.act(ids[0], "talked", {"words": "She is well.", "at": "now"})
    lead.plan({"words": "Another room", "due": "30 days"})
    school.clock.set_wall(datetime(2026, 12, 31, 12, tzinfo=UTC))
    lead.refresh()
    assert figures(lead.papers.shown(Asked(What.PACK))) == first
    # Once a pack has left the desk, not even what comes late or whoever becomes a mentor changes another one.
    lead.papers.save(Asked(What.PACK, form=Form.CSV), "")
    for number in range(6):
        late = school.record("session", to=list(SESSION_ROLES), author=person(61).hex(), text={"topic": "privacy"})
        school.put(late.model_copy(update={"created": f"2026-11-2{number}T10:00:00+00:00"}))
    mentors = [Mentor(person(number).hex(), f"Mentor {number}", ()) for number in range(61, 71)]
    with school.room.desk.database.write() as connection:
        Publisher(connection, school.room.desk.feeds, school.room.desk.school, DESK).pupils(mentors)
    lead.refresh()
    assert figures(lead.papers.shown(Asked(What.PACK))) == first
    lead.papers.save(Asked(What.PACK, form=Form.CSV), "")
    lead.lock()
    school.desk.exchange()
    deputy = school.other_desk.unlock(KHAN)
    assert figures(deputy.papers.shown(Asked(What.PACK))) == first
    lead = school.desk.unlock()
    school.clock.set_wall(datetime(2027, 1, 1, 12, tzinfo=UTC))
    assert "Privacy and security | 6" in figures(lead.papers.shown(Asked(What.PACK)))
    assert "Online bullying | 7" in figures(lead.papers.shown(Asked(What.PACK)))


class FakeHeadBook:
    """A casebook of the head's into which nobody who makes the pack may look."""

    def __getattr__(self, name: str) -> None:
        raise AssertionError(name)


def test_a_sample_is_drawn_by_its_rule_masked_by_default_and_recorded_before_it_is_seen(school: Office) -> None:
    ids = [school.report(f"Kit hit Sam, said Mr Smith. {number}") for number in range(5)]
    school.report("Mr Smith shouted.", adult="yes")
    lead = school.desk.unlock()
    lead.act(ids[0], "link", {"name": "Kit Brown", "year": "9", "handles": ""})
    for case_id in ids[:4]:
        lead.acknowledge(case_id)
        lead.close(case_id, "Supported in school", "She is well.")
    page = lead.papers.sample(rule_of("closed", "2", "10"))
    assert [one.code for one in page.lines] == sorted(code_of(one) for one in ids[:4])[1::2]
    assert lead.papers.sample(rule_of("came", "1", "50")).total == 5
    newest = [one.act for one in lead.readings().lines if one.act.startswith("made a sample")]
    assert f"made a sample of cases (on the screen): {page.rule.told()}" in newest
    asked = Asked(What.SAMPLE, ids[0])
    masked = "\n".join(text_lines(lead.papers.shown(asked)))
    assert re.search(r"\[person \d\] hit Sam", masked)
    for name in ("Kit", "Priya", "Price"):
        assert name not in masked
    assert "Kit hit Sam" in "\n".join(text_lines(lead.papers.shown(replace(asked, shows_names=True))))
    for every, most in (("0", "5"), ("x", "5"), ("3", "51"), ("\u0663", "5"), ("", "1")):
        with pytest.raises(KioskError, match="from 1 to"):
            rule_of("closed", every, most)
