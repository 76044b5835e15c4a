"""The web page: its looks (`assets`), what it shows (`views`) and what it does (`panels`).

Only `panels` knows Gradio. The rest can be tested without a browser: exchanges, uploads, the API.
"""
