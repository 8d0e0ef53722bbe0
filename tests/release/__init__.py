"""What `make release` does: builds the package, and tries it as a user will get it."""
