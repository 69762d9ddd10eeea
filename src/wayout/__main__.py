"""`python -m wayout` is the command line."""

import gc
import sys


def main() -> None:
    """Run the command line. Ctrl-C while it is still being imported ends it like any other.

    The cyclic garbage collector is off: a run keeps what it makes, and searching all of it for
    garbage again and again takes an eighth of a check. Python would still search it at the end,
    but for what is frozen.
    """
    gc.disable()
    try:
        from wayout.interfaces.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("wayout: interrupted\n")
        sys.exit(130)
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
