"""An essay's words, counted from its file. Nothing of the file is kept but the number."""

from pathlib import Path

from forms.essay_files import read_essay
from forms.essays import count_words


def count_essay(path: Path) -> int:
    """The number of words in a text or DOCX file. Raises Problem 985 to 991."""
    return count_words(read_essay(path))
