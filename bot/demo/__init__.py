"""The whole thing on one machine without an account: sample mails and servers on loopback."""
