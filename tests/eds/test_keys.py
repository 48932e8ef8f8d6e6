"""Keys good and bad: each reason why one may not sign is its own sentence."""

import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop.eds.fitness import bins_of, check_key
from desktop.eds.key_file import KeyFile, load_keys
from desktop.eds.password_check import is_password_right, is_pkcs12
from desktop.eds.ports import KeySource
from desktop.eds.trust import Trust, load_trust
from forms.papers.content import Organisation
from forms.problems import Problem
from forms.texts import Text

from .authority import (
    BIN,
    NOW,
    PASSWORD,
    SCHOOL,
    SIGNING_IN,
    Authority,
    _certificate,
    legacy_encryption,
    load_key,
    made_key,
    name_of,
)

RSA_OID = bytes.fromhex("2a864886f70d010101")
EC_OID, KZ_EC_OID = bytes.fromhex("2a8648ce3d0201"), bytes.fromhex("2a830e030a0101")
KZ_GOST_OID = bytes.fromhex("2a830e030a01010202")


@pytest.fixture
def authority() -> Authority:
    return Authority()


def fit(path: Path, *, organisation: Organisation = SCHOOL, trust: Trust | None = None) -> None:
    """Open the key and judge it. Raises the Problem."""
    check_key(load_key(path, PASSWORD), organisation, trust or Trust(), NOW)


def refused(path: Path, code: str, **how: object) -> Problem:
    """The problem the key is refused with."""
    with pytest.raises(Problem) as told:
        fit(path, **how)  # type: ignore[arg-type]
    assert told.value.code == code, told.value
    assert PASSWORD not in str(told.value)
    return told.value


@pytest.mark.parametrize("kind", ["rsa2048", "p256", "p384"])
def test_a_good_key_says_whose_it_is_and_may_sign(authority: Authority, tmp_path: Path, kind: str) -> None:
    key = load_key(authority.file(tmp_path / "k.p12", kind=kind), PASSWORD)
    assert key.holder == "ҮЛГІЖАНОВ ҒАЛЫМ"
    assert key.issuer == "Үлгі куәландырушы орталық 2"
    assert int(key.serial, 16) == key.certificate.serial_number
    assert key.not_before < NOW < key.not_after
    check_key(key, SCHOOL, load_trust(authority.trust(tmp_path / "trusted-roots")), NOW)
    assert "private" not in repr(key)


def test_a_file_is_a_source_of_keys(authority: Authority, tmp_path: Path) -> None:
    source: KeySource = KeyFile(authority.file(tmp_path / "k.p12"))
    with source.open(PASSWORD, lambda found: found[0]) as key:
        assert key.holder == "ҮЛГІЖАНОВ ҒАЛЫМ"


def test_old_ciphers_of_authorities_are_read(authority: Authority, tmp_path: Path) -> None:
    fit(authority.file(tmp_path / "k.p12", encryption=legacy_encryption()))


def test_a_wrong_password_is_told(authority: Authority, tmp_path: Path) -> None:
    for encryption in (None, legacy_encryption()):
        file = authority.file(tmp_path / "k.p12", encryption=encryption)
        for wrong in ("", "басқа", PASSWORD.lower(), PASSWORD + " "):
            with pytest.raises(Problem, match="994"):
                load_key(file, wrong)


@pytest.mark.parametrize(
    "content",
    [b"", b"-----BEGIN PRIVATE KEY-----", b"%PDF-1.4", b"\x30\x82\xff\xff", b"0" * 5000, b"\x30\x03\x02\x01\x03"],
)
def test_what_is_no_key_file_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "k.p12"
    file.write_bytes(content)
    with pytest.raises(Problem, match="993"):
        load_key(file, PASSWORD)


def test_a_file_cut_off_is_no_key_file(authority: Authority, tmp_path: Path) -> None:
    file = authority.file(tmp_path / "k.p12")
    whole = file.read_bytes()
    for length in range(0, len(whole), 97):
        file.write_bytes(whole[:length])
        with pytest.raises(Problem, match="993"):
            load_key(file, PASSWORD)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.p12", tmp_path):
        with pytest.raises(Problem, match="992"):
            load_key(path, PASSWORD)


def test_a_file_with_a_key_or_a_certificate_alone_is_told(authority: Authority, tmp_path: Path) -> None:
    certificate, key = authority.give()
    for both in ((None, certificate), (key, None)):
        file = tmp_path / "k.p12"
        content = pkcs12.serialize_key_and_certificates(
            b"", both[0], both[1], [authority.issuer] if both[0] is None else None, NoEncryption()
        )
        file.write_bytes(content)
        with pytest.raises(Problem, match="995"):
            load_key(file, "")


def test_a_gost_key_is_told_as_one_this_program_cannot_use(authority: Authority, tmp_path: Path) -> None:
    certificate, key = authority.give(kind="rsa2048")
    pem = tmp_path / "k.pem"
    pem.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    file = tmp_path / "k.p12"
    # Without a checksum, which would tell that the kind of the key was exchanged.
    plain = ["-keypbe", "NONE", "-certpbe", "NONE", "-nomac", "-passout", "pass:"]
    subprocess.run(["openssl", "pkcs12", "-export", "-in", str(pem), "-out", str(file), *plain], check=True)
    assert load_key(file, "").holder == "ҮЛГІЖАНОВ ҒАЛЫМ"
    file.write_bytes(file.read_bytes().replace(RSA_OID, KZ_GOST_OID))
    with pytest.raises(Problem, match="1003"):
        load_key(file, "")


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("996", {"until": NOW - timedelta(seconds=1)}),
        ("997", {"since": NOW + timedelta(seconds=1)}),
        ("998", {"unit": "BIN990140000001"}),
        ("998", {"unit": "", "organisation": "Басқа мектеп"}),
        ("998", {"unit": "", "organisation": ""}),
        ("1000", {"usage": ("key_encipherment",)}),
        ("1000", {"usage": ("key_cert_sign", "crl_sign")}),
        ("1001", {"purposes": SIGNING_IN}),
        ("1004", {"kind": "rsa1024"}),
        ("1004", {"kind": "k1"}),
        ("1004", {"kind": "ed25519"}),
    ],
)
def test_a_key_that_may_not_sign_is_refused_with_its_reason(
    authority: Authority, tmp_path: Path, code: str, asked: dict[str, Any]
) -> None:
    problem = refused(authority.file(tmp_path / "k.p12", **asked), code)
    assert "{" not in problem.sentence()


def test_a_certificate_signed_with_a_broken_hash_is_weak() -> None:
    from types import SimpleNamespace

    from desktop.eds.fitness import _check_kind
    from desktop.eds.ports import Certified

    authority = Authority()
    certificate, key = authority.give()
    weak = SimpleNamespace(
        signature_hash_algorithm=hashes.SHA1(),
        subject=certificate.subject,
        public_key=key.public_key,
    )
    with pytest.raises(Problem, match="1004"):
        _check_kind(Certified("k.p12", weak))  # type: ignore[arg-type]


@pytest.mark.parametrize("usage", [("digital_signature",), ("content_commitment",)])
def test_either_usage_of_signing_is_enough(authority: Authority, tmp_path: Path, usage: tuple[str, ...]) -> None:
    fit(authority.file(tmp_path / "k.p12", usage=usage, purposes=()))


def test_a_certificate_without_a_bin_is_known_by_the_organisation(authority: Authority, tmp_path: Path) -> None:
    for name in ("№ 7 жалпы білім беретін үлгі мектеп", "ПРИМЕРНАЯ «общеобразовательная» школа № 7"):
        fit(authority.file(tmp_path / "k.p12", unit="", organisation=name))


def test_an_organisation_without_a_bin_in_its_profile_is_told(authority: Authority, tmp_path: Path) -> None:
    refused(authority.file(tmp_path / "k.p12"), "1007", organisation=replace(SCHOOL, bin=""))


def test_the_bin_is_read_where_authorities_write_it(authority: Authority) -> None:
    for unit in (f"BIN{BIN}", BIN, f"NTRKZ-{BIN}", f"bin{BIN}"):
        assert bins_of(authority.give(unit=unit)[0]) == {BIN}
    assert bins_of(authority.give(unit="Бухгалтерия")[0]) == frozenset()  # the holder's own IIN is none


def test_a_key_of_another_authority_is_foreign_where_roots_are_known(authority: Authority, tmp_path: Path) -> None:
    trust = load_trust(Authority("Басқа орталық").trust(tmp_path / "trusted-roots"))
    problem = refused(authority.file(tmp_path / "k.p12"), "999", trust=trust)
    assert "trusted-roots" in problem.sentence()


def test_one_who_calls_himself_the_authority_is_foreign(authority: Authority, tmp_path: Path) -> None:
    trust = load_trust(authority.trust(tmp_path / "trusted-roots"))
    impostor = Authority(kind="p384")  # the same names, other keys
    refused(impostor.file(tmp_path / "k.p12"), "999", trust=trust)


def test_without_roots_nobody_asks_for_the_issuer(authority: Authority, tmp_path: Path) -> None:
    assert load_trust(tmp_path / "none").roots == ()
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "README.txt").write_text("put certificates here")
    fit(authority.file(tmp_path / "k.p12"), trust=load_trust(tmp_path / "empty"))


def test_a_revoked_certificate_is_told_with_its_day(authority: Authority, tmp_path: Path) -> None:
    folder = authority.trust(tmp_path / "trusted-roots")
    file = authority.file(tmp_path / "k.p12")
    certificate = load_key(file, PASSWORD).certificate
    (folder / "list.crl").write_bytes(authority.revoke(certificate, NOW - timedelta(days=3)))
    problem = refused(file, "1002", trust=load_trust(folder))
    assert "18.11.2026" in problem.sentence()
    other = authority.file(tmp_path / "2.p12")
    fit(other, trust=load_trust(folder))


def test_a_list_not_signed_by_its_authority_is_told(authority: Authority, tmp_path: Path) -> None:
    folder = authority.trust(tmp_path / "trusted-roots")
    (folder / "issuer.cer").write_bytes(authority.issuer.public_bytes(Encoding.DER))
    certificate, _ = authority.give()
    (folder / "list.crl").write_bytes(authority.revoke(certificate, NOW, by=made_key("p256", 77)))
    with pytest.raises(Problem, match="1006") as told:
        load_trust(folder)
    assert "list.crl" in told.value.sentence()


@pytest.mark.parametrize("name", ["a.crt", "a.cer", "a.pem", "a.der", "a.crl"])
@pytest.mark.parametrize(
    "content", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_file_that_is_neither_certificate_nor_list_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    folder = tmp_path / "trusted-roots"
    folder.mkdir()
    (folder / name).write_bytes(content)
    with pytest.raises(Problem, match="1006") as told:
        load_trust(folder)
    assert name in told.value.sentence()


def test_passwords_are_known_by_the_files_own_checksum(authority: Authority, tmp_path: Path) -> None:
    makers: tuple[Callable[[], Path], ...] = (
        lambda: authority.file(tmp_path / "k.p12"),
        lambda: authority.file(tmp_path / "k.p12", encryption=legacy_encryption()),
    )
    for make in makers:
        content = make().read_bytes()
        assert is_password_right(content, PASSWORD)
        assert not is_password_right(content, PASSWORD + "1")
    assert not is_password_right(b"no", PASSWORD)


@given(st.binary(max_size=300))
def test_any_bytes_are_judged_without_a_crash(content: bytes) -> None:
    assert not is_pkcs12(content) or not is_password_right(content, "x")


def test_the_name_of_the_organisation_is_compared_without_its_quotation_marks() -> None:
    organisation = replace(SCHOOL, bin="", name=Text(kk="«Үлгі» мектебі", ru='Школа "Пример"'))
    authority = Authority()
    certificate, _ = authority.give(unit="", organisation='ШКОЛА "ПРИМЕР"')
    from desktop.eds.ports import Certified

    check_key(Certified("k.p12", certificate), organisation, Trust(), NOW)


def test_a_key_bound_to_a_padding_readers_do_not_know_is_told_before_it_signs(tmp_path: Path) -> None:
    private, certificate = tmp_path / "k.pem", tmp_path / "c.pem"
    made: list[str | Path] = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa-pss",
        "-nodes",
        "-keyout",
        private,
        "-out",
        certificate,
    ]
    subprocess.run([*made, "-subj", f"/CN=A/OU=BIN{BIN}"], check=True, capture_output=True)
    file = tmp_path / "k.p12"
    packed: list[str | Path] = ["openssl", "pkcs12", "-export", "-inkey", private, "-in", certificate, "-out", file]
    subprocess.run([*packed, "-passout", f"pass:{PASSWORD}"], check=True, capture_output=True)
    key = load_key(file, PASSWORD)
    with pytest.raises(Problem, match="1004") as raised:
        check_key(key, SCHOOL, Trust(), key.not_before)
    assert raised.value.fields["kind"] == "RSASSA-PSS"


def test_of_two_certificates_of_one_key_the_valid_one_is_found(authority: Authority, tmp_path: Path) -> None:
    old, key = authority.give(common="ЕСКІ", until=NOW - timedelta(days=1))
    new, _ = authority.give(common="ЖАҢА")
    how = BestAvailableEncryption(PASSWORD.encode())
    for first, second in ((old, new), (new, old)):
        file = tmp_path / "k.p12"
        file.write_bytes(pkcs12.serialize_key_and_certificates(b"", key, first, [second, authority.issuer], how))
        assert [one.certificate for one in load_keys(file, PASSWORD)] == [first, second]
        with KeyFile(file).open(PASSWORD, lambda found: next(one for one in found if one.not_after > NOW)) as opened:
            assert (opened.holder, opened.others) == ("ЖАҢА", (authority.issuer,))


def test_a_wrong_password_is_told_where_the_file_has_no_checksum(authority: Authority, tmp_path: Path) -> None:
    whole, file = authority.file(tmp_path / "k.p12"), tmp_path / "bare.p12"
    parsed = asn1_pkcs12.Pfx.load(whole.read_bytes())
    del parsed["mac_data"]
    file.write_bytes(parsed.dump(force=True))
    assert load_key(file, PASSWORD).holder
    with pytest.raises(Problem, match="994"):
        load_key(file, PASSWORD + "1")


def test_a_persons_own_number_is_no_bin() -> None:
    key = made_key("p256")
    subject = name_of("ҮЛГІЖАНОВ ҒАЛЫМ", SCHOOL.name.kk, serial="850101100002")
    certificate = _certificate(subject, key, subject, key)
    assert bins_of(certificate) == frozenset()
    assert bins_of(_certificate(name_of("А", serial=BIN), key, subject, key)) == {BIN}


def test_a_list_of_an_issuer_of_an_unknown_kind_stops_nobody(authority: Authority, tmp_path: Path) -> None:
    folder = authority.trust(tmp_path / "trusted-roots")
    gost = Authority("ГОСТ орталық")
    certificate, _ = gost.give()
    exchanged = (bytes.fromhex("2a8648ce3d040302"), bytes.fromhex("2a830e030a010102"))
    files = {"gost.cer": gost.issuer.public_bytes(Encoding.DER), "gost.crl": gost.revoke(certificate, NOW)}
    for name, content in files.items():
        (folder / name).write_bytes(content.replace(*exchanged).replace(EC_OID, KZ_EC_OID))
    trust = load_trust(folder)
    assert (len(trust.roots), len(trust.revoked)) == (2, 1)
    fit(authority.file(tmp_path / "k.p12", kind="p384"), trust=trust)
    assert trust.revoked_on(certificate) == NOW.date()  # as of any unknown issuer: it can refuse, never permit
