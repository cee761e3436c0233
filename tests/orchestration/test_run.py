"""`make run` as its user sees it: exit status, what is printed, what is published."""

import subprocess
import sys

import dagster as dg
import duckdb
import pytest

from assets.instance import open_instance
from assets.run import main
from pipeline.schemas.registry import TABLES
from pipeline.store import Store

PAGES = {
    "hans.txt": """脐带间充质干细胞治疗红斑狼疮：一项小型试验

某大学附属医院开展了一项单臂临床试验，共纳入24例系统性红斑狼疮（SLE）患者，静脉输注脐带间充质干细胞，剂量为1×10^6/kg，随访12个月。
治疗后3个月，24小时尿蛋白由2.8±1.1 g降至1.4±0.9 g。随访期间未见严重不良反应。
""",
    "site/hant.txt": """紅斑性狼瘡的臍帶間質幹細胞治療

一項單臂臨床試驗收錄了24名全身性紅斑狼瘡（SLE）患者，以靜脈輸注臍帶間質幹細胞，追蹤12個月。
三個月後，24小時尿蛋白由2.8±1.1 g降到1.4±0.9 g。
""",
}


HOLD = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""
DOCUMENT_OF = {
    "provenance": "documents USING (doc_id)",
    "facts": "documents USING (doc_id)",
    "results": "reports USING (report_id) JOIN documents USING (doc_id)",
    "adverse_events": "reports USING (report_id) JOIN documents USING (doc_id)",
}
SLICE = "substring(text, quoted.char_start + 1, quoted.char_end - quoted.char_start)"


@pytest.fixture
def folders(tmp_path, monkeypatch):
    raw, curated = tmp_path / "raw", tmp_path / "curated"
    for name, text in PAGES.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("RAW_DIR", str(raw))
    monkeypatch.setenv("CURATED_DIR", str(curated))
    monkeypatch.setenv("WORKERS", "1")
    return raw, curated


def query(curated, sql):
    with duckdb.connect(str(curated / "evidence.duckdb"), read_only=True) as connection:
        return connection.sql(sql).fetchall()


def contents(curated):
    moments = {"documents": "EXCLUDE (ingested_at)", "quarantine": "EXCLUDE (seen_at)"}
    return {table: query(curated, f"SELECT * {moments.get(table, '')} FROM {table} ORDER BY ALL") for table in TABLES}


def test_two_pages_become_tables_whose_quotes_stand_in_the_text(folders, capsys):
    _, curated = folders

    assert main() == 0

    said = capsys.readouterr().out
    assert "Documents 2, reports 2" in said
    assert f"Published {curated / 'evidence.duckdb'}" in said
    assert {name for (name,) in query(curated, "SHOW TABLES")} == set(TABLES)
    assert query(curated, "SELECT doc_id, language FROM documents ORDER BY doc_id") == [
        ("hans.txt", "zh-Hans"),
        ("site/hant.txt", "zh-Hant"),
    ]
    assert query(curated, "SELECT DISTINCT n_enrolled, conditions FROM reports") == [(24, ["SLE"])]
    for table, document in DOCUMENT_OF.items():
        quotes = query(curated, f"SELECT quote, {SLICE} FROM {table} AS quoted JOIN {document}")
        assert [quote for quote, _ in quotes] == [there for _, there in quotes]
    assert query(curated, "SELECT count(*) > 10 FROM provenance") == [(True,)]


def test_a_second_run_reads_nothing_anew_and_publishes_the_same(folders, capsys):
    _, curated = folders
    main()
    first = contents(curated)
    capsys.readouterr()

    assert main() == 0

    assert "0 new, 0 changed, 2 unchanged, 0 removed" in capsys.readouterr().out
    assert contents(curated) == first


def test_a_file_that_is_no_text_goes_to_quarantine_and_the_rest_is_published(folders, capsys):
    raw, curated = folders
    (raw / "noise.txt").write_bytes(bytes(range(256)) * 8)

    assert main() == 0

    [(doc_id, entity, reason)] = query(curated, "SELECT doc_id, entity, reason FROM quarantine")
    assert (doc_id, entity) == ("noise.txt", "file")
    assert f"1 x file: {reason}" in capsys.readouterr().out
    assert query(curated, "SELECT count(*) FROM documents") == [(2,)]


def test_a_missing_raw_folder_is_told_in_one_line(folders, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("RAW_DIR", str(tmp_path / "nowhere"))

    assert main() == 1

    told = capsys.readouterr().err
    assert told.startswith("Nothing was published: ")
    assert str(tmp_path / "nowhere") in told
    assert told.count("\n") == 1


def test_a_store_that_another_run_has_open_is_told_in_one_line(folders, capsys):
    _, curated = folders
    main()
    before = (curated / "evidence.duckdb").read_bytes()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(curated / "store.duckdb")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    holder.stdout.readline()
    capsys.readouterr()

    assert main() == 1

    holder.communicate()
    told = capsys.readouterr().err
    assert "Another run has" in told
    assert told.count("\n") == 1
    assert (curated / "evidence.duckdb").read_bytes() == before


def test_a_curated_folder_that_can_not_be_made_is_told_in_one_line(folders, monkeypatch, capsys, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CURATED_DIR", str(tmp_path / "file" / "curated"))

    assert main() == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_row_that_breaks_its_table_stops_publishing_and_the_table_is_named(folders, capsys):
    _, curated = folders
    main()
    before = (curated / "evidence.duckdb").read_bytes()
    with Store.open(curated) as store:
        store.connection.execute("UPDATE accepted.results SET outcome = 'no such outcome'")
    capsys.readouterr()

    assert main() == 1

    told = capsys.readouterr().err
    assert "the check 'schema' of results failed" in told
    assert "code_of" in told
    assert (curated / "evidence.duckdb").read_bytes() == before


def test_runs_are_in_the_history_that_the_ui_shows(folders):
    _, curated = folders
    main()

    with open_instance(curated) as instance:
        [run] = instance.get_runs()
        materialization = instance.get_latest_materialization_event(dg.AssetKey("studies"))

    assert (run.job_name, run.status) == ("evidence_base", dg.DagsterRunStatus.SUCCESS)
    assert materialization.asset_materialization.metadata["dagster/row_count"].value >= 1


def test_a_number_of_processes_that_is_none_is_told_in_one_line(folders, monkeypatch, capsys):
    monkeypatch.setenv("WORKERS", "many")
    assert main() == 1
    assert capsys.readouterr().err == (
        "Nothing was published: WORKERS is 'many': set it to a whole number of processes, 1 or more, or leave it out.\n"
    )
