"""`python -m techdigest` is the command `techdigest`."""

from techdigest.cli import main

main()
