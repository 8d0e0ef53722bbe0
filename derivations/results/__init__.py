"""The results, one module for each family, in the order of the argument (see `contents`)."""
