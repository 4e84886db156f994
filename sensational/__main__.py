"""`python -m sensational`."""

from sensational.cli import main

main()
