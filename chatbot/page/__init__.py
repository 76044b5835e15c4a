"""The web page's parts that know nothing of Gradio: answers as HTML, uploads, the API."""
