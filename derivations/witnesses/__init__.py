"""The witnesses: each checks a statement on values, and shares only the terms with the kernel."""
