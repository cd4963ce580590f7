"""The built site: rendered by MkDocs, given its policy, checked, swapped in."""
