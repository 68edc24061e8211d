"""The write page: a chapter as one continuous text, with what keeps it safe."""
