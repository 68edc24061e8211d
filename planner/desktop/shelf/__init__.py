"""The shelf: all stories, the day so far, ideas, and the ways in (new story, import) and out (trash)."""
