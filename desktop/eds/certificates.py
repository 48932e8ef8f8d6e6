"""A certificate as two libraries read it: one opens keys, the other signs papers."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography import x509


def parsed(certificate: "x509.Certificate") -> Any:
    """A certificate as asn1crypto holds it."""
    from asn1crypto import x509 as asn1
    from cryptography.hazmat.primitives.serialization import Encoding

    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def is_readable(certificate: "x509.Certificate") -> bool:
    """Whether both libraries read its names and extensions: they do so late, and what is odd stops them anywhere."""
    from cryptography import x509

    try:
        named = bool(certificate.subject.rdns and certificate.issuer.rdns)
        tuple(certificate.extensions)
        other = parsed(certificate)["tbs_certificate"]
        # Not the key: of a GOST root the library reads none, and its names and extensions are sound.
        told = (other["subject"].native, other["subject"].hashable, other["issuer"].native, other["issuer"].hashable)
        list(other["extensions"].native or ())
        return named and all(told)
    except (ValueError, TypeError, KeyError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return False


def is_signed_by(certificate: "x509.Certificate", signature: bytes, content: bytes) -> bool:
    """Whether a signature over ``content`` is that of the certificate's own key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    public = certificate.public_key()
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, content, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True
