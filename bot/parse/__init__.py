"""Stage 2 of 6: RawMail → Mail → Mentions. Pure: bytes in, a Reading out, never an exception."""
