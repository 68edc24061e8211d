"""The Qt application: one folder for each page ("room") and what rooms share."""
