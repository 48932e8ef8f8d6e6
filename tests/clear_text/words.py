"""An invented person whose every word can be told apart, and the forms their words could lie on a disk in."""

import json

IIN = "850101100002"
NAME = "Қаһарманұлы Ғабидұлла Жұпаргүлұлы"
PHONE = "87015559137"
EMAIL = "gabidulla.kaharman@example.kz"
IDENTITY = "жеке куәлік № 046813579"
WORKPLACE = "«Жұлдызай-Нұрлытаң» үлгі мектебі"
POSITION = "әліппе-сурет пәнінің мұғалімі"
DOCUMENT = "ЖБ-Ы 7741863"
REASON = "мөрінің жиегі көмескіленіпті"
ASKED_BY = "Щербаковская Эвелина"
CORRECTED_NAME = "Қаһарманұлы Ғабидұлла Жұпаргүлович"
CHILD = "Бөкейхан Ұлпан Шүлембайқызы"
ROSTERED = "Құсайынғазы Төлегенбибі"
COMPLAINT = "сыпайысыз сөйлеп, құжатымды лақтырды"
ANSWER = "дәлелденбегендігін хабарлаймыз"
NOTE = "домбырашылығын тексеріңіз"
MARK = "Ғ. Басшыжановская"
ESSAY = "шәкірттерімнің қанаттануы"
KEY_PASSWORD = "Жезкиік-Кілт 9041"
WRONG_MESSAGE = "Дегтярёв-Жүсіпбайтегі"

# Parts long enough to be nobody else's, as typed and as a search would fold them.
_PARTS = (
    IIN,
    "Қаһарманұлы",
    "Ғабидұлла",
    "Жұпаргүл",
    "кахарманулы",
    "габидулла",
    PHONE,
    PHONE[1:],
    "555 91 37",
    "gabidulla",
    "046813579",
    "Жұлдызай",
    "әліппе-сурет",
    "7741863",
    "көмескіленіпті",
    "Щербаковская",
    "Бөкейхан",
    "Шүлембай",
    "Құсайынғазы",
    "Төлегенбибі",
    "лақтырды",
    "сыпайысыз",
    "дәлелденбегендігін",
    "домбырашылығын",
    "Басшыжановская",
    "шәкірттерімнің",
    "қанаттануы",
    "Жезкиік-Кілт",
    "WRONG" + WRONG_MESSAGE,
    WRONG_MESSAGE,
    "Жүсіпбайтегі",
)


def forms_of_words() -> dict[bytes, str]:
    """Every byte string that must not be found, and the word it is of."""
    found: dict[bytes, str] = {}
    for part in _PARTS:
        for word in {part, part.lower(), part.upper(), part.casefold()}:
            found[word.encode("utf-8")] = part
            found[word.encode("utf-16-le")] = part
            found[word.encode("utf-16-be")] = part
            found[json.dumps(word)[1:-1].encode("ascii")] = part
            found[json.dumps(word)[1:-1].upper().encode("ascii")] = part
            for codec in ("cp1251", "koi8-r", "cp866"):
                try:
                    found[word.encode(codec)] = part
                except UnicodeEncodeError:
                    continue
    # Shorter would be found by chance in what is encrypted.
    return {form: word for form, word in found.items() if len(form) >= 7}


# What could hold words packed: their kinds of file must not be found either.
PACKED = {b"%PDF-": "a PDF", b"PK\x03\x04": "a packed file", b"SQLite format 3\x00": "a database in the clear"}
