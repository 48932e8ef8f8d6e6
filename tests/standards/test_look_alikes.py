"""Latin letters that pass for Cyrillic ones are found; addresses and Latin names are left alone."""

import pytest

from forms.look_alikes import LOOK_ALIKES, find_look_alikes

# A Latin letter and the Cyrillic one it is drawn as.
TWINS = dict(zip("ABCEHKMOPTXYaceiopxy", "АВСЕНКМОРТХУасеіорху", strict=True))


@pytest.mark.parametrize(("latin", "cyrillic"), TWINS.items())
def test_each_twin_is_found_within_a_word(latin: str, cyrillic: str) -> None:
    sound = f"бұйрық{cyrillic}тан"
    assert find_look_alikes(sound) == ()
    (found,) = find_look_alikes(sound.replace(cyrillic, latin, 1))
    assert found.letters == (latin,)
    assert latin in LOOK_ALIKES


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("бар болcа", "болcа"),
        ("Мемлекеттiк қызмет", "Мемлекеттiк"),
        ("жөнiндегi орган", "жөнiндегi"),
        ("заявление c подписью", "c"),
        ("ЭЦQ-мен", "ЭЦQ"),
        ("«Казaқстан»", "Казaқстан"),
    ],
)
def test_suspect_words(text: str, word: str) -> None:
    assert [found.word for found in find_look_alikes(text)] == [word]


@pytest.mark.parametrize(
    "text",
    [
        "egov.kz порталы",
        "www.gov4c.kz интернет-ресурсында",
        "E-aktobe порталы",
        "PDF-файл",
        "ЭЦҚ-мен куәландырылған",
        "1414, 8 800 080 7777",
        "№ ҚР ДСМ-175/2020",
        "3)-11)-тармақтарда",
        "",
    ],
)
def test_sound_texts(text: str) -> None:
    assert find_look_alikes(text) == ()
