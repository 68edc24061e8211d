"""``python -m planner`` is ``longfic``."""

from planner.cli import main

if __name__ == "__main__":
    main()
