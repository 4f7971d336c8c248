"""Limits: what a file may cost before it is given up. Generous for real documents, and named in one place."""

from dataclasses import dataclass

MEBIBYTE = 2**20

LARGEST_FILE = 200 * MEBIBYTE  # bytes; a corpus of 100,000 passages has a tenth of it
LARGEST_BINARY = 100 * MEBIBYTE  # bytes; a scan of 200 pages in colour has about as much
MOST_PAGES = 500  # the longest laws and year books of rules have fewer; more is several documents in one
MOST_SCANNED_PAGES = 200  # at six seconds a page twenty minutes
MOST_CHARACTERS = 5_000_000  # of one document; the whole Civil Code has 110,000

MOST_MEMBERS = 10_000  # of a zip: an archive of a year's documents has hundreds, a DOCX with pictures too
MOST_EXPANDED = 512 * MEBIBYTE  # bytes that all members of a zip may have together, as they come out
LARGEST_MEMBER = 256 * MEBIBYTE  # bytes of one part of a zip as it comes out
LARGEST_MARKUP = 64 * MEBIBYTE  # bytes of one XML part: the tree of it takes ten times as many
MOST_EXPANSION = (
    200  # times its packed size that a zip may grow; XML shrinks to a twentieth, bombs to a thousandth
)
HARMLESS = 8 * MEBIBYTE  # bytes that a zip may grow to whatever the ratio: small files of one repeated letter
MOST_MARKUP_ELEMENTS = 2_000_000  # of one XML part; a page of text has about a hundred

MOST_PIXELS = 120_000_000  # of one image: A3 at 600 dpi has 70 million
MOST_FRAMES = MOST_SCANNED_PAGES  # of one TIFF
LARGEST_PAGE = 14_400  # points; what PDF itself allows


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What the process that reads others' files is allowed."""

    memory: int = 2_500 * MEBIBYTE  # bytes; recognising a page takes 0.9 to 1.1 GB
    start: float = 60.0  # seconds until it stands ready, on a machine that is busy with other things
    stalled: float = (
        120.0  # seconds without any sign of progress; one page takes six, a slow machine five times as long
    )
    total: float = 3_000.0  # seconds for one file


CONVERSION = 90.0  # seconds for LibreOffice; a long document takes five, its first start ten
