"""The private working store: what was read, what was accepted, what was folded, and what was refused."""

from pipeline.store.store import Store

__all__ = ["Store"]
