"""The page Plot: threads over chapters, the chapters as cards and as a table, endings, and drift."""
