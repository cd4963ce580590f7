"""Chinese official text as characters: normal form, numerals, days, words."""
