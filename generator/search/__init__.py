"""Finding: content to records, records to files, and the query engine of the terminal."""
