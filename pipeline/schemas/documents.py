"""The tables of the documents themselves: files, passages, reference lists, and facts beside studies."""

from pipeline.schemas import columns as c
from pipeline.schemas.keys import KEYS

PASSAGE_KINDS = ("heading", "paragraph", "list_item", "table_header", "table_row", "reference", "boilerplate")


class Documents(c.Table):
    """One row a file in the raw folder: its text, and what it says of itself."""

    doc_id: str = c.text("Path relative to the raw folder, '/' separated: 'a.txt', 'site/b.html'.")
    sha256: str = c.text("SHA-256 of the raw bytes, in hexadecimal.", matches="[0-9a-f]{64}")
    media_type: str = c.text("Media type of the file: 'text/plain', 'text/html', 'application/pdf', ...")
    encoding: str = c.text("Encoding that the bytes were decoded from: 'utf-8', 'gb18030', 'big5', ...", nullable=True)
    language: str = c.choice(c.LANGUAGES, "BCP 47 tag of the prose; 'mul' where it is mixed, 'und' where none shows.")
    title: str = c.text("Title that the page gives itself.", nullable=True)
    publisher: str = c.text("Who publishes the page.", nullable=True)
    published_on: c.Date = c.day("Day of publication as the page gives it.")
    source_url: str = c.text("Address that the page came from.", nullable=True)
    text: str = c.raw_text("The decoded text as the reader sees it; every offset of every table points in here.")
    n_chars: c.Integer = c.number("Length of the text.", unit="code points", nullable=False, least=0)
    commercial_interest: bool = c.flag("Whether the page sells, stores or advertises what it reports on.")
    duplicate_of: str = c.text(
        "The older document that this one copies, exactly or nearly.", nullable=True, of="documents"
    )
    ingested_at: c.Timestamp = c.moment("When this content was first read.")

    _n_chars_is_the_length = c.rule(
        "n_chars is the length of the text",
        lambda rows: rows["n_chars"] == rows["text"].str.len(),
    )

    _is_no_copy_of_itself = c.rule(
        "a document is no copy of itself",
        lambda rows: rows["duplicate_of"].isna() | (rows["duplicate_of"] != rows["doc_id"]),
    )

    class Config:
        unique = KEYS["documents"]


class Passages(c.Spanned):
    """One row a piece of a document that is told as one: a paragraph, a heading, a table row, a reference."""

    passage_id: str = c.text("Identifier of the passage.")
    doc_id: str = c.text("Document that the passage stands in.", of="documents")
    ordinal: c.Integer = c.number("Place of the passage in its document.", unit="passages", nullable=False, least=0)
    kind: str = c.choice(PASSAGE_KINDS, "What the passage is to the page.")
    language: str = c.choice(c.LANGUAGES, "BCP 47 tag of this passage.")
    char_start: c.Integer = c.offset("Where the passage starts in documents.text.")
    char_end: c.Integer = c.offset("Where the passage ends in documents.text (exclusive).")
    text_normalized: str = c.raw_text(
        "The passage in Simplified Chinese (Japanese left Japanese), digits and signs unified."
    )

    class Config:
        unique = KEYS["passages"]


class Citations(c.Spanned):
    """One row an entry of a document's reference list, parsed."""

    citation_id: str = c.text("Identifier of the entry.")
    doc_id: str = c.text("Document whose reference list holds the entry.", of="documents")
    label: str = c.text("How the page points to the entry: '3' of '[3]' or '3.'.", nullable=True)
    raw: str = c.text("The entry as the page prints it.")
    first_author: str = c.text("First author.", nullable=True)
    title: str = c.text("Title of the cited work.", nullable=True)
    journal: str = c.text("Journal of the cited work.", nullable=True)
    year: c.Integer = c.year("Year of the cited work.")
    doi: str = c.text("DOI in lower case, no resolver in front.", nullable=True, matches=r"10\.[^\sA-Z]+/[^\sA-Z]+")
    char_start: c.Integer = c.offset("Where the entry starts in documents.text.")
    char_end: c.Integer = c.offset("Where the entry ends in documents.text (exclusive).")

    class Config:
        unique = KEYS["citations"]


class Facts(c.Quoted):
    """One row a statement of a page beside studies: an incidence, a price, an approval, a patent."""

    fact_id: str = c.text("Identifier of the fact.")
    doc_id: str = c.text("Document that states it.", of="documents")
    kind: str = c.code("fact", "What kind of fact it is.")
    subject: str = c.text("What it is about: condition code, product name, patent number, ...")
    value_min: c.Double = c.number("Lower end of the stated value; one figure fills both ends.", unit="`unit`")
    value_max: c.Double = c.number("Upper end of the stated value.", unit="`unit`")
    unit: str = c.text("Unit of the value.", nullable=True)
    region: str = c.text("Country or region that it holds for.", nullable=True)
    year: c.Integer = c.year("Year that it holds for.")
    quote: str = c.text("The words that it was read from, letter for letter.")
    char_start: c.Integer = c.offset("Where the quote starts in documents.text.")
    char_end: c.Integer = c.offset("Where the quote ends in documents.text (exclusive).")

    _value_is_a_range = c.rule(
        "value_min is at most value_max",
        lambda rows: c.ordered(rows, "value_min", "value_max"),
    )

    class Config:
        unique = KEYS["facts"]
