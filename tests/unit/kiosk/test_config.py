"""One configuration file, in which nothing is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import Config, DevicePart, FolderPart, RingsPart, StorePart, read_config, write_config
from kiosk.home import Home
from kiosk.quick_config import QuickHome, quick_home
from store.errors import ConfigurationError, NewerVersion

ROOT = "ab" * 32
LEAST = f'version = 1\nschool = "Brook Field"\nroot = "{ROOT}"\n'


def config(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "kiosk.toml"
    path.write_text(text, "utf-8")
    return read_config(path)


def test_the_least_file_is_read(tmp_path: Path) -> None:
    found = config(tmp_path, LEAST)
    assert (found.school, found.store, found.kiosks) == ("Brook Field", None, ())


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("colour = 'blue'\n", "'colour' that this program does not know"),
        ("[store]\nfolder = 'store'\naddress = 'x'\n", "'store.address' that this program does not know"),
        ("[[kiosks]]\nname = 'A'\n", "'kiosks.1.folder' is missing"),
        ("[[kiosks]]\nname = 'A'\nfolder = '../elsewhere'\n", "'kiosks.1.folder' is wrong"),
        ("[[desks]]\nname = 'A'\nfolder = 'a'\n[[desks]]\nname = 'a'\nfolder = 'b'\n", "same name"),
        ("costs = 'cheap'\n", "'costs' is wrong"),
    ],
)
def test_a_key_that_is_unknown_or_wrong_is_named(tmp_path: Path, more: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=r"kiosk\.toml is not usable") as raised:
        config(tmp_path, LEAST + more)
    assert told in str(raised.value)


def test_a_line_that_is_no_toml_is_told_by_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="line 4"):
        config(tmp_path, LEAST + "what is this\n")


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(NewerVersion, match="Update the program"):
        config(tmp_path, "version = 2\nanything = 'new'\n")


def test_a_version_that_is_no_number_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="'version' is wrong"):
        config(tmp_path, LEAST.replace("version = 1", "version = '1'"))


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    before = config(tmp_path, LEAST)
    with pytest.raises(ConfigurationError, match="exists already"):
        write_config(tmp_path / "kiosk.toml", before)
    assert (tmp_path / "kiosk.toml").read_text("utf-8") == LEAST


names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@given(school=names, kiosk=names, path=names)
def test_whatever_a_school_is_called_its_file_is_read_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, school: str, kiosk: str, path: str
) -> None:
    made = Config(
        school=school,
        root=ROOT,
        store=StorePart(folder="store"),
        desks=(DevicePart(name="Office", folder="desk"),),
        kiosks=(DevicePart(name=kiosk, folder="kiosks/one"),),
        folders=(FolderPart(path=path),),
        rings=RingsPart(mail_server="mail.example", mail_port=2525, mail_from="a@b.example", password_file=path),
    )
    file = tmp_path_factory.mktemp("home") / "kiosk.toml"
    write_config(file, made)
    assert read_config(file) == made


def test_what_an_exchange_needs_is_read_as_the_real_reader_reads_it(tmp_path: Path) -> None:
    made = Config(
        school="Brook Field",
        root=ROOT,
        store=StorePart(folder="store"),
        desks=(DevicePart(name="Office", folder="desk"),),
        kiosks=(DevicePart(name="Hall", folder="kiosks/one"), DevicePart(name="Library", folder="kiosks/two")),
        folders=(FolderPart(path="stick"),),
        backup_to="copies",
    )
    write_config(tmp_path / "kiosk.toml", made)
    real, quick = Home(tmp_path), quick_home(Home(tmp_path))
    assert isinstance(quick, QuickHome)
    assert (quick.root, quick.store, quick.folders) == (real.root, real.store, real.folders)
    assert [quick.kiosk(name) for name in (None, "library")] == [real.kiosk(name) for name in (None, "library")]
    assert (quick.desks, quick.kiosks, quick.backup_to) == (real.desks, real.kiosks, real.backup_to)
    assert [quick.desk(name) for name in (None, "office")] == [real.desk(name) for name in (None, "office")]
    assert quick.rings is real.rings is False
    with pytest.raises(ConfigurationError, match="no such kiosk"):
        quick.kiosk("Gym")
    with pytest.raises(ConfigurationError, match="no such desk"):
        quick.desk("Hall")


@pytest.mark.parametrize(
    "more",
    [
        "colour = 'blue'\n",
        "costs = 'cheap'\n",
        "backup_to = ''\n",
        "store = 'here'\n",
        "[store]\nfolder = '../store'\n",
        "[[kiosks]]\nname = 'A'\n",
        "[[kiosks]]\nname = 'A'\nfolder = 'a'\n[[kiosks]]\nname = 'a'\nfolder = 'b'\n",
        "[[folders]]\npath = 1\n",
        "what is this\n",
    ],
)
def test_what_the_real_reader_refuses_is_left_to_it(tmp_path: Path, more: str) -> None:
    (tmp_path / "kiosk.toml").write_text(LEAST + more, "utf-8")
    with pytest.raises(ConfigurationError):
        read_config(tmp_path / "kiosk.toml")
    assert not isinstance(quick_home(Home(tmp_path)), QuickHome)
