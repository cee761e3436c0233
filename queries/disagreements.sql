-- What does not agree, with the words (the first 40 characters) that it hangs on. Left out: words in the wrong
-- script, of which there are many.
SELECT kind, cause, doc_id, left(substring(text, char_start + 1, char_end - char_start), 40) AS words, detail
FROM discrepancies JOIN documents USING (doc_id)
WHERE kind <> 'mixed_script'
ORDER BY kind, field, detail, doc_id, char_start;
