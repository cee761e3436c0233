"""What came out of a study, as prose tells it: results, directions, adverse events. Tables are read elsewhere."""
