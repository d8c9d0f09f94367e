"""What a newer program published, what stands wrong in the configuration: one plain sentence, nothing lost."""

from __future__ import annotations

import os

from kiosk.parts import open_device
from store.feeds.entry import LANE_NOTICES
from store.scheme.documents import POLICY
from store.scheme.notices import KIND_DOCUMENT, KIND_KEYS, pack_notice
from store.signed import cose
from store.signed.canonical import Plain, encode
from store.signed.signing_key import SigningKey
from tests.journeys.bad_input import Programs, contents

# -- what a newer program published


def publish_newer(programs: Programs) -> None:
    """Publish, as a newer program would, a policy and keys in a shape that this one does not know."""
    home = programs.home
    desk = open_device(home, home.desk("Office"))
    policy: dict[int, Plain] = {1: 2, 2: desk.school.id, 3: POLICY, 4: 99, 5: desk.key.id, 9: "new"}
    root = SigningKey.generate()
    with desk.database.write() as connection:
        for kind, signed in (
            (KIND_DOCUMENT, cose.sign("document", encode(policy), desk.key)),
            (KIND_KEYS, cose.sign("keys", encode({1: 2, 2: desk.school.id, 99: "new"}), root)),
        ):
            desk.feeds.append(connection, LANE_NOTICES, pack_notice([(kind, signed)]))
    desk.close()


def test_what_a_newer_program_published_is_carried_on_and_the_last_known_stays_in_force(programs: Programs) -> None:
    publish_newer(programs)
    programs.is_whole()
    assert "with a newer version of the program" in programs.run("doctor").out
    programs.report("still goes")
    assert "5 sealed items received" in programs.run("sync").of("Office")


# -- the configuration


def test_a_configuration_that_is_newer_wrong_or_no_text_is_one_sentence_and_nothing_is_touched(
    programs: Programs,
) -> None:
    path = programs.folder / "kiosk.toml"
    good = path.read_text("utf-8")
    for data, told in (
        (good.replace("version = 1", "version = 2") + "\n[new]\nkey = 1\n", "newer version"),
        ('"zebr\\u001b[31m" = 1\n' + good, "does not know"),
        ("this = = is not\n", "line 1"),
        (good.replace("version = 1\n", ""), "'version' is missing"),
        (good.replace("version = 1", "version = true"), "'version' is wrong"),
        ("version = " + "9" * 5000 + "\n", "no configuration"),
        ("version = " + "[" * 5000, "no configuration"),
        (good + "#" * (1 << 20), "'version' is missing"),
        (good + '\n[[folders]]\npath = "a\\u0000b"\n', "no folder can be named"),
        (good + '\n[[folders]]\npath = "~nobody-of-this-name/x"\n', "no folder can be named"),
        (good.encode("utf-16"), "not UTF-8"),
        (good.replace("Brook", "Bröök").encode("latin-1"), "not UTF-8"),
        (os.urandom(400) + b"\xff", "not UTF-8"),
        (b"", "'version' is missing"),
    ):
        before = contents(programs.folder)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        assert told in programs.run("sync").sentence
        found = programs.run("doctor")
        found.check_clean()
        assert told in found.out
        path.write_text(good, "utf-8")
        assert contents(programs.folder) == before
    programs.is_whole()
