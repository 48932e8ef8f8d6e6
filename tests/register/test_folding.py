"""What was typed meets what is written, however either is spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.folding import (
    fold_case,
    fold_label,
    fold_letters,
    fold_words,
    is_found,
    letters_like,
    read_label,
    read_typed,
)
from forms.names import CYRILLIC_OF_LATIN

KAZAKH = "әіңғүұқөһ"
RUSSIAN = dict(zip(KAZAKH, "аинГуукох".lower(), strict=True))
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" + KAZAKH
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=12)
NAMES = st.lists(WORDS, min_size=1, max_size=4)
LATIN_OF_CYRILLIC = {cyrillic: latin for latin, cyrillic in CYRILLIC_OF_LATIN.items() if cyrillic not in "Ёё"}


def finds(typed: str, *names: str, iin: str = "", phone: str = "", number: str = "", ticket: str = "") -> bool:
    found_by = fold_case(number=number, ticket=ticket, names=names, iins=[iin], phones=[phone])
    return is_found(read_typed(typed), found_by)


@given(words=NAMES, data=st.data())
def test_any_start_of_any_words_in_any_order_finds(words: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.permutations(words))[: data.draw(st.integers(1, len(words)))]
    starts = [word[: data.draw(st.integers(1, len(word)))] for word in chosen]
    typed = " ".join(starts)
    assert finds(typed, " ".join(words).title())
    assert finds(typed.upper(), " ".join(words))
    assert finds("".join(RUSSIAN.get(letter, letter) for letter in typed), " ".join(words))


@given(word=WORDS, data=st.data())
def test_letters_that_look_alike_find(word: str, data: st.DataObject) -> None:
    written = data.draw(st.sampled_from((word, word.upper())))
    typed = "".join(
        LATIN_OF_CYRILLIC[letter] if letter in LATIN_OF_CYRILLIC and data.draw(st.booleans()) else letter
        for letter in written
    )
    assert finds(typed, word)
    assert finds(word, typed)


@given(text=st.text(max_size=300))
def test_nothing_typed_can_fail(text: str) -> None:
    for reading in read_typed(text):
        assert reading.wanted
        for wanted in reading.wanted:
            for start in wanted.starts:
                assert start
                assert " " not in start
                assert start == start.casefold() or not start.isascii()
    assert all(" " not in word for word in fold_words(text))
    assert read_typed(text) or not any(letter.isalnum() for letter in text)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        '"',
        "*",
        "()",
        "---",
        "\x00",
        "😀",
        "' OR 1",
        "NEAR(",
        "a:b",
        "\ud800",
        "²",
        "x" * 10_000,
        "1" * 10_000,
        "+" * 900,
    ],
)
def test_hostile_input_is_read(typed: str) -> None:
    read_typed(typed)
    fold_words(typed)


@pytest.mark.parametrize("typed", ["кайрат", "ҚАЙРАТ", "Кaйрат", "Kайpaт", "Rfqhfn", "қай рат", "й", "КАЙ"])
def test_one_name_in_many_spellings(typed: str) -> None:
    assert finds(typed, "Қайрат Рат Йод")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Айгуль", "Айгүл"),
        ("Әйгерім", "Айгерим"),
        ("2quth", "Әйгерім"),  # the Kazakh layout's keys on a Latin keyboard
        ("ьфкшф", "Мария"),
    ],
)
def test_which_slips_are_mended(typed: str, name: str) -> None:
    assert finds(typed, name) == (typed == "2quth" or typed == "Әйгерім")


@pytest.mark.parametrize("typed", ["анна-мария", "анна мария", "мария", "аннамария", "Анна‑Мария"])
def test_a_double_name_is_two_words_and_one(typed: str) -> None:
    assert finds(typed, "Анна-Мария Сынақова")


@pytest.mark.parametrize("typed", ["smith", "SMITH", "Smi", "John smith"])
def test_a_latin_name_stays_latin(typed: str) -> None:
    assert finds(typed, "Smith John")


@pytest.mark.parametrize(
    "typed",
    [
        "87010001122",
        "+77010001122",
        "77010001122",
        "7010001122",
        "8 (701) 000-11-22",
        "+7 701 000",
        "8701",
        "701000",
        "7 701",
    ],
)
@pytest.mark.parametrize("written", ["87010001122", "+7 701 000 11 22", "7010001122", "8 (701) 000 11 22"])
def test_a_phone_in_any_form(typed: str, written: str) -> None:
    assert finds(typed, "Үлгі", phone=written)
    assert not finds("8702", "Үлгі", phone=written)


@pytest.mark.parametrize(
    "typed", ["850101100002", "8501", "850101 100002", "850101-100-002", 'үғқ"қ""ққққә', "85 0101"]
)
def test_an_iin_by_its_start(typed: str) -> None:
    assert finds(typed, "Үлгі", iin="850101100002")
    assert not finds("50101", "Үлгі", iin="850101100002")


@pytest.mark.parametrize(
    "typed", ["123", "000123", "2026-000123", "2026-123", "D7/2026-000123", "2026-0001", "2026000123", "№ 123", "0123"]
)
def test_a_number_in_any_form(typed: str) -> None:
    assert finds(typed, "Үлгі", number="D7/2026-000123")
    assert not finds(typed, "Үлгі", number="D7/2026-001230")


@pytest.mark.parametrize("typed", ["А007", "а007", "A007", "a7", "а07"])
def test_a_ticket_in_any_form(typed: str) -> None:
    assert finds(typed, "Үлгі", ticket="А007")
    assert read_label(typed) == read_label("А-7") == ("а", 7)


def test_letters_of_tickets() -> None:
    assert {"А", "а", "A", "a", "Ә"} <= set(letters_like(fold_label("А")))
    assert "Б" not in letters_like(fold_label("А"))


def test_a_word_and_digits_together() -> None:
    assert finds("8501 сын", "Сынақов", iin="850101100002")
    assert finds("123 сын 8701", "Сынақов", phone="87010000000", number="D7/2026-000123")
    assert not finds("8501 сын", "Сынақов", iin="860101100002")


def test_letters_of_one_spelling() -> None:
    assert fold_letters("ӘҒҚҢӨҰҮҺІЁЙ") == "агкноуухиеи"
    assert fold_letters("й") == fold_letters("и\u0306")
