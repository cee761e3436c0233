"""Which reports tell of one study, what the study is, and what its accounts disagree on."""
