import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.decode import Decoded, Refusal, decode

SIMPLIFIED = "两组患者的血清肌酐在移植后六个月明显下降,没有严重的不良反应。"
TRADITIONAL = "兩組患者的血清肌酸酐在移植後六個月明顯下降,沒有嚴重的不良反應。"
JAPANESE = "移植から六か月後に血清クレアチニンは有意に低下し、重い有害事象はなかった。"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc_jp", "euc-jp"),
    ],
)
def test_each_encoding_is_found_without_a_label(text: str, codec: str, encoding: str) -> None:
    assert decode((text * 2).encode(codec)) == Decoded(text * 2, encoding)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides_and_is_not_text(mark: bytes, codec: str) -> None:
    assert decode(mark + SIMPLIFIED.encode(codec)) == Decoded(SIMPLIFIED, codec)


def test_a_label_is_read_as_browsers_read_it() -> None:
    page = f'<meta charset="gb2312">{SIMPLIFIED}镕'
    assert decode(page.encode("gb18030")) == Decoded(page, "gb18030")


def test_utf8_goes_before_a_wrong_label() -> None:
    page = f'<meta charset="gbk">{SIMPLIFIED}'
    assert decode(page.encode()) == Decoded(page, "utf-8")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda text: bool(text.strip())))
def test_utf8_text_comes_back_character_for_character(text: str) -> None:
    written = "x\r\n " + text + "\n"
    assert decode(written.encode()) == Decoded(written, "utf-8")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"\x00\x01\x02\x03abc\x00", "not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (bytes(range(1, 27)) * 4, "not text"),
    ],
)
def test_what_is_no_text_is_refused_in_plain_words(content: bytes, told: str) -> None:
    refusal = decode(content)
    assert isinstance(refusal, Refusal)
    assert told in refusal.reason


@given(st.binary(max_size=300))
def test_no_bytes_raise(content: bytes) -> None:
    assert isinstance(decode(content), Decoded | Refusal)
