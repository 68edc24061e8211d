"""The page of preferences: look, writing, keyboard shortcuts, and the library with its backups."""
