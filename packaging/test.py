"""The gate: ``python3 packaging/test.py`` checks everything that must hold before a change is taken.

Makes the environment first if need be; see environment.py. The steps are in gate.py.
"""

from interpreter import use_supported_python


def main() -> int:
    """Prepare everything, then run the steps."""
    use_supported_python()
    # Not at the top: this module cannot be read by a Python older than the one just made sure of.
    import gate

    return gate.main()


if __name__ == "__main__":
    raise SystemExit(main())
