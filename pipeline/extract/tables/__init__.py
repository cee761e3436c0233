"""Grids of the tables of a page, and what is read from them. Prose is not read here."""
