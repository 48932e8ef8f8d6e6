"""Papers others signed, or signed after us: what is sound is not called changed, and what changed is found."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko_certvalidator.registry import SimpleCertificateStore

from desktop.cli import main
from desktop.eds.signing import SigningWords, sign_pdf
from desktop.eds.verifying import Signature, verify_pdf
from forms.papers.notification import draw_notification
from forms.problems import Problem
from tests.papers.notification_samples import notification_paper
from tests.papers.samples import edition

from .authority import NOW, PASSWORD, Authority, load_key

SHA256_RSA = bytes.fromhex("2a864886f70d01010b")
KZ_GOST = bytes.fromhex("2a830e030a01010203")


@pytest.fixture(scope="module")
def paper() -> bytes:
    return draw_notification(notification_paper(edition("E2025")))


@pytest.fixture(scope="module")
def signed(paper: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    key = load_key(Authority().file(tmp_path_factory.mktemp("eds") / "k.p12"), PASSWORD)
    return sign_pdf(paper, key, at=NOW, words=SigningWords("хабарлама"))


def taken(kind: str = "rsa2048") -> tuple[Any, Any]:
    """A certificate and its key as the other library holds them."""
    certificate, key = Authority().give(kind=kind, common="БАСҚА")
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER)), keys.PrivateKeyInfo.load(private)


def signed_by_another(content: bytes, field: str = "Signature2") -> bytes:
    """Signed with another program, in a revision of its own."""
    certificate, key = taken()
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    signer = signers.SimpleSigner(signing_cert=certificate, signing_key=key, cert_registry=store)
    how = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
    writer = IncrementalPdfFileWriter(BytesIO(content))
    return bytes(signers.PdfSigner(how, signer).sign_pdf(writer).getbuffer())


def stamped(content: bytes) -> bytes:
    """With a time stamp of the whole document."""
    certificate, key = taken()
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    stamper = timestamps.DummyTimeStamper(tsa_cert=certificate, tsa_key=key, certs_to_embed=store)
    writer = IncrementalPdfFileWriter(BytesIO(content))
    return bytes(signers.PdfTimeStamper(stamper, field_name="Stamp").timestamp_pdf(writer, "sha256").getbuffer())


def added_to(content: bytes) -> bytes:
    """A sheet turned round in an update of its own, which no signature covers."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    sheet = writer.root["/Pages"]["/Kids"][0]
    sheet[generic.pdf_name("/Rotate")] = generic.NumberObject(180)  # type: ignore[no-untyped-call]
    writer.update_container(sheet)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def states(content: bytes) -> list[str]:
    return [one.state for one in verify_pdf(content)]


def is_noticed(content: bytes) -> bool:
    try:
        return not all(one.holds for one in verify_pdf(content))
    except Problem as problem:
        return problem.code in ("771", "1008")


def test_later_signatures_leave_the_earlier_ones_standing(signed: bytes) -> None:
    two = signed_by_another(signed)
    assert states(two) == ["added to", "unchanged"]
    assert states(signed_by_another(two, "Signature3")) == ["added to", "added to", "unchanged"]


def test_a_time_stamp_of_the_document_is_no_signature(signed: bytes) -> None:
    assert states(stamped(signed)) == ["added to"]


def test_what_is_added_without_a_signature_is_found(signed: bytes) -> None:
    assert states(added_to(signed)) == ["changed"]
    assert states(added_to(signed_by_another(signed)))[-1] == "changed"
    assert states(added_to(stamped(signed))) == ["changed"]
    # And where somebody signed it afterwards: he answers for it, not who signed before.
    assert states(signed_by_another(added_to(signed))) == ["changed", "unchanged"]
    assert states(stamped(added_to(signed))) == ["changed"]


@pytest.mark.parametrize("add", [signed_by_another, stamped])
def test_a_changed_byte_is_found_under_later_signatures(signed: bytes, add: Any) -> None:
    content = add(signed)
    for place in [*range(3, len(content), 9001), *range(len(signed), len(content), 2903)]:
        changed = bytearray(content)
        changed[place] ^= 0x01
        assert is_noticed(bytes(changed)), place


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("D:20261121140500", NOW),
        ("D:20261121190500+05'00'", NOW),
        ("D:20261121140500Z00'00'", None),
        ("D:20261399999999", None),
        ("2026-11-21T14:05:00Z", None),
        ("", None),
    ],
)
def test_a_moment_badly_written_spoils_no_signature(
    paper: bytes, monkeypatch: pytest.MonkeyPatch, told: str, moment: datetime | None
) -> None:
    make = SignatureObject.__init__

    def dated(self: Any, *args: Any, **named: Any) -> None:
        make(self, *args, **named)
        self[generic.pdf_name("/M")] = generic.pdf_string(told)

    monkeypatch.setattr(SignatureObject, "__init__", dated)
    (signature,) = verify_pdf(signed_by_another(paper))
    assert (signature.state, signature.signed_at) == ("unchanged", moment)
    assert signature.signed_at is None or signature.signed_at.astimezone(UTC) == NOW


def in_gost(content: bytes) -> bytes:
    """The last signature's algorithm exchanged for one of the national authority's."""
    start = content.rindex(b"/Contents <") + 11
    end = content.index(b">", start)
    frame = bytes.fromhex(content[start:end].decode())
    assert SHA256_RSA in frame
    return content[:start] + frame.replace(SHA256_RSA, KZ_GOST).hex().encode() + content[end:]


def test_a_kind_that_cannot_be_checked_is_told_for_its_own_signature_alone(
    paper: bytes, signed: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (signature,) = verify_pdf(in_gost(signed_by_another(paper)))
    assert isinstance(signature, Signature)
    assert (signature.state, signature.holder) == ("unknown", "БАСҚА")
    both = in_gost(signed_by_another(signed))
    assert states(both) == ["added to", "unknown"]
    (tmp_path / "a.pdf").write_bytes(both)
    assert main(["papers", "verify-signature", str(tmp_path / "a.pdf")]) == 1
    told = capsys.readouterr().out
    assert "OF A KIND THAT CANNOT BE CHECKED HERE" in told
    assert "unchanged up to a later signature" in told
    assert "CHANGED" not in told


def test_a_countersigned_paper_is_in_order(signed: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(signed_by_another(signed))
    assert main(["papers", "verify-signature", str(tmp_path / "a.pdf")]) == 0
    assert "unchanged up to a later signature" in capsys.readouterr().out
