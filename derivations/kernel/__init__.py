"""The kernel: what can make a theorem, and what prints it. It imports nothing else of ours."""
