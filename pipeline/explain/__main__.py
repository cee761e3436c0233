"""`python -m pipeline.explain FILE...`: reads documents and prints what was read, field by field, with its words and rules.

Nothing is stored. With `--no-text` the documents themselves are left out.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from pipeline.errors import LexiconError
from pipeline.explain.screen import show
from pipeline.read import read_document

_WIDTH_OF_FILES = 140


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every file could be read, 1 where one could not, with one line that says why."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.explain", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--no-text", dest="text", action="store_false", help="only what was read, without the document")
    given = parser.parse_args(arguments)
    width = None if sys.stdout.isatty() else _WIDTH_OF_FILES
    console = Console(highlight=False, markup=False, emoji=False, width=width)
    status = 0
    for path in given.files:
        try:
            show(read_document(path.name, path.read_bytes()), console, text=given.text)
        except OSError as error:
            sys.stderr.write(f"{path} can't be read: {error.strerror}.\n")
            status = 1
        except LexiconError as error:  # as somebody who adds a rule meets it
            sys.stderr.write(f"The lexicon can't be used: {error}\n")
            return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
