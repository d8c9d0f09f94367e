"""A computer with Windows as a kiosk: Shell Launcher shows one program in place of the desktop."""

from __future__ import annotations

import subprocess
from typing import Final
from xml.sax.saxutils import quoteattr

from kiosk.installing.place import ACCOUNT, Place

_PROFILE: Final = "{6d0f5b0e-7c43-4b0b-9d0e-2f4b6f0c51a7}"
_XML: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<ShellLauncherConfiguration xmlns="http://schemas.microsoft.com/ShellLauncher/2018/Configuration"
                            xmlns:V2="http://schemas.microsoft.com/ShellLauncher/2019/Configuration">
  <Profiles>
    <DefaultProfile>
      <Shell Shell="%SystemRoot%\\explorer.exe"/>
    </DefaultProfile>
    <Profile Id="{profile}">
      <Shell Shell={shell} V2:AppType="Desktop" V2:AllAppsFullScreen="true">
        <DefaultAction Action="RestartShell"/>
      </Shell>
    </Profile>
  </Profiles>
  <Configs>
    <Config>
      <Account Name="{account}"/>
      <Profile Id="{profile}"/>
    </Config>
  </Configs>
</ShellLauncherConfiguration>
"""
_SCRIPT: Final = """\
# Run as SYSTEM, from the folder that this file is in. Education or Enterprise editions of Windows have Shell Launcher.
$ErrorActionPreference = "Stop"
Add-Type -AssemblyName System.Web
$told = Get-Content -Raw -Encoding UTF8 -LiteralPath (Join-Path $PSScriptRoot "shell-launcher.xml")
$place = Get-CimInstance -Namespace "root\\cimv2\\mdm\\dmmap" -ClassName "MDM_AssignedAccess"
$place.ShellLauncher = [System.Web.HttpUtility]::HtmlEncode($told)
Set-CimInstance -CimInstance $place
"""
_README: Final = """\
A mentor kiosk on this computer: {kiosk}

Nothing has been changed yet. These files are for IT to read, then to put in place as an administrator, in this order.
Try them on a spare computer first. On Windows the kiosk is one process: start the computer anew each day.

1. Encrypt the disk (BitLocker), with what is written of memory on it:
     fsutil behavior set encryptpagingfile 1
     powercfg /hibernate off
2. No copies of memory after a crash:
     Disable-WindowsErrorReporting
3. An account of its own, not an administrator:
     New-LocalUser -Name {account} -NoPassword
     Add-LocalGroupMember -SID S-1-5-32-545 -Member {account}
4. The kiosk's folder for that account alone:
     icacls "{home}" /inheritance:r /grant "{account}:(OI)(CI)M" "SYSTEM:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F"
   And, once, the program's bytecode, else each start takes twice as long:
     {compiling}
5. The one program that this account sees:
     Enable-WindowsOptionalFeature -Online -FeatureName Client-EmbeddedShellLauncher -All
     as SYSTEM (a start-up script, or PsExec -s):  powershell -ExecutionPolicy Bypass -File Set-Kiosk.ps1
6. For this account by group policy: no Task Manager, no locking, no change of password, no Windows keys.
7. Where the disk is put back at each restart, the kiosk's folder must be on one that is not. Before and after one:
     {doctor} --before-reboot
     {doctor} --after-reboot
8. A password for the firmware, no start from a stick, a firewall that lets this computer reach the store alone.

Undone by: the same script with an empty $told.
"""


def windows_files(place: Place) -> dict[str, str]:
    """Return the files by name."""
    shell = subprocess.list2cmdline(["conhost.exe", *place.command])
    doctor = subprocess.list2cmdline([*place.command[:5], "doctor"])
    compiling = subprocess.list2cmdline([str(place.python), "-m", "compileall", "-q", *place.packages])
    return {
        "README.txt": _README.format(
            compiling=compiling, kiosk=place.kiosk, home=place.home, account=ACCOUNT, doctor=doctor
        ),
        "shell-launcher.xml": _XML.format(profile=_PROFILE, shell=quoteattr(shell), account=ACCOUNT),
        "Set-Kiosk.ps1": _SCRIPT,
    }
