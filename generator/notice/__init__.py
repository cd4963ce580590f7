"""Room notice: it reads what stands in a notice's text, and its Markdown form."""
