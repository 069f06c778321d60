"""``python -m commands``: the same as the command ``resguardo``."""

from commands.app import main

if __name__ == "__main__":
    main()
