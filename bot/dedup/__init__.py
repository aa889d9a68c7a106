"""Stage 3 of 6: Mentions → Papers. Pure: decides which mentions are one paper and merges them."""
