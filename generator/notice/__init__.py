"""What stands in the text of a notice, and its Markdown form."""
