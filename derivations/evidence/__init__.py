"""Numbers beside the theorems: data of others, and what their programs print for it."""
