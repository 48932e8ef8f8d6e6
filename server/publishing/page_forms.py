"""The forms of the publishing pages: what is sent in, and for whom it is meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from server.organisations.models import Organisation
from server.pages.words import page_language
from server.publishing.checking import MOST_TITLE, Written
from server.publishing.models import Subject

_DAY = forms.DateInput(attrs={"type": "date"})


class _OrganisationsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # Django's takes none
    def label_from_instance(self, obj: Organisation) -> str:
        """The name, further in for what is below others."""
        return "\u2007" * 2 * (obj.path.count("/") - 1) + obj.name_in(page_language())


class NewForm(forms.Form):
    """Something to publish: its file or its text, and for words and rosters a title and a day. Checked elsewhere."""

    title = forms.CharField(label=_("Title"), max_length=MOST_TITLE, required=False)
    file = forms.FileField(label=_("File"), required=False)
    text = forms.CharField(label=_("Or its text"), required=False, widget=forms.Textarea(attrs={"rows": 10}))
    holds_from = forms.CharField(label=_("From which day"), required=False, widget=_DAY)

    def __init__(self, subject: Subject, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject in (Subject.EDITION, Subject.CALENDAR):
            del self.fields["title"], self.fields["holds_from"]
            self.fields["file"].help_text = _("The file whose name ends in .toml.")
        elif subject == Subject.ROSTER:
            self.fields["title"].required = True
            del self.fields["text"]
            self.fields["file"].required = True
            self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv,.txt"
            self.fields["file"].help_text = _(
                "A workbook of Excel (.xlsx) or CSV. A line at its top names the columns: iin, name, position, "
                "workplace, category, birth_date."
            )
        else:
            self.fields["title"].required = True
            del self.fields["file"]
            self.fields["text"].label = _("Words to the clerks")
            self.fields["text"].required = True
            self.fields["holds_from"].help_text = _("Clerks see it from this day on. Empty: at once.")

    def written(self) -> Written:
        """What was sent in, its file read."""
        given = self.cleaned_data
        uploaded = given.get("file")
        content = uploaded.read() if uploaded is not None else (given.get("text") or "").encode()
        return Written(
            content=content,
            file=uploaded.name if uploaded is not None else "",
            title=given.get("title") or "",
            holds_from=given.get("holds_from") or "",
        )


class ReadersForm(forms.Form):
    """For whom: all, or parts of the district and single counters."""

    readers = forms.ChoiceField(
        label=_("To whom"),
        choices=[("all", _("All my counters")), ("chosen", _("Only those chosen below"))],
        widget=forms.RadioSelect,
        initial="all",
    )
    organisations = _OrganisationsField(
        label=_("Schools and offices, with all below them"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    counters = forms.CharField(label=_("Counters by their codes"), required=False)

    def __init__(self, places: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = places.order_by("path")
