-- How many patients? Added up over the pages, and over distinct studies.
WITH patients AS (
  SELECT study_id, reports.n_enrolled AS on_page, studies.n_enrolled AS in_study,
         unnest(studies.conditions || ['(any)']) AS condition
  FROM reports JOIN studies USING (study_id)
  WHERE studies.species = 'human' AND studies.study_type <> 'systematic_review'
),
by_study AS (
  SELECT condition, study_id, count(*) AS accounts, sum(on_page) AS as_printed,
         count(*) * any_value(in_study) AS as_understood, any_value(in_study) AS once
  FROM patients
  GROUP BY condition, study_id
)
SELECT condition, sum(accounts) AS accounts, sum(as_printed) AS sum_as_printed,
       sum(as_understood) AS sum_over_accounts, count(*) AS studies, sum(once) AS sum_over_studies
FROM by_study
GROUP BY condition
HAVING sum(accounts) > count(*)
ORDER BY sum_over_studies DESC;
