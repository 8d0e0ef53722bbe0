"""What the kernel refuses, and once would not have, had one check of its code been dropped."""
