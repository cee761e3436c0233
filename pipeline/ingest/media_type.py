"""What kind of file a document is, by its name and its first bytes, and which kinds are read."""

from pathlib import PurePosixPath

_BY_SUFFIX = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_BY_START = ((b"%PDF-", "application/pdf"), (b"PK\x03\x04", "application/zip"), (b"\x89PNG", "image/png"))
_HTML_STARTS = (b"<!doctype html", b"<html")
_WITHOUT_SUFFIX = "text/plain"

READ_TYPES = frozenset({"text/plain"})
"""The media types that a reader exists for."""


def media_type(doc_id: str, content: bytes) -> str:
    """The media type of a document; what its bytes say goes before what its name says."""
    for start, named in _BY_START:
        if content.startswith(start):
            return _BY_SUFFIX.get(_suffix(doc_id), named) if named == "application/zip" else named
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML_STARTS):
        return "text/html"
    suffix = _suffix(doc_id)
    return _BY_SUFFIX.get(suffix, "application/octet-stream") if suffix else _WITHOUT_SUFFIX


def _suffix(doc_id: str) -> str:
    return PurePosixPath(doc_id).suffix.lower()
