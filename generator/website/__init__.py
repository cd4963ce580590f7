"""Values to pages: the only user of Jinja."""
