"""Two notices compared: which tasks went on in which, and how their texts differ."""
