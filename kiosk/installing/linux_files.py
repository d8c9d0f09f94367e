"""A computer with Linux (Debian, Raspberry Pi OS) as a kiosk: systemd starts cage, which shows one terminal alone."""

from __future__ import annotations

import shlex
from typing import Final

from kiosk.installing.place import ACCOUNT, Place

_UNIT: Final = """\
# A terminal that fills the screen, with the mentor kiosk in it, on the first virtual console.
[Unit]
Description=Mentor kiosk
After=systemd-user-sessions.service plymouth-quit-wait.service dbus.socket systemd-logind.service getty@tty1.service
Before=graphical.target
Wants=dbus.socket systemd-logind.service
Conflicts=getty@tty1.service
ConditionPathExists=/dev/tty0

[Service]
# Without -s cage lets nobody switch to another console.
ExecStart=/usr/bin/cage -d -- /usr/bin/foot --config=/etc/mentor-kiosk/foot.ini {command}
Restart=always
RestartSec=2
User={account}
PAMName=login
UMask=0077
TTYPath=/dev/tty1
TTYReset=yes
TTYVHangup=yes
TTYVTDisallocate=yes
StandardInput=tty-fail
UtmpIdentifier=tty1
UtmpMode=user
# What pupils type is in memory alone: no core file, no swap.
LimitCORE=0
MemorySwapMax=0

[Install]
WantedBy=graphical.target
"""
_FOOT: Final = """\
# The terminal of the mentor kiosk: nothing is kept, copied, opened or started from it.
term=xterm-256color
font=monospace:size=16
initial-window-mode=fullscreen

[scrollback]
lines=0

[security]
osc52=disabled

[key-bindings]
clipboard-copy=none
clipboard-paste=none
primary-paste=none
scrollback-up-page=none
scrollback-down-page=none
search-start=none
show-urls-launch=none
spawn-terminal=none
unicode-input=none

[mouse-bindings]
primary-paste=none
"""
_README: Final = """\
A mentor kiosk on this computer: {kiosk}

Nothing has been changed yet. These files are for IT to read, then to put in place as root, in this order.
Try them on a spare computer first: names of packages differ between versions of Linux.

1. Encrypt the disk, or at least switch swap off:
     swapoff -a                                       (and take swap out of /etc/fstab)
2. An account of its own, with no password and no shell:
     useradd --system --create-home --shell /usr/sbin/nologin --groups video,input,render {account}
3. The kiosk's folder for that account alone; the program for it to read:
     chown -R {account}: {home}
     chmod 700 {home}
     runuser -u {account} -- {python} --version
     {python} -m compileall -q {packages}
                                                      (else each start takes twice as long)
4. What shows one program alone:
     apt install cage foot
     foot --check-config --config=foot.ini
5. The files of this folder:
     install -D -m 644 foot.ini /etc/mentor-kiosk/foot.ini
     install -m 644 mentor-kiosk.service /etc/systemd/system/mentor-kiosk.service
     systemd-analyze verify /etc/systemd/system/mentor-kiosk.service
6. Start it with the computer, and nothing else on its screen:
     systemctl disable --now getty@tty1.service
     systemctl set-default graphical.target
     systemctl disable display-manager.service        (where there is one)
     systemctl enable --now mentor-kiosk.service
7. Where the disk is put back at each restart, the kiosk's folder must be on one that is not. Before and after one:
     runuser -u {account} -- {doctor} --before-reboot
     runuser -u {account} -- {doctor} --after-reboot
8. A password for the firmware, no start from a stick, a firewall that lets this computer reach the store alone.

Undone by: systemctl disable --now mentor-kiosk.service; systemctl enable --now getty@tty1.service
"""


def linux_files(place: Place) -> dict[str, str]:
    """Return the files by name."""
    command = " ".join(_unit_word(part) for part in place.command)
    python, start, home = (shlex.quote(str(one)) for one in (place.python, place.start, place.home))
    packages = " ".join(map(shlex.quote, place.packages))
    told = {"packages": packages, "python": python, "home": home, "kiosk": place.kiosk, "account": ACCOUNT}
    doctor = f"{python} -I {start} --home {home} doctor"
    return {
        "README.txt": _README.format(doctor=doctor, **told),
        "mentor-kiosk.service": _UNIT.format(command=command, account=ACCOUNT),
        "foot.ini": _FOOT,
    }


def _unit_word(text: str) -> str:
    """Return one argument as systemd reads it back (systemd.service(5), "Command lines")."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'
