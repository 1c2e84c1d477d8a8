"""Counts the checks of a test script, says which failed, and ends with the line that the whole suite adds up."""

passed = failed = 0


def check(title, good, detail=""):
    """One check; what failed is printed with its detail."""
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {title}\n{detail}".rstrip())


def equal(title, got, wanted):
    check(title, got == wanted, f"  got    {got!r}\n  wanted {wanted!r}")


def finish():
    """The last line; returns the exit code."""
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0
