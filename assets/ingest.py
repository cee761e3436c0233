"""From the raw folder to extracted rows: groups ingest, normalize and extract.

A document passes through all three in one call of the pure reader, so one step gives all three.
"""

from collections.abc import Iterator

import dagster as dg

from assets.metadata import table_result, table_spec
from assets.resources import Clock, RawFolder, Readers, WorkingStore
from pipeline import stages
from pipeline.ingest.folder import FolderScan, scan
from pipeline.lexicon.load import code_digest


@dg.asset(group_name="ingest", kinds={"file"})
def raw_files(context: dg.AssetExecutionContext, raw_folder: RawFolder) -> dg.MaterializeResult[FolderScan]:
    """The files of the raw folder, and those among them that can't be read from disk."""
    found = scan(raw_folder.directory)
    context.log.info(f"ingest     {len(found.files) + len(found.refused)} files in {raw_folder.path}")
    metadata = {
        "files": len(found.files),
        "unreadable": len(found.refused),
        "bytes": sum(file.size for file in found.files),
        "folder": dg.MetadataValue.path(raw_folder.path),
    }
    return dg.MaterializeResult(value=found, metadata=metadata)


@dg.multi_asset(
    specs=[
        table_spec("documents", group="ingest", deps=["raw_files"]),
        table_spec("passages", group="normalize", deps=["documents"]),
        dg.AssetSpec(
            "extracted_rows",
            group_name="extract",
            deps=["passages"],
            description="Rows of every table as they were read from the passages, before validation.",
            kinds={"duckdb"},
        ),
    ],
)
def read(
    context: dg.AssetExecutionContext,
    raw_files: FolderScan,
    readers: Readers,
    working_store: WorkingStore,
    clock: Clock,
) -> Iterator[dg.MaterializeResult[None]]:
    """Reads the documents that are new or changed since the last run, and forgets those that went away."""
    store, digest = working_store.store, code_digest()
    done = stages.read_changed(
        store,
        raw_files,
        code_digest=digest,
        seen_at=clock.now(),
        workers=readers.count,
        progress=lambda looked_at, files: context.log.info(f"read       {looked_at} of {files} files"),
    )
    told = {"code_digest": digest, "new": done.new, "changed": done.changed, "removed": done.removed}
    context.log.info(f"read       {done}")
    for table in ("documents", "passages"):
        yield table_result(store, table, source="extracted", **told)
    yield dg.MaterializeResult("extracted_rows", metadata={**told, "rows_read_now": done.rows})
