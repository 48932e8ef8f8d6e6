"""A paper signed with the provider's key: PAdES-B-B, which any reader of PDF verifies."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from desktop.eds.certificates import is_signed_by, parsed
from desktop.eds.ports import SigningKey
from desktop.eds.verifying import verify_pdf
from forms.problems import Problem

FIELD = "Signature1"
_LONGEST = 1024  # bytes of a signature, by RSA keys of 8192 bits


@dataclass(frozen=True)
class SigningWords:
    """What the signature says of itself in a reader's panel, in the paper's language."""

    reason: str
    place: str = ""
    contact: str = ""


def sign_pdf(content: bytes, key: SigningKey, *, at: datetime, words: SigningWords) -> bytes:
    """The paper with one signature over the whole of it, dated ``at``. Raises Problem 1005, 1118 and 1119.

    Nothing is given back but what verifies: a paper whose signature does not hold would have its number for good.

    The field has no picture of its own: what is to be seen of the signature is drawn with the paper. No time stamp:
    the counter is offline, and the moment is the counter's own (docs/decisions/eds.md).
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata

    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=key.holder,
        reason=words.reason,
        location=words.place or None,
        contact_info=words.contact or None,
    )
    try:
        writer = IncrementalPdfFileWriter(BytesIO(content))
        if writer.prev.embedded_signatures:
            raise Problem("1005", detail="signed already")
        signed = _dated_signer(metadata, _signer(key), at).sign_pdf(writer)
    except (PdfError, ValueError, KeyError, TypeError, OSError) as error:
        raise Problem("1005", detail=type(error).__name__) from error
    whole = bytes(signed.getbuffer())
    if not _holds(whole):
        raise Problem("1119")
    return whole


def _holds(content: bytes) -> bool:
    try:
        return all(one.unchanged for one in verify_pdf(content))
    except Problem:
        return False


def _dated_signer(metadata: Any, signer: Any, at: datetime) -> Any:
    from pyhanko.sign.signers import PdfSigner

    class DatedSigner(PdfSigner):
        """Signs at the counter's moment, not at the machine's: the two may differ while its clock is in doubt."""

        def init_signing_session(self, *args: Any, **named: Any) -> Any:
            session = super().init_signing_session(*args, **named)
            session.system_time = at
            return session

    return DatedSigner(metadata, signer)


def _signer(key: SigningKey) -> Any:
    """A signer whose signed attributes name every certificate that goes along, not only its own (RFC 5035).

    What is named there cannot be exchanged in the file unnoticed.
    """
    from asn1crypto import tsp
    from pyhanko.sign import attributes
    from pyhanko.sign.general import as_signing_certificate_v2
    from pyhanko.sign.signers import Signer
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own = parsed(key.certificate)
    # A reader trusts roots it has, not one that comes along.
    others = [parsed(other) for other in key.others if other.subject != other.issuer]

    class Named(attributes.SigningCertificateV2Provider):
        """The attribute, with all of them."""

        async def build_attr_value(self, dry_run: bool = False) -> Any:
            named = [as_signing_certificate_v2(one)["certs"][0] for one in (own, *others)]
            return tsp.SigningCertificateV2({"certs": named})

    class Binding(Signer):
        """Signs with the key wherever it lies, and puts that attribute in the place of the usual one."""

        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            if dry_run:
                return bytes(_LONGEST)
            signature = key.sign(data)
            if not is_signed_by(key.certificate, signature, data):
                raise Problem("1118", source=key.source, holder=key.holder)
            return signature

        def _signed_attr_providers(self, *args: Any, **named: Any) -> Any:
            for provider in super()._signed_attr_providers(*args, **named):
                usual = isinstance(provider, attributes.SigningCertificateV2Provider)
                yield Named(signing_cert=self.signing_cert) if usual else provider

    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(others)
    return Binding(signing_cert=own, cert_registry=store, embed_roots=False)
