"""The daemon in this very process, its parts one by one and at work."""
