"""A document made ready for rules: its passages, its languages, its matching view, and whether it sells."""

from pipeline.normalize.commercial import find_commercial
from pipeline.normalize.language import page_language
from pipeline.normalize.passages import BOILERPLATE, REFERENCE, cut
from pipeline.normalize.view import build_view
from pipeline.records import Document, Page


def normalize(document: Document) -> Page:
    """The page behind a document. Pure; any text has one, if only an empty one."""
    pieces = cut(document.text)
    told = [piece for piece in pieces if piece.kind not in (BOILERPLATE, REFERENCE)] or pieces
    language = page_language([(piece.language, document.text[piece.start : piece.end]) for piece in told])
    passages, view = build_view(pieces)
    return Page(document, language, find_commercial(pieces), passages, view)
