"""The tests mirror bot/; tests/e2e runs the program as a process."""
