"""Raw files to drafts for review; never run by a site build."""
