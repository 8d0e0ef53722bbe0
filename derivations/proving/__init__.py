"""The search for proofs, and how a derivation is written down: nothing here is trusted."""
