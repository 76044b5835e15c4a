"""Time: what a question says of it, which evidence fits, and as of when an answer holds.

What belongs here knows the dates of documents and those that sentences state. It never decides
whether a sentence answers: it only orders sentences that answer nearly equally well.
"""
