"""Tests of the rules file as a whole."""
