"""Reads the folder `content/` into values; every mistake becomes a Problem at its line."""
