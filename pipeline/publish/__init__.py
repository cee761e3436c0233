"""What users get: the evidence database and the data dictionary."""
