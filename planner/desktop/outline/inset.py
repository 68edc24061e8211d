"""Where the text of the plan's fields begins, so that labels, fields and lists stand in one line."""

TEXT_INSET = 11
"""Where the text of a quiet line begins: labels stand in by as much, so that they and the texts are in line."""
DOCUMENT_MARGIN = 2
"""What a quiet text keeps free inside its border."""
