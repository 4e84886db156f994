"""Rooms that draw a result; none of them computes a number."""
