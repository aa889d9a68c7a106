"""How servers are reached: secrets, TLS, deadlines, and the IMAP session. Knows nothing of papers."""
