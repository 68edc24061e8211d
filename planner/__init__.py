"""Longfic, a desktop writing planner for multi-chapter fan fiction."""

__version__ = "0.1.0"
