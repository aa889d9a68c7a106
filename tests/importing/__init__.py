"""Tests of making rules out of other things."""
