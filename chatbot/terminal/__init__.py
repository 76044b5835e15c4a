"""The command line's parts: how verbs behave, and answers as terminal text."""
