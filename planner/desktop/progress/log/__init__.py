"""The tab Log of the page Progress: what was written day by day, and what was entered by hand or brought along."""
