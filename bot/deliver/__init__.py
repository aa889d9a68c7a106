"""Stage 6 of 6: Issue → accepted. Channels act; outbox.py only counts and plans."""
