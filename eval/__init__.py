"""Measuring Footnote: sample documents, known facts, metrics and reports.

It observes the chatbot from outside, through its public API, and never takes part in an answer.
"""
