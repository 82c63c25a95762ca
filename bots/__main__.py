"""`python -m bots` is `zayavka`."""

from bots.cli.app import main

if __name__ == "__main__":
    main()
