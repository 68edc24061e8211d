"""The tab of the spark plan and of the dates of chapters."""
