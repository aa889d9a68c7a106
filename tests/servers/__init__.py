"""Real servers on loopback for the tests of the whole project, and one that misbehaves by script."""
