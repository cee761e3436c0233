"""The domain of Studyfold: reading, checking and folding accounts of studies. Pure Python; never imports Dagster."""
