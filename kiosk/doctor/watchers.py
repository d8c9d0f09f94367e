"""Programs known to show a screen, or what is typed, to somebody else.

The names are those under which makers and administrators' guides list the programs, services and packages. More are
named in kiosk.toml: `watchers = ["name*"]`. Extensions of a browser (GoGuardian, Hapara) run in no program of their
own, so nothing here finds them.
"""

from __future__ import annotations

from typing import Final

# A star stands for any letters; big or small ones, .exe at the end, the 15 letters that Linux keeps don't matter.
WATCHERS: Final[dict[str, tuple[str, ...]]] = {
    # Classroom management: a teacher sees every screen as small pictures, often with the keys that are typed.
    "Impero": ("impero*",),
    "LanSchool": ("lanschool*", "lskhelper", "lskhlpr64", "com.lanschool*"),
    "NetSupport": ("client32", "netsupport*", "com.netsupport*"),
    "Netop Vision": ("mesuax",),
    "Veyon": ("veyon*", "io.veyon*"),
    "iTALC": ("italc*",),
    "Epoptes": ("epoptes-client",),
    "Senso": ("senso.*", "sensocloud*", "sensoclient*", "cloud.senso*"),
    "Faronics Insight": ("faronicsinsight*", "faronics insight*", "com.faronics.insight*"),
    "AB Tutor": ("abtutor*", "ab tutor*"),
    "DyKnow": ("dyknow*", "com.dyknow*"),
    "Lightspeed": ("lightspeed*", "com.lightspeed*"),
    # Monitoring for keeping children safe: keys and pictures of the screen go to a person or a company.
    "Smoothwall Monitor": ("smoothwall*monitor*", "visigo*"),
    "Securly": ("securly*", "com.securly*"),
    "Securus": ("securus*",),
    # Watching employees or children.
    "ActivTrak": ("scthost", "svctcom", "activtrak*", "com.activtrak*"),
    "Teramind": ("teramind*", "com.teramind*"),
    "Veriato": ("veriato*",),
    "Hubstaff": ("hubstaff*",),
    "a keylogger": ("logkeys", "spyrix*", "refog*", "kidlogger*"),
    # Seeing a screen from afar.
    "VNC": (
        "winvnc*",
        "tvnserver",
        "vncserver*",
        "x11vnc",
        "x0vncserver",
        "x0tigervnc*",
        "wayvnc",
        "vino-server",
        "krfb",
    ),
    "TeamViewer": ("teamviewer*", "com.teamviewer*"),
    "AnyDesk": ("anydesk*", "com.philandro.anydesk*"),
    "RustDesk": ("rustdesk*", "com.carriez.rustdesk*"),
    "Apple Remote Desktop": ("ardagent", "screensharingd"),
}

# Names too common to mean anything but on Windows.
WINDOWS_WATCHERS: Final[dict[str, tuple[str, ...]]] = {"LanSchool": ("student",), "Lightspeed": ("lma", "useraction*")}
