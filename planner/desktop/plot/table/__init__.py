"""The tab Table of the page Plot: the chapters as rows, what is planned of them as columns."""
