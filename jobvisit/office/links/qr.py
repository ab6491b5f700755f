"""A link as a QR code (ISO/IEC 18004), for letters and screens."""

import io

import segno


def svg(url: str, *, label: str) -> str:
    """The code as SVG with a name for readers of screens; presentation attributes only, as the content policy asks."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", scale=4, border=4, title=label, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return out.getvalue().decode()


def png(url: str) -> bytes:
    """The code as PNG, 8 pixels a module."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", scale=8, border=4)
    return out.getvalue()
