import pytest

from pipeline.ingest.media_type import media_type


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"words", "text/plain"),
        ("folder.d/a", b"words", "text/plain"),
        ("a.HTML", b"words", "text/html"),
        ("a.txt", b"\xef\xbb\xbf \n<!DOCTYPE html><html>", "text/html"),
        ("a.txt", b"%PDF-1.7", "application/pdf"),
        ("a.docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xyz", b"words", "application/octet-stream"),
    ],
)
def test_bytes_speak_before_the_name(name: str, content: bytes, expected: str) -> None:
    assert media_type(name, content) == expected
