-- Where does one cell come from? From the study's figure to the words on each page, and to the rule that read them.
SELECT study_id, studies.n_enrolled, provenance.doc_id, provenance.char_start, provenance.char_end, quote, rule,
       substring(text, provenance.char_start + 1, provenance.char_end - provenance.char_start) = quote AS to_the_letter
FROM studies
JOIN reports USING (study_id)
JOIN provenance ON entity = 'reports' AND entity_id = report_id AND field = 'n_enrolled'
JOIN documents ON documents.doc_id = provenance.doc_id
WHERE studies.n_enrolled = 40 AND list_contains(studies.conditions, 'SLE')
ORDER BY provenance.doc_id;
