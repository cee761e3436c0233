-- Which studies are told most often?
SELECT study_id, n_reports, n_documents, study_type, conditions, n_enrolled, has_conflict
FROM studies
ORDER BY n_reports DESC, study_id
LIMIT 5;
