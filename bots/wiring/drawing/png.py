"""SVG to PNG, with a font that comes with the product: nothing is fetched, and Cyrillic shows on a bare server."""

from font_roboto import font_files
from resvg_py import svg_to_bytes

FONTS = (font_files["Roboto"], font_files["RobotoBold"])
ZOOM = 2
"""Sharp on a screen of today, and letters are large enough in a chat's preview."""


def png(svg: str) -> bytes:
    """Letters that Roboto lacks come from the system's fonts, where it has any."""
    return svg_to_bytes(
        svg_string=svg, zoom=ZOOM, font_files=list(FONTS), font_family="Roboto", sans_serif_family="Roboto"
    )
