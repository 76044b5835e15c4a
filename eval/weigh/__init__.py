"""Fits what weighs evidence; `eval/weigh/__main__.py` says how."""
