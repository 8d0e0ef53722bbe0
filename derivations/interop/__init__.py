"""The way to other systems, and back."""
