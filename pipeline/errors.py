"""Errors that are our fault or the operator's, each with a remedy in its message.

Faults of a document are not errors: they are quarantine rows (see `pipeline.reasons`).
"""


class StudyfoldError(Exception):
    """Base of every error that Studyfold raises on purpose; its text says what happened and what to do."""


class LexiconError(StudyfoldError):
    """A rule file is malformed: names the file, the rule and the mend."""


class RawFolderError(StudyfoldError):
    """The folder of raw documents is missing or can't be listed."""


class StoreError(StudyfoldError):
    """The working store can't be opened or was written by another version."""


class PublishError(StudyfoldError):
    """The published database can't be written."""
