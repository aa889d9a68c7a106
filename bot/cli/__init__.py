"""The only place that prints and exits: one file per command or small group of commands."""
