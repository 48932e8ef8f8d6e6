"""Phone numbers and e-mail addresses as clerks type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.contacts import check_email, check_phone, check_words, show_phone
from forms.problems import Problem


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+77010000000", "+77010000000"),
        ("87010000000", "+77010000000"),
        ("77010000000", "+77010000000"),
        ("7010000000", "+77010000000"),
        ("+7 (701) 000-00-00", "+77010000000"),
        ("8 701 000 00 00", "+77010000000"),
        ("+7\u00a0701\u2011000\u201100\u201100", "+77010000000"),
        ("８ ７０１ ０００ ００ ００", "+77010000000"),
        ("8 (7132) 50-00-00", "+77132500000"),
        ("8 (727) 250-00-00", "+77272500000"),
        ("+7 916 000-00-00", "+79160000000"),
        ("+1 212 555 0100", "+12125550100"),
    ],
)
def test_a_number_in_its_international_form(typed: str, number: str) -> None:
    assert check_phone(typed) == number
    assert check_phone(number) == number


@pytest.mark.parametrize(
    ("typed", "code", "fields"),
    [
        ("", "220", {}),
        (" ( ) - ", "220", {}),
        ("8701000000a", "221", {"found": "a"}),
        ("8701000000О", "221", {"found": "О"}),
        ("8 701 000 00 00 доб. 5", "221", {"found": "д"}),
        ("50-00-00", "222", {"count": 6}),
        ("870100000001", "223", {"count": 12}),
        ("+1234567890123456", "223", {"count": 16}),
        ("8 001 000 00 00", "224", {}),
        ("+999 123 456 789", "224", {}),
    ],
)
def test_each_mistake_in_a_number_has_its_own_answer(typed: str, code: str, fields: dict[str, object]) -> None:
    with pytest.raises(Problem) as caught:
        check_phone(typed)
    assert caught.value.code == code
    assert {name: caught.value.fields[name] for name in fields} == fields
    assert caught.value.sentence().startswith("Phone: ")


@pytest.mark.parametrize(
    ("number", "shown"), [("+77010000000", "+7 701 000 00 00"), ("+12125550100", "+1 212-555-0100")]
)
def test_a_number_as_people_read_it(number: str, shown: str) -> None:
    assert show_phone(number) == shown


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("name@example.kz", "name@example.kz"),
        ("  Name.Surname+school@Example.KZ ", "Name.Surname+school@example.kz"),
        ("mailto:name@mail.example.kz", "name@mail.example.kz"),
        ("a@b-c.kz", "a@b-c.kz"),
    ],
)
def test_an_address(typed: str, address: str) -> None:
    assert check_email(typed) == address


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "225"),
        ("name @example.kz", "226"),
        ("аты@example.kz", "226"),
        ("name@example.қз", "226"),
        ("name,name@example.kz", "226"),
        ("name.example.kz", "227"),
        ("name@@example.kz", "227"),
        ("name@example", "228"),
        ("name@", "228"),
        ("name@.kz", "228"),
        ("name@-example.kz", "228"),
        ("name@example.kz.", "228"),
        ("@example.kz", "229"),
        ("name..surname@example.kz", "229"),
        (".name@example.kz", "229"),
        (f"{'a' * 65}@example.kz", "229"),
    ],
)
def test_each_mistake_in_an_address_has_its_own_answer(typed: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        check_email(typed)
    assert caught.value.code == code
    assert caught.value.sentence().startswith("E-mail: ")


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    for check, first, last in ((check_phone, "220", "224"), (check_email, "225", "229")):
        try:
            found = check(text)
        except Problem as problem:
            assert first <= problem.code <= last
            assert problem.sentence()
        else:
            assert check(found) == found


@pytest.mark.parametrize("text", ["№ 7 мектеп-гимназия", "«Үлгі» КММ, 2-корпус", "École № 1", "бағасы 5 ₸ – жоқ"])
def test_free_words_papers_can_show(text: str) -> None:
    assert check_words(f" {text} ") == text


@pytest.mark.parametrize(("text", "named"), [("мектеп 🙂", "🙂"), ("学校 № 7", "学 校"), ("a\u200bb", "\u200b")])
def test_free_words_no_paper_can_show_are_named(text: str, named: str) -> None:
    with pytest.raises(Problem) as told:
        check_words(text)
    assert told.value.code == "560"
    assert told.value.fields["characters"] == named
