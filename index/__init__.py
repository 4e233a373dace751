"""Articles in, one searchable generation on disk out."""
