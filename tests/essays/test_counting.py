"""Words counted as a person counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.essays import count_words, judge_essay, typed_count

COUNTED = (
    ("оқу-тәрбие жұмысы", 2),
    ("сөз – сөз", 2),
    ("сөз—сөз", 2),
    ("сөз -- сөз", 2),
    ("• бір\n• екі", 2),
    ("2025 жылы", 2),
    ("А. Б. Сынақов келді", 2),
    ("А.Б.Сынақов келді", 2),
    ("Сынақов А. Б. келді", 2),
    ("Сынақов А.Б. келді", 2),
    ("ақын М. О. Әуезов жазды", 3),
    ("С. Сейфуллин, М. Жұмабаев, І. Жансүгіров", 3),
    ("Бұл ойды Абай. С. Торайғыров қолдады", 5),
    ("А. Б.", 1),
    ("сә\u00adлем", 1),
    ("сә\u200bлем", 1),
    ("\ufeffсәлем", 1),
    ("бір\u00a0екі\u202fүш", 3),
    ("https://egov.kz/a/b?c=1, міне", 2),
    ("edu.gov.kz сайты", 2),
    ("www.edu.gov.kz", 1),
    ("synaq@example.kz деп", 2),
    ("т.б.", 1),
    ("т. б.", 1),
    ("және т. б. сөздер", 3),
    ("и т. д.", 2),
    ("и т.д.", 2),
    ("«Алаш»-тың", 1),
    ("«Абай жолы»нда", 2),
    ("мұғалім(дер)", 1),
    ("ознакомлен(-а)", 1),
    ("сөз(түсіндірме сөз)", 3),
    ("об'єкт д’Артаньян", 2),
    ("болды,сондықтан", 2),
    ("сөйлем.Келесі", 2),
    ("қызық...бірақ", 2),
    ("3.14 12.05.2025 10:30 5,5 50%", 5),
    ("25 000 теңге", 2),
    ("1 000 000", 1),
    ("2024–2025 оқу жылы", 3),
    ("2024/2025 оқу жылы", 3),
    ("г. Алматы", 2),
    ("г.Алматы", 2),
    ("№ 7 мектеп", 2),
    ("№7 мектеп", 2),
    ("тәр-\nбие", 1),
    ("тәр-\r\n  бие", 1),
    ("тәр-\n\nбие", 2),
    ("1. Бірінші\n2) екінші\nа) үш", 3),
    ("5 А сыныбы", 3),
    ("7 Б. Сабақта", 3),
    ("и/или", 2),
    ("й", 1),
    ("", 0),
    ("– — *** § № % …", 0),
    # An address with its ending, and beside a word without a space.
    ("kundelik.kz-те оқимыз", 2),
    ("Kundelik.kz-тің", 1),
    ("«kundelik.kz»-те оқимыз", 2),
    ("«kundelik.kz»те", 1),
    ("synaq@example.kz-ке жаздым", 2),
    ("пошта@мысал.қаз", 1),
    ("бір,synaq@example.kz", 2),
    ("байланыс:synaq@example.kz", 2),
    ("оқыдым.kundelik.kz", 2),
    ("kundelik.kz,bilimland.kz сайттары", 3),
    ("synaq@example.kz.Содан", 2),
    ("He came.Then he left", 5),
    # Names and their initials.
    ("(Ушинский К. Д.)", 1),
    ("ойшыл (Құнанбайұлы А.) айтқан", 3),
    ("ақын (М. О. Әуезов) жазды", 3),
    ("Ақын (М. Ж. Көпеев)", 2),
    ("Ушинский К.Д., Сухомлинский В.А., Макаренко А.С. еңбектері", 4),
    ("Пушкин А. С., Лермонтов М. Ю.", 2),
    ("К. Д., В. А. келді", 3),
    ("Ж.-Ж. Руссо пен Дж. Локк", 3),
    ("Ж.-Ж.Руссо мен Дж.Локк", 3),
    ("Қ.-Ж. Тоқаев", 1),
    ("Жан-Жак Руссо", 2),
    ("Сынақов А.Б.-ның еңбегі", 2),
    # A space was forgotten.
    ("оқыдым.2024 жылы", 3),
    ("оқыдым 2024.Содан", 3),
    ("2024.Содан", 2),
    ("«бір»«екі»", 2),
    ("“бір”“екі”", 2),
    ('"бір""екі"', 2),
    ("келді»Жақсы", 2),
    ('келді"Жақсы', 2),
    ("газеті«қазақ»", 2),
    ("«Алаш»тың", 1),
    ("«АЛАШ»ТЫҢ", 1),
    ("5«А» сыныбы", 2),
    ("Абай(Ибраһим) ақын", 3),
    ("мектебінің(2024) үздігі", 3),
    ("сөз(түсіндірме)", 2),
    ("педагог(тар)дың", 1),
    ("5(А) сыныбы", 2),
    ("сөз🙂сөз→сөз\uf0b7сөз", 4),
    ("мектеп№7", 2),
    ("20°C", 1),
    ("ж/д вокзал", 2),
    # Figures.
    ("1 500,50 теңге", 2),
    ("1 500.5 теңге", 2),
    ("10 000, 20 000", 2),
    ("XIX–XX ғасыр", 2),
    ("2024 200", 2),
    ("20.ІХ.2024 жылы", 2),
    # Numbering.
    ("I. Кіріспе\nII. Негізгі бөлім\nІІІ. Қорытынды", 4),
    ("І. Жансүгіров жазды", 2),
    ("1)Бірінші\nа)екінші\n(1) үш\n1.Төртінші", 4),
    ("① бір ② екі", 2),
    ("1\ufe0f\u20e3 бірінші", 1),
    # Signs that are no words.
    ("✔\ufe0f бірінші\n✔\ufe0f екінші", 2),
    ("▪\ufe0f бір ➡\ufe0f екі ❤\ufe0f үш", 3),
    ("👩\u200d🏫 мұғалім 🇰🇿", 1),
    ("бір \u0301 екі", 2),
    ("сло\u0301во", 1),
    # A word divided at the line's end.
    ("тәр\u00ad\nбие", 1),
    ("тәр\u00ad\r\n бие", 1),
    ("тәр-\rбие", 1),
    ("тәр\u00ad\n\nбие", 2),
    ("тәр -\nбие", 2),
)
LETTERS = st.sampled_from("абвгдеәғқңөұүһі")
WORDS = st.text(LETTERS, min_size=2, max_size=12)
MARKS = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", ", ", ". ", "! ", " – ", " — ", "; ", ": ", "… ", "\n• "])


@pytest.mark.parametrize(("text", "count"), COUNTED)
def test_a_text_has_as_many_words_as_a_person_finds(text: str, count: int) -> None:
    assert count_words(text) == count


@given(st.lists(st.tuples(WORDS, MARKS), max_size=40))
def test_words_are_as_many_as_were_written_whatever_stands_between(pairs: list[tuple[str, str]]) -> None:
    assert count_words("".join(word + mark for word, mark in pairs)) == len(pairs)


@given(
    st.lists(WORDS, min_size=1, max_size=20), st.sampled_from(["-", "\u2010", "\u2011", "'", "’", "\u00ad", "\u200d"])
)
def test_what_joins_a_word_makes_one_of_many(parts: list[str], joint: str) -> None:
    assert count_words(joint.join(parts)) == 1


@given(WORDS, st.sampled_from(["«{}»", "“{}”", "({})", '"{}"', "{}!", "{}?!", "–{}", "{},", "*{}*", "…{}…"]))
def test_marks_around_a_word_change_nothing(word: str, around: str) -> None:
    assert count_words(around.format(word)) == 1


@given(st.text(max_size=300))
def test_any_text_is_counted(text: str) -> None:
    assert 0 <= count_words(text) <= max(len(text), 1)


@given(st.text(max_size=200), st.text(max_size=200))
def test_two_paragraphs_have_no_more_words_than_each_alone(one: str, other: str) -> None:
    assert count_words(f"{one}\n\n{other}") <= count_words(one) + count_words(other) + 2


@given(st.integers(0, 2000))
def test_an_essay_fits_from_its_fewest_to_its_most(count: int) -> None:
    verdict = judge_essay(count, (250, 300))
    assert verdict == ("too_few" if count < 250 else "too_many" if count > 300 else "fits")
    assert judge_essay(count_words("сөз " * count), (250, 300)) == verdict


@pytest.mark.parametrize(("count", "verdict"), [(249, "too_few"), (250, "fits"), (300, "fits"), (301, "too_many")])
def test_the_ends_belong_to_it(count: int, verdict: str) -> None:
    assert judge_essay(count_words("Эссе: " + "сөз " * (count - 1)), (250, 300)) == verdict


@pytest.mark.parametrize(
    ("typed", "count"), [("275", 275), (" 0 ", 0), ("", None), ("27 5", None), ("көп", None), ("²", None), ("-5", None)]
)
def test_a_number_typed_is_a_number(typed: str, count: int | None) -> None:
    assert typed_count(typed) == count
    assert typed_count("1" * 7) is None


@pytest.mark.parametrize(
    "part",
    (
        *(
            "a",
            "a@",
            "а,б",
            "А. ",
            "(",
            "1 ",
            "a.",
            "-",
            "а-\n",
            "т. ",
            "«",
            "http://",
            "a-a.",
            "a@a-",
            "Б.А. В ",
            "А.,",
        ),
        *("1.1 ", "X", "000 ", "www.", "\u00ad\n", "а(", "a/", "\u0301", '"', "А-", "1.а"),
    ),
)
def test_a_long_text_of_anything_is_counted_quickly(part: str) -> None:
    import time

    begun = time.perf_counter()
    count_words(part * (100_000 // len(part)))
    assert time.perf_counter() - begun < 10
