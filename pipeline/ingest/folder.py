"""Lists the folder of raw documents and reads their bytes: the one place of the reading side that touches a disk.

What the bytes mean is not known here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import RawFolderError
from pipeline.reasons import Reason, refused_file
from pipeline.records import Row


@dataclass(frozen=True, slots=True)
class RawFile:
    """A document as it lies in the folder. `doc_id`: path from the folder, '/' separated. `size`: bytes."""

    doc_id: str
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class FolderScan:
    """The readable files, by doc_id, and a quarantine row for each entry that can't be read."""

    files: tuple[RawFile, ...]
    refused: tuple[Row, ...]


def scan(raw_dir: Path) -> FolderScan:
    """Every document under `raw_dir`, at any depth; hidden files and folders are passed over.

    Raises RawFolderError where the folder is missing or can't be listed.
    """
    if not raw_dir.is_dir():
        raise RawFolderError(f"There is no folder of raw documents at {raw_dir}: create it or set RAW_DIR to another.")
    root = raw_dir.resolve()
    files: list[RawFile] = []
    refused: list[Row] = []
    for path in _entries(raw_dir):
        doc_id = path.relative_to(raw_dir).as_posix()
        fault = _fault(path, root)
        if fault is None:
            files.append(RawFile(doc_id, path, path.stat().st_size))
        else:
            refused.append(_refusal(doc_id, fault))
    return FolderScan(tuple(files), tuple(refused))


def read_bytes(raw_file: RawFile) -> bytes:
    """The content of a scanned file. Raises OSError where it went away or lost its permission since the scan."""
    return raw_file.path.read_bytes()


def _entries(folder: Path) -> Iterator[Path]:
    """Everything that is not a folder of our own, in the order of the doc_ids."""
    try:
        found = sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix())
    except OSError as error:
        raise RawFolderError(f"The folder {folder} can't be listed: {error.strerror}. Grant read access.") from error
    for path in found:
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


def _fault(path: Path, root: Path) -> str | None:
    """Why an entry can't be taken as a document; None where it can."""
    try:
        target = path.resolve(strict=True)
        if not target.is_relative_to(root):
            return "it is a link to a place outside the folder"
        if not target.is_file():
            return "it is not an ordinary file"
        with path.open("rb"):
            return None
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        return getattr(error, "strerror", None) or str(error)


def _refusal(doc_id: str, detail: str) -> Row:
    return refused_file(doc_id, Reason.UNREADABLE.sentence(detail))
