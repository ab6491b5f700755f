"""Rows for tests, one module a room. A function names a situation; every argument it takes may be left out."""
