"""Everything that is read from one normalized page: its reports with all that belongs to them."""

from pipeline.records import Page, Row


def extract_page(page: Page) -> dict[str, list[Row]]:
    """Rows by table name for one page."""
    return {}
