"""One report with its own rows and text: what the checks of this part look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.dedup.flag import Flag
from pipeline.dedup.values import Row


@dataclass(frozen=True, slots=True)
class Account:
    """A report, its arms and results (sorted by place), and the text of its document."""

    report: Row
    arms: Sequence[Row]
    results: Sequence[Row]
    places: Mapping[str, tuple[int, int]]  # field -> where it was read, where that is known
    text: str

    @property
    def doc_id(self) -> str:
        return str(self.report["doc_id"])

    @property
    def report_id(self) -> str:
        return str(self.report["report_id"])

    @property
    def start(self) -> int:
        return int(self.report["char_start"])

    @property
    def words(self) -> str:
        """The passages that tell of the study; offset i in them is `start + i` in the document."""
        return self.text[self.start : self.report["char_end"]]

    def role_of(self, result: Row) -> str | None:
        """The role of the arm that a result is of: 'intervention', 'comparator', None for the whole study."""
        return next((str(arm["role"]) for arm in self.arms if arm["arm_id"] == result.get("arm_id")), None)

    def flag(self, kind: str, field: str, cause: str, detail: str, place: tuple[int, int] | None = None) -> Flag:
        """A flag at `place`; without one where the field was read, else at the whole report."""
        start, end = place or self.places.get(field) or (self.start, int(self.report["char_end"]))
        return Flag(self.doc_id, start, end, kind, field, cause, detail, self.report_id)
