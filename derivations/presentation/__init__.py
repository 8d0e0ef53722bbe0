"""How a theorem shows itself: as text, as LaTeX and as HTML, and in words."""

from .theorems import result_html as result_html
from .theorems import result_text as result_text
