"""Fonts: what a PDF that brings none of its own is set in, the same on every machine.

Without a font that has Chinese letters, pdfium measures them as nothing and leaves out those that stand alone or on their
side. It looks in the system's folders, where a container has none.
"""

import ctypes
from functools import cache
from pathlib import Path

import manimgx_fonts_cjk
from pypdfium2 import raw

_FOLDER = Path(manimgx_fonts_cjk.__file__).parent
_VERSION = 2  # of the configuration


@cache
def give() -> None:
    """Have pdfium use the fonts that come with the program. Called before any document is opened: it starts pdfium anew."""
    folders = (ctypes.c_char_p * 2)(str(_FOLDER).encode(), None)  # ends with nothing
    config = raw.FPDF_LIBRARY_CONFIG(version=_VERSION)
    config.m_pUserFontPaths = ctypes.cast(folders, type(config.m_pUserFontPaths))
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(config)
