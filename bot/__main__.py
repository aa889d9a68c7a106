"""`python -m bot` is `papersieve`."""

from bot.cli import main

if __name__ == "__main__":
    main()
