"""What a page states beside studies: prevalence, prices, approvals, patents. No study is read here."""
