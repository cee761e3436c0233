"""`python -m bench.run RAW_DIR CURATED_DIR`: how fast the documents of a folder are read, stage by stage.

One process, no store; CPU time, which a busy machine stretches least. Beside the stages stands a floor taken in the same
rounds: decoding and one pass of OpenCC, which no reader of such pages can do without. Figures of two machines compare by
their ratio to the floor, figures of two folders by documents of 2,000 characters a second: short pages are read faster.
"""

import gc
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from time import process_time

from pipeline.extract.page import extract_page
from pipeline.ingest.decode import Refusal
from pipeline.ingest.folder import read_bytes, scan
from pipeline.normalize.page import normalize
from pipeline.normalize.script import to_simplified
from pipeline.read import read_document, to_document
from pipeline.validate.grounding import check

ROUNDS = 5
USUAL_LENGTH = 2000
"""Characters of a document as the folders of the field have them, by which speeds are told."""

_Cache = type(lru_cache(len))


@dataclass(frozen=True)
class Figures:
    """What was measured: `seconds` of one core for all documents that can be read, by stage, the best of the rounds."""

    documents: int
    bytes: int
    characters: int
    seconds: dict[str, float]

    @property
    def documents_per_second(self) -> float:
        return self.documents / self.seconds["read"]

    @property
    def usual_documents_per_second(self) -> float:
        """Documents of the usual length."""
        return self.characters / USUAL_LENGTH / self.seconds["read"]

    @property
    def read_to_floor(self) -> float:
        return self.seconds["read"] / self.seconds["floor"]

    def as_json(self) -> str:
        derived = {
            "documents_per_second": self.documents_per_second,
            f"documents_of_{USUAL_LENGTH}_characters_per_second": self.usual_documents_per_second,
            "read_to_floor": self.read_to_floor,
        }
        return json.dumps({**asdict(self), **derived}, indent=2) + "\n"

    def as_lines(self) -> str:
        floor = self.seconds["floor"]
        rows = [
            f"  {name:<10}{best * 1000:>10.1f} ms{best / floor:>8.1f} x floor" for name, best in self.seconds.items()
        ]
        mean = self.characters / self.documents
        title = f"{self.documents} documents, {mean:,.0f} characters in the mean, one core, best of {ROUNDS} rounds"
        speed = (
            f"  {self.usual_documents_per_second:.1f} documents of {USUAL_LENGTH:,} characters a second, "
            f"{self.read_to_floor:.1f} x floor ({self.documents_per_second:.1f} of these documents)"
        )
        return "\n".join([title, *rows, speed, ""])


def main(raw_dir: Path, curated_dir: Path) -> None:
    """Prints the figures and writes them to `curated_dir`/bench.json."""
    contents = {file.doc_id: read_bytes(file) for file in scan(raw_dir).files}
    if not contents:
        sys.exit(f"There is nothing to measure: {raw_dir} holds no documents.")
    figures = measure(contents)
    curated_dir.mkdir(parents=True, exist_ok=True)
    (curated_dir / "bench.json").write_text(figures.as_json(), encoding="utf-8")
    sys.stdout.write(figures.as_lines())


def measure(contents: dict[str, bytes]) -> Figures:
    """Times each stage on all of `contents` that can be read, after a first pass that loads the rules."""
    made = {doc_id: to_document(doc_id, content) for doc_id, content in contents.items()}
    documents = {doc_id: document for doc_id, document in made.items() if not isinstance(document, Refusal)}
    if not documents:
        sys.exit("There is nothing to measure: none of the documents can be read.")
    readable = {doc_id: contents[doc_id] for doc_id in documents}
    encoded = [document.text.encode() for document in documents.values()]
    pages = [normalize(document) for document in documents.values()]
    extracted = [(extract_page(page), page.document.text) for page in pages]
    stages: dict[str, Callable[[], object]] = {
        "floor": lambda: [to_simplified(content.decode()) for content in encoded],
        "ingest": lambda: [to_document(doc_id, content) for doc_id, content in readable.items()],
        "normalize": lambda: [normalize(document) for document in documents.values()],
        "extract": lambda: [extract_page(page) for page in pages],
        "validate": lambda: [check(rows, text) for rows, text in extracted],
        "read": lambda: [read_document(doc_id, content) for doc_id, content in readable.items()],
    }
    for stage in stages.values():
        stage()
    best = {name: min(_seconds(stage) for _ in range(ROUNDS)) for name, stage in stages.items()}
    n_bytes, n_characters = sum(map(len, readable.values())), sum(len(document.text) for document in documents.values())
    return Figures(len(documents), n_bytes, n_characters, best)


def _seconds(stage: Callable[[], object]) -> float:
    """The CPU time of a stage, with the collector paused as it is while documents are read (`pipeline.stages.chunk`)."""
    _forget()
    gc.collect()
    gc.disable()
    started = process_time()
    stage()
    seconds = process_time() - started
    gc.enable()
    return seconds


def _forget() -> None:
    """Empty what reading remembers of documents, the caches that have a bound: no round may live on the one before it."""
    for thing in gc.get_objects():
        if isinstance(thing, _Cache) and thing.cache_parameters()["maxsize"] is not None:
            thing.cache_clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
