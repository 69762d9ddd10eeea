"""`python -m wayout` is the command line."""

from wayout.interfaces.cli import main

if __name__ == "__main__":
    main()
