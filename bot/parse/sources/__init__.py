"""One module per kind of subscription mail, and the registry that finds the one for a mail."""
