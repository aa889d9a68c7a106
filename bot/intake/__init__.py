"""Stage 1 of 6: mailbox → RawMail. Reads folders and local mailboxes, changes nothing in them."""
