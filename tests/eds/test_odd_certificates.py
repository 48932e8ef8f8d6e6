"""Certificates whose names or extensions cannot be read, as some authorities write them: a sentence, never a crash."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from desktop.eds.certificates import is_readable
from desktop.eds.key_file import load_keys
from desktop.eds.signing import SigningWords, sign_pdf
from desktop.eds.token import Token
from desktop.eds.trust import load_trust
from desktop.eds.verifying import verify_pdf
from forms.papers.notification import draw_notification
from forms.problems import Problem
from tests.papers.notification_samples import notification_paper
from tests.papers.samples import edition

from .authority import NOW, PASSWORD, Authority, Key, load_key
from .tokens import DRIVER, PIN, plug_in

NAME = "ҮЛГІЖАНОВ ҒАЛЫМ"
EMAIL = bytes.fromhex("06082b06010505070304")
ODD = {
    "a name that is no text": [(NAME.encode(), b"\xff\xfe" + NAME.encode()[2:])],
    "an extension twice": [(bytes.fromhex("0603551d0e"), bytes.fromhex("0603551d0f"))],
    "an extension that is none": [
        (bytes.fromhex("0603551d130101ff04023000"), bytes.fromhex("0603551d130101ff04020500"))
    ],
    "an alternative name of an unknown kind": [
        (bytes.fromhex("0603551d25"), bytes.fromhex("0603551d11")),
        (EMAIL, b"\xa3" + EMAIL[1:]),
    ],
}


@pytest.fixture
def authority() -> Authority:
    return Authority()


def odd(authority: Authority, kind: str) -> tuple[x509.Certificate, Key]:
    """A certificate spoilt in its bytes, and its key."""
    certificate, key = authority.give(common=NAME)
    content = certificate.public_bytes(Encoding.DER)
    for found, instead in ODD[kind]:
        assert found in content, kind
        content = content.replace(found, instead)
    return x509.load_der_x509_certificate(content), key


def file_with(path: Path, key: Key, certificate: x509.Certificate, others: list[x509.Certificate]) -> Path:
    how = BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"kense", key, certificate, others, how))
    return path


@pytest.mark.parametrize("kind", ODD)
def test_a_key_with_an_odd_certificate_is_told(authority: Authority, tmp_path: Path, kind: str) -> None:
    certificate, key = odd(authority, kind)
    assert not is_readable(certificate)
    with pytest.raises(Problem, match="1003"):
        load_keys(file_with(tmp_path / "k.p12", key, certificate, []), PASSWORD)


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_certificate_on_a_token_hides_no_other(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    tokens = plug_in(tmp_path / "plugged-in", monkeypatch)
    tokens.add("Мектеп")
    tokens.put_bytes("Мектеп", odd(authority, kind)[0].public_bytes(Encoding.DER), key_id="01")
    tokens.put("Мектеп", *authority.give(common="ЖАҢА"), key_id="02")
    with Token(DRIVER).open(PIN, lambda found: found[0]) as key:
        assert key.holder == "ЖАҢА"


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_certificate_among_the_roots_is_named(authority: Authority, tmp_path: Path, kind: str) -> None:
    folder = authority.trust(tmp_path / "trusted-roots")
    (folder / "odd.cer").write_bytes(odd(authority, kind)[0].public_bytes(Encoding.DER))
    with pytest.raises(Problem, match="1006") as told:
        load_trust(folder)
    assert "odd.cer" in told.value.sentence()


@pytest.mark.parametrize("kind", list(ODD)[1:])  # with the first the library does not open the file: 1003
def test_an_odd_certificate_beside_the_key_is_left_out(authority: Authority, tmp_path: Path, kind: str) -> None:
    certificate, key = authority.give(kind="p384")
    file = file_with(tmp_path / "k.p12", key, certificate, [odd(authority, kind)[0], authority.issuer])
    opened = load_key(file, PASSWORD)
    assert opened.others == (authority.issuer,)
    paper = draw_notification(notification_paper(edition("E2025")))
    (signature,) = verify_pdf(sign_pdf(paper, opened, at=NOW, words=SigningWords("хабарлама")))
    assert signature.unchanged


def test_an_empty_name_falls_back_to_the_whole_subject(authority: Authority, tmp_path: Path) -> None:
    blank = load_key(authority.file(tmp_path / "k.p12", common="   "), PASSWORD)
    assert blank.holder.strip()
    assert "№ 7 жалпы білім беретін үлгі мектеп" in blank.holder
