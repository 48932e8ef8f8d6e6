"""A case's particulars as they hold now: those of its decision with every correction since."""

from msgspec.structs import replace

from forms.events import CaseParticulars, DocumentParticulars
from forms.register_acts import FieldChange

_WORDS = ("power_of_attorney", "held_until", "refusal_reason", "overrun_reason")


def correct(written: CaseParticulars, change: FieldChange) -> CaseParticulars:
    """The particulars after one change. A place nobody knows changes nothing."""
    field, new = change.field, change.new
    if field in _WORDS:
        return replace(written, **{field: new})
    where, _, name = field.rpartition(".")
    if where == "applicant" and name in written.applicant.__struct_fields__:
        return replace(written, applicant=replace(written.applicant, **{name: new}))
    if where == "representative" and written.representative is not None:
        if name in written.representative.__struct_fields__:
            return replace(written, representative=replace(written.representative, **{name: new}))
    elif where.startswith("documents.") and name in DocumentParticulars.__struct_fields__ and name != "key":
        key = where.partition(".")[2]
        documents = [replace(one, **{name: new}) if one.key == key else one for one in written.documents]
        if key not in {one.key for one in written.documents}:
            documents.append(replace(DocumentParticulars(key=key), **{name: new}))
        return replace(written, documents=tuple(documents))
    return written
