"""A store whose certificate changes, while nobody goes to any kiosk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.serving.service_files import read_enrolled
from kiosk.syncing.once import exchanged
from kiosk.syncing.sync import sync_home
from store.feeds.by_network.http_trouble import Trouble
from store.scheme.keys_bundle import NO_PIN
from store.service.certificate import pin_of
from tests.authority import authority
from tests.https_server import pem
from tests.journeys.served_school import Served
from tests.unit.kiosk.school_folder import ROOT, SchoolFolder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the kill is POSIX's")


@pytest.fixture
def served(school: SchoolFolder) -> Iterator[Served]:
    sync_home(Home(school.folder))
    made = Served(Home(school.folder))
    yield made
    made.close()


def certificate(folder: Path, name: str, data: bytes) -> tuple[str, str]:
    path = folder / f"{name}.pem"
    path.write_bytes(data)
    return "--tls-cert", str(path)


def served_with(served: Served, *arguments: str) -> None:
    served.arguments = arguments
    served.start()


def reached(home: Home) -> Trouble | None:
    return exchanged(home, home.config.kiosks[0].name).trouble


@pytest.mark.long
def test_kiosks_follow_a_new_pinned_certificate_that_the_root_has_signed_for(
    served: Served, school: SchoolFolder, tmp_path: Path
) -> None:
    served.start()
    library, gym = served.enrolled("Library", tmp_path / "new"), served.enrolled("Gym", tmp_path / "new")
    assert school.run("devices", "admit") == 0
    assert [reached(library), reached(gym)] == [None, None]
    new = pin_of(pem(5)).hex()
    where = ("--address", served.address.address, "--pin", new)
    assert school.run("devices", "store", *where, asked=(ROOT,)) == 0
    # The library hears of it while the old certificate is still there, the gym is off that day.
    assert reached(library) is None
    served.kill()
    served_with(served, *certificate(tmp_path, "second", pem(5)))
    assert reached(library) is None
    assert reached(gym) == Trouble.INTERCEPTED
    # Once no kiosk needs the old way any more, it is forgotten.
    assert school.run("devices", "store", *where, "--only", asked=(ROOT,)) == 0
    assert [reached(library), reached(library)] == [None, None]
    served.kill()
    served_with(served, *certificate(tmp_path, "third", pem(6)))
    assert reached(library) == Trouble.INTERCEPTED


@pytest.mark.long
def test_a_certificate_of_an_authority_is_trusted_as_the_webs_and_renewed_at_any_time(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(authority().trusted)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    served_with(served, *certificate(tmp_path, "first", authority().signed()))
    assert served.address.spki == NO_PIN
    library = served.enrolled("Library", tmp_path / "new")
    enrolled = read_enrolled(library.kiosk(None).folder)
    assert enrolled is not None
    assert enrolled.at.spki == NO_PIN
    for name, data, trouble in (
        ("renewed", authority().signed(), None),
        ("expired", authority().signed(begins=timedelta(days=-90), lasts=timedelta(days=30)), Trouble.CERTIFICATE),
        ("self-made", pem(7), Trouble.INTERCEPTED),
    ):
        served.kill()
        served_with(served, *certificate(tmp_path, name, data))
        assert reached(library) == trouble
