"""QR codes as vector pictures."""

import io

import segno


def qr(text: str, *, mask: int | None = None) -> str:
    """An SVG of `text` as a QR code with error correction M (15 % may be damaged) and the quiet zone of four modules.

    `mask` (0 to 7) spares the search for the best of the eight patterns, four fifths of the time; every mask is lawful
    and is read alike. Raises `ValueError` for text that no QR code holds (about 2,300 characters) or that is empty.
    """
    if not text:
        raise ValueError("a QR code needs a text")
    out = io.BytesIO()
    segno.make_qr(text, error="m", boost_error=False, mask=mask).save(
        out, kind="svg", border=4, xmldecl=False, svgns=True, light="#ffffff", dark="#000000", omitsize=True
    )
    return out.getvalue().decode("ascii")
