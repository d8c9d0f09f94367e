"""Files for IT say what they do, start the very kiosk they are about, and change nothing."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from xml.etree import ElementTree

import pytest

from kiosk.doctor import reboot
from kiosk.home import Home
from kiosk.installing.install import files_for
from kiosk.installing.place import Place
from store.errors import ConfigurationError
from tests.unit.kiosk.school_folder import SchoolFolder

LINUX = Place(
    PurePosixPath("/opt/k/python"), PurePosixPath("/opt/k/__main__.py"), PurePosixPath("/srv/50% a"), "Room 14"
)
WINDOWS = Place(
    PureWindowsPath("C:/K/python.exe"), PureWindowsPath("C:/K/m.py"), PureWindowsPath("D:/A & B"), "Room 14"
)


def test_the_unit_for_linux_starts_this_kiosk_as_an_account_of_its_own_without_core_or_swap() -> None:
    files = files_for(LINUX, "linux")
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(files["mentor-kiosk.service"])
    service = unit["Service"]
    assert service["ExecStart"].endswith('"-I" "/opt/k/__main__.py" "--home" "/srv/50%% a" "--kiosk" "Room 14"')
    assert (service["User"], service["LimitCORE"], service["MemorySwapMax"]) == ("mentor-kiosk", "0", "0")
    assert "chmod 700 '/srv/50% a'" in files["README.txt"]
    assert "/opt/k/python -m compileall -q /opt/kiosk /opt/screens /opt/store" in files["README.txt"]
    assert all(name in files["README.txt"] for name in files if name != "README.txt")


def test_the_files_for_windows_put_this_kiosk_in_the_place_of_the_desktop() -> None:
    files = files_for(WINDOWS, "win32")
    written = ElementTree.fromstring(files["shell-launcher.xml"])  # noqa: S314 - our own, just now
    shells = [one.get("Shell", "") for one in written.iter() if one.get("Shell")]
    (kiosk,) = [one for one in shells if "explorer" not in one]
    told = ["conhost.exe", *WINDOWS.command]
    assert kiosk == subprocess.list2cmdline(told)
    assert "shell-launcher.xml" in files["Set-Kiosk.ps1"]
    assert "Set-Kiosk.ps1" in files["README.txt"]
    with pytest.raises(ConfigurationError):
        files_for(LINUX, "darwin")


def test_a_folder_that_holds_a_desk_is_no_kiosk_for_pupils(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    out = founded.folder.parent / "for IT"
    assert founded.run("install", "--out", str(out)) == 1
    assert "Give the kiosk a folder of its own" in capsys.readouterr().err
    assert not out.exists()
    config = founded.folder / "kiosk.toml"
    head, *tables = config.read_text("utf-8").split("\n[")
    kept = [head, *(table for table in tables if table.startswith("[kiosks]"))]
    config.write_text("\n[".join(kept), "utf-8")
    (founded.folder / "root" / "root.key").unlink()
    if sys.platform in ("linux", "win32"):
        assert founded.run("install", "--out", str(out)) == 0
        assert "Nothing was changed" in capsys.readouterr().out
        assert str(founded.folder) in (out / "README.txt").read_text("utf-8")


def test_a_restart_that_takes_the_kiosks_folder_back_is_told_before_a_pupil_loses_a_report(tmp_path: Path) -> None:
    home, person = Home(tmp_path / "school"), tmp_path / "person"
    home.folder.mkdir()
    person.mkdir()
    assert any("is lost" in one for one in reboot.missing(home))
    list(reboot.mark(home, person, "first"))
    assert not list(reboot.missing(home, "second"))
    (told,) = reboot.after(home, person)
    assert "as does the rest" in told
    list(reboot.mark(home, person))
    (person / reboot.ELSEWHERE).unlink()
    (told,) = reboot.after(home, person)
    assert "the rest of the disk is put back" in told
    assert [one.name for one in home.folder.iterdir()] == [reboot.PASSED]
