"""The heart: the bytes of one document and its name in, all its rows out.

Pure and deterministic: no disk, no clock, no state. A fault of the document is a refused row, never an exception.
"""

import hashlib

from pipeline.extract.page import extract_page
from pipeline.ingest.decode import Refusal, decode
from pipeline.ingest.media_type import READ_TYPES, media_type
from pipeline.ingest.metadata import read_metadata
from pipeline.normalize.page import normalize
from pipeline.reasons import Reason, refused_file
from pipeline.records import Document, Page, Reading, Row
from pipeline.validate.grounding import check


def read_document(doc_id: str, content: bytes) -> Reading:
    """All rows of one document, by table, and the rows refused on the way."""
    document = to_document(doc_id, content)
    if isinstance(document, Refusal):
        return Reading(doc_id, {}, (refused_file(doc_id, document.reason),))
    page = normalize(document)
    rows: dict[str, list[Row]] = {"documents": [_document_row(page)], "passages": _passage_rows(page)}
    rows.update(extract_page(page))
    accepted, refused = check(rows, document.text)
    return Reading(doc_id, accepted, refused)


def to_document(doc_id: str, content: bytes) -> Document | Refusal:
    """A raw file as text with what it says of itself, or why it can't be read."""
    kind = media_type(doc_id, content)
    if kind not in READ_TYPES:
        return Refusal(Reason.UNSUPPORTED_TYPE.sentence(kind))
    decoded = decode(content)
    if isinstance(decoded, Refusal):
        return decoded
    told = read_metadata(decoded.text)
    return Document(
        doc_id=doc_id,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=kind,
        encoding=decoded.encoding,
        text=decoded.text,
        title=told.title,
        publisher=told.publisher,
        published_on=told.published_on,
        source_url=told.source_url,
    )


def _document_row(page: Page) -> Row:
    document = page.document
    return {
        "doc_id": document.doc_id,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "language": page.language,
        "title": document.title,
        "publisher": document.publisher,
        "published_on": document.published_on,
        "source_url": document.source_url,
        "text": document.text,
        "n_chars": len(document.text),
        "commercial_interest": page.commercial is not None,
    }


def _passage_rows(page: Page) -> list[Row]:
    return [
        {
            "passage_id": f"{page.document.doc_id}#p{passage.ordinal}",
            "doc_id": page.document.doc_id,
            "ordinal": passage.ordinal,
            "kind": passage.kind,
            "language": passage.language,
            "char_start": passage.start,
            "char_end": passage.end,
            "text_normalized": page.view.text[passage.view_start : passage.view_end],
        }
        for passage in page.passages
    ]
