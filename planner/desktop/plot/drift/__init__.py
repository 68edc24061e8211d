"""Drift: the plans that were locked, and how far the plan has come away from them."""
