"""Signed papers before independent programs, and every byte that was changed in them."""

import random
import re
import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.eds.key_file import signing_with
from desktop.eds.ports import SigningKey
from desktop.eds.signing import SigningWords, sign_pdf
from desktop.eds.trust import Trust, load_trust
from desktop.eds.verifying import Signature, verify_pdf
from forms.papers.notification import draw_notification
from forms.problems import Problem
from tests.papers.notification_samples import notification_paper
from tests.papers.samples import edition

from .authority import NOW, PASSWORD, Authority, load_key, made_key

WORDS = SigningWords(reason="Қабылдау туралы хабарлама", place="Үлгі қаласы", contact="+7 700 000 00 07")
KINDS = ("rsa2048", "p256", "p384")


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("eds")


@pytest.fixture(scope="module")
def trust(authority: Authority, folder: Path) -> Trust:
    return load_trust(authority.trust(folder / "trusted-roots"))


@pytest.fixture(scope="module")
def paper() -> bytes:
    return draw_notification(notification_paper(edition("E2025"), "both", accepted=False))


def key_of(authority: Authority, folder: Path, kind: str) -> SigningKey:
    return load_key(authority.file(folder / f"{kind}.p12", kind=kind), PASSWORD)


@pytest.fixture(scope="module")
def signed(authority: Authority, folder: Path, paper: bytes) -> bytes:
    return sign_pdf(paper, key_of(authority, folder, "p256"), at=NOW, words=WORDS)


def noticed(content: bytes) -> bool:
    """Whether a change is noticed: the signature says so, or cannot be read any more."""
    try:
        found = verify_pdf(content)
    except Problem as problem:
        assert problem.code in ("771", "1008")
        return True
    return not all(one.unchanged for one in found)


def byte_range(content: bytes) -> tuple[int, int, int, int]:
    """What the signature covers, read without the library that wrote it."""
    (found,) = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", content)
    return tuple(int(part) for part in found)  # type: ignore[return-value]


@pytest.mark.parametrize("kind", KINDS)
def test_the_signature_says_who_and_when_and_is_whole(
    authority: Authority, folder: Path, trust: Trust, paper: bytes, kind: str
) -> None:
    key = key_of(authority, folder, kind)
    content = sign_pdf(paper, key, at=NOW, words=WORDS)
    assert verify_pdf(content, trust) == (
        Signature(
            holder="ҮЛГІЖАНОВ ҒАЛЫМ",
            organisation="№ 7 жалпы білім беретін үлгі мектеп",
            issuer="Үлгі куәландырушы орталық 2",
            serial=key.serial,
            signed_at=NOW,
            state="unchanged",
            trusted=True,
        ),
    )
    (alone,) = verify_pdf(content)
    assert alone.unchanged
    assert alone.trusted is None
    (elsewhere,) = verify_pdf(content, load_trust(Authority("Басқа орталық").trust(folder / "others")))
    assert elsewhere.unchanged
    assert elsewhere.trusted is False


@pytest.mark.parametrize("kind", KINDS)
def test_poppler_finds_the_signature_valid(authority: Authority, folder: Path, paper: bytes, kind: str) -> None:
    file = folder / f"{kind}.pdf"
    file.write_bytes(sign_pdf(paper, key_of(authority, folder, kind), at=NOW, words=WORDS))
    told = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in told
    assert "ETSI.CAdES.detached" in told
    assert "Total document signed" in told
    assert "ҮЛГІЖАНОВ ҒАЛЫМ" in told


@pytest.mark.parametrize("kind", KINDS)
def test_openssl_verifies_what_the_range_covers(authority: Authority, folder: Path, paper: bytes, kind: str) -> None:
    content = sign_pdf(paper, key_of(authority, folder, kind), at=NOW, words=WORDS)
    start, before, after, rest = byte_range(content)
    covered = content[start : start + before] + content[after : after + rest]
    (folder / "covered").write_bytes(covered)
    (folder / "cms.der").write_bytes(bytes.fromhex(content[before + 1 : after - 1].decode()))
    (folder / "root.pem").write_bytes(authority.root.public_bytes(Encoding.PEM))
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(folder / "cms.der")]
    command += ["-content", str(folder / "covered"), "-CAfile", str(folder / "root.pem"), "-cades"]
    command += ["-purpose", "any", "-attime", str(int(NOW.timestamp())), "-out", str(folder / "out")]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "CAdES Verification successful" in told.stderr, told.stderr
    assert (folder / "out").read_bytes() == covered
    (folder / "covered").write_bytes(covered[:-1] + b"\x00")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_the_signed_paper_opens_as_it_was_drawn(paper: bytes, signed: bytes) -> None:
    assert signed.startswith(paper)
    pages = []
    for content in (paper, signed):
        document = pypdfium2.PdfDocument(content)
        pages.append([page.render(scale=1).to_pil().tobytes() for page in document])
        document.close()
    assert pages[0] == pages[1]


def test_every_byte_around_the_signature_is_looked_at(signed: bytes) -> None:
    _, before, after, _ = byte_range(signed)
    places = [*range(0, before, 1499), *range(before - 3, before + 40), *range(before + 40, after, 41)]
    places += [*range(after - 3, after + 3), *range(after + 3, len(signed), 61), len(signed) - 1]
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 0x01
        assert noticed(bytes(changed)), place


@pytest.mark.slow
@pytest.mark.parametrize("turn", [0x01, 0x20])
def test_bytes_of_the_signature_itself_are_looked_at(signed: bytes, turn: int) -> None:
    """One in thirty-one, others in each run: all of them take minutes."""
    _, before, after, _ = byte_range(signed)
    used = len(signed[before:after].rstrip(b"0>"))
    for place in range(before + random.randrange(31), before + used + 8, 31):
        changed = bytearray(signed)
        changed[place] ^= turn
        assert noticed(bytes(changed)), place - before


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changed_byte_is_found(signed: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(signed) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda one: one != signed[place]))
    assert noticed(signed[:place] + bytes([value]) + signed[place + 1 :])


def test_what_is_added_after_the_signature_is_found(signed: bytes) -> None:
    for added in (b"\n", b"%%EOF", b"\n1 0 obj\n<<>>\nendobj\n"):
        assert noticed(signed + added)


def test_a_signed_paper_is_not_signed_again(authority: Authority, folder: Path, signed: bytes) -> None:
    with pytest.raises(Problem, match="1005"):
        sign_pdf(signed, key_of(authority, folder, "p256"), at=NOW, words=WORDS)


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.4\n%%EOF"])
def test_what_is_no_paper_is_not_signed(authority: Authority, folder: Path, content: bytes) -> None:
    with pytest.raises(Problem, match="1005"):
        sign_pdf(content, key_of(authority, folder, "p256"), at=NOW, words=WORDS)


def test_what_bears_no_signature_is_told(paper: bytes) -> None:
    with pytest.raises(Problem, match="1008"):
        verify_pdf(paper, name="a.pdf")
    for content in (b"", b"no PDF", paper[:5000]):
        with pytest.raises(Problem, match=r"771|1008"):
            verify_pdf(content, name="a.pdf")


def test_a_signature_stays_good_after_the_certificate_has_ended(
    authority: Authority, folder: Path, trust: Trust, paper: bytes
) -> None:
    file = authority.file(folder / "ended.p12", until=NOW + timedelta(days=1))
    content = sign_pdf(paper, load_key(file, PASSWORD), at=NOW, words=WORDS)
    (signature,) = verify_pdf(content, trust)
    assert signature.unchanged
    assert signature.trusted


def test_nothing_of_the_password_or_the_private_key_is_in_the_paper(authority: Authority, signed: bytes) -> None:
    _, key = authority.give(kind="p256")
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    number = key.private_numbers().private_value
    assert number.to_bytes(32, "big") not in signed
    assert PASSWORD.encode() not in signed
    assert BytesIO(signed).read(5) == b"%PDF-"


def test_a_signature_of_another_key_gives_no_paper(authority: Authority, folder: Path, paper: bytes) -> None:
    for kind in ("rsa2048", "p256"):
        own = key_of(authority, folder, kind)
        foreign = replace(own, sign=signing_with(made_key(kind, 9)))
        with pytest.raises(Problem, match="1118") as told:
            sign_pdf(paper, foreign, at=NOW, words=WORDS)
        assert own.holder in told.value.sentence()


def test_a_signed_paper_that_does_not_verify_is_not_given_out(
    authority: Authority, folder: Path, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.eds.verifying._is_framed", lambda *_: False)
    with pytest.raises(Problem, match="1119"):
        sign_pdf(paper, key_of(authority, folder, "p256"), at=NOW, words=WORDS)
