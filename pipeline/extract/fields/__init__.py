"""One kind of field of a study a module, read from its account. What came out of the study is not read here."""
