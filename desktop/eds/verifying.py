"""Who signed a paper, and whether a byte of it changed since."""

import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal

from desktop.eds.trust import Trust, is_trusted, validation_context
from forms.problems import Problem

State = Literal["unchanged", "added to", "changed", "unknown"]
_DIGESTS = frozenset(("sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"))
_KINDS = frozenset(("rsassa_pkcs1v15", "rsassa_pss", "ecdsa", "dsa", "ed25519", "ed448"))
_KEYS = frozenset(("rsa", "rsassa_pss", "ec", "dsa", "ed25519", "ed448"))
_NO_ANSWER = (ValueError, KeyError, TypeError, ArithmeticError, AttributeError, IndexError, OSError, RecursionError)


@dataclass(frozen=True)
class Signature:
    """One signature of a paper.

    ``state``: every byte of the file is as it was signed; or so was all of it when it was signed, and nothing but later
    signatures was added; or a byte changed; or the signature is of a kind that cannot be checked here, as GOST is.
    ``trusted``: whether the signer's certificate leads to a trusted root; None where no roots were given or the
    signature cannot be checked.
    """

    holder: str
    organisation: str
    issuer: str
    serial: str
    signed_at: datetime | None
    state: State
    trusted: bool | None

    @property
    def unchanged(self) -> bool:
        """Whether every byte of the file is as it was signed."""
        return self.state == "unchanged"

    @property
    def holds(self) -> bool:
        """Whether what was signed is as it was, later signatures or not."""
        return self.state in ("unchanged", "added to")


def verify_pdf(content: bytes, trust: Trust | None = None, *, name: str = "") -> tuple[Signature, ...]:
    """Every signature of a PDF, in their order. Raises Problem 771 for what is no PDF, 1008 for one without any.

    Time stamps of the document are no signatures of anybody. A file so changed that its signature can no longer be
    read raises 771.
    """
    with _quiet():
        return _read(content, trust, name)


def _read(content: bytes, trust: Trust | None, name: str) -> tuple[Signature, ...]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        every = list(PdfFileReader(BytesIO(content)).embedded_signatures)
        signatures = [one for one in every if one.sig_object_type == "/Sig"]
        if not signatures:
            raise Problem("1008", file=name)
        return tuple(_judged(content, one, every[-1], trust) for one in signatures)
    except (PdfError, *_NO_ANSWER) as error:
        raise Problem("771", file=name, detail=type(error).__name__) from error


def _judged(content: bytes, embedded: Any, last: Any, trust: Trust | None) -> Signature:
    from pyhanko.sign.general import extract_certificate_info

    found = extract_certificate_info(embedded.signed_data)
    signer, signed_at = found.signer_cert, _signed_at(embedded)
    at = signed_at or signer["tbs_certificate"]["validity"]["not_before"].native
    state = _state(content, embedded, signer, last)
    compared = trust is not None and trust.roots and state != "unknown"
    subject = signer.subject.native
    return Signature(
        holder=_text(subject.get("common_name")).strip() or signer.subject.human_friendly,
        organisation=_text(subject.get("organization_name")),
        issuer=_text(signer.issuer.native.get("common_name")),
        serial=f"{signer.serial_number:x}",
        signed_at=signed_at,
        state=state,
        trusted=is_trusted(signer, found.other_certs, trust, at) if trust is not None and compared else None,
    )


def _signed_at(embedded: Any) -> datetime | None:
    """The moment the signature tells; without a zone it is taken for UTC, and what is no moment for none."""
    from pyhanko.pdf_utils.misc import PdfError

    try:
        told: datetime | None = embedded.self_reported_timestamp
    except (PdfError, ValueError, TypeError):
        return None
    return told.replace(tzinfo=UTC) if told is not None and told.tzinfo is None else told


def _state(content: bytes, embedded: Any, signer: Any, last: Any) -> State:
    from pyhanko.pdf_utils.misc import PdfError

    try:
        if not _is_known(embedded.signer_info, signer):
            return "unknown"
        end = _end_of(embedded)
        if not (_is_intact(embedded, signer) and _is_whole(content[:end], embedded)):
            return "changed"
        if end == len(content):
            return "unchanged"
        return "added to" if _is_only_signed_since(content, embedded, last) else "changed"
    except (PdfError, *_NO_ANSWER):
        return "changed"


def _end_of(embedded: Any) -> int:
    """Up to which byte a signature covers the file."""
    _, _, after, rest = (int(part) for part in embedded.byte_range)
    return after + rest


def _is_known(signer_info: Any, signer: Any) -> bool:
    try:
        kind = signer_info["signature_algorithm"].signature_algo
    except ValueError:
        return False
    digest = signer_info["digest_algorithm"]["algorithm"].native
    return kind in _KINDS and digest in _DIGESTS and signer.public_key.algorithm in _KEYS


def _is_intact(embedded: Any, signer: Any) -> bool:
    """Whether what the signature covers is what was signed. Whom to trust is another question."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    embedded.compute_integrity_info()
    intact, valid = validate_sig_integrity(
        embedded.signer_info, signer, expected_content_type="data", actual_digest=embedded.compute_digest()
    )
    return bool(intact and valid)


def _is_only_signed_since(content: bytes, embedded: Any, last: Any) -> bool:
    """Whether all that stands after what a signature covers are later signatures and time stamps, up to the end."""
    if _end_of(last) != len(content):
        return False
    if last.sig_object_type == "/DocTimeStamp" and not (_is_placed(content, last) and _is_stamped(last)):
        return False
    return bool(embedded.summarise_integrity_info()["docmdp_ok"])


def _is_stamped(embedded: Any) -> bool:
    from pyhanko.sign.validation import validate_pdf_timestamp

    signer = embedded.signer_cert
    # Taken for trusted here, as signers are; to the library's log go names where it finds no way to a root.
    at = signer["tbs_certificate"]["validity"]["not_before"].native
    status = validate_pdf_timestamp(embedded, validation_context([signer], at))
    return bool(status.intact and status.valid)


def _is_whole(content: bytes, embedded: Any) -> bool:
    """All but the signature's own place is under the signature, and that place holds it and nothing else.

    What no signature covers is looked at here: how its digits are written, the noughts after it, and its frame.
    """
    from asn1crypto.parser import peek

    whole = embedded.pkcs7_content
    return _is_placed(content, embedded) and _is_framed(whole[: int(peek(whole))], embedded)


def _is_placed(content: bytes, embedded: Any) -> bool:
    from asn1crypto.parser import peek

    start, before, after, rest = (int(part) for part in embedded.byte_range)
    if start != 0 or after + rest != len(content) or not before < after:
        return False
    place, whole = content[before:after], embedded.pkcs7_content
    if re.fullmatch(rb"<(?:[0-9A-F]*|[0-9a-f]*)>", place) is None or len(place) % 2:
        return False
    return not any(whole[int(peek(whole)) :])


def _is_framed(encoded: bytes, embedded: Any) -> bool:
    """The parts of a signature that stand outside what is signed say only what they must (RFC 5652)."""
    from asn1crypto import cms

    info = cms.ContentInfo.load(encoded, strict=True)
    signed, signer = info["content"], embedded.signer_info
    by_serial = signer["sid"].name == "issuer_and_serial_number"
    version = "v1" if by_serial else "v3"
    digest = signer["digest_algorithm"]
    named = [one["cert_hash"].native for one in _certificates_named(signer)]
    bound = len(named) < 2 or all(
        hashlib.sha256(one.dump()).digest() in named for one in (embedded.signer_cert, *embedded.other_embedded_certs)
    )
    return (
        info.dump(force=True) == encoded
        and signed["version"].native == signer["version"].native == version
        and [one.dump() for one in signed["digest_algorithms"]] == [digest.dump()]
        and digest["parameters"].dump() in (b"", b"\x05\x00")
        and (not by_serial or signer["sid"].chosen["issuer"].dump() == embedded.signer_cert.issuer.dump())
        and bound
    )


def _certificates_named(signer: Any) -> list[Any]:
    for attribute in signer["signed_attrs"]:
        if attribute["type"].native == "signing_certificate_v2":
            return list(attribute["values"][0]["certs"])
    return []


@contextmanager
def _quiet() -> Iterator[None]:
    """What the libraries say of a spoilt or foreign file names people: it goes to no log."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _text(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else "" if value is None else str(value)
