"""What the page does: each panel, its events, and the page they make together. Gradio's room.

Panels hold the library that all share, and nothing of any one person: that is in `gr.State`.
"""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio reads it when imported
# A question is small work: several at once would have NumPy's threads wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
