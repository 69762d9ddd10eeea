"""`python -m wayout` is the command line."""

import sys


def main() -> None:
    """Run the command line. Ctrl-C while it is still being imported ends it like any other."""
    try:
        from wayout.interfaces.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("wayout: interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
