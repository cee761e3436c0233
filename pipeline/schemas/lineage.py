"""The tables about the other tables: where each field was read, what was refused, and the codes in use."""

from pipeline.schemas import columns as c
from pipeline.schemas.keys import KEYS


class Provenance(c.Quoted):
    """One row a place that an extracted field was read at; every non-NULL extracted field has one."""

    entity: str = c.text("Table of the row that has the field: 'reports', 'arms', 'results', ...")
    entity_id: str = c.text("Key of that row.")
    field: str = c.text("Column of that row.")
    doc_id: str = c.text("Document that it was read in.", of="documents")
    char_start: c.Integer = c.offset("Where the quote starts in documents.text.")
    char_end: c.Integer = c.offset("Where the quote ends in documents.text (exclusive).")
    quote: str = c.text("The words that it was read from, letter for letter.")
    rule: str = c.text("The extraction rule that read it.")


class Quarantine(c.Table):
    """One row a file or a row that was refused: nothing is dropped in silence."""

    doc_id: str = c.text("Document that it came from.", nullable=True)
    entity: str = c.text("Table that the row was meant for, or 'file'.")
    entity_id: str = c.text("Key that the row would have had.", nullable=True)
    reason: str = c.text("One plain English sentence.")
    row: str = c.json("The row as it was read.", nullable=True)
    seen_at: c.Timestamp = c.moment("When it was refused.")


class Vocabulary(c.Table):
    """One row a code that the other tables use."""

    kind: str = c.text("What the code is for: 'condition', 'outcome', ...")
    code: str = c.text("The code.")
    label_en: str = c.text("Its name in English.")
    label_zh: str = c.text("Its name in Chinese.", nullable=True)
    label_ja: str = c.text("Its name in Japanese.", nullable=True)
    standard: str = c.text("Its term in a public terminology: 'MeSH:D008180', 'LOINC:2889-4'.", nullable=True)

    class Config:
        unique = KEYS["vocabulary"]
