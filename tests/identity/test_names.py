"""Names: checked, in one spelling, with letters of a wrong alphabet found and their mending offered."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.names import (
    LONGEST,
    Lookalike,
    check_name,
    collation_key,
    find_lookalikes,
    mend_lookalikes,
)
from forms.problems import Problem


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Сынақова Үлгі Тестқызы", "Сынақова Үлгі Тестқызы"),
        ("  Сынақова \u00a0 Үлгі\tТестқызы ", "Сынақова Үлгі Тестқызы"),
        ("ӘҒҚҢӨҰҮҺІ әғқңөұүһі Ёё Йй", "ӘҒҚҢӨҰҮҺІ әғқңөұүһі Ёё Йй"),
        ("Пробный-Тестов Образец", "Пробный-Тестов Образец"),
        ("Пробный–Тестов Образец", "Пробный-Тестов Образец"),
        ("Пробный‑Тестов Образец", "Пробный-Тестов Образец"),
        ("O'Sample John", "O’Sample John"),
        ("OʼSample John", "O’Sample John"),
        ("Müller Şule", "Müller Şule"),
        ("И\u0306онов Ё\u200bлка", "Йонов Ёлка"),
        ("Тест\u00adов Образец", "Тестов Образец"),
        ("Сынақова", "Сынақова"),
        ("Ли", "Ли"),
        ("Ивановський Їжак", "Ивановський Їжак"),
        ("Ә" * LONGEST, "Ә" * LONGEST),
    ],
)
def test_a_name_in_one_spelling(typed: str, name: str) -> None:
    assert check_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "code", "fields"),
    [
        ("", "210", {}),
        (" \u00a0\t", "210", {}),
        ("\u200b", "210", {}),
        ("Ғ", "211", {}),
        ("Тестов 2", "212", {"found": "2"}),
        ("Тестов Ⅱ", "212", {"found": "Ⅱ"}),
        ("Ә" * (LONGEST + 1), "213", {"count": LONGEST + 1, "most": LONGEST}),
        ("Тестов 😀", "214", {"found": "😀", "point": "U+1F600"}),
        ("Тестов\x00", "214", {"found": "", "point": "U+0000"}),
        ("Тестов, Образец", "214", {"found": ","}),
        ("Тестов И.", "214", {"found": "."}),
        ("\u0301Тестов", "215", {"point": "U+0301"}),
        ("Тестов \u0306", "215", {"point": "U+0306"}),
        ("Те\u0301стов", "216", {"found": "е\u0301"}),
        ("李明", "217", {"found": "李"}),
        ("Тестов محمد", "217", {"found": "م"}),
        ("Cынақова Үлгі", "218", {"word": "Cынақова", "letters": "C"}),
        ("Өмiр", "218", {"word": "Өмiр", "letters": "i"}),
        ("Sаmple", "218", {"word": "Sаmple", "letters": "а"}),
        ("Тестов-", "219", {"found": "-"}),
        ("- Тестов", "219", {"found": "-"}),
        ("Тест--ов", "219", {"found": "-"}),
        ("Тестов '", "219", {"found": "’"}),
    ],
)
def test_each_mistake_has_its_own_answer(typed: str, code: str, fields: dict[str, object]) -> None:
    with pytest.raises(Problem) as caught:
        check_name(typed)
    assert caught.value.code == code
    assert {name: caught.value.fields[name] for name in fields} == fields
    assert caught.value.sentence().startswith("Name: ")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Cынақова Үлгi", "Сынақова Үлгі"),
        ("Yлгі", "Үлгі"),
        ("Əсел Hазарқызы", "Әсел Назарқызы"),
        ("əсем", "әсем"),
        ("Ɵмір ɵзен", "Өмір өзен"),
        ("Қаhарман", "Қаһарман"),
        ("Сынақова COBA", "Сынақова СОВА"),
        ("Пробный-Tестов", "Пробный-Тестов"),
        ("Sаmple", "Sample"),
        ("Smitһ Jоhn", "Smith John"),
        ("Ëлкин", "Ёлкин"),
        ("ҚAЙPAT", "ҚАЙРАТ"),
        ("Тестов i Cынов", "Тестов і Сынов"),
    ],
)
def test_letters_of_another_alphabet_are_found_and_mended(text: str, mended: str) -> None:
    assert find_lookalikes(text)
    assert mend_lookalikes(text) == mended
    assert find_lookalikes(mended) == []
    assert check_name(mended) == mended


@pytest.mark.parametrize(
    "text",
    ["Сынақова Үлгі Тестқызы", "Sample John", "COBA", "Тестов John", "", "   ", "Һашимова Іңкәр", "Müller Şule"],
)
def test_words_of_one_alphabet_are_left_alone(text: str) -> None:
    assert find_lookalikes(text) == []
    assert mend_lookalikes(text) == text


def test_a_lookalike_says_where_and_what() -> None:
    assert find_lookalikes("Үлгі Tестқызы") == [Lookalike("Tестқызы", 5, ("T",), "Тестқызы")]


def test_what_cannot_be_mended_is_not_offered() -> None:
    assert find_lookalikes("Тестwов") == []
    with pytest.raises(Problem) as caught:
        check_name("Тестwов")
    assert caught.value.code == "218"


def test_names_are_ordered_by_the_kazakh_alphabet() -> None:
    ordered = [
        "Айгүл", "Әсел", "Бек", "Гүл", "Ғани", "Ер", "Ёлка", "Кайрат", "Қайрат", "Нұр", "Ңа", "Ояна", "Өмір",
        "Уәли", "Ұлан", "Үлгі", "Фарида", "Хан", "Һашим", "Цой", "Ыдырыс", "Іңкәр", "Эльвира", "Юрий", "Яна", "Sample",
    ]  # fmt: skip
    assert sorted(set(ordered), key=collation_key) == ordered
    assert sorted(["Үлгі Б", "Үлгіш А"], key=collation_key) == ["Үлгі Б", "Үлгіш А"]
    assert collation_key("әсел") == collation_key("Әсел")


@given(st.text(max_size=60))
def test_any_text_is_answered_by_a_name_or_a_problem(text: str) -> None:
    try:
        name = check_name(text)
    except Problem as problem:
        assert "210" <= problem.code <= "219"
        assert problem.sentence()
    else:
        assert check_name(name) == name
        assert unicodedata.is_normalized("NFC", name)


@given(st.text(alphabet="АВСЕНКМОРТХаеорсухіһABCEHKMOPTXaeopcyxihYү ", max_size=20))
def test_mending_is_done_at_once_and_keeps_the_length(text: str) -> None:
    mended = mend_lookalikes(text)
    assert len(mended) == len(text)
    assert mend_lookalikes(mended) == mended
