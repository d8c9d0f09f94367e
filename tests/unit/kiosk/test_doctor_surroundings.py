"""The doctor sees who could read along and what a restart takes back, from each system's own files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PureWindowsPath

import pytest

from kiosk.cli import main
from kiosk.doctor import reboot
from kiosk.doctor.answer import Answer, State
from kiosk.doctor.clipboard import clipboard
from kiosk.doctor.computer import Computer
from kiosk.doctor.displays import displays
from kiosk.doctor.encryption import encryption
from kiosk.doctor.keyboard import keyboard
from kiosk.doctor.monitoring import monitoring
from kiosk.doctor.profile import profile
from kiosk.doctor.run import around, examine
from kiosk.doctor.running import SERVICES
from kiosk.doctor.write_filter import write_filter
from kiosk.home import Home
from kiosk.installing.install import refuse_touch_only
from store.errors import ConfigurationError
from tests.unit.kiosk.school_folder import SchoolFolder

GOOD, WARNING, UNKNOWN = State.GOOD, State.WARNING, State.CANNOT_TELL
ROOT = "27 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
KEYBOARD = (
    'N: Name="Keys"\nB: PROP=0\nB: EV=120013\nB: KEY=402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe\n'
)
TOUCH = 'N: Name="Glass"\nB: PROP=2\nB: EV=b\nB: KEY=400 0 0 0 0 0\n'
POWER = 'N: Name="Power"\nB: PROP=0\nB: EV=3\nB: KEY=10000000000000 0\n'
SID = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\S-1-5-21-7"
CLIPBOARD = r"HKCU\Software\Microsoft\Clipboard EnableClipboardHistory"


def linux(root: Path, files: Mapping[str, str]) -> Computer:
    for name, text in ({"proc/1/comm": "systemd\n", "proc/self/mountinfo": ROOT} | dict(files)).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return Computer("linux", root, Path("/home/kiosk"))


def windows(
    values: Mapping[str, str | int] | None = None,
    *,
    tasks: str = '"System","4","Services","0","1 K"\n',
    keys: Mapping[str, tuple[str, ...]] | None = None,
    bitlocker: tuple[int, str] | None = None,
    metrics: Mapping[int, int] | None = None,
    count: int | None = 1,
) -> Computer:
    def run(command: tuple[str, ...]) -> tuple[int, str] | None:
        return (0, tasks) if command[0].endswith("tasklist.exe") else bitlocker

    return Computer(
        "win32",
        Path("/nowhere"),
        Path(r"C:\Users\kiosk"),
        run=run,
        value=lambda key, name: (values or {}).get(f"{key} {name}"),
        below=lambda key: (keys or {}).get(key, ()),
        metric=lambda number: (metrics or {}).get(number, 0),
        displays=lambda: count,
    )


def mac(root: Path, answer: Callable[[str], str | None] = lambda _program: None) -> Computer:
    def run(command: tuple[str, ...]) -> tuple[int, str] | None:
        told = answer(command[0])
        return None if told is None else (0, told)

    return Computer("darwin", root, Path("/Users/kiosk"), run=run)


def in_three_parts(answer: Answer) -> None:
    assert answer.sentence.count(". ") + answer.sentence.count(": kiosk doctor") >= 2, answer


def test_a_program_that_shows_the_screen_to_others_is_named_on_each_system(tmp_path: Path) -> None:
    assert monitoring(linux(tmp_path / "a", {})).state is GOOD
    seen = monitoring(linux(tmp_path / "b", {"proc/7/comm": "x", "proc/7/cmdline": "/usr/bin/veyon-worker\0-x"}))
    assert (seen.state, "Veyon" in seen.sentence) == (WARNING, True)
    # Linux keeps 15 letters of a name.
    assert "Epoptes" not in monitoring(linux(tmp_path / "c", {"proc/7/comm": "epoptes"})).sentence
    own = linux(tmp_path / "d", {"proc/7/comm": "our-own-watching"[:15]})
    assert (monitoring(own).state, monitoring(own, ["Our-Own-Watching"]).state) == (GOOD, WARNING)
    hidden = Computer("linux", tmp_path / "e", Path("/"))
    assert monitoring(hidden).state is UNKNOWN
    assert "LanSchool" in monitoring(windows(tasks='"Student.EXE","9"\n')).sentence
    assert "Impero" in monitoring(windows(keys={SERVICES: ("ImperoClientSVC",)})).sentence
    assert monitoring(windows()).state is GOOD
    (tmp_path / "mac" / "Library" / "LaunchDaemons").mkdir(parents=True)
    daemon = tmp_path / "mac" / "Library" / "LaunchDaemons" / "com.lanschool.student.plist"
    daemon.touch()
    assert "LanSchool" in monitoring(mac(tmp_path / "mac", lambda _: "/sbin/launchd\n")).sentence
    daemon.unlink()
    assert monitoring(mac(tmp_path / "mac", lambda _: "/sbin/launchd\n")).state is GOOD
    assert monitoring(mac(tmp_path / "mac")).state is UNKNOWN


@pytest.mark.parametrize(("connected", "state"), [(0, UNKNOWN), (1, GOOD), (2, WARNING)])
def test_a_second_screen_is_told(tmp_path: Path, connected: int, state: State) -> None:
    files = {f"sys/class/drm/card0-HDMI-{number}/status": "connected\n" for number in range(connected)}
    assert displays(linux(tmp_path, {"sys/class/drm/card0-DP-1/status": "disconnected\n", **files})).state is state
    assert displays(windows(count=connected or None)).state is state
    assert displays(mac(tmp_path)).state is UNKNOWN


def test_a_history_of_the_clipboard_is_told(tmp_path: Path) -> None:
    assert clipboard(linux(tmp_path / "a", {"proc/9/comm": "gpaste-daemon"})).state is WARNING
    assert clipboard(linux(tmp_path / "b", {})).state is GOOD
    assert clipboard(windows({CLIPBOARD: 1})).state is WARNING
    forbidden = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\System AllowClipboardHistory"
    assert clipboard(windows({CLIPBOARD: 1, forbidden: 0})).state is GOOD
    assert clipboard(mac(tmp_path)).state is UNKNOWN


def test_an_encrypted_disk_is_known_under_a_volume_and_a_plain_one_is_told(tmp_path: Path) -> None:
    folder = Path("/srv/kiosk")
    plain = linux(tmp_path / "plain", {"sys/dev/block/8:1/size": "1"})
    assert encryption(plain, folder).state is WARNING
    mounts = ROOT + "28 27 253:1 / /srv rw shared:1 - ext4 /dev/mapper/vg-srv rw\n"
    below = linux(
        tmp_path / "below", {"proc/self/mountinfo": mounts, "sys/class/block/dm-0/dm/uuid": "CRYPT-LUKS2-x\n"}
    )
    volume = below.root / "sys" / "dev" / "block" / "253:1"
    (volume / "slaves").mkdir(parents=True)
    (volume / "slaves" / "dm-0").symlink_to(below.root / "sys" / "class" / "block" / "dm-0")
    assert encryption(below, folder).state is GOOD
    # One disk of two that is not encrypted holds half of everything.
    (below.root / "sys" / "class" / "block" / "sdb").mkdir()
    (volume / "slaves" / "sdb").symlink_to(below.root / "sys" / "class" / "block" / "sdb")
    assert encryption(below, folder).state is WARNING
    btrfs = linux(
        tmp_path / "btrfs",
        {
            "proc/self/mountinfo": "27 1 0:30 / / rw - btrfs /dev/mapper/luks rw\n",
            "sys/class/block/dm-3/dm/uuid": "CRYPT-LUKS1-y",
        },
    )
    (btrfs.root / "dev" / "mapper").mkdir(parents=True)
    (btrfs.root / "dev" / "mapper" / "luks").symlink_to("../dm-3")
    assert encryption(btrfs, folder).state is GOOD
    away = linux(tmp_path / "away", {"proc/self/mountinfo": "27 1 0:9 / / rw - nfs4 office:/home rw\n"})
    assert encryption(away, folder).state is UNKNOWN


def test_the_disk_of_windows_and_macos_is_asked_without_a_word_of_their_languages(tmp_path: Path) -> None:
    folder = PureWindowsPath(r"C:\ProgramData\kiosk")
    assert encryption(windows(bitlocker=(0, "Schutz aktiv")), folder).state is GOOD
    assert encryption(windows(bitlocker=(1, "Verschl\u00fcsselt: 0,0%")), folder).state is WARNING
    assert encryption(windows(bitlocker=(1, "Zugriff verweigert")), folder).state is UNKNOWN
    started = {r"HKLM\SYSTEM\CurrentControlSet\Control\BitLockerStatus BootStatus": 1}
    assert encryption(windows(started), folder).state is GOOD
    assert encryption(windows(started), PureWindowsPath(r"D:\kiosk")).state is UNKNOWN
    assert encryption(mac(tmp_path, lambda _: "FileVault is On.\n"), tmp_path).state is GOOD
    assert encryption(mac(tmp_path, lambda _: "FileVault is Off.\n"), tmp_path).state is WARNING
    assert encryption(mac(tmp_path), tmp_path).state is UNKNOWN


def test_an_account_that_is_emptied_is_told_where_the_kiosk_lies_in_it(tmp_path: Path) -> None:
    inside, outside = Path("/home/kiosk/data"), Path("/srv/kiosk")
    assert profile(linux(tmp_path / "a", {}), inside).state is GOOD
    in_memory = {"proc/self/mountinfo": ROOT + r"9 27 0:5 / /home rw - tmpfs tmpfs rw" + "\n"}
    assert profile(linux(tmp_path / "b", in_memory), inside).state is WARNING
    assert profile(linux(tmp_path / "b", in_memory), outside).state is GOOD
    there = PureWindowsPath(r"C:\Users\kiosk\data")
    listed = {SID.rpartition("\\")[0]: ("S-1-5-21-7",)}
    for state, told in ((0x0800, WARNING), (0x0100, GOOD)):
        known = {f"{SID} State": state, f"{SID} ProfileImagePath": r"c:\users\KIOSK"}
        assert profile(windows(known, keys=listed), there).state is told
    guest = Computer("darwin", tmp_path, Path("/Users/Guest"))
    assert profile(guest, Path("/Users/Guest/data")).state is WARNING


def test_what_takes_the_disk_back_is_told_until_a_restart_was_outlived(tmp_path: Path) -> None:
    overlay = linux(tmp_path, {"proc/self/mountinfo": "27 1 0:30 / / rw - overlay overlayroot rw\n"})
    assert write_filter(overlay, Path("/srv/a b"), is_proved=False).state is WARNING
    assert write_filter(overlay, Path("/srv/a b"), is_proved=True).state is GOOD
    kept = "27 1 0:30 / / rw - overlay o rw\n28 27 8:2 / /srv/a\\040b rw - ext4 /dev/sda2 rw\n"
    (tmp_path / "proc/self/mountinfo").write_text(kept, "ascii")
    assert write_filter(overlay, Path("/srv/a b"), is_proved=False).state is GOOD
    (tmp_path / "proc/self/mountinfo").unlink()
    assert write_filter(overlay, Path("/srv/a b"), is_proved=False).state is UNKNOWN
    frozen = windows(tasks='"DFServ.exe","5"\n', keys={SERVICES: ("uwfvol",)})
    told = write_filter(frozen, PureWindowsPath("C:/k"), is_proved=False).sentence
    assert "Deep Freeze, the Unified Write Filter" in told


def test_a_computer_that_can_only_be_touched_gets_no_files_for_a_kiosk(tmp_path: Path) -> None:
    for number, (devices, state) in enumerate(
        (
            ((POWER, KEYBOARD, TOUCH), GOOD),
            ((POWER, TOUCH), WARNING),
            ((POWER,), UNKNOWN),
        )
    ):
        computer = linux(tmp_path / f"{number}", {"proc/bus/input/devices": "\n".join(devices)})
        assert keyboard(computer).state is state
        if state is WARNING:
            with pytest.raises(ConfigurationError, match="no keyboard"):
                refuse_touch_only(computer)
        else:
            refuse_touch_only(computer)
    assert keyboard(windows(metrics={95: 10, 0x2003: 0})).state is WARNING
    assert keyboard(windows(metrics={95: 10, 0x2003: 1})).state is GOOD


def test_reports_are_not_safe_here_until_a_restart_was_outlived_on_this_computer(
    tmp_path: Path, founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    config = founded.folder / "kiosk.toml"
    config.write_text(config.read_text("utf-8").replace('costs = "floor"', 'costs = "standard"'), "utf-8")
    home, person = Home(founded.folder), tmp_path / "person"
    person.mkdir()
    assert reboot.NOT_SAFE in "\n".join(examine(home, around(home)))
    list(reboot.mark(home, person, "first"))
    (told,) = reboot.missing(home, "first")
    assert "was not restarted" in told
    assert not list(reboot.missing(home, "second"))
    list(reboot.after(home, person))
    assert reboot.restart(home).state is GOOD
    elsewhere = Home(home.folder.rename(tmp_path / "copied"))
    assert reboot.restart(elsewhere).state is WARNING
    # What a restart took back proves the contrary of what was proved before.
    list(reboot.after(home := Home(elsewhere.folder.rename(home.folder)), person))
    assert reboot.has_passed(home)
    assert list(reboot.missing(home))
    assert not reboot.has_passed(home)
    capsys.readouterr()
    assert main(["--home", str(home.folder), "doctor", "--before-reboot"]) == 0
    assert main(["--home", str(home.folder), "doctor", "--after-reboot"]) == (1 if reboot.boot_number() else 0)
    (Path.home() / reboot.ELSEWHERE).unlink(missing_ok=True)


def test_on_this_very_computer_each_check_has_an_answer_in_three_parts_and_costs_little(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = around(Home(founded.folder))
    assert len({one.check for one in answers}) == len(answers) == 8
    for one in answers:
        in_three_parts(one)
    # The demonstration's kind of school is for trying out: nobody has to restart a computer for it.
    assert answers[0].state is GOOD
    founded.run("doctor", "--all")
    told = capsys.readouterr().out.splitlines()
    for one in answers:
        assert f"{one.state.value} {one.sentence}" in told


def test_the_schools_own_watchers_stand_in_its_configuration(founded: SchoolFolder) -> None:
    config = founded.folder / "kiosk.toml"
    config.write_text('watchers = ["our-watcher*", "other"]\n' + config.read_text("utf-8"), "utf-8")
    assert Home(founded.folder).config.watchers == ("our-watcher*", "other")
