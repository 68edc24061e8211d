"""The outline: the tree of a story's chapters, and the plan of what is selected in it."""
