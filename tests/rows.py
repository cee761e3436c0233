"""Rows that keep every rule, to be bent by a test: what reading one small document gives."""

from datetime import UTC, datetime
from typing import Any

SEEN_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXT = "本中心纳入20例SLE患者,6个月后有效率为80%,未见发热。[1]\n[1] 某某, 2014."


def place(words: str) -> dict[str, Any]:
    """Quote and offsets of `words` in TEXT."""
    start = TEXT.index(words)
    return {"quote": words, "char_start": start, "char_end": start + len(words)}


def rows_of(doc_id: str = "a.txt", text: str = TEXT) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table that reading gives, for a document with the text TEXT (or one that starts with it)."""
    report_id = f"{doc_id}#0"
    account = {"char_start": 0, "char_end": TEXT.index("[1]")}
    return {
        "documents": [
            {
                "doc_id": doc_id,
                "sha256": "0" * 64,
                "media_type": "text/plain",
                "encoding": "utf-8",
                "language": "zh-Hans",
                "title": None,
                "publisher": None,
                "published_on": None,
                "source_url": None,
                "text": text,
                "n_chars": len(text),
                "commercial_interest": False,
                "duplicate_of": None,
                "ingested_at": SEEN_AT,
            }
        ],
        "passages": [
            {
                "passage_id": f"{doc_id}#p0",
                "doc_id": doc_id,
                "ordinal": 0,
                "kind": "paragraph",
                "language": "zh-Hans",
                **account,
                "text_normalized": TEXT[: account["char_end"]],
            }
        ],
        "reports": [
            {
                "report_id": report_id,
                "doc_id": doc_id,
                **account,
                "study_type": "single_arm_trial",
                "species": "human",
                "conditions": ["SLE"],
                "phase": None,
                "n_enrolled": 20,
                "n_studies": None,
                "follow_up_min_months": None,
                "follow_up_max_months": 6.0,
                "follow_up_mean_months": None,
                "year": 2014,
                "journal": None,
                "institution": None,
                "patient_age_years": None,
                "patient_sex": None,
            }
        ],
        "arms": [
            {
                "arm_id": f"{report_id}/arm/0",
                "report_id": report_id,
                "role": "intervention",
                "n": 20,
                "cell_type": "MSC",
                "cell_source": "umbilical_cord",
                "donor": None,
                "routes": ["intravenous"],
                "dose_min": 1e6,
                "dose_max": 1e6,
                "dose_unit": "cells/kg",
                "n_infusions_min": 1,
                "n_infusions_max": 2,
                "interval_days": None,
            }
        ],
        "results": [
            {
                "result_id": f"{report_id}/result/0",
                "report_id": report_id,
                "arm_id": f"{report_id}/arm/0",
                "outcome": "response",
                "outcome_text": "有效率",
                "timepoint_months": 6.0,
                "statistic": "percent",
                "value": 80.0,
                "dispersion": None,
                "denominator": None,
                "unit": "%",
                "direction": None,
                "p_operator": None,
                "p_value": None,
                **place("有效率为80%"),
            }
        ],
        "adverse_events": [
            {
                "adverse_event_id": f"{report_id}/event/0",
                "report_id": report_id,
                "event": "none",
                "n": None,
                **place("未见发热"),
            }
        ],
        "registrations": [{"report_id": report_id, "registration_id": "NCT00000000"}],
        "citations": [
            {
                "citation_id": f"{doc_id}#c1",
                "doc_id": doc_id,
                "label": "1",
                "raw": "[1] 某某, 2014.",
                "first_author": "某某",
                "title": None,
                "journal": None,
                "year": 2014,
                "doi": None,
                "char_start": TEXT.index("\n") + 1,
                "char_end": len(TEXT),
            }
        ],
        "report_citations": [{"report_id": report_id, "citation_id": f"{doc_id}#c1"}],
        "facts": [
            {
                "fact_id": f"{doc_id}#f0",
                "doc_id": doc_id,
                "kind": "epidemiology",
                "subject": "SLE",
                "value_min": 20.0,
                "value_max": 20.0,
                "unit": None,
                "region": None,
                "year": None,
                **place("20例"),
            }
        ],
        "provenance": [
            {
                "entity": "reports",
                "entity_id": report_id,
                "field": "n_enrolled",
                "doc_id": doc_id,
                **place("20例"),
                "rule": "sample_size.enrolled",
            }
        ],
    }
