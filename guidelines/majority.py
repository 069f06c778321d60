"""When a child comes of age: the one number that everything about majority is counted from."""

from datetime import date

AGE = 18
"""Convention on the Rights of the Child, article 1; the same in all eleven countries."""


def majority_on(birth: date) -> date:
    """The eighteenth birthday. Of somebody born on 29 February it falls on 1 March of a common year."""
    try:
        return birth.replace(year=birth.year + AGE)
    except ValueError:
        return date(birth.year + AGE, 3, 1)
