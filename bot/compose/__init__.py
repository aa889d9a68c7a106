"""Stage 5 of 6: Verdicts → Issue. Pure: lays a digest out and renders it to frozen bytes."""
