"""`python -m bench.run RAW_DIR CURATED_DIR`: how fast the documents of a folder are read, stage by stage.

One process, no store. Beside the stages stands a floor taken in the same round: decoding and one pass of OpenCC, which
no reader of such pages can do without. Figures of two machines compare by their ratio to the floor.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from pipeline.extract.page import extract_page
from pipeline.ingest.decode import Refusal
from pipeline.ingest.folder import read_bytes, scan
from pipeline.normalize.page import normalize
from pipeline.normalize.script import to_simplified
from pipeline.read import read_document, to_document

ROUNDS = 5


@dataclass(frozen=True)
class Figures:
    """What was measured: `seconds` for all documents, by stage, the best of the rounds."""

    documents: int
    bytes: int
    seconds: dict[str, float]

    def as_json(self) -> str:
        derived = {
            "documents_per_second": self.documents / self.seconds["read"],
            "read_to_floor": self.seconds["read"] / self.seconds["floor"],
        }
        return json.dumps({**asdict(self), **derived}, indent=2) + "\n"

    def as_lines(self) -> str:
        floor = self.seconds["floor"]
        rows = [
            f"  {name:<10}{best * 1000:>10.1f} ms{best / floor:>8.1f} x floor" for name, best in self.seconds.items()
        ]
        title = f"{self.documents} documents, {self.bytes:,} bytes, one process, best of {ROUNDS} rounds"
        speed = f"  {self.documents / self.seconds['read']:.1f} documents a second"
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
    """Times each stage on all of `contents`, after a first pass that loads the rules."""
    made = [to_document(doc_id, content) for doc_id, content in contents.items()]
    documents = [document for document in made if not isinstance(document, Refusal)]
    encoded = [document.text.encode() for document in documents]
    pages = [normalize(document) for document in documents]
    stages: dict[str, Callable[[], object]] = {
        "floor": lambda: [to_simplified(content.decode()) for content in encoded],
        "ingest": lambda: [to_document(doc_id, content) for doc_id, content in contents.items()],
        "normalize": lambda: [normalize(document) for document in documents],
        "extract": lambda: [extract_page(page) for page in pages],
        "read": lambda: [read_document(doc_id, content) for doc_id, content in contents.items()],
    }
    for stage in stages.values():
        stage()
    best = {name: min(_seconds(stage) for _ in range(ROUNDS)) for name, stage in stages.items()}
    return Figures(len(contents), sum(map(len, contents.values())), best)


def _seconds(stage: Callable[[], object]) -> float:
    started = perf_counter()
    stage()
    return perf_counter() - started


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
