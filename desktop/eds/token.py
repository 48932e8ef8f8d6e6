"""A signing key on a token, through the PKCS#11 library its maker gives: the key never leaves the token."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.eds.certificates import is_readable, is_signed_by
from desktop.eds.ports import Certified, Choose, SigningKey
from forms.problems import Problem

if TYPE_CHECKING:
    from cryptography import x509

_DRIVERS = frozenset((".so", ".dll", ".dylib"))
_TRIAL = b"kense"


def is_driver(path: Path) -> bool:
    """Whether a path names a library that drives tokens, not the file of a key."""
    return path.suffix.lower() in _DRIVERS or ".so." in path.name.lower()


@dataclass(frozen=True, kw_only=True)
class _Found(Certified):
    """A certificate on a token, still without its key. ``key_id`` is what the token calls both by."""

    token: Any
    key_id: bytes


@dataclass(frozen=True)
class Token:
    """A :class:`desktop.eds.ports.KeySource`: whatever tokens are plugged in that one driver knows.

    A token locks after some wrong PINs, so no PIN is tried before a certificate was chosen, none on another token, and
    none where one try is left. Nobody stays signed in: the driver is let go with the context.
    """

    driver: Path

    @contextmanager
    def open(self, password: str, choose: Choose) -> Iterator[SigningKey]:
        """The chosen key under the token's PIN. Raises Problem 1003, 1110 to 1116, and what ``choose`` raises."""
        import pkcs11

        library = self._load()
        try:
            try:
                found, hidden = self._look(library)
                if not found:
                    found = _look_inside(self.driver.name, hidden, password)
            except pkcs11.PKCS11Error as error:
                raise Problem("1111", file=self.driver.name) from error
            in_order: list[_Found] = sorted(found, key=_latest_first)
            chosen = choose(in_order)
            assert isinstance(chosen, _Found)
            with _signed_in(chosen.token, password) as session:
                yield SigningKey(
                    source=chosen.source,
                    certificate=chosen.certificate,
                    others=chosen.others,
                    sign=_signing_on(chosen, session, password),
                )
        finally:
            library.finalize()

    def _load(self) -> Any:
        import pkcs11

        try:
            return pkcs11.lib(str(self.driver))
        except pkcs11.PKCS11Error as error:
            raise Problem("1110", file=self.driver.name) from error

    def _look(self, library: Any) -> tuple[Sequence[_Found], Sequence[Any]]:
        """What is to be read without a PIN, and the tokens that show no certificate without one."""
        from pkcs11 import PKCS11Error, TokenFlag

        found: list[_Found] = []
        hidden = []
        for slot in library.get_slots(token_present=True):
            try:
                token = slot.get_token()
                if TokenFlag.TOKEN_INITIALIZED not in token.flags:
                    continue
                with token.open() as session:
                    shown = _certificates(token, session)
            except PKCS11Error:
                continue  # another one of them may do
            found += shown
            if not shown:
                hidden.append(token)
        if not found and not hidden:
            raise Problem("1111", file=self.driver.name)
        return found, hidden


def _latest_first(found: _Found) -> tuple[float, bytes]:
    """Tokens tell their certificates in any order: the renewed one goes before last year's."""
    return -found.not_after.timestamp(), found.key_id


def _look_inside(driver: str, tokens: Sequence[Any], pin: str) -> Sequence[_Found]:
    """The certificates a token shows only to who is signed in; of several tokens none is tried."""
    if len(tokens) != 1:
        raise Problem("1112", token=driver)
    with _signed_in(tokens[0], pin) as session:
        found = _certificates(tokens[0], session)
    if not found:
        raise Problem("1112", token=_label(tokens[0]))
    return found


@contextmanager
def _signed_in(token: Any, pin: str) -> Iterator[Any]:
    from pkcs11 import PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error, UserPinNotInitialized

    _check_tries(token)
    if not pin:
        raise Problem("1113")
    try:
        session = token.open(user_pin=pin)
    except (PinIncorrect, PinInvalid, PinLenRange) as error:
        _check_tries(token.slot.get_token())
        raise Problem("1113") from error
    except (PinLocked, UserPinNotInitialized) as error:
        raise Problem("1114", token=_label(token)) from error
    except PKCS11Error as error:
        raise Problem("1116", token=_label(token)) from error
    with session:
        yield session


def _check_tries(token: Any) -> None:
    """Whether a PIN may be tried: the last try is left to the program of the token's maker. Raises 1114, 1115."""
    from pkcs11 import TokenFlag

    if TokenFlag.USER_PIN_LOCKED in token.flags:
        raise Problem("1114", token=_label(token))
    if TokenFlag.USER_PIN_FINAL_TRY in token.flags:
        raise Problem("1115", token=_label(token))


def _certificates(token: Any, session: Any) -> list[_Found]:
    """Those of signing keys; the authorities' among them go along with each."""
    from pkcs11 import Attribute, CertificateType, ObjectClass

    own: list[tuple[bytes, x509.Certificate]] = []
    authorities: list[x509.Certificate] = []
    asked = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509}
    for one in session.get_objects(asked):
        certificate = _read(one[Attribute.VALUE])
        if certificate is None:
            continue
        if _is_authority(certificate):
            authorities.append(certificate)
        else:
            own.append((bytes(one[Attribute.ID]), certificate))
    return [
        _Found(source=_label(token), certificate=certificate, others=tuple(authorities), token=token, key_id=key_id)
        for key_id, certificate in own
    ]


def _read(content: bytes) -> "x509.Certificate | None":
    from cryptography import x509

    try:
        certificate = x509.load_der_x509_certificate(bytes(content))
    except ValueError:
        return None  # a token may hold what is none; another certificate on it may do
    return certificate if is_readable(certificate) else None


def _is_authority(certificate: "x509.Certificate") -> bool:
    from cryptography import x509

    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _signing_on(chosen: _Found, session: Any, pin: str) -> Callable[[bytes], bytes]:
    """What has the token sign with the certificate's own key. Raises 1112 where it has none, and 1116.

    A renewed certificate may bear the id of an old key, and several keys one id: what belongs together is told by a
    trial signature, since not every token shows a key's public part. Without an id all keys are tried.
    """
    import pkcs11
    from cryptography.hazmat.primitives.asymmetric import rsa

    is_rsa = isinstance(chosen.certificate.public_key(), rsa.RSAPublicKey)
    asked: dict[Any, Any] = {
        pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY,
        pkcs11.Attribute.KEY_TYPE: pkcs11.KeyType.RSA if is_rsa else pkcs11.KeyType.EC,
        pkcs11.Attribute.SIGN: True,
    }
    if chosen.key_id:
        asked[pkcs11.Attribute.ID] = chosen.key_id
    try:
        found = list(session.get_objects(asked))
    except pkcs11.PKCS11Error as error:
        raise Problem("1116", token=chosen.source) from error
    for private in found:
        sign = _signing_with(private, chosen.source, pin, is_rsa=is_rsa)
        if is_signed_by(chosen.certificate, sign(_TRIAL), _TRIAL):
            return sign
    raise Problem("1112", token=chosen.source)


def _signing_with(private: Any, source: str, pin: str, *, is_rsa: bool) -> Callable[[bytes], bytes]:
    """Signing with one key; the hash is made here, since not every token can. It raises 1116."""
    import pkcs11
    from asn1crypto.algos import SignedDigestAlgorithm
    from pyhanko.sign.pkcs11 import select_pkcs11_signing_params

    algorithm = SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15" if is_rsa else "sha256_ecdsa"})
    how = select_pkcs11_signing_params(algorithm, "sha256", use_raw_mechanism=True, sign_kwargs={})
    named = dict(how.sign_kwargs)
    if _asks_each_time(private):
        named["pin"] = pin

    def sign(content: bytes) -> bytes:
        assert how.pre_sign_transform is not None
        try:
            signature = private.sign(how.pre_sign_transform(content), **named)
        except pkcs11.PKCS11Error as error:
            raise Problem("1116", token=source) from error
        return signature if how.post_sign_transform is None else how.post_sign_transform(signature)

    return sign


def _asks_each_time(private: Any) -> bool:
    """Whether the key asks for the PIN before each signature (CKA_ALWAYS_AUTHENTICATE)."""
    import pkcs11

    try:
        return bool(private[pkcs11.Attribute.ALWAYS_AUTHENTICATE])
    except pkcs11.PKCS11Error:
        return False  # older tokens know no such thing


def _label(token: Any) -> str:
    return str(token.label).strip("\0 ") or str(token.model).strip("\0 ")
