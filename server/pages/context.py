"""What every page knows: its language, who looks at it, where they are."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def page_context(request: HttpRequest) -> dict[str, Any]:
    """The frame's part of a page."""
    return {
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "languages": (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")),
        "scope": getattr(request, "scope", None),
    }
