"""Known answers for documents, keys bundles, key files, vaults, with failing cases beside the passing one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from store import errors
from store.scheme.documents import make_document, read_document
from store.scheme.keys_bundle import (
    DeskEntry,
    KeysBundle,
    RoleEntry,
    StaffEntry,
    StoreEntry,
    read_keys,
    sign_keys,
)
from store.scheme.vaults import Card, MentorKeys, Vault, lookup_of, open_vault, open_work_copy, read_card
from store.sealing.costs import Costs
from store.sealing.key_file import (
    KeyFile,
    KeyFileContent,
    casebook_key,
    make_key_file,
    open_key_file,
    role_identity,
    role_signing_key,
    staff_identity,
    staff_signing_key,
)
from store.sealing.xwing import Identity
from store.signed import cose
from store.signed.canonical import decode
from store.signed.signing_key import SigningKey, id16

Case = dict[str, Any]
VECTORS: dict[str, Case] = json.loads((Path(__file__).parent / "scheme.json").read_text("utf-8"))
DOCUMENT, KEYS, KEY_FILE, VAULT = (VECTORS[name] for name in ("document", "keys", "key file", "vault"))


def unhex(case: Case, name: str) -> bytes:
    return bytes.fromhex(case[name])


def failing(case: Case) -> list[object]:
    return [pytest.param(one, id=one["why"]) for one in case["failing"]]


def test_a_document_is_signed_and_read_as_known() -> None:
    desk = SigningKey(unhex(DOCUMENT, "desk seed"))
    assert desk.public == unhex(DOCUMENT, "desk public")
    signed = make_document(
        DOCUMENT["name"],
        DOCUMENT["counter"],
        decode(unhex(DOCUMENT, "content")),
        desk,
        unhex(DOCUMENT, "school"),
        unhex(DOCUMENT, "replaces"),
        DOCUMENT["count"],
    )
    assert signed == unhex(DOCUMENT, "signed")
    found = read_document(signed, desk.public)
    assert found.hash == unhex(DOCUMENT, "hash")
    assert (found.name, found.counter, found.count) == (DOCUMENT["name"], DOCUMENT["counter"], DOCUMENT["count"])
    assert found.content == decode(unhex(DOCUMENT, "content"))


@pytest.mark.parametrize("case", failing(DOCUMENT))
def test_a_document_that_is_wrong_is_refused_as_known(case: Case) -> None:
    with pytest.raises(getattr(errors, case["error"])):
        read_document(unhex(case, "signed"), unhex(DOCUMENT, "desk public"))


def test_keys_are_signed_and_read_as_known() -> None:
    root = SigningKey(unhex(KEYS, "root seed"))
    (role, role_seed), (staff_seed, person, roles) = KEYS["role"], KEYS["staff"]
    seed, staff = bytes.fromhex(role_seed), bytes.fromhex(staff_seed)
    desk, store = KEYS["desk"], KEYS["store"]
    bundle = KeysBundle(
        id16(root.public),
        KEYS["version"],
        (root.public,),
        (RoleEntry(role, role_identity(seed).recipient.raw, role_signing_key(seed).public),),
        (
            StaffEntry(
                staff_signing_key(staff).public,
                staff_identity(staff).recipient.raw,
                bytes.fromhex(person),
                tuple(roles),
            ),
        ),
        (DeskEntry(bytes.fromhex(desk[0]), tuple(desk[1]), tuple(desk[2])),),
        (StoreEntry(bytes.fromhex(store[0]), bytes.fromhex(store[1]), store[2]),),
        KEYS["shown until"],
        unhex(KEYS, "lookup"),
    )
    assert sign_keys(bundle, root) == unhex(KEYS, "signed")
    assert read_keys(unhex(KEYS, "signed"), [unhex(KEYS, "root public")]) == bundle
    assert cose.digest(unhex(KEYS, "signed")) == unhex(KEYS, "hash")


@pytest.mark.parametrize("case", failing(KEYS))
def test_keys_that_are_wrong_are_refused_as_known(case: Case) -> None:
    with pytest.raises(getattr(errors, case["error"])):
        read_keys(unhex(case, "signed"), [unhex(KEYS, "root public")])


def test_a_key_file_is_made_and_opened_as_known() -> None:
    content = KeyFileContent(
        unhex(KEY_FILE, "staff seed"),
        {role: bytes.fromhex(seed) for role, seed in KEY_FILE["roles"].items()},
        unhex(KEY_FILE, "root seed"),
    )
    school, person, words = unhex(KEY_FILE, "school"), unhex(KEY_FILE, "person"), KEY_FILE["words"]
    drawn = {16: unhex(KEY_FILE, "salt"), 12: unhex(KEY_FILE, "nonce")}
    made = make_key_file(school, person, content, words, Costs(*KEY_FILE["costs"]), random=drawn.__getitem__)
    assert made == unhex(KEY_FILE, "file")
    assert open_key_file(made, words) == KeyFile(school, person, content)


def test_keys_come_from_seeds_as_known() -> None:
    derived, staff = KEY_FILE["derived"], unhex(KEY_FILE, "staff seed")
    role = bytes.fromhex(KEY_FILE["roles"]["head"])
    assert staff_signing_key(staff).public == unhex(derived, "staff sign")
    assert staff_identity(staff).seed == unhex(derived, "staff seal seed")
    assert role_signing_key(role).public == unhex(derived, "role sign")
    assert casebook_key(role) == unhex(derived, "casebook")
    assert role_identity(role).to_text() == derived["role identity"]


@pytest.mark.parametrize("case", failing(KEY_FILE))
def test_a_key_file_that_is_wrong_is_refused_as_known(case: Case) -> None:
    with pytest.raises(getattr(errors, case["error"])):
        open_key_file(unhex(case, "file"), case["words"])


def test_a_vault_opens_as_known() -> None:
    vault = Vault.from_bytes(unhex(VAULT, "vault"))
    work, private = Identity(unhex(VAULT, "work seed")), Identity(unhex(VAULT, "private seed"))
    assert vault.digest() == unhex(VAULT, "digest")
    assert open_vault(vault, VAULT["words"]) == MentorKeys(unhex(VAULT, "person"), work, private)
    assert vault.lookup == lookup_of(unhex(VAULT, "lookup key"), VAULT["name"])
    assert read_card(vault, work) == Card(VAULT["name"], tuple((key, label) for key, label in VAULT["mentees"]))
    assert open_work_copy(vault, Identity(unhex(VAULT, "coordinator seed"))) == work
    assert (vault.made_by.hex(), vault.made_at) == (VAULT["made by"], VAULT["made at"])
    assert vault.costs == Costs(*VAULT["costs"])


@pytest.mark.parametrize("case", failing(VAULT))
def test_a_vault_that_is_wrong_is_refused_as_known(case: Case) -> None:
    items = decode(unhex(VAULT, "vault"))
    assert isinstance(items, list)
    changed = [
        decode(unhex(case["changed"], str(n))) if str(n) in case["changed"] else one for n, one in enumerate(items)
    ]
    with pytest.raises(getattr(errors, case["error"])):
        open_vault(Vault.from_plain(changed), case["words"])
