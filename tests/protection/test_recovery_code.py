"""The recovery sheet's code: read back from any hand, and every slip told by its group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.protection.recovery_code import ALPHABET, GROUPS, BadGroup, make_code, read_code, write_code

secrets = st.binary(min_size=16, max_size=16)


@given(secrets)
def test_a_code_is_read_back(secret: bytes) -> None:
    code = write_code(secret)
    assert read_code(code) == secret
    assert len(code.split("-")) == GROUPS
    assert set(code) <= {*ALPHABET, "-"}


@given(secrets)
def test_it_is_read_in_small_cyrillic_letters_without_hyphens(secret: bytes) -> None:
    typed = write_code(secret).translate(str.maketrans("ACEHKMPTX3", "асенкмртхз")).replace("-", " ")
    assert read_code(typed) == secret


@given(secrets, st.integers(0, 39), st.sampled_from(ALPHABET))
def test_every_wrong_letter_is_told_by_its_group(secret: bytes, place: int, letter: str) -> None:
    letters = list(write_code(secret).replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(BadGroup) as raised:
        read_code("".join(letters))
    assert raised.value.group == place // 5 + 1


@given(secrets, st.integers(0, 38))
def test_two_letters_changed_about_are_told(secret: bytes, place: int) -> None:
    letters = list(write_code(secret).replace("-", ""))
    if place % 5 == 4 or letters[place] == letters[place + 1]:
        return
    letters[place : place + 2] = reversed(letters[place : place + 2])
    with pytest.raises(BadGroup) as raised:
        read_code("".join(letters))
    assert raised.value.group == place // 5 + 1


@given(secrets, st.integers(0, 6))
def test_two_groups_changed_about_are_told(secret: bytes, place: int) -> None:
    groups = write_code(secret).split("-")
    groups[place : place + 2] = reversed(groups[place : place + 2])
    with pytest.raises(BadGroup):
        read_code("-".join(groups))


@pytest.mark.parametrize("typed", ["", "-", "абв", "0" * 40, "A" * 1000])
def test_what_is_no_code_is_told(typed: str) -> None:
    with pytest.raises(BadGroup):
        read_code(typed)


def test_a_letter_too_many_or_too_few_is_told() -> None:
    code = make_code()
    for typed in (code[:-1], code + ALPHABET[0], code[1:]):
        with pytest.raises(BadGroup):
            read_code(typed)


@given(st.text())
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    with pytest.raises(BadGroup):
        read_code(text)
