-- What was seen in animals, and how many studies saw it in people?
SELECT
  outcome,
  count(DISTINCT study_id) FILTER (studies.species <> 'human') AS animal_studies,
  string_agg(DISTINCT direction, ', ' ORDER BY direction) FILTER (studies.species <> 'human') AS in_animals,
  count(DISTINCT study_id) FILTER (studies.species = 'human') AS human_studies,
  string_agg(DISTINCT direction, ', ' ORDER BY direction) FILTER (studies.species = 'human') AS in_people
FROM results JOIN reports USING (report_id) JOIN studies USING (study_id)
WHERE studies.study_type <> 'systematic_review'
GROUP BY outcome
HAVING animal_studies > 0
ORDER BY human_studies, outcome;
