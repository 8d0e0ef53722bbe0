"""Terms and statements at values: exact matrices, laws of random vectors, and floats."""
