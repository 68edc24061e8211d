"""The tab Matrix of the page Cast: everybody with everybody, as of a chapter."""
