"""The QR code on a photograph of a paper. A picture is bounded before it is opened: a small file may be a huge one."""

import io
import warnings
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from forms.problems import Problem

MOST_BYTES = 12 << 20
MOST_PIXELS = 60_000_000
_MOST_WHOLE = 16_000_000  # of what is unpacked whole, at four bytes a pixel and more; a JPEG is read smaller
_READ_AT = 2400  # the longer side, in pixels: enough for a QR code on a sheet, and quick


def read_qr(upload: "UploadedFile[Any]") -> str:
    """The text of the one QR code that is to be seen. Raises Problem 950 where there is none, 951 for no picture."""
    import zxingcpp
    from PIL import Image, ImageOps

    size = upload.size or 0
    if not 0 < size <= MOST_BYTES:
        raise Problem("951", most=MOST_BYTES >> 20)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(upload.read()), formats=("JPEG", "PNG", "WEBP"))
            if picture.width * picture.height > (MOST_PIXELS if picture.format == "JPEG" else _MOST_WHOLE):
                raise Problem("951", most=MOST_BYTES >> 20)
            picture.draft("L", (_READ_AT, _READ_AT))
            picture = ImageOps.exif_transpose(picture).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Problem("951", most=MOST_BYTES >> 20) from error
    for side in (_READ_AT, _READ_AT // 2):
        smaller = picture.copy()
        smaller.thumbnail((side, side))
        found = zxingcpp.read_barcodes(smaller, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        if found:
            return str(found[0].text)
    raise Problem("950")
