"""What each agreement and disagreement weighs: fixed m and u per comparison level, and the blocking rules.

m: how often two reports of one study look like this. u: how often two reports of different studies do. There are too
few studies to learn them from, so they are set here by reason: rare agreement weighs more than common, and silence
weighs nothing. A level's weight is log2(m / u). Within a comparison the first level that holds counts, so m and u of
its levels need not be read as shares of one whole. Splink itself is reached only through `link`.
"""

from typing import Any

# One pair in this many that blocking does not even look at is of one study.
PAIRS_PER_MATCH = 300
# A careful reader is sure: about nine to one.
SAME_STUDY_PROBABILITY = 0.9
# Evidence so strong that it outweighs a differing number of participants or a second telling in one document.
OVERWHELMING_PROBABILITY = 0.9999
# Pairs less likely than this were never in question: not worth a row.
WORTH_TELLING_PROBABILITY = 0.01

Level = dict[str, Any]


def _level(condition: str, label: str, m: float, u: float) -> Level:
    return {"sql_condition": condition, "label_for_charts": label, "m_probability": m, "u_probability": u}


def _silent(condition: str) -> Level:
    """Nothing can be said: one report does not tell it."""
    return {"sql_condition": condition, "label_for_charts": "not told", "is_null_level": True}


def _comparison(name: str, *levels: Level) -> dict[str, Any]:
    return {"output_column_name": name, "comparison_levels": list(levels)}


def _untold(column: str) -> Level:
    return _silent(f"{column}_l IS NULL OR {column}_r IS NULL")


def _empty(column: str) -> Level:
    return _silent(f"len({column}_l) = 0 OR len({column}_r) = 0")


def _shared(column: str) -> str:
    return f"len(list_intersect({column}_l, {column}_r))"


def _same_set(column: str) -> str:
    return f"{column}_l = {column}_r"


# Figures agree where outcome and value are equal and the times, where both are told, are too.
_FIGURES_SHARED = (
    f"({_shared('figures_dated')} + {_shared('figures_undated')}"
    " + len(list_intersect(figures_timeless_l, figures_undated_r))"
    " + len(list_intersect(figures_undated_l, figures_timeless_r)))"
)
# What both measured at the same time, less what they agree on: one figure told twice with two values is a clash.
_FIGURES_CLASHING = f"({_shared('figure_keys')} - {_shared('figures_dated')})"

COMPARISONS = [
    _comparison(
        "registrations",
        _empty("registrations"),
        # A registry number is given to one study.
        _level(f"{_shared('registrations')} > 0", "same number", 0.95, 0.0001),
        _level("ELSE", "different numbers", 0.05, 0.99),
    ),
    _comparison(
        "papers",
        _empty("papers"),
        # Only papers that the report alone cites in its document are listed, so a shared one is most telling.
        _level(f"{_shared('papers')} > 0", "same paper", 0.5, 0.001),
        # Reports of one study may cite its several papers.
        _level("ELSE", "different papers", 0.5, 0.99),
    ),
    _comparison(
        "n_enrolled",
        _untold("n_enrolled"),
        # Small and round numbers are common sizes; 87 or 404 are not.
        _level("n_enrolled_l = n_enrolled_r AND n_enrolled_l >= 20 AND n_enrolled_l % 10 <> 0", "odd", 0.9, 0.005),
        _level("n_enrolled_l = n_enrolled_r AND n_enrolled_l >= 20", "round", 0.9, 0.015),
        _level("n_enrolled_l = n_enrolled_r", "small", 0.9, 0.025),
        # One report may count the treated, another the analysed; but mostly it is another study.
        _level("ELSE", "different", 0.03, 0.97),
    ),
    _comparison(
        "n_studies",
        _untold("n_studies"),
        _level("n_studies_l = n_studies_r", "same", 0.9, 0.04),
        _level("ELSE", "different", 0.1, 0.96),
    ),
    _comparison(
        "conditions",
        _empty("conditions"),
        # 'other' stands for any disease without a code.
        _level(f"{_same_set('conditions')} AND conditions_l = ['other']", "both without a code", 0.3, 0.1),
        # A dozen diseases share most reports.
        _level(_same_set("conditions"), "same", 0.7, 0.06),
        _level(
            "len(list_filter(list_intersect(conditions_l, conditions_r), lambda c: c <> 'other')) > 0",
            "one in common",
            0.25,
            0.1,
        ),
        _level("ELSE", "none in common", 0.02, 0.75),
    ),
    _comparison(
        "subject",
        _untold("subject"),
        _level("subject_l = subject_r AND subject_l = 'human'", "people", 0.9, 0.7),
        # Reviews and animal studies are few.
        _level("subject_l = subject_r", "same review or species", 0.1, 0.02),
        _level("ELSE", "different", 0.001, 0.3),
    ),
    _comparison(
        "study_type",
        _untold("study_type"),
        _level("study_type_l = study_type_r", "same", 0.75, 0.35),
        # Pages are careless about design: 'randomised' is said of single-arm trials.
        _level("ELSE", "different", 0.25, 0.65),
    ),
    _comparison(
        "cell_sources",
        _empty("cell_sources"),
        # Umbilical cord, marrow and fat are the sources of most studies.
        _level(
            f"{_same_set('cell_sources')}"
            " AND NOT list_has_any(cell_sources_l, ['umbilical_cord', 'bone_marrow', 'adipose'])",
            "same, rare",
            0.7,
            0.05,
        ),
        _level(_same_set("cell_sources"), "same", 0.75, 0.25),
        _level(f"{_shared('cell_sources')} > 0", "one in common", 0.2, 0.12),
        _level("ELSE", "none in common", 0.05, 0.6),
    ),
    _comparison(
        "donors",
        _empty("donors"),
        _level(f"{_shared('donors')} > 0", "same", 0.95, 0.55),
        _level("ELSE", "different", 0.05, 0.45),
    ),
    _comparison(
        "routes",
        _empty("routes"),
        _level(f"{_same_set('routes')} AND len(routes_l) > 1", "same several", 0.3, 0.04),
        # Most cells are given into a vein.
        _level(f"{_same_set('routes')} AND routes_l = ['intravenous']", "both into a vein", 0.6, 0.4),
        _level(_same_set("routes"), "same", 0.3, 0.1),
        _level(f"{_shared('routes')} > 0", "one in common", 0.1, 0.1),
        _level("ELSE", "none in common", 0.05, 0.4),
    ),
    _comparison(
        "doses",
        _empty("doses"),
        _level(f"{_same_set('doses')} AND len(doses_l) > 1", "same several", 0.3, 0.005),
        # A million cells a kilo is what everyone gives.
        _level(
            "list_has_all(['1e+06-1e+06 cells/kg', '1e+06-1e+06 cells', '2e+06-2e+06 cells/kg'],"
            f" doses_l) AND {_same_set('doses')}",
            "same, usual",
            0.6,
            0.25,
        ),
        _level(_same_set("doses"), "same", 0.6, 0.04),
        _level(f"{_shared('doses')} > 0", "one in common", 0.1, 0.1),
        _level("ELSE", "different", 0.2, 0.6),
    ),
    _comparison(
        "phase",
        _untold("phase"),
        _level("phase_l = phase_r", "same", 0.85, 0.25),
        _level("ELSE", "different", 0.15, 0.75),
    ),
    _comparison(
        "follow_ups",
        _empty("follow_ups"),
        _level(
            "len(list_filter(list_intersect(follow_ups_l, follow_ups_r), lambda t: t NOT IN (6, 12))) > 0",
            "same",
            0.5,
            0.06,
        ),
        # Half a year and a year are what most studies wait.
        _level(f"{_shared('follow_ups')} > 0", "same, usual", 0.5, 0.2),
        # One may tell the mean, the other the longest.
        _level("ELSE", "different", 0.3, 0.6),
    ),
    _comparison(
        "year",
        _untold("year"),
        _level("year_l = year_r", "same", 0.8, 0.12),
        # Online before print; study against publication.
        _level("abs(year_l - year_r) = 1", "a year apart", 0.1, 0.15),
        _level("ELSE", "years apart", 0.05, 0.7),
    ),
    _comparison(
        "journal",
        _untold("journal"),
        _level("journal_l = journal_r", "same", 0.6, 0.05),
        # The same journal is named in Chinese and in English.
        _level("ELSE", "different", 0.4, 0.95),
    ),
    _comparison(
        "institution",
        _untold("institution"),
        _level("institution_l = institution_r", "same", 0.5, 0.05),
        _level(
            "contains(institution_l, institution_r) OR contains(institution_r, institution_l)",
            "one name in the other",
            0.2,
            0.03,
        ),
        # Hospital, department, university: one place has many names.
        _level("ELSE", "different", 0.3, 0.9),
    ),
    _comparison(
        "arm_sizes",
        _untold("arm_sizes"),
        _level("arm_sizes_l = arm_sizes_r", "same", 0.8, 0.03),
        _level("ELSE", "different", 0.2, 0.9),
    ),
    _comparison(
        "patient",
        _silent("patient_age_l IS NULL OR patient_age_r IS NULL"),
        _level("patient_age_l = patient_age_r AND patient_sex_l = patient_sex_r", "same age and sex", 0.9, 0.008),
        _level(
            "patient_age_l = patient_age_r AND (patient_sex_l IS NULL OR patient_sex_r IS NULL)", "same age", 0.9, 0.016
        ),
        _level("ELSE", "different", 0.02, 0.98),
    ),
    _comparison(
        "figures",
        _silent(f"{_FIGURES_SHARED} = 0 AND {_FIGURES_CLASHING} <= 0"),
        # Two studies rarely share one figure, hardly ever several. Figures of one study hang together, so the
        # weight grows more slowly than their number.
        _level(f"{_FIGURES_SHARED} >= 4 AND {_FIGURES_SHARED} >= {_FIGURES_CLASHING}", "four or more", 0.3, 0.00002),
        _level(f"{_FIGURES_SHARED} >= 2 AND {_FIGURES_SHARED} >= {_FIGURES_CLASHING}", "two or three", 0.3, 0.0003),
        _level(f"{_shared('figures_dated')} = 1 AND {_FIGURES_CLASHING} <= 0", "one of the same time", 0.2, 0.003),
        _level(f"{_FIGURES_SHARED} = 1 AND {_FIGURES_CLASHING} <= 0", "one", 0.2, 0.006),
        _level(f"{_FIGURES_SHARED} >= 1", "some agree, more clash", 0.1, 0.03),
        _level(f"{_FIGURES_CLASHING} = 1", "one clashes", 0.05, 0.3),
        _level("ELSE", "several clash", 0.02, 0.5),
    ),
    _comparison(
        "findings",
        _empty("findings"),
        # What improved: said of every study alike, so only several shared findings tell something.
        _level(f"{_shared('findings')} >= 4", "four or more", 0.3, 0.005),
        _level(f"{_shared('findings')} = 3", "three", 0.2, 0.015),
        _level(f"{_shared('findings')} = 2", "two", 0.2, 0.05),
        _level(f"{_shared('findings')} = 1", "one", 0.2, 0.15),
        _level("ELSE", "none", 0.1, 0.2),
    ),
]

# Pairs worth comparing: (equalities in SQL, columns whose lists are taken apart first).
BLOCKING = [
    ("l.registrations = r.registrations", ["registrations"]),
    ("l.papers = r.papers", ["papers"]),
    ("l.n_enrolled = r.n_enrolled AND l.conditions = r.conditions", ["conditions"]),
    ("l.n_studies = r.n_studies AND l.conditions = r.conditions", ["conditions"]),
    ("l.fingerprints = r.fingerprints", ["fingerprints"]),
    ("l.patient_age = r.patient_age AND l.conditions = r.conditions", ["conditions"]),
    # A report that gives no number of participants can only be known by what it says was found, when and where.
    (
        "l.findings = r.findings AND l.conditions = r.conditions AND l.subject = r.subject"
        " AND (l.n_enrolled IS NULL OR r.n_enrolled IS NULL)",
        ["findings", "conditions"],
    ),
    (
        "l.year = r.year AND l.conditions = r.conditions AND l.subject = r.subject"
        " AND (l.n_enrolled IS NULL OR r.n_enrolled IS NULL)",
        ["conditions"],
    ),
    (
        "l.doses = r.doses AND l.conditions = r.conditions AND l.subject = r.subject"
        " AND (l.n_enrolled IS NULL OR r.n_enrolled IS NULL)",
        ["doses", "conditions"],
    ),
]
