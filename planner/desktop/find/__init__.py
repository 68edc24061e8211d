"""Find: the search page and the quick jump."""
