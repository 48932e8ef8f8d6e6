"""Who signed a paper, and whether a byte of it changed since."""

import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from desktop.eds.trust import Trust, is_trusted, validation_context
from forms.problems import Problem


@dataclass(frozen=True)
class Signature:
    """One signature of a paper. ``unchanged``: every byte of the file is as it was signed.

    ``trusted``: whether the signer's certificate leads to a trusted root; None where no roots were given.
    """

    holder: str
    organisation: str
    issuer: str
    serial: str
    signed_at: datetime | None
    unchanged: bool
    trusted: bool | None


def verify_pdf(content: bytes, trust: Trust | None = None, *, name: str = "") -> tuple[Signature, ...]:
    """Every signature of a PDF, in their order. Raises Problem 771 for what is no PDF, 1008 for one without any.

    A file so changed that its signature can no longer be read raises 771.
    """
    with _quiet():
        return _read(content, trust, name)


def _read(content: bytes, trust: Trust | None, name: str) -> tuple[Signature, ...]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(content))
        embedded = list(reader.embedded_signatures)
        if not embedded:
            raise Problem("1008", file=name)
        return tuple(_judged(content, one, trust) for one in embedded)
    except Problem:
        raise
    except (
        PdfError,
        ValueError,
        KeyError,
        TypeError,
        ArithmeticError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
    ) as error:
        raise Problem("771", file=name, detail=type(error).__name__) from error


def _judged(content: bytes, embedded: Any, trust: Trust | None) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature

    signer, others = embedded.signer_cert, list(embedded.other_embedded_certs)
    signed_at = embedded.self_reported_timestamp
    at = signed_at or signer["tbs_certificate"]["validity"]["not_before"].native
    # The signer is taken for trusted here: whether the bytes are as they were signed is one question, whom to trust
    # another, and to the library's log go names where it finds no way to a root.
    status = validate_pdf_signature(embedded, validation_context([signer], at))
    subject = signer.subject.native
    return Signature(
        holder=_text(subject.get("common_name")) or signer.subject.human_friendly,
        organisation=_text(subject.get("organization_name")),
        issuer=_text(signer.issuer.native.get("common_name")),
        serial=f"{signer.serial_number:x}",
        signed_at=signed_at,
        unchanged=bool(status.intact and status.valid) and _is_whole(content, embedded),
        trusted=is_trusted(signer, others, trust, at) if trust is not None and trust.roots else None,
    )


def _is_whole(content: bytes, embedded: Any) -> bool:
    """All but the signature's own place is under the signature, and that place holds it and nothing else.

    What no signature covers is looked at here: how its digits are written, the noughts after it, and its frame.
    """
    from asn1crypto.parser import peek

    start, before, after, rest = (int(part) for part in embedded.byte_range)
    if start != 0 or after + rest != len(content) or not before < after:
        return False
    place, whole = content[before:after], embedded.pkcs7_content
    if re.fullmatch(rb"<(?:[0-9A-F]*|[0-9a-f]*)>", place) is None or len(place) % 2:
        return False
    length = int(peek(whole))
    return not any(whole[length:]) and _is_framed(whole[:length], embedded)


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
