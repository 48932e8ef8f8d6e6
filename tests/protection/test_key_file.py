"""The key file: who opens it, who does not, and that no file whatever crashes, hangs or opens what it should not."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.protection import key_file
from desktop.protection.data_key import DataKey
from desktop.protection.key_file import KEYS_NAME
from desktop.protection.wrapping import make_data_key, make_district_key, public_of
from forms.problems import Problem
from tests.protection.making import CHEAP


def protect(folder: Path, counter: str = "D7") -> tuple[DataKey, str]:
    folder.mkdir(exist_ok=True, parents=True)
    return key_file.protect_folder(folder, counter, "a", "first password", cost=CHEAP)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, DataKey, str]:
    """A key file with two passwords and a district, its key and its code."""
    folder = tmp_path_factory.mktemp("keys")
    key, code = protect(folder)
    key_file.set_password(folder, key, "b", "second password", cost=CHEAP)
    key_file.set_district(folder, key, public_of(make_district_key()).hex())
    return (folder / KEYS_NAME).read_bytes(), key, code


def code_of(folder: Path, operator: str, password: str) -> str:
    with pytest.raises(Problem) as raised:
        key_file.unlock(folder, operator, password)
    return raised.value.code


def test_a_password_opens_and_another_does_not(tmp_path: Path) -> None:
    key, _ = protect(tmp_path)
    assert key_file.unlock(tmp_path, "a", "first password") == key
    assert code_of(tmp_path, "a", "First password") == "700"
    assert code_of(tmp_path, "nobody", "first password") == "708"


def test_the_derived_keys_differ_from_the_key_and_from_each_other(tmp_path: Path) -> None:
    key, _ = protect(tmp_path)
    assert len({key.secret, key.store, key.files}) == 3
    assert {len(key.secret), len(key.store), len(key.files)} == {32}
    assert key.secret.hex() not in repr(key)


def test_a_password_is_the_same_however_its_letters_are_composed(tmp_path: Path) -> None:
    key, _ = protect(tmp_path)
    key_file.set_password(tmp_path, key, "a", "Й composed", cost=CHEAP)
    assert key_file.unlock(tmp_path, "a", "И\u0306 composed") == key


def test_nothing_of_the_keys_or_passwords_stands_in_the_file(made: tuple[bytes, DataKey, str]) -> None:
    content, key, code = made
    for secret in (key.secret, key.store, key.files):
        assert secret not in content
        assert secret.hex().encode() not in content
    assert b"password" not in content.replace(b"sign_ins", b"")
    assert code.encode() not in content


def test_a_new_password_ends_the_old_one(tmp_path: Path) -> None:
    key, _ = protect(tmp_path)
    key_file.set_password(tmp_path, key, "a", "another one", cost=CHEAP)
    assert code_of(tmp_path, "a", "first password") == "700"
    assert key_file.unlock(tmp_path, "a", "another one") == key
    assert key_file.list_sign_ins(tmp_path) == ("a",)


def test_a_dropped_sign_in_opens_nothing(tmp_path: Path) -> None:
    key, _ = protect(tmp_path)
    key_file.set_password(tmp_path, key, "b", "second password", cost=CHEAP)
    key_file.drop_sign_in(tmp_path, "a")
    assert code_of(tmp_path, "a", "first password") == "708"
    assert key_file.unlock(tmp_path, "b", "second password") == key


def test_a_folder_is_protected_once(tmp_path: Path) -> None:
    protect(tmp_path)
    with pytest.raises(Problem, match="707"):
        protect(tmp_path)


def test_the_recovery_sheet_opens_until_it_is_renewed(tmp_path: Path) -> None:
    key, code = protect(tmp_path)
    assert key_file.unlock_by_recovery(tmp_path, code) == key
    new = key_file.renew_recovery(tmp_path, key)
    assert key_file.unlock_by_recovery(tmp_path, new) == key
    with pytest.raises(Problem, match="710"):
        key_file.unlock_by_recovery(tmp_path, code)


def test_the_district_opens_what_was_sealed_to_it_and_nothing_else(tmp_path: Path) -> None:
    key, code = protect(tmp_path)
    private = make_district_key()
    with pytest.raises(Problem, match="716"):
        key_file.open_by_district(tmp_path / KEYS_NAME, private)
    key_file.set_district(tmp_path, key, f" {public_of(private).hex().upper()}\n")
    assert key_file.open_by_district(tmp_path / KEYS_NAME, private) == key
    for other in (make_district_key(), b"", b"x" * 31):
        with pytest.raises(Problem, match="716"):
            key_file.open_by_district(tmp_path / KEYS_NAME, other)
    # The school and the office still open it, each their own way.
    assert key_file.unlock_by_recovery(tmp_path, code) == key


@pytest.mark.parametrize("public", ["", "zz", "00" * 31, "00" * 33, "00" * 32])
def test_what_is_no_public_key_is_refused_and_changes_nothing(tmp_path: Path, public: str) -> None:
    key, _ = protect(tmp_path)
    before = (tmp_path / KEYS_NAME).read_bytes()
    with pytest.raises(Problem, match="716"):
        key_file.set_district(tmp_path, key, public)
    assert (tmp_path / KEYS_NAME).read_bytes() == before


def test_another_folders_key_never_gets_in(tmp_path: Path) -> None:
    protect(tmp_path / "one")
    before = (tmp_path / "one" / KEYS_NAME).read_bytes()
    for change in (
        lambda: key_file.set_password(tmp_path / "one", make_data_key(), "a", "sneaked in", cost=CHEAP),
        lambda: key_file.renew_recovery(tmp_path / "one", make_data_key()),
        lambda: key_file.set_district(tmp_path / "one", make_data_key(), public_of(make_district_key()).hex()),
    ):
        with pytest.raises(Problem, match="706"):
            change()
    assert (tmp_path / "one" / KEYS_NAME).read_bytes() == before


def test_wrappings_cannot_change_places(tmp_path: Path) -> None:
    """Someone with an editor gives themselves another's place, or another file's, with the checksum made right."""
    key, _ = protect(tmp_path)
    key_file.set_password(tmp_path, key, "b", "second password", cost=CHEAP)
    keys = key_file.read_keys(tmp_path)
    first, second = keys.sign_ins
    swapped = (msgspec.structs.replace(first, operator="b"), msgspec.structs.replace(second, operator="a"))
    key_file.write_keys(tmp_path, msgspec.structs.replace(keys, sign_ins=swapped))
    assert code_of(tmp_path, "b", "first password") == "700"
    assert code_of(tmp_path, "a", "second password") == "700"
    for change in ({"counter": "D8"}, {"id": b"0" * 16}):
        key_file.write_keys(tmp_path, msgspec.structs.replace(keys, **change))
        assert code_of(tmp_path, "a", "first password") == "700"
    cheaper = msgspec.structs.replace(first, passes=2)
    key_file.write_keys(tmp_path, msgspec.structs.replace(keys, sign_ins=(cheaper,)))
    assert code_of(tmp_path, "a", "first password") == "700"


@pytest.mark.parametrize(
    ("key", "value"),
    [("memory_kib", 1 << 40), ("memory_kib", 4), ("passes", 10**9), ("passes", 0), ("lanes", 10**6), ("lanes", -1)],
)
def test_a_hostile_cost_is_refused_before_it_is_paid(tmp_path: Path, key: str, value: int) -> None:
    protect(tmp_path)
    raw = json.loads((tmp_path / KEYS_NAME).read_bytes())
    raw["keys"]["sign_ins"][0][key] = value
    (tmp_path / KEYS_NAME).write_text(json.dumps(raw))
    assert code_of(tmp_path, "a", "first password") == "702"


def test_lost_keys_are_told_and_their_copy_beside_the_backups_brings_them_back(tmp_path: Path) -> None:
    key, _ = protect(tmp_path)
    (tmp_path / KEYS_NAME).unlink()
    assert key_file.is_protected(tmp_path)
    assert code_of(tmp_path, "a", "first password") == "705"
    (tmp_path / "backups" / KEYS_NAME).rename(tmp_path / KEYS_NAME)
    assert key_file.unlock(tmp_path, "a", "first password") == key
    key_file.mend_copy(tmp_path)
    assert (tmp_path / "backups" / KEYS_NAME).read_bytes() == (tmp_path / KEYS_NAME).read_bytes()


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b"null", b"\xff\xfe", b'{"keys": {}}', b"a" * 300_000])
def test_what_is_no_key_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEYS_NAME).write_bytes(content)
    assert code_of(tmp_path, "a", "x") == "702"


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / KEYS_NAME).mkdir()
    assert code_of(tmp_path, "a", "x") == "702"


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, 4000), value=st.integers(0, 255))
def test_any_byte_changed_is_refused_or_harmless(
    made: tuple[bytes, DataKey, str], tmp_path_factory: pytest.TempPathFactory, place: int, value: int
) -> None:
    content, key, code = made
    changed = bytearray(content)
    changed[place % len(content)] = value
    check_harmless(tmp_path_factory.getbasetemp() / "changed", bytes(changed), key, code)


@settings(max_examples=150, deadline=None)
@given(first=st.integers(0, 4000), second=st.integers(0, 4000), what=st.binary(max_size=40))
def test_any_piece_cut_out_or_put_in_is_refused_or_harmless(
    made: tuple[bytes, DataKey, str], tmp_path_factory: pytest.TempPathFactory, first: int, second: int, what: bytes
) -> None:
    content, key, code = made
    begin, end = sorted((first % len(content), second % len(content)))
    check_harmless(tmp_path_factory.getbasetemp() / "cut", content[:begin] + what + content[end:], key, code)


def check_harmless(folder: Path, content: bytes, key: DataKey, code: str) -> None:
    """The file is refused with a sentence, or everything opens as before and nothing else does."""
    folder.mkdir(exist_ok=True)
    (folder / KEYS_NAME).write_bytes(content)
    try:
        assert key_file.list_sign_ins(folder) == ("a", "b")
        assert key_file.unlock(folder, "a", "first password") == key
        assert key_file.unlock_by_recovery(folder, code) == key
    except Problem as problem:
        assert problem.code == "702"
        assert problem.sentence()
        return
    assert code_of(folder, "b", "first password") == "700"
