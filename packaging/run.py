"""Runs Longfic from a checkout: ``python3 packaging/run.py [ARGUMENT…]`` is ``longfic [ARGUMENT…]``.

Makes the environment first if need be; see environment.py.
"""

from interpreter import use_supported_python


def main() -> int:
    """Prepare everything, then hand over to ``longfic``."""
    use_supported_python()
    # Not at the top: this module cannot be read by a Python older than the one just made sure of.
    import launch

    return launch.longfic()


if __name__ == "__main__":
    raise SystemExit(main())
