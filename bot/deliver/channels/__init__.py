"""One module per way out, and the union the settings file chooses from."""
