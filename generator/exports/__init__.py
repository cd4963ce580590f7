"""Values to data files."""
