"""Bytes of a text file as text, whatever wrote them."""

from __future__ import annotations

import codecs
import re

from index.formats.draft import UnfitError

_MARKS = (  # UTF-32 first: its mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_DECLARABLE = (
    r"(?:utf-?8|(?:us-)?ascii|latin|iso|windows|cp|koi8|mac|big5|gb|euc|shift|sjis|tis)[\w-]*"
)
_SAMPLE = 65_536  # characters or bytes that are enough to judge the rest by

# What Western prose never holds, but text in other code pages does when read as Western: capitals
# with accents after small letters, and symbols or small quotes within words.
_FOREIGN = re.compile(
    r"[a-zà-ÿ][À-ÞŠŒŽŸπΩ∂∑∏∫√∆◊≈≠≤≥]"
    r"|[a-zA-Zà-ÿ][¡-¨ª-±´¶¸¼-¿ƒˆ˜‡†‰‹‚„][a-zà-ÿ]|[a-z][²³¹][a-z]"
)


def decode(data: bytes, declared: str = "") -> str:
    """The text, with its line ends as "\\n" and without a byte-order mark.

    Args:
        declared: The encoding that the file itself names, as HTML does; may be wrong.

    Raises:
        UnfitError: The bytes are no text.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnfitError(
                f"is {what}, whatever its name says",
                "Give it the ending it should have, or save it as plain text.",
            )
    text = _as_declared(data, declared) or _decode(data)
    sample = text[:_SAMPLE]
    noise = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    if noise > max(1, len(sample) // 50):
        raise UnfitError(
            "is not text: its bytes make no words", "Save it as UTF-8 text and try again."
        )
    return re.sub(r"\r\n?|[\v\f\x85\u2028]", "\n", text).replace("\u2029", "\n\n")


def _decode(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if b"\0" in data[:_SAMPLE] and (text := _wide(data)) is not None:
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _almost_utf8(data) or _western(data) or _guessed(data)


def _as_declared(data: bytes, declared: str) -> str | None:
    name = declared.lower()
    if not re.fullmatch(_DECLARABLE, name) or data.startswith(tuple(mark for mark, _ in _MARKS)):
        return None
    if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        name = "cp1252"  # as every browser reads them
    try:
        return data.decode(name)
    except (LookupError, UnicodeError):
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the zero bytes stand."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    zeros = [sample[place::4].count(0) for place in range(4)]
    quarter = len(sample) // 4 or 1
    if min(zeros[2:]) > quarter * 0.9 and zeros[0] < quarter / 2:
        return data.decode("utf-32-le", errors="replace")
    if min(zeros[:2]) > quarter * 0.9 and zeros[3] < quarter / 2:
        return data.decode("utf-32-be", errors="replace")
    high, low = zeros[1] + zeros[3], zeros[0] + zeros[2]
    # Even text in another script has its spaces and line ends in the first 256 characters
    if max(high, low) < quarter * 2 * 0.03 or min(high, low) * 4 > max(high, low):
        return None
    return data.decode("utf-16-le" if high > low else "utf-16-be", errors="replace")


def _almost_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, as after a cut or a careless paste."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(c > "\x7f" for c in text[: _SAMPLE * 16]) - broken
    return text if sound >= 10 * broken else None


def _western(data: bytes) -> str | None:
    """cp1252 (which holds Latin-1) or Mac Roman, whichever yields what looks like Western prose."""
    for name in ("cp1252", "mac_roman"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        rare = sum(c > "\x7f" for c in sample)
        if rare <= 3 + len(sample) // 8 and not _FOREIGN.search(sample):
            return text
    return None


def _guessed(data: bytes) -> str:
    # Imported here: only files in rare encodings need it
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")
