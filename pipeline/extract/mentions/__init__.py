"""What stands on the page, each with code and place: terms, quantities, times, groups, marks. What belongs to which study is not decided here."""
