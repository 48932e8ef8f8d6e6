"""A text as a cell of a file that a spreadsheet program opens: nothing in it may be taken for a formula."""

# The last four are the same signs as East Asian layouts type them; a spreadsheet program reads them alike.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
# Whatever leaves nothing to be seen before a sign.
_SPACES = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
)


def neutralise(cell: str) -> str:
    """The cell, with an apostrophe in front where it could be taken for a formula."""
    return f"'{cell}" if cell.lstrip(_SPACES).startswith(_DANGEROUS) else cell
