"""The built site, measured: `make audit-site`, or `python -m tests.site.audit FOLDER`."""
