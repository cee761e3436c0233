-- Every account of one study side by side: the words in which each page tells each thing.
WITH accounts AS (
  SELECT report_id, doc_id
  FROM reports
  WHERE study_id IN (SELECT study_id FROM studies WHERE n_enrolled = 40 AND list_contains(conditions, 'SLE'))
),
told AS (
  SELECT accounts.doc_id, field AS what, NULL AS month, quote
  FROM provenance JOIN accounts ON entity_id = report_id
  WHERE entity = 'reports' AND field IN ('conditions', 'follow_up_max_months', 'n_enrolled')
  UNION ALL
  SELECT doc_id, outcome, round(timepoint_months, 2), quote
  FROM results JOIN accounts USING (report_id)
)
PIVOT told ON doc_id USING string_agg(DISTINCT quote, ' / ' ORDER BY quote)
GROUP BY what, month
ORDER BY what IN ('conditions', 'follow_up_max_months', 'n_enrolled') DESC, what, month;
