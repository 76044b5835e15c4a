"""Asking: the systems that answer, one run over all cases, and the folder that keeps it."""
