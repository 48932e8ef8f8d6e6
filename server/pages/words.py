"""Words of the house that pages share with the counter: problems, and what papers and screens call things."""

from django.utils import translation

from forms.catalogues import LANGUAGES, catalogue
from forms.problems import Problem
from forms.texts import Text


def page_language() -> str:
    """The language of the page: kk, ru or en."""
    language = (translation.get_language() or "kk")[:2]
    return language if language in LANGUAGES else "kk"


def tell(problem: Problem) -> str:
    """A problem's sentence in the language of the page."""
    return problem.sentence(catalogue("kense", page_language()).gettext)


def word(message: str) -> str:
    """A word that papers and pages share, named in ``forms``."""
    return catalogue("forms", page_language()).gettext(message)


def quote(text: Text) -> str:
    """The law's words; English pages quote them in Kazakh."""
    return text.in_language(page_language())
