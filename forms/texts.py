"""A text of the law or of a paper, in the two languages every paper may be asked for in."""

from typing import Literal

import msgspec

PaperLanguage = Literal["kk", "ru"]


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording in Kazakh and in Russian.

    ``unofficial`` names the languages in which the wording is ours because the sources hold none.
    """

    kk: str
    ru: str
    unofficial: tuple[PaperLanguage, ...] = ()

    def in_kazakh(self) -> str:
        """The wording in the law's first language."""
        return self.kk

    def in_language(self, language: str) -> str:
        """The wording in ``language``; English screens quote the law in Kazakh, its first language."""
        return self.ru if language == "ru" else self.kk
