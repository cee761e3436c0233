"""Bytes to text: byte order mark, strict UTF-8, declared charset, then a detector. Nothing is replaced.

The text is the file character for character (the mark aside): line ends and blanks stay, for offsets to mean something.
"""

import codecs
import re
from dataclasses import dataclass

import chardet

from pipeline.reasons import Reason

# Browsers read these labels as the wider encoding; pages labelled gb2312 hold gb18030 characters every day.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_jp": "euc_jp",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
}
_NAMES = {"gb18030": "gb18030", "big5hkscs": "big5", "cp932": "shift_jis", "euc_jp": "euc-jp"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_DECLARED_WITHIN = 2048
_DETECT_WITHIN = 65_536
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01  # a stray control sign happens on the web; more than one in a hundred is a binary file


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and the encoding that it was read in, by its usual name ('utf-8', 'gb18030', 'big5')."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file can't be taken as text: one plain sentence."""

    reason: str


def decode(content: bytes) -> Decoded | Refusal:
    """The text of a file's bytes, or why there is none."""
    if not content.strip(b"\x00 \t\r\n"):
        return Refusal(Reason.EMPTY_FILE.sentence())
    decoded = _by_mark(content) or _by_utf8(content) or _by_label(content)
    if decoded is None:
        if b"\x00" in content:
            return Refusal(Reason.NOT_TEXT.sentence("it holds zero bytes"))
        decoded = _by_detector(content)
    if decoded is None:
        return Refusal(Reason.UNDECODABLE.sentence("no encoding fits all of them"))
    if not decoded.text.strip():
        return Refusal(Reason.EMPTY_FILE.sentence())
    if "\x00" in decoded.text or len(_CONTROLS.findall(decoded.text)) > _MOST_CONTROLS * len(decoded.text):
        return Refusal(Reason.NOT_TEXT.sentence("it holds control signs as binary files do"))
    return decoded


def _by_mark(content: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    return None


def _by_utf8(content: bytes) -> Decoded | None:
    """UTF-8 goes before the label: other encodings hardly ever pass for it, but gb18030 reads most UTF-8 as rubbish.

    Plain ASCII says nothing about the encoding where a label or an escape (ISO-2022-JP) may follow.
    """
    if content.isascii() and (b"\x1b" in content or _DECLARED.search(content[:_DECLARED_WITHIN])):
        return None
    return _strictly(content, "utf-8")


def _by_label(content: bytes) -> Decoded | None:
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    return None if declared is None else _strictly(content, declared[1].decode("ascii"))


def _by_detector(content: bytes) -> Decoded | None:
    label = chardet.detect(content[:_DETECT_WITHIN])["encoding"]
    return None if label is None else _strictly(content, label)


def _strictly(content: bytes, label: str) -> Decoded | None:
    """The content read in the encoding that browsers mean by `label`; None where a byte doesn't fit."""
    try:
        name = codecs.lookup(label).name
        codec = _WIDER.get(name, name)
        text = content.decode(codec)
    except (LookupError, UnicodeDecodeError):
        return None
    return Decoded(text, _NAMES.get(codec, codec))
