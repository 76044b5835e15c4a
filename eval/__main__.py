"""`python -m eval` is `footnote eval`."""

from eval.cli import main

main()
