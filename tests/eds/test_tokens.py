"""The organisation's key on a token: chosen by its certificate, one PIN for one act, no try in vain."""

import subprocess
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11 import TokenFlag

from desktop.eds.fitness import check_key
from desktop.eds.ports import Certified, SigningKey
from desktop.eds.signing import SigningWords, sign_pdf
from desktop.eds.token import Token, _check_tries, is_driver
from desktop.eds.trust import Trust, load_trust
from desktop.eds.verifying import verify_pdf
from forms.papers.notification import draw_notification
from forms.problems import Problem
from tests.papers.notification_samples import notification_paper
from tests.papers.samples import edition

from .authority import BIN, NOW, SCHOOL, Authority, Key, _certificate, made_key, name_of
from .tokens import DRIVER, PIN, Tokens, plug_in, school_token

WORDS = SigningWords(reason="Хабарлама", place="Үлгі қаласы")


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tokens:
    return plug_in(tmp_path / "plugged-in", monkeypatch)


@pytest.fixture(scope="module")
def paper() -> bytes:
    return draw_notification(notification_paper(edition("E2025"), "both", accepted=True))


def fit(found: Sequence[Certified]) -> Certified:
    """The first that may sign, else the reason why the first may not."""
    reasons = []
    for key in found:
        try:
            check_key(key, SCHOOL, Trust(), NOW)
        except Problem as problem:
            reasons.append(problem)
        else:
            return key
    raise reasons[0]


def open_key(pin: str = PIN, driver: Path = DRIVER) -> SigningKey:
    """The key, closed again."""
    with Token(driver).open(pin, fit) as key:
        return key


@pytest.mark.parametrize("kind", ["rsa2048", "rsa4096", "p256", "p384"])
def test_a_token_signs_and_any_reader_verifies(
    tokens: Tokens, authority: Authority, tmp_path: Path, paper: bytes, kind: str
) -> None:
    serial = school_token(tokens, authority, kind=kind)
    with Token(DRIVER).open(PIN, fit) as key:
        assert (key.serial, key.source) == (serial, "Мектеп")
        assert "sign" not in repr(key)
        signed = sign_pdf(paper, key, at=NOW, words=WORDS)
    (signature,) = verify_pdf(signed, load_trust(authority.trust(tmp_path / "roots")))
    assert signature.unchanged
    assert signature.trusted  # through the issuer's certificate, which the token gave
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    told = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid" in told


def test_nobody_stays_signed_in(tokens: Tokens, authority: Authority) -> None:
    school_token(tokens, authority)
    with pytest.raises(Problem, match="1116"):
        open_key().sign(b"later")
    assert open_key().holder == "ҮЛГІЖАНОВ ҒАЛЫМ"  # and it opens again


@pytest.mark.parametrize("pin", ["4832", "Құпия", "1", "9" * 200, ""])
def test_a_wrong_pin_is_told(tokens: Tokens, authority: Authority, pin: str) -> None:
    school_token(tokens, authority)
    with pytest.raises(Problem, match="1113"):
        open_key(pin)
    assert open_key().holder == "ҮЛГІЖАНОВ ҒАЛЫМ"


def test_no_pin_is_tried_where_the_certificate_may_not_sign(tokens: Tokens, authority: Authority) -> None:
    tokens.add("Мектеп")
    tokens.put("Мектеп", *authority.give(until=NOW - timedelta(days=1)))
    with pytest.raises(Problem, match="996"):
        open_key("no PIN at all")


def test_of_several_tokens_the_one_that_may_sign_gets_the_pin(tokens: Tokens, authority: Authority) -> None:
    tokens.add("Басқа")
    tokens.put("Басқа", *authority.give(unit="BIN150240000099", organisation="Басқа мектеп"))
    serial = school_token(tokens, authority)
    assert open_key().serial == serial


def test_certificates_shown_only_to_who_is_signed_in_are_found(tokens: Tokens, authority: Authority) -> None:
    tokens.add("Мектеп")
    tokens.put("Мектеп", *authority.give(), hidden=True)
    assert open_key().source == "Мектеп"
    with pytest.raises(Problem, match="1113"):
        open_key("4832")
    # Which of two were meant nobody knows, and a PIN tried on the wrong one would bring it nearer to its lock.
    tokens.add("Екінші")
    with pytest.raises(Problem, match="1112"):
        open_key()


def test_what_is_not_there_is_told(tokens: Tokens, authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="1111"):
        open_key()
    tokens.add("Мектеп")
    with pytest.raises(Problem, match="1112"):
        open_key()
    certificate, key = authority.give()
    tokens.put("Мектеп", certificate, None)
    with pytest.raises(Problem, match="1112"):
        open_key()
    tokens.put("Мектеп", None, key)
    assert open_key().source == "Мектеп"


def test_a_driver_that_is_none_is_told(tmp_path: Path) -> None:
    for content in (None, b"", b"no library"):
        driver = tmp_path / "token.so"
        if content is not None:
            driver.write_bytes(content)
        with pytest.raises(Problem, match="1110"):
            open_key(driver=driver)
    with pytest.raises(Problem, match="1110"):  # a library, and none of tokens
        open_key(driver=Path("/lib/x86_64-linux-gnu/libc.so.6"))


def test_bytes_that_are_no_certificate_hide_no_other(tokens: Tokens, authority: Authority) -> None:
    tokens.add("Мектеп")
    tokens.put_bytes("Мектеп", b"no certificate", key_id="09")
    tokens.put("Мектеп", *authority.give())
    assert open_key().source == "Мектеп"


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (TokenFlag.USER_PIN_LOCKED, "1114"),
        (TokenFlag.USER_PIN_FINAL_TRY, "1115"),
        (TokenFlag.USER_PIN_FINAL_TRY | TokenFlag.USER_PIN_LOCKED, "1114"),
    ],
)
def test_the_last_try_is_not_made_here(flags: TokenFlag, code: str) -> None:
    # SoftHSM never locks: what a token says of itself is given here.
    with pytest.raises(Problem, match=code):
        _check_tries(SimpleNamespace(flags=flags, label="Мектеп"))
    _check_tries(SimpleNamespace(flags=TokenFlag.USER_PIN_COUNT_LOW, label="Мектеп"))


@pytest.mark.parametrize(
    ("name", "drives"),
    [
        ("kztoken.dll", True),
        ("eTPKCS11.DLL", True),
        ("libsofthsm2.so", True),
        ("libtoken.so.2.1", True),
        ("libtoken.dylib", True),
        ("RSA256_кілт.p12", False),
        ("school.pfx", False),
        ("so", False),
    ],
)
def test_a_driver_is_known_by_its_name(name: str, drives: bool) -> None:
    assert is_driver(Path("folder") / name) is drives


def test_the_one_that_is_chosen_is_opened(tokens: Tokens, authority: Authority) -> None:
    serial = school_token(tokens, authority)

    def other(found: Sequence[Certified]) -> Certified:
        return next(one for one in found if one.serial != serial)

    with Token(DRIVER).open(PIN, other) as key, pytest.raises(Problem, match="1001"):
        check_key(key, SCHOOL, Trust(), NOW)  # the other key there is for signing in


def test_the_renewed_certificate_goes_before_last_years(tokens: Tokens, authority: Authority) -> None:
    tokens.add("Мектеп")
    for key_id, days in (("01", 100), ("02", 300), ("03", 200)):
        tokens.put("Мектеп", *authority.give(until=NOW + timedelta(days=days)), key_id=key_id)
    with Token(DRIVER).open(PIN, fit) as key:
        assert key.not_after == NOW + timedelta(days=300)


def pair(authority: Authority, common: str, turn: int, **asked: Any) -> tuple[Any, Key]:
    """A certificate with a key of its own."""
    key = made_key("rsa2048", turn)
    subject = name_of(common, SCHOOL.name.kk, f"BIN{BIN}")
    told: dict[str, Any] = {"since": NOW - timedelta(days=30), "until": NOW + timedelta(days=300)} | asked
    return _certificate(
        subject,
        key,
        authority.issuer.subject,
        authority._issuer_key,
        usage=("digital_signature",),
        **told,
    ), key


@pytest.mark.parametrize("key_id", [b"\x01", b""])
@pytest.mark.parametrize("turns", [(1, 2), (2, 1)])
def test_of_the_keys_under_one_id_the_certificates_own_signs(
    tokens: Tokens, authority: Authority, paper: bytes, key_id: bytes, turns: tuple[int, int]
) -> None:
    old, _ = pair(authority, "ЕСКІ", 1, until=NOW - timedelta(days=1))
    new, _ = pair(authority, "ЖАҢА", 2)
    tokens.add("Мектеп")
    for turn in turns:
        tokens.put_key("Мектеп", made_key("rsa2048", turn), key_id)
    for certificate in (old, new):
        tokens.put_bytes("Мектеп", certificate.public_bytes(Encoding.DER), key_id=key_id.hex())
    with Token(DRIVER).open(PIN, fit) as key:
        assert key.holder == "ЖАҢА"
        (signature,) = verify_pdf(sign_pdf(paper, key, at=NOW, words=WORDS))
    assert signature.unchanged


@pytest.mark.parametrize("kind", ["rsa2048", "p256"])
def test_a_renewed_certificate_with_the_old_key_does_not_sign(tokens: Tokens, authority: Authority, kind: str) -> None:
    certificate, _ = authority.give(kind=kind)
    tokens.add("Мектеп")
    tokens.put("Мектеп", None, made_key(kind, 7), key_id="01")
    tokens.put("Мектеп", certificate, None, key_id="01")
    with pytest.raises(Problem, match="1112"):
        open_key()


def test_a_key_that_asks_for_the_pin_each_time_signs(tokens: Tokens, authority: Authority, paper: bytes) -> None:
    certificate, key = pair(authority, "ҮЛГІЖАНОВ ҒАЛЫМ", 1)
    tokens.add("Мектеп")
    tokens.put_key("Мектеп", key, b"\x01", asks_each_time=True)
    tokens.put_bytes("Мектеп", certificate.public_bytes(Encoding.DER), key_id="01")
    with Token(DRIVER).open(PIN, fit) as opened:
        (signature,) = verify_pdf(sign_pdf(paper, opened, at=NOW, words=WORDS))
    assert signature.unchanged
