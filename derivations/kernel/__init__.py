"""The kernel: everything that can make a theorem, and what prints it. It imports nothing of ours."""
