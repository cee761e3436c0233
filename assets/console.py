"""What a run prints: one plain line a stage, instead of Dagster's own events.

The events are not lost: the instance keeps them for the UI.
"""

import logging
import sys

import dagster as dg

CONSOLE = "console"


@dg.logger(description="Prints what the assets say, one line each, and leaves Dagster's own events out.")
def plain_console(_context: dg.InitLoggerContext) -> logging.Logger:
    console = logging.Logger("studyfold", level=logging.INFO)
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(_is_said_by_an_asset)
    handler.setFormatter(_PlainFormatter())
    console.addHandler(handler)
    return console


class _PlainFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The message as it was given, without run and step before it."""
        return str(record.dagster_meta["orig_message"])


def _is_said_by_an_asset(record: logging.LogRecord) -> bool:
    # Dagster's errors (which steps were not executed, and the like) are told in one line when the run is over
    return record.dagster_meta["dagster_event"] is None and record.levelno < logging.ERROR
