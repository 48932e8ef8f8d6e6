"""The IIN: what was typed becomes twelve digits, or a sentence that says what is wrong with it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.identity import check_digit, check_iin, is_organisation, restore_digits
from forms.problems import Problem

FIRST_PASS = "850101100002"
SECOND_PASS = "850101100304"
NEVER_GIVEN = "85010110033"


@pytest.mark.parametrize("iin", [FIRST_PASS, SECOND_PASS])
def test_both_passes_of_the_check_digit(iin: str) -> None:
    assert check_iin(iin) == iin


@pytest.mark.parametrize("last", string.digits)
def test_a_number_that_is_never_given(last: str) -> None:
    with pytest.raises(Problem) as caught:
        check_iin(NEVER_GIVEN + last)
    assert caught.value.code == "207"


@pytest.mark.parametrize("iin", [FIRST_PASS, SECOND_PASS])
def test_every_other_last_digit_is_wrong(iin: str) -> None:
    for last in string.digits:
        if last != iin[-1]:
            with pytest.raises(Problem) as caught:
                check_iin(iin[:-1] + last)
            assert caught.value.code == "205"


@pytest.mark.parametrize(
    ("typed", "code", "fields"),
    [
        ("", "200", {}),
        ("   ", "200", {}),
        ("85010110000a", "201", {"found": "a"}),
        ("О50101100002", "201", {"found": "О"}),
        ("85010110000²", "201", {"found": "²"}),
        ("85010110000", "202", {"count": 11}),
        ("8501011000", "203", {"count": 10}),
        ("8", "203", {"count": 1}),
        ("8501011000021", "204", {"count": 13}),
        ("850201100002", "205", {}),
        ("000000000000", "208", {}),
    ],
)
def test_each_mistake_has_its_own_answer(typed: str, code: str, fields: dict[str, object]) -> None:
    with pytest.raises(Problem) as caught:
        check_iin(typed)
    assert caught.value.code == code
    assert {name: caught.value.fields[name] for name in fields} == fields
    assert caught.value.sentence().startswith("IIN: ")


def organisation_number(first: str) -> str:
    digit = check_digit(first)
    assert digit is not None
    return first + str(digit)


@pytest.mark.parametrize("first", ["98014000123", "20025000456", "05126100789", "12034300012"])
def test_the_number_of_an_organisation_is_told_from_a_persons(first: str) -> None:
    with pytest.raises(Problem) as caught:
        check_iin(organisation_number(first))
    assert caught.value.code == "206"


@pytest.mark.parametrize(
    "digits",
    [
        "850131100000",  # a day of the month
        "851341100000",  # no thirteenth month
        "850047100000",  # the division is 0 to 3
    ],
)
def test_what_is_not_built_as_an_organisations_number_is_not_called_one(digits: str) -> None:
    assert not is_organisation(digits)


def test_neither_birth_date_nor_sex_is_checked() -> None:
    # 99 is no month and 39 no day: a number need not hold a date of birth.
    digits = "99993910000"
    digit = check_digit(digits)
    assert digit is not None
    assert check_iin(f"{digits}{digit}") == f"{digits}{digit}"


@pytest.mark.parametrize(
    "typed",
    [
        'үғқ"қ""ққққә',  # Kazakh, as in Windows and in XKB
        "ҮҒҚ!Қ!!ҚҚҚҚӘ",  # the same with Shift
        'ҮҒҚ"Қ""ҚҚҚҚӘ',  # the same with Caps Lock
        '*%)!)!!))))"',  # Russian with Shift
        "*%)!)!!))))@",  # English with Shift
        "_:%№%№№%%%%-",  # Russian typewriter
        'úǵó"ó""óóóóá',  # Kazakh in Latin letters
        "ÚǴÓ!Ó!!ÓÓÓÓÁ",
        '85қ"қ""00002',  # begun with one layout, ended with another
        "８５０１０１１００００２",  # full-width digits
        "٨٥٠١٠١١٠٠٠٠٢",  # Arabic digits
        "850101-100002",
        "850101 100002",
        "850101\u00a0100\u202f002",
        "8501\u200b0110\u00ad0002",
        "850101–100002",
        "\t850101100002\r\n",
        "850.101.100.002",
        "850101100002,",
        "850101100002.",
        'үғқ"қ"ө"ққққә',  # a hyphen typed with the Kazakh layout on
    ],
)
def test_digits_are_restored(typed: str) -> None:
    assert restore_digits(typed) == FIRST_PASS
    assert check_iin(typed) == FIRST_PASS


@pytest.mark.parametrize(
    ("row", "digits"),
    [
        ('"әіңғ,.үұқ', "1234567890"),
        ("!ӘІҢҒ;:ҮҰҚ", "1234567890"),
    ],
)
def test_the_kazakh_row_key_by_key(row: str, digits: str) -> None:
    # As a field does at each key press, with the digits restored so far before it.
    text = ""
    for letter in row:
        text = restore_digits(text + letter)
    assert text == digits


@pytest.mark.parametrize("text", ["Сынақова", "abc", "8501x", "₸"])
def test_what_no_layout_explains_stays_to_be_named(text: str) -> None:
    assert any(not letter.isdecimal() for letter in restore_digits(text))


@given(st.text(max_size=20))
def test_restoring_never_invents_and_can_be_repeated(text: str) -> None:
    once = restore_digits(text)
    assert restore_digits(once) == once or len(text) >= 11
    assert len(once) <= len(text.strip()) + sum(len(c.encode()) for c in text)


@given(st.text(max_size=20))
def test_any_text_is_answered_by_a_number_or_a_problem(text: str) -> None:
    try:
        iin = check_iin(text)
    except Problem as problem:
        assert "200" <= problem.code <= "208"
        assert problem.sentence()
    else:
        assert len(iin) == 12
        assert iin.isascii()
        assert iin.isdecimal()


@given(st.from_regex(r"\A[0-9]{11}\Z"), st.integers(0, 9), st.sampled_from(string.digits))
def test_one_mistyped_digit_is_found_by_the_first_pass(first: str, place: int, digit: str) -> None:
    # The eleventh digit weighs 11, which is nothing modulo 11: the law's check cannot see it mistyped.
    wrong = first[:place] + digit + first[place + 1 :]
    remainders = [sum(int(one) * weight for weight, one in enumerate(many, 1)) % 11 for many in (first, wrong)]
    if wrong != first and 10 not in remainders:
        assert check_digit(wrong) != check_digit(first)
