from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import read_document

PAGE = "狼疮的新办法:一项研究的数字\n日期: 2021.07.09\n来源:某网\n這組患者隨訪一年,沒有復發。\n"


def test_the_rows_of_documents_and_passages() -> None:
    reading = read_document("site/a.txt", PAGE.encode("gb18030"))
    (document,) = reading.rows["documents"]
    assert document["encoding"] == "gb18030"
    assert document["text"] == PAGE
    assert document["n_chars"] == len(PAGE)
    assert (document["title"], document["publisher"]) == ("狼疮的新办法:一项研究的数字", "某网")
    passages = reading.rows["passages"]
    assert [row["passage_id"] for row in passages] == [f"site/a.txt#p{n}" for n in range(4)]
    assert passages[3]["text_normalized"] == "这组患者随访一年,没有复发。"
    assert PAGE[passages[3]["char_start"] : passages[3]["char_end"]] == "這組患者隨訪一年,沒有復發。"


def test_files_that_cannot_be_read_give_one_refused_row() -> None:
    for name, content in (("a.pdf", b"%PDF-1.7"), ("a.txt", b""), ("b.txt", b"\x00\x01\x00\x02")):
        reading = read_document(name, content)
        assert not reading.rows
        (row,) = reading.refused
        assert (row["doc_id"], row["entity"]) == (name, "file")
        assert row["reason"].endswith(".")


def test_reading_twice_gives_the_same() -> None:
    assert read_document("a.txt", PAGE.encode()) == read_document("a.txt", PAGE.encode())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_content_raises(content: bytes) -> None:
    reading = read_document("a.txt", content)
    assert bool(reading.rows) != bool(reading.refused)
