"""What must survive a restart, and the only SQL."""
