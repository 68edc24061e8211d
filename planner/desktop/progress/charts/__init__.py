"""Pictures of what was written: charts that paint themselves, and the tab that feeds them."""
