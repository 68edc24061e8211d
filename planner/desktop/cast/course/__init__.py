"""The tab Course of the page Cast: how close people are, chapter by chapter."""
